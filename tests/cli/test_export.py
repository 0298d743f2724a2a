"""``weerbaar export`` and ``weerbaar audit``: what is handed over, and what refused."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tests.disclosure.made_up import simulated_contributions
from tests.disclosure.sealed.zips import write_zip
from tests.research.reading_back import read_package
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.noise import NoiseBook
from weerbaar.disclosure.sealed.files import example_files
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.books import release_day
from weerbaar.room import Kind
from weerbaar.room.place import LEDGER
from weerbaar.room.rehearsal import players


@pytest.fixture
def held(data):
    """Hold a session, from opening to the picture; gives its code."""

    def hold(people, kind=Kind.LIVE, instrument=None):
        session = data.room.open(kind=kind, instrument=instrument)
        for player in players(data.room.instrument(session), people, people):
            data.room.share(session.code, player.token, player.sheet)
        data.room.close(session.code)
        data.room.count_heads(session.code, people)
        data.room.reveal(session.code)
        return session.code

    return hold


@pytest.fixture
def sealed(tmp_path):
    """What is needed to export the made-up councils."""
    place, key = example_files()
    (tmp_path / "key").write_text(key)
    return ["--sealed", str(place), "--key", str(tmp_path / "key")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_hand_over_is_said_kindly(run, held, content, tmp_path, language):
    """No picture of people yet, or only of a rehearsal or of too few: a sentence, and no file."""
    held(23, Kind.REHEARSAL)
    held(4)
    code, said = run("export", str(tmp_path / "out"), "--lang", language)
    assert code == 1
    assert said.strip() == content.text("package.errors.no_sessions", language)
    assert not (tmp_path / "out").exists()


def test_rooms_are_handed_over_and_rehearsals_never(run, held, content, tmp_path):
    """Pictures of people, large and small rooms; no code, no day, nothing of a rehearsal."""
    codes = [held(23), held(23, Kind.REHEARSAL), held(7)]
    out = tmp_path / "out.zip"
    code, said = run("export", str(out))
    done = content.text("package.done_rooms", "nl", path=out, tables=3, sessions=2)
    unstated = content.text("package.no_study", "nl")
    assert (code, said.strip()) == (0, f"{done}\n{unstated}")
    found = read_package(out)
    assert list(found["sessions"]["session"]) == ["0001", "0003"]
    assert list(found["sessions"]["detail"]) == ["statements", "levels"]
    assert not found["releases"]["simulated"].any()
    text = out.read_bytes()
    assert not [c for c in codes if c.encode() in text]
    code, said = run("audit", str(out))
    assert code == 0
    assert content.text("audit.pass", "nl", path=out, tables=13) in said


OTHERS = [found.model.id for found in load_content().offered("research")[1:]]


@pytest.mark.parametrize("name", OTHERS)
def test_a_package_holds_the_questionnaire_that_was_asked_for(run, held, content, tmp_path, name):
    """Each questionnaire that research may use has packages of its own, which pass the audit."""
    held(23)
    for people in (23, 7):
        held(people, instrument=name)
    out = tmp_path / "out.zip"
    code, said = run("export", str(out), "--instrument", name)
    assert code == 0, said
    found = read_package(out)
    assert list(found["sessions"]["session"]) == ["0002", "0003"]
    asked = {q.id for q in content.instruments[name].model.quadrants}
    parts = found["releases"].query("part == 'quadrant'")
    assert set(parts["id"]) == asked
    assert run("audit", str(out))[0] == 0


@pytest.mark.parametrize("name", OTHERS)
def test_sealed_sums_of_any_questionnaire_are_pooled(run, content, tmp_path, name):
    """Sums of many sessions of another questionnaire become a package that passes the audit."""
    keys, model = new_keys(), content.instruments[name].model
    made = simulated_contributions(model, 12, 5)
    write_zip(tmp_path / "sealed.zip", (seal(one, keys.public) for one in made))
    (tmp_path / "key").write_text(keys.private)
    out = tmp_path / "out.zip"
    given = ["--sealed", str(tmp_path / "sealed.zip"), "--key", str(tmp_path / "key")]
    ledger = ["--ledger", str(tmp_path / "ledger.json")]
    code, said = run("export", str(out), *given, *ledger, "--instrument", name)
    assert code == 0, said
    assert run("audit", str(out))[0] == 0


def test_a_questionnaire_that_research_does_not_use_is_refused(run, content, tmp_path):
    """The sentence names what was asked for and what there is; nothing is written."""
    out = tmp_path / "out.zip"
    code, said = run("export", str(out), "--instrument", "dilemma")
    options = ", ".join(["zelftest", *OTHERS])
    key = "package.errors.bad_instrument"
    assert (code, said.strip()) == (1, content.text(key, "nl", found="dilemma", options=options))
    assert not out.exists()


def test_what_is_there_stays(run, held, content, tmp_path):
    """A name that is taken is refused before anything is done."""
    held(12)
    (tmp_path / "out").mkdir()
    code, said = run("export", str(tmp_path / "out"))
    assert code == 1
    assert said.strip() == content.text("package.errors.exists", "nl", path=tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_sealed_tallies_are_pooled_and_remembered(run, content, folder, sealed, tmp_path):
    """A package of many sessions passes its audit, and is in the ledger afterwards."""
    out = tmp_path / "out"
    code, said = run("export", str(out), *sealed, "--by", "group_type", "--noise", "0.6")
    assert code == 0, said
    assert content.text("package.made_up", "nl") in said
    found = read_package(out)
    assert set(found) >= {"groups", "counts", "shares", "reliability", "noise", "log"}
    before = (folder / LEDGER).read_text()
    assert len(json.loads(before)["releases"]) == 1
    # The same once more: the same noise, nothing more spent, nothing more in the ledger.
    code, _ = run(
        "export", str(tmp_path / "again"), *sealed, "--by", "group_type", "--noise", "0.6"
    )
    assert code == 0
    pd.testing.assert_frame_equal(read_package(tmp_path / "again")["noise"], found["noise"])
    assert (folder / LEDGER).read_text() == before
    code, said = run("export", str(tmp_path / "more"), *sealed, "--noise", "0.5")
    facts = {"spent": 0.6, "asked": 0.5, "most": 1.0}
    assert (code, said.strip()) == (
        1,
        content.text("package.errors.noise.over_budget", "nl", **facts),
    )
    assert not (tmp_path / "more").exists()


def test_a_study_file_is_made_filled_in_and_used(run, sealed, content, tmp_path):
    """The empty file is made once; mistakes are told by line; filled in, it names the makers."""
    path, out = tmp_path / "studie.yaml", tmp_path / "out"
    assert run("study", str(path))[0] == 0
    code, said = run("study", str(path))
    assert (code, said.strip()) == (1, content.text("package.errors.exists", "nl", path=path))
    code, said = run("export", str(out), *sealed, "--study", str(path))
    assert code == 1
    assert "studie.yaml, regel 10 (title)" in said
    assert not out.exists()
    path.write_text("title: {nl: Raden}\ncreators: [{family: Jansen}]\nlicence: CC0-1.0\n")
    code, said = run("export", str(out), *sealed, "--study", str(path))
    assert code == 0, said
    assert content.text("package.no_study", "nl") not in said
    assert "family-names: Jansen" in (out / "CITATION.cff").read_text()
    code, said = run("export", str(tmp_path / "no"), "--study", str(tmp_path / "none.yaml"))
    assert code == 1
    assert "none.yaml" in said


def test_what_is_missing_or_wrong_is_named(run, content, folder, sealed, tmp_path):
    """Every mistake in the options or files gives its own sentence, and no file."""
    out = str(tmp_path / "out")
    (tmp_path / "other").write_text(new_keys().private)
    (tmp_path / "empty").mkdir()
    folder.mkdir()
    (folder / "broken").write_text("soep")
    cases = [
        (sealed[:2], "key_missing", {}),
        (["--noise", "1"], "sealed_missing", {"option": "--noise"}),
        ([*sealed[:2], "--key", str(tmp_path / "other")], "bad_key", {"path": tmp_path / "other"}),
        ([*sealed[:2], "--key", str(tmp_path / "none")], "key_unread", {"path": tmp_path / "none"}),
        (
            ["--sealed", str(tmp_path / "empty"), *sealed[2:]],
            "no_folder",
            {"path": tmp_path / "empty"},
        ),
        ([*sealed, "--ledger", str(folder / "broken")], "bad_ledger", {"path": folder / "broken"}),
    ]
    for options, key, facts in cases:
        code, said = run("export", out, *options)
        assert (code, said.strip()) == (1, content.text(f"package.errors.{key}", "nl", **facts))
    code, said = run("export", out, *sealed, "--by", "fractie")
    assert code == 1
    assert "'fractie'" in said
    assert not (tmp_path / "out").exists()
    assert not (folder / LEDGER).exists()


def test_a_table_with_the_whole_budget_of_noise_passes_its_audit(run, folder, sealed, tmp_path):
    """Epsilon 1 and a mark that is 0 or 1 are no answers of persons."""
    out = tmp_path / "out.zip"
    code, said = run("export", str(out), *sealed, "--noise", "1.0")
    assert code == 0, said
    (made,) = json.loads((folder / LEDGER).with_suffix(".ruis.json").read_text())["draws"]
    assert made["shown"]
    assert run("audit", str(out))[0] == 0


def test_a_refused_package_spends_nothing(run, folder, sealed, tmp_path, monkeypatch):
    """Nothing is entered or spent without a package; the next attempt gives the same draw."""
    options = [*sealed, "--noise", "0.6"]
    with monkeypatch.context() as strict:
        strict.setattr("weerbaar.research.audit.known.LEAST_CELL", 10**6)
        assert run("export", str(tmp_path / "out"), *options)[0] == 1
    assert not (tmp_path / "out").exists()
    assert not (folder / LEDGER).exists()
    book = NoiseBook.from_json((folder / LEDGER).with_suffix(".ruis.json").read_text())
    (drawn,) = book.draws
    assert not drawn.shown
    assert run("export", str(tmp_path / "out"), *options)[0] == 0
    counts = [cell.count for cell in drawn.table.cells]
    assert list(read_package(tmp_path / "out")["noise"]["count"]) == counts


def test_a_plan_is_entered_as_a_whole(run, content, folder, sealed, tmp_path):
    """What is planned is in the ledger with the first table, and is given when it is asked for."""
    plan = ["--by", "group_type", "--plan", "--plan", "wave"]
    code, said = run("export", str(tmp_path / "out"), *sealed, *plan)
    assert code == 0, said
    before = (folder / LEDGER).read_text()
    (entry,) = Ledger.from_json(before).releases
    assert entry.tables == (("group_type",), (), ("wave",))
    code, said = run("export", str(tmp_path / "waves"), *sealed, "--by", "wave")
    assert code == 0, said
    assert (folder / LEDGER).read_text() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_with_which_release_and_what_would_follow(
    run, content, folder, tmp_path, language
):
    """The group, the day and the tables of the earlier release, and what would be left over."""
    keys, model = new_keys(), content.default.model
    made = [seal(one, keys.public) for one in simulated_contributions(model, 12, 5)]
    (tmp_path / "key").write_text(keys.private)
    write_zip(tmp_path / "some.zip", made[:-1])
    write_zip(tmp_path / "all.zip", made)
    given = ["--key", str(tmp_path / "key"), "--lang", language]
    some, whole = (["--sealed", str(tmp_path / name), *given] for name in ("some.zip", "all.zip"))
    assert run("export", str(tmp_path / "a"), *some)[0] == 0
    code, said = run("export", str(tmp_path / "b"), *whole)
    assert code == 1
    day = release_day()
    month = content.text(f"day.months.{day.month}", language)
    assert f"{day.day} {month} {day.year}" in said
    assert content.text("research.groups.all", language) in said
    assert content.text("research.clash.left.one_council", language) in said
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_audit_ends_with_its_verdict(run, content, tmp_path, language):
    """0 when it passes, 1 with every finding when not, 2 when it is nothing of ours."""
    path = tmp_path / "keys.csv"
    path.write_bytes(b"group,variable,value,simulated\r\nall,year,2026,False\r\n")
    assert run("audit", str(path), "--lang", language)[0] == 0
    path.write_bytes(b"a,b,c\r\n" + b"green,red,orange\r\n" * 30)
    code, said = run("audit", str(path), "--lang", language)
    assert code == 1
    assert content.text("audit.findings.rows_per_person", language, file="keys.csv") in said
    code, said = run("audit", str(tmp_path / "none"), "--lang", language)
    assert code == 2
    assert said.strip() == content.text(
        "audit.unreadable.no_file", language, path=tmp_path / "none"
    )


def test_a_failed_audit_writes_nothing(run, held, content, tmp_path, monkeypatch):
    """What the audit would refuse never gets its name; the findings are told."""
    held(12)
    monkeypatch.setattr("weerbaar.research.audit.known.ROOM_STATEMENTS", 99)
    code, said = run("export", str(tmp_path / "out"))
    assert code == 1
    assert content.text("package.errors.failed_audit", "nl") in said
    assert "data/releases.csv" in said
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []
