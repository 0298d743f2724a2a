"""The benchmark of reports: the run that is kept is whole, and the page is that of the run."""

from __future__ import annotations

import json

import pytest

from bench import reports, reports_report
from bench.parts.document import wrong
from bench.parts.report_ways import measured, ways
from weerbaar.catalog import load_content

FOUND = json.loads(reports_report.SOURCE.read_text(encoding="utf-8"))


def test_the_kept_run_is_whole_and_meets_its_goals():
    """The run that is kept has the shape, its goals are those of its rows, and all are met."""
    assert wrong(FOUND) == []
    assert FOUND["goals"] == reports.goals(FOUND["rows"])
    assert len(FOUND["goals"]) == len(reports.OURS) * len(reports.SIZES)
    assert [goal["measure"] for goal in FOUND["goals"] if not goal["met"]] == []


def test_nobody_edited_the_page():
    """docs/performance-report.md is what its command makes of the run that is kept."""
    assert reports_report.PAGE.read_text(encoding="utf-8") == reports_report.page(FOUND)


@pytest.mark.parametrize("way", reports.WAYS)
def test_every_way_makes_something(way):
    """Each way ends with a document, and says how long it took and how large it is."""
    found = measured(ways(load_content(), 8)[way])
    assert min(found["first"], found["again"]) > 0
    assert found["bytes"] > 1000


def test_waiting_too_long_is_a_missed_goal():
    """A first document of three seconds misses the goal; a yardstick has none."""
    row = {"size": 23, "measure": "first", "unit": "s", "max": 9.0}
    slow, fast = (
        reports.goals([{**row, "configuration": "PDF", "median": seconds}])[0]["met"]
        for seconds in (3.0, 2.9)
    )
    assert (slow, fast) == (False, True)
    assert reports.goals([{**row, "configuration": "net alone", "median": 9.0}]) == []
