"""``weerbaar keygen`` and ``weerbaar contribute``: from a key pair to a file that only it opens."""

from __future__ import annotations

import dataclasses
import errno
import stat

import pytest

from tests.room.places import token
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.catalog.local import ResearchEntry
from weerbaar.commands import sums
from weerbaar.commands.sums import KEY_FILE, PUBLIC_FILE
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import PUBLIC_PREFIX, new_keys, public_of
from weerbaar.files import write_whole
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.room import Kind, Room
from weerbaar.room.store import open_store

KEYS = new_keys()
TEST = load_content().instruments["zelftest"].model


def revealed(folder, people, kind=Kind.LIVE, *, named=True):
    """The code of a session in a data folder that was revealed."""
    entry = ResearchEntry(
        public_key=KEYS.public,
        organisation={"nl": "de Universiteit van Voorbeeld", "en": "Example University"},
        contact="onderzoek@voorbeeld.nl",
    )
    local = dataclasses.replace(
        load_content(),
        local=load_content().local.model_copy(update={"research": entry if named else None}),
    )
    room = Room(open_store(folder / "sessies.sqlite"), local)
    code = room.open(kind=kind).code
    answers = {statement.id: Colour.ORANGE for statement in TEST.statements}
    for _ in range(people):
        room.share(code, token(), AnswerSheet(TEST, answers))
    room.count_heads(code, 30)
    room.close(code)
    room.reveal(code)
    return code


@pytest.mark.parametrize("language", LANGUAGES)
def test_sealed_sums_are_handed_over(run, folder, tmp_path, language):
    """The file is written once, for its owner, and it is said what it holds and for whom."""
    code, out = revealed(folder, 7), tmp_path / "naar onderzoek.verzegeld"
    done, said = run("contribute", code, "--out", str(out), "--lang", language)
    assert done == 0
    name = {"nl": "de Universiteit van Voorbeeld", "en": "Example University"}[language]
    for needed in (code, str(out), name, "onderzoek@voorbeeld.nl", "7"):
        assert needed in said
    assert Pool.read(read_sealed(out), KEYS.private, TEST).sessions == 1
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    done, said = run("contribute", code, "--out", str(out), "--lang", language)
    assert done == 1
    assert str(out) in said
    assert out.read_bytes() == before


def test_without_a_name_the_file_tells_no_session(run, folder, tmp_path, monkeypatch):
    """The name that is made up does not hold the code of the session."""
    monkeypatch.chdir(tmp_path)
    code = revealed(folder, 7)
    assert run("contribute", code)[0] == 0
    (made,) = tmp_path.glob("*.verzegeld")
    assert code.lower() not in made.name.lower()


@pytest.mark.parametrize(
    ("people", "kind", "named", "reason"),
    [
        (4, Kind.LIVE, True, "sealed_few"),
        (8, Kind.REHEARSAL, True, "sealed_rehearsal"),
        (8, Kind.LIVE, False, "sealed_nobody"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_sealed_is_refused_by_name(
    run, folder, tmp_path, content, people, kind, named, reason, language
):
    """Too few, a rehearsal, nobody named: told which of them, and nothing is written."""
    code, out = revealed(folder, people, kind, named=named), tmp_path / "uit"
    done, said = run("contribute", code, "--out", str(out), "--lang", language)
    assert done == 1
    assert said.strip() == content.text(f"errors.{reason}", language, code=code)
    assert not out.exists()


def test_a_code_that_is_none_is_told(run, folder, content):
    """A mistyped or unknown code is told as everywhere."""
    assert run("contribute", "??")[1].strip() == content.text("errors.code_malformed", "nl")
    assert run("contribute", "ACDEFG")[1].strip() == content.text("errors.code_unknown", "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_made_and_the_private_one_is_never_shown(run, tmp_path, language):
    """The private key is in a file of its owner only; the public one, which fits it, is printed."""
    place = tmp_path / "kluis" / KEY_FILE
    done, said = run("keygen", str(tmp_path / "kluis"), "--lang", language)
    assert done == 0
    (public,) = [word for word in said.split() if word.startswith(PUBLIC_PREFIX)]
    text = place.read_text(encoding="utf-8")
    assert public_of(text) == public
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert text.split()[-1] not in said
    assert "lokaal.yaml" in said


def test_the_public_key_is_kept_beside_the_private_one(run, tmp_path):
    """Whoever closed the screen still has it, in a file that says what it is and where it goes."""
    _, said = run("keygen", str(tmp_path))
    kept = (tmp_path / PUBLIC_FILE).read_text(encoding="utf-8")
    assert kept.split()[-1] == public_of((tmp_path / KEY_FILE).read_text(encoding="utf-8"))
    assert kept.count("lokaal.yaml") == len(LANGUAGES)
    assert str(tmp_path / PUBLIC_FILE) in said


def test_a_key_pair_is_there_whole_or_not_at_all(run, tmp_path, monkeypatch):
    """When the disk is full at the second key the first one goes too, and it can be tried again."""

    def full(path, body, **more):
        if path.name == PUBLIC_FILE:
            raise OSError(errno.ENOSPC, "full")
        write_whole(path, body, **more)

    monkeypatch.setattr(sums, "write_whole", full)
    assert run("keygen", str(tmp_path))[0] == 1
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert run("keygen", str(tmp_path))[0] == 0


def test_keys_are_never_overwritten(run, tmp_path):
    """A second time in the same folder changes nothing; a lost key is lost for ever."""
    run("keygen", str(tmp_path))
    before = (tmp_path / KEY_FILE).read_bytes()
    done, said = run("keygen", str(tmp_path))
    assert done == 1
    assert PUBLIC_PREFIX not in said
    assert str(tmp_path / KEY_FILE) in said
    assert (tmp_path / KEY_FILE).read_bytes() == before
    (tmp_path / KEY_FILE).unlink()
    done, said = run("keygen", str(tmp_path))
    assert done == 1
    assert str(tmp_path / PUBLIC_FILE) in said
    assert not (tmp_path / KEY_FILE).exists()


def test_a_place_where_nothing_can_be_written_is_told(run, folder, tmp_path):
    """A file in the place of a folder, or a folder that is not there: told by path."""
    (tmp_path / "file").write_text("a file")
    done, said = run("keygen", str(tmp_path / "file"))
    assert done == 1
    assert str(tmp_path / "file") in said
    out = tmp_path / "nowhere" / "out"
    done, said = run("contribute", revealed(folder, 6), "--out", str(out))
    assert done == 1
    assert str(out) in said
