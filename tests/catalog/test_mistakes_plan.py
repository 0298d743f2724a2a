"""Mistakes in the files about all instruments: plan, agenda, choices, tools, disclosure."""

from __future__ import annotations

from functools import partial

import pytest

from tests.catalog.sample_content import AGENDA, CHOICES, PLAN, TOOLS
from tests.catalog.spoiled import Mistake, assert_told

plan, agenda = partial(Mistake, PLAN), partial(Mistake, AGENDA)
choices, tools = partial(Mistake, CHOICES), partial(Mistake, TOOLS)
disclosure = partial(Mistake, "disclosure.yaml")

MISTAKES = {
    "the strands in another order": plan(
        "  - id: monitoring\n", "  - id: prevention\n", "strands", "order"
    ),
    "a suggestion that names no tool that there is": plan(
        "tools: [denkgereedschap]",
        "tools: [gereedschap]",
        "strands.0.suggestions.2.tools.0",
        "unknown_tool",
        facts={"found": "gereedschap"},
    ),
    "a suggestion with the id of a statement": plan(
        "id: preventie-doel",
        "id: jij-waarden",
        "strands.0.suggestions.3.id",
        "id_twice",
        facts={"found": "jij-waarden"},
    ),
    "a strand for a quadrant that does not exist": plan(
        "quadrants: [jij]",
        "quadrants: [start]",
        "strands.0.quadrants.0",
        "unknown_quadrant",
        facts={"found": "start"},
    ),
    "a quadrant in two strands": plan(
        "quadrants: []",
        "quadrants: [jij]",
        "strands.1.quadrants.0",
        "id_twice",
        facts={"found": "jij"},
    ),
    "a tool of the plan that does not exist": plan(
        "tool: actieplan", "tool: plan", "tool", "unknown_tool", facts={"found": "plan"}
    ),
    "a role twice": plan("- id: buiten", "- id: griffie", "roles.6.id", "id_twice"),
    "a moment twice": plan("- id: onderweg", "- id: begin", "moments.1.id", "id_twice"),
    "a moment too far": plan(
        "weeks: 2", "weeks: 66", "moments.1.weeks", "too_high", facts={"le": "52"}
    ),
    "a moment on the day itself": plan(
        "weeks: 13", "weeks: 0", "moments.2.weeks", "too_low", facts={"ge": "1"}
    ),
    "a goal that names no exercise that there is": agenda(
        "exercises: []",
        "exercises: [toneel]",
        "goals.0.exercises.0",
        "unknown_exercise",
        after="goals:",
        facts={"found": "toneel"},
    ),
    "a goal for a part that does not exist": agenda(
        "short-exercise, agree]", "eens, agree]", "goals.2.blocks.1", "unknown_block"
    ),
    "a part for a goal that does not exist": agenda(
        "goals: [follow-up]",
        "goals: [terug]",
        "blocks.6.goals.0",
        "unknown_goal",
        facts={"found": "terug"},
    ),
    "a part twice": agenda("- id: close", "- id: agree", "blocks.16.id", "id_twice"),
    "a part that takes longer than it may": agenda(
        "minutes: 10, priority: 1",
        "minutes: 25, priority: 1",
        "blocks.11.usual.0.minutes",
        "usual_outside",
        facts={"found": "25", "most": "20"},
    ),
    "a part with its bounds the wrong way round": agenda(
        "most: 20",
        "most: 4",
        "blocks.11.most",
        "bounds_order",
        after="- id: pause",
        facts={"least": "8", "most": "4"},
    ),
    "a part with a placeholder that nothing fills": agenda(
        "werken in {groups}, met",
        "werken in {groups} en {koffie}, met",
        "blocks.8.do",
        "placeholders",
    ),
    "a part of a kind that does not exist": agenda(
        "kind: break", "kind: pauze", "blocks.11.kind", "not_an_option"
    ),
    "a size of group that is not known": agenda('"over-45"', '"over-40"', "sizes", "order"),
    "an instrument that is not there": choices(
        "[zelftest]",
        "[zelftest, zelfbeeld]",
        "instruments.1",
        "unknown_instrument",
        facts={"found": "zelfbeeld"},
    ),
    "an instrument that is offered twice": choices(
        "[zelftest]", "[zelftest, zelftest]", "instruments.1", "id_twice"
    ),
    "a tool that is an instrument that is not there": tools(
        "instrument: zelftest",
        "instrument: zelfbeeld",
        "tools.0.instrument",
        "unknown_instrument",
        facts={"found": "zelfbeeld"},
    ),
    "a parameter in words": disclosure(
        "value: 5",
        "value: vijf",
        "parameters.minimum.value",
        "no_number",
        after="minimum:",
        facts={"found": "vijf"},
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_where_it_is(root, mistake):
    """Each kind of mistake is one problem, at its file, line and field, with what is needed."""
    assert_told(root, mistake)
