"""The books of research: one at a time, and never without the package they speak of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.research import books_killed
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.sessions import Member
from weerbaar.research import books as books_module
from weerbaar.research.books import books
from weerbaar.research.package import ExportRefused

ROOT = Path(__file__).parents[2]


def run(*arguments):
    """Start a Python process of its own in the checkout."""
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_whoever_dies_between_any_two_steps_leaves_both_or_neither():
    """Killed before each step on disk: a package is there exactly when it is entered and spent."""
    with run("-m", "tests.research.books_killed") as process:
        told = [json.loads(line) for line in process.communicate(timeout=120)[0].splitlines()]
    assert process.returncode == 0
    assert len(told) > 30
    assert {one["before"]["there"] for one in told} == {True, False}
    for one in told:
        before, after = one["before"], one["after"]
        both = (1, 0.5) if before["there"] else (0, 0)
        assert (before["entered"], before["spent"]) == both, one
        assert (after["entered"], after["spent"], after["there"]) == (1, 0.5, True), one
        # What was drawn is drawn once, and it is what can be seen.
        assert after["drawn"] == [after["seen"]], one
        assert before["drawn"] in ([], after["drawn"]), one
        assert "ledger.bezig.json" not in before["left"], one


def test_a_package_that_was_moved_away_stays_entered(tmp_path, monkeypatch):
    """Who died right after the package got its name, and whose package was moved, has spent it."""
    monkeypatch.setattr(books_module.Books, "settle", lambda _kept: None)
    books_killed.hand_over(tmp_path, "out")
    (tmp_path / "out").rename(tmp_path / "elsewhere")
    monkeypatch.undo()
    with books(tmp_path / "books" / "ledger.json") as kept:
        assert len(kept.ledger.releases) == 1
        assert kept.noise.spent("a") == 0.5


def test_a_name_that_was_taken_meanwhile_leaves_nothing_entered(tmp_path):
    """What cannot get its name is neither entered nor spent, and what has the name stays."""
    ledger = tmp_path / "ledger.json"
    for name in ("out", "out.zip"):
        made = tmp_path / "place" / name
        made.mkdir(parents=True)
        (made / "file").touch()
        if name == "out.zip":
            made = made / "file"
        (tmp_path / name).write_text("of somebody else")
        with books(ledger) as kept:
            entered = kept.ledger.enter(books_killed.GROUPS)
            with pytest.raises(ExportRefused, match="exists"):
                kept.give_name(made, tmp_path / name, ledger=entered, noise=kept.noise)
            assert kept.ledger.releases == ()
        assert (tmp_path / name).read_text() == "of somebody else"


def test_a_book_that_cannot_be_read_is_refused(tmp_path):
    """The ledger, the draws and what was left undone: each is named, and none taken for empty."""
    for name, code in {
        "ledger.json": "bad_ledger",
        "ledger.ruis.json": "noise.no_book",
        "ledger.bezig.json": "bad_ledger",
    }.items():
        for text in (b"soep", b"\xff\xfe", b"{}"):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(text)
            with pytest.raises(ExportRefused) as found, books(folder / "ledger.json"):
                pass
            assert (found.value.code, found.value.facts["path"].name) == (code, name)
            assert (folder / name).read_bytes() == text


ADD = """
import sys
from pathlib import Path
from weerbaar.disclosure.pooling.sessions import Member
from weerbaar.research.books import books
for n in range(10):
    with books(Path(sys.argv[1])) as kept:
        names = [f"{sys.argv[2]} {n} {k}" for k in range(3)]
        group = [Member(name.encode(), name, 12) for name in names]
        kept.keep(ledger=kept.ledger.enter({(): group}))
"""


def test_two_processes_at_once_lose_nothing(tmp_path):
    """Each enters ten releases in one ledger: all twenty are in it."""
    ledger = tmp_path / "ledger.json"
    both = [run("-c", ADD, str(ledger), name) for name in ("one", "two")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    for process in both:
        process.stdout.close()
    with books(ledger) as kept:
        assert len(kept.ledger.releases) == 20
        group = {(): [Member(b"one 0 0", "one 0 0", 12)]}
        assert kept.ledger.too_close(group, ResearchRules()) != {}


def test_books_that_somebody_keeps_are_waited_for_and_then_refused(tmp_path, monkeypatch):
    """Nobody waits for ever for a process that hangs."""
    monkeypatch.setattr(books_module, "PATIENCE_SECONDS", 0.1)
    ledger = tmp_path / "ledger.json"
    with books(ledger), pytest.raises(ExportRefused) as found, books(ledger):
        pass
    assert found.value.code == "busy"
