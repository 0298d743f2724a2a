"""The page that is made of a run."""

import json

from bench import report
from bench.parts import prose
from tests.bench.test_room import row

RUN = {
    "versions": {"python": "3.11", "solara": ""},
    "machine": {
        "system": "Linux",
        "cpus": 2,
        "memory_mb": 100,
        "load": [{"configuration": "stock", "round": 1, "before": 0.5, "after": 2}],
    },
    "rows": [
        row("ours", 45, "answerable", 0.1234, 0.2),
        row("ours", 45, "begun", 0.5, 0.8),
        row("ours", 45, "failed", 0),
        row("ours", 1, "phone_first_answer", 0.9),
        row("ours", 5, "sockets", 1, 3, by="size"),
        row("capacity", 5, "sockets", 4, by="size"),
    ],
    "goals": [
        {"measure": "quick", "goal": "at most 1", "value": 0.5, "met": True},
        {"measure": "slow", "goal": "at most 1", "value": 2.5, "met": False},
    ],
}


def test_the_page_says_what_was_measured():
    """Goals, times and what is in the way stand in it; what was not measured is left open."""
    made = report.page(RUN)
    assert "| quick | at most 1 | 0.5 | yes |" in made
    assert "| slow | at most 1 | 2.5 | **no** |" in made
    assert "- *slow*: " in made
    assert "| ours | 45 | 0.12 / 0.20 | 0.50 / 0.80 | - | - |" in made
    assert "| ours | phone | 0.9 | - | - | - |" in made
    assert "at most 3 connections each while they\nload, and 1 half a minute after" in made
    assert made.count("Not measured in this run.") == 3


def test_when_all_is_reached_nothing_is_in_the_way():
    """No list of excuses is left over."""
    assert report.bounds(RUN["goals"][:1]) == "Every goal is reached."


def test_the_page_is_made_again_the_same(tmp_path):
    """Same run, same page; so a page that differs was edited by hand."""
    source, target = tmp_path / "room.json", tmp_path / "page.md"
    source.write_text(json.dumps(RUN), encoding="utf-8")
    report.main(source, target)
    assert target.read_text(encoding="utf-8") == report.page(RUN)


def test_nobody_edited_the_page():
    """docs/performance.md is what its command makes of the run that is kept."""
    if report.SOURCE.exists():
        found = json.loads(report.SOURCE.read_text(encoding="utf-8"))
        assert report.PAGE.read_text(encoding="utf-8") == report.page(found)
        missed = [goal["measure"] for goal in found["goals"] if not goal["met"]]
        assert [name for name in missed if prose.bound(name) == prose.bound("nothing")] == []
