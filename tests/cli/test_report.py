"""``weerbaar report``: a file with the report of a session, or a sentence why there is none."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pptx import Presentation

from tests.report.reading import squeezed, words_of
from tests.room.places import token
from weerbaar.catalog import LANGUAGES
from weerbaar.model.agreements import Agreement, GroupPlan
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.room.waves import today

PLAN = GroupPlan((Agreement("Wij bellen elkaar", "griffier", date.fromisoformat(today())),))


@pytest.fixture
def code(data):
    """A session with agreements that was revealed."""
    room = data.room
    made = room.open(language="en").code
    test = data.content.instruments["zelftest"].model
    for _ in range(6):
        answers = {statement.id: Colour.ORANGE for statement in test.statements}
        room.share(made, token(), AnswerSheet(test, answers))
    room.count_heads(made, 9)
    room.close(made)
    room.reveal(made)
    room.plans.keep(made, PLAN)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_written_in_the_language_asked(run, content, code, tmp_path, language):
    """The PDF has the agreements and the words of that language; the terminal says where it is."""
    out = tmp_path / "verslag.pdf"
    done, said = run("report", code, "--out", str(out), "--language", language)
    assert (done, said.strip()) == (
        0,
        content.text("report.command.written", "nl", code=code, path=out),
    )
    read = words_of(out.read_bytes())
    for words in ("Wij bellen elkaar", content.text("report.next.title", language)):
        assert squeezed(words) in read


def test_without_a_name_the_file_lies_here_in_the_language_of_the_session(
    run, content, code, tmp_path, monkeypatch
):
    """The name says which session and day, in the folder where one is."""
    monkeypatch.chdir(tmp_path)
    assert run("report", code)[0] == 0
    named = content.text("report.file", "en", code=code, day=today())
    assert (tmp_path / f"{named}.pdf").read_bytes().startswith(b"%PDF")


def test_slides_are_written_when_the_name_asks_for_them(run, code, tmp_path):
    """A name that ends in .pptx gives slides."""
    out = tmp_path / "Dia's.PPTX"
    assert run("report", code, "--out", str(out))[0] == 0
    deck = Presentation(io.BytesIO(out.read_bytes()))
    assert any(
        "Wij bellen elkaar" in s.table.cell(1, 1).text
        for x in deck.slides
        for s in x.shapes
        if s.has_table
    )


def test_what_cannot_be_written_is_told(run, content, code, tmp_path):
    """Another kind of file, one that is there, a folder that is not: one sentence, nothing made."""
    there = tmp_path / "er al.pdf"
    there.write_bytes(b"mine")
    for path, key in (
        (tmp_path / "verslag.docx", "kind"),
        (tmp_path / "verslag", "kind"),
        (there, "exists"),
        (tmp_path / "nergens" / "verslag.pdf", "unwritable"),
    ):
        done, said = run("report", code, "--out", str(path))
        assert (done, said.strip()) == (1, content.text(f"report.command.{key}", "nl", path=path))
    assert there.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [there.name]


def test_a_session_without_a_picture_has_no_report(run, content, data, tmp_path):
    """No release, no such code, no code at all: each is told in a sentence."""
    made = data.room.open().code
    out = ("--out", str(tmp_path / "x.pdf"))
    for code, key, facts in (
        (made, "report_unrevealed", {"code": made}),
        ("ACDEFG", "code_unknown", {}),
        ("??", "code_malformed", {}),
    ):
        done, said = run("report", code, *out)
        assert (done, said.strip()) == (1, content.text(f"errors.{key}", "nl", **facts))
