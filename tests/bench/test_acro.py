"""The second opinion of ACRO: what was kept is whole, and what it hides our rules hide too."""

import json
from pathlib import Path

from bench import acro
from bench.parts.document import wrong
from weerbaar.disclosure.pooling.research_release import Suppression

SOURCE = Path(__file__).parents[2] / "docs" / "benchmarks" / "acro.json"


def test_the_kept_run_is_whole_and_meets_its_goals():
    """The run that is kept has the shape, its goals are those of its rows, and all are met."""
    found = json.loads(SOURCE.read_text(encoding="utf-8"))
    assert wrong(found) == []
    assert found["goals"] == acro.goals(found["rows"])
    assert all(goal["met"] for goal in found["goals"])


def test_our_rules_hide_the_same_cells_as_in_the_run_that_is_kept():
    """What was compared then is what is released now: as many cells shown, and as many hidden."""
    found = json.loads(SOURCE.read_text(encoding="utf-8"))
    kept = {one["measure"]: one["median"] for one in found["rows"]}
    now = list(acro.ours().values())
    hidden = sum(count for name, count in kept.items() if name.startswith("hidden by"))
    assert sum(reason is None for reason in now) == kept["shown by both"]
    assert sum(reason is not None for reason in now) == hidden


def test_a_cell_that_only_acro_hides_misses_a_goal():
    """One count that ACRO calls unsafe and that we show is a goal not met."""
    shown, hidden = ("s", "a", "red"), ("s", "a", "green")
    counts = {shown: 12, hidden: 4}
    ours = {shown: None, hidden: Suppression.PRIMARY}
    good = acro.goals(acro.rows(counts, ours, {shown: "ok", hidden: "MinimumThresholdCheck;"}))
    bad = acro.goals(acro.rows(counts, ours, {shown: "MinimumThresholdCheck;", hidden: "ok"}))
    assert [goal["met"] for goal in good] == [True, True]
    assert bad[0]["met"] is False
