"""Mistakes in an instrument and its rules: each is told at its line, with what to write."""

from __future__ import annotations

from functools import partial

import pytest

from tests.catalog.sample_content import INSTRUMENT, RULES
from tests.catalog.spoiled import WERKDRUK, Mistake, assert_told

instrument, rules = partial(Mistake, INSTRUMENT), partial(Mistake, RULES)

MISTAKES = {
    "a language is missing": instrument(
        '\n      en: "You"\n', "\n", "quadrants.0.name.en", "missing", after="quadrants:"
    ),
    "a text is empty": instrument(
        '"Jij"', '""', "quadrants.0.name.nl", "empty", after="quadrants:"
    ),
    "a text is only spaces": instrument(
        '"Jij"', '"  "', "quadrants.0.name.nl", "empty", after="quadrants:"
    ),
    "a text is left out": instrument(
        '"Jij"', "", "quadrants.0.name.nl", "no_text", after="quadrants:"
    ),
    "a number for a text": instrument(
        '"Jij"',
        "2026",
        "quadrants.0.name.nl",
        "no_text",
        after="quadrants:",
        facts={"found": "2026"},
    ),
    "a language nobody asked for": instrument(
        '\n      en: "You"\n',
        '\n      en: "You"\n      de: "Du"\n',
        "quadrants.0.name.de",
        "unknown_field",
        after="quadrants:",
        facts={"name": "de", "options": "nl, en"},
    ),
    "an id with a capital": instrument(
        "id: jij-werkdruk",
        "id: Jij-werkdruk",
        f"{WERKDRUK}.id",
        "bad_id",
        facts={"found": "Jij-werkdruk"},
    ),
    "an id too long for a sealed file": instrument(
        "id: jij-werkdruk",
        f"id: jij-{'werkdruk' * 5}",
        f"{WERKDRUK}.id",
        "id_too_long",
        facts={"max_length": "40"},
    ),
    "a quadrant with the name of all": instrument(
        "id: startpunt\n", "id: total\n", "quadrants.1.id", "id_of_scale", facts={"found": "total"}
    ),
    "a quadrant with the name of a side": instrument(
        "id: startpunt\n", "id: acting\n", "quadrants.1.id", "id_of_scale"
    ),
    "a side that does not exist": instrument(
        "side: awareness",
        "side: doing",
        "quadrants.0.side",
        "not_an_option",
        after="quadrants:",
        facts={"found": "doing"},
    ),
    "a label too long for a phone": instrument(
        '"werkdruk"', '"werkdruk en zo"', f"{WERKDRUK}.short", "too_long", facts={"max": "13"}
    ),
    "a version that is no number": instrument(
        "version: 1", "version: een", "version", "no_number", facts={"found": "een"}
    ),
    "a version too low": instrument(
        "version: 1", "version: 0", "version", "too_low", facts={"found": "0", "ge": "1"}
    ),
    "one tool where a list is asked": instrument(
        "tools: [werkdruk-gesprek]", "tools: werkdruk-gesprek", f"{WERKDRUK}.tip.tools", "no_list"
    ),
    "a tip that names no tool": instrument(
        "tools: [werkdruk-gesprek]", "tools: []", f"{WERKDRUK}.tip.tools", "list_too_short"
    ),
    "a tool that cannot be an id": instrument(
        "tools: [werkdruk-gesprek]",
        "tools: [Gesprek]",
        f"{WERKDRUK}.tip.tools.0",
        "bad_id",
        facts={"found": "Gesprek"},
    ),
    "a colour without a word": instrument(
        '"groen"', '""', "scale.0.word.nl", "empty", after="scale:"
    ),
    "a tool that does not exist": instrument(
        "tools: [werkdruk-gesprek]",
        "tools: [werkdrukgesprek]",
        f"{WERKDRUK}.tip.tools.0",
        "unknown_tool",
        facts={"found": "werkdrukgesprek"},
    ),
    "a text where fields are asked": instrument('title:\n  nl: "', 'title: "', "", "syntax"),
    "a sentence where two languages are asked": instrument(
        'sides_note:\n  nl: "De', 'sides_note: "De', "", "syntax"
    ),
    "a colour too many": instrument(
        "  - id: red\n",
        "  - id: orange\n",
        "scale",
        "order",
        after="scale:",
        facts={"expected": "green, orange, red"},
    ),
    "the sides in another order": instrument(
        "  - id: awareness\n",
        "  - id: acting\n",
        "sides",
        "order",
        after="sides:",
        facts={"expected": "awareness, acting"},
    ),
    "a statement id twice": instrument(
        "id: jij-werkdruk",
        "id: jij-zelfbeeld",
        f"{WERKDRUK}.id",
        "id_twice",
        facts={"found": "jij-zelfbeeld"},
    ),
    "a quadrant id twice": instrument(
        "id: startpunt\n", "id: jij\n", "quadrants.1.id", "id_twice", facts={"found": "jij"}
    ),
    "a field given twice": instrument(
        '\n      en: "You"\n',
        '\n      en: "You"\n      en: "Me"\n',
        "quadrants.0.name.en",
        "twice",
        after="quadrants:",
    ),
    "a threshold that is missing": rules(
        "        at_least: 2\n", "", "rules.1.thresholds.person.at_least", "missing"
    ),
    "a threshold in words": rules(
        "at_least: 2",
        "at_least: twee",
        "rules.1.thresholds.person.at_least",
        "no_number",
        facts={"found": "twee"},
    ),
    "sides that differ": rules(
        "above: 2", "above: 3", "rules.4.thresholds", "sides_differ", after="id: acting_side"
    ),
    "neither true nor false": rules(
        "ours: false", "ours: misschien", "rules.0.ours", "no_yes_no", facts={"found": "misschien"}
    ),
    "a rule that is missing": rules("  - id: discuss", "  - id: spread", "rules", "order"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_where_it_is(root, mistake):
    """Each kind of mistake is one problem, at its file, line and field, with what is needed."""
    assert_told(root, mistake)
