"""The research benchmark: the ways end with the same tables, and the page is that of the run."""

from __future__ import annotations

import json

import pytest

from bench import research, research_report
from bench.parts import research_rows, turns
from bench.parts.document import wrong
from bench.parts.research_goals import goals
from tests.disclosure.made_up import simulated_councils
from tests.disclosure.rows import sealed_rows
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.pooled import table


def test_both_ways_end_with_the_same_tables():
    """Rows grouped by pandas agree with what is released, but for hiding and rounding."""
    model = load_content().instruments["zelftest"].model
    councils = list(simulated_councils(model, 120, seed=3))
    keys = new_keys()
    sealed = (seal(one.contribution, keys.public) for one in councils)
    release = Pool.read(sealed, keys.private, model).release(("group_type",))
    rows = sealed_rows(councils, model)
    made = research_rows.tables(rows, model, ("group_type",))
    shown = table("counts", release)
    shown = shown[(shown["part"] == "statement") & shown["count"].notna()]
    theirs = made["counts"][made["counts"]["part"] == "statement"]
    words = {0: "green", 1: "orange", 2: "red"}
    known = {
        (f"group_type={r.group}", r.id, words.get(r.category, "skip")): r.count_
        for r in theirs.rename(columns={"count": "count_"}).itertuples()
    }
    assert len(shown) > 50
    for row in shown.itertuples(index=False):
        assert abs(known[row.group, row.id, row.category] - row.count) <= 2
    ours = table("shares", release).dropna(subset=["not_green"])
    both = ours.merge(
        made["shares"].assign(group="group_type=" + made["shares"]["group"]),
        on=["group", "part", "id"],
    )
    assert len(both) == len(ours) > 20
    assert ((both["not_green_x"] - both["not_green_y"]).abs() <= both["rounding"] + 0.001).all()
    assert ((both["standard_error_x"] - both["standard_error_y"]).abs() <= 0.006).all()
    ours = table("reliability", release).dropna(subset=["alpha"])
    both = ours.merge(
        made["reliability"].assign(group="group_type=" + made["reliability"]["group"]),
        on=["group", "part", "id"],
    )
    assert len(both) > 5
    # Who is complete on a scale by one to four people more is left out, so not quite the same.
    assert (both["alpha_x"] - both["alpha_y"]).abs().max() < 0.1


def samples():
    """A run of two sizes with plain numbers."""
    found = {}
    for size in (100, 10_000):
        for way in research.WAYS:
            slow = 10 if way.startswith("rows") else 1
            measures = {"tables": slow * size / 1000, "bytes": slow * 100, "memory": 200}
            measures |= {"memory_extra": 10} | dict.fromkeys((*research_report.PARTS, "row"), 0.5)
            found |= {(way, size, name): [float(n)] * 3 for name, n in measures.items()}
    return found


def test_the_document_is_whole():
    """The run is written as every benchmark writes it, with its goals judged."""
    made = turns.document(samples(), [{"round": 1, "others": 0.1}], goals, research.PACKAGES)
    assert wrong(made) == []
    assert all(goal["met"] for goal in made["goals"])
    assert len(made["goals"]) == 10


@pytest.mark.parametrize("measure", ["tables", "memory"])
def test_a_goal_that_is_missed_is_said(measure):
    """Time that grows faster than the sessions, or memory that grows, is not met."""
    found = samples() | {("sealed new", 10_000, measure): [1000.0] * 3}
    missed = [goal for goal in goals(turns.rows(found)) if not goal["met"]]
    assert any("10000 against 100" in goal["measure"] for goal in missed)


@pytest.mark.parametrize("form", ["new", "old"])
def test_opening_is_measured_against_decryption(form):
    """Opening that takes many times the decryption of the same files is not met."""
    found = samples() | {(f"sealed {form}", 10_000, "load"): [5.0] * 3}
    missed = [goal for goal in goals(turns.rows(found)) if not goal["met"]]
    assert [goal["value"] for goal in missed] == [10.0]


def test_the_page_says_what_was_measured():
    """Ratios per format stand on it, and what bounds what was missed only when it was."""
    made = turns.document(samples(), [{"round": 1, "others": 0.1}], goals, research.PACKAGES)
    text = research_report.page(made)
    assert "| 10,000 | csv | 10.00 | 10.00 | 10.00 | 10.00 | 10.00 |" in text
    assert research_report.BOUND not in text


def test_nobody_edited_the_page():
    """docs/performance-research.md is what its command makes of the run that is kept."""
    found = json.loads(research_report.SOURCE.read_text(encoding="utf-8"))
    assert research_report.PAGE.read_text(encoding="utf-8") == research_report.page(found)
