"""The shape of exercises: what is told when one is not sound, and what can be asked of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.sample_exercise import EN, NL, write_exercise
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.files import Problem
from weerbaar.catalog.markdown import Twins
from weerbaar.catalog.registry import FILES, Folder

KNOWN = {
    "quadrants": {"jij"},
    "quadrants of the self-test": {"jij"},
    "statements": {"startpunt-ervaring"},
    "tools": {"casussen"},
    "cases": {"de-stem-van-de-achterban"},
    "instruments": {"zelftest"},
}


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder with one sound pair."""
    write_exercise(tmp_path)
    return tmp_path


def read(root: Path) -> tuple[dict[str, Twins[Exercise]], list[Problem]]:
    """What could be read, and what is wrong."""
    folder = Folder(root, [row for row in FILES if row.field == "exercises"], KNOWN)
    return folder.twins("exercises"), folder.problems()


def test_a_sound_pair_is_read(root):
    """Steps begin where the one before ends; the second vote is known as such."""
    found, problems = read(root)
    assert problems == []
    one = found["brug"]
    assert one.nl.starts == (0, 5)
    assert [(step.vote, step.wave) for step in one.en.steps] == [
        ("zelftest", False),
        ("zelftest", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "code", "facts"),
    [
        ("minutes: 15", "minutes: 20", "minutes", "minutes_sum", {"found": "20", "sum": "15"}),
        ("most: 12", "most: 1", "group.most", "most_below_least", {"found": "1", "least": "2"}),
        ("vote: zelftest}", "wave: true}", "steps", "no_first_vote", {"step": "Eerst"}),
        ("Bouw maar., vote: zelftest", "Bouw maar.", "steps", "no_first_vote", {"step": "Dan"}),
        ("  - {quadrant: jij", f"{'  - {quadrant: jij, why: x}'}\n  - {{quadrant: jij", "fits",
         "id_twice", {"found": "jij"}),
        ("side: acting", "side: doen", "sides.0.side", "not_an_option", {"found": "doen"}),
        ("tools: [casussen]", "tools: [x]", "tools.0", "unknown_tool", {"found": "x"}),
        ("[startpunt-ervaring]", "[x]", "statements.0", "unknown_statement", {"found": "x"}),
        ("[de-stem-van-de-achterban]", "[x]", "cases.0", "unknown_case", {"found": "x"}),
        ("quadrants: [jij]", "quadrants: [x]", "quadrants.0", "unknown_quadrant", {"found": "x"}),
        ("quadrant: jij", "quadrant: x", "fits.0.quadrant", "unknown_quadrant", {"found": "x"}),
        ("zelftest, wave: true", "x", "steps.1.vote", "unknown_instrument", {"found": "x"}),
        ("ours: true", "ours: zeker", "ours", "no_yes_no", {"found": "zeker"}),
        ("do: Kijk.", 'do: ""', "steps.0.do", "empty", {}),
        ("id: lucht", "id: steen", "cards", "id_twice", {"found": "steen"}),
        ("De steen", "s" * 31, "cards.0.title", "card_too_long", {"max": "30"}),
        ("Wat draag je?", "w" * 81, "cards.0.lines.0", "card_too_long", {"max": "80"}),
        ("[Wat draag je?]", "[]", "cards.0.lines", "list_too_short", {}),
        ("[Wat draag je?]", "[a, b, c, d]", "cards.0.lines", "list_too_long", {"max_length": "3"}),
        ("[Wat draag je?]", "Wat draag je?", "cards.0.lines", "no_list", {}),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_a_remedy(root, old, new, where, code, facts):
    """Each mistake is named at its own line, in words of both languages."""
    assert old in NL
    path = root / "werkvormen" / "nl" / "brug.md"
    changed = NL.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    problems = [p for p in read(root)[1] if p.file.endswith("nl/brug.md")]
    (problem,) = (p for p in problems if (p.where, p.code) == (where, code))
    assert facts.items() <= problem.facts.items()
    line = changed.splitlines()[problem.line - 1]
    fields = [part for part in where.split(".") if not part.isdigit()]
    assert fields[0] in line or fields[-1] in line
    for language in ("nl", "en"):
        for told, said in zip(problems, problem_lines(problems, language)[1:], strict=True):
            assert said != str(told), "told in words, not by its code"


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ("least: 2", "least: 3", "group.least", "twins_differ"),
        ("ours: true", "ours: false", "ours", "twins_differ"),
        ("side: acting", "side: awareness", "sides.0.side", "twins_differ"),
        ("[rope]", "[rope, wood]", "materials", "twins_length"),
        (", vote: zelftest, wave: true", ", vote: x", "steps.1.vote steps.1.wave", "twins_differ"),
        (", wave: true", "", "steps.1.wave", "twins_differ"),
        ("id: lucht", "id: air", "cards.1.id", "twins_differ"),
        ("[What do you carry?]", "[What do you carry?, And what not?]", "cards.0.lines",
         "twins_length"),
        ("cards:\n  - {id: steen, title: The stone, lines: [What do you carry?]}\n", "cards:\n",
         "cards cards.0.lines cards.0.id", "twins_length twins_length twins_differ"),
    ],
)  # fmt: skip
def test_the_languages_must_agree_inside_lists_too(root, old, new, where, code):
    """What is no text is the same in both, step by step, and told where it differs."""
    assert old in EN
    path = root / "werkvormen" / "en" / "brug.md"
    path.write_text(EN.replace(old, new, 1), encoding="utf-8")
    told = [(p.file, p.where, p.code) for p in read(root)[1] if p.code.startswith("twins")]
    places = where.split()
    codes = code.split() if " " in code else [code] * len(places)
    expected = zip(places, codes, strict=True)
    assert sorted(told) == sorted(("werkvormen/en/brug.md", at, found) for at, found in expected)


def test_lengths_of_steps_are_compared_one_by_one(root):
    """Two steps that changed places in time are two differences, though their sum is the same."""
    path = root / "werkvormen" / "en" / "brug.md"
    text = EN.replace("minutes: 10,", "minutes: 8,").replace("minutes: 5,", "minutes: 7,")
    path.write_text(text, encoding="utf-8")
    told = [(p.where, p.facts["found"], p.facts["expected"]) for p in read(root)[1]]
    assert told == [("steps.0.minutes", "7", "5"), ("steps.1.minutes", "8", "10")]
