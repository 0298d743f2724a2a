"""The cases that are shipped: enough of each kind, and in plain sentences."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from weerbaar.catalog import LANGUAGES, check_content, load_content
from weerbaar.catalog.cases import OFFICES, Case
from weerbaar.catalog.paths import content_root

CASES = list(load_content().cases.values())
SENTENCE_END = re.compile(r"(?<=[.?!:])\u2019?\s+")


def texts(case: Case) -> list[str]:
    """Everything that is read of a case."""
    views = [view.sees for view in case.perspectives]
    told = case.dilemma.model_dump().values() if case.dilemma else ()
    return [*case.text.split("\n"), case.about, *case.questions, *views, *case.what_if, *told]


def sentences(case: Case) -> list[int]:
    """Words in every sentence."""
    found = [s for text in texts(case) for s in SENTENCE_END.split(text) if s.strip()]
    return [len(sentence.split()) for sentence in found]


def test_there_is_a_case_for_everybody():
    """There are sixteen or more, at least two for each quadrant, each office, and little time."""
    assert len(CASES) >= 16
    quadrants = Counter(name for case in CASES for name in case.nl.quadrants)
    model = load_content().instruments["zelftest"].model
    assert all(quadrants[quadrant.id] >= 2 for quadrant in model.quadrants)
    offices = Counter(name for case in CASES for name in case.nl.offices)
    assert all(offices[office] >= 2 for office in OFFICES)
    assert sum(case.nl.minutes <= 10 for case in CASES) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.nl.id)
def test_a_case_is_short_and_plain(case, language):
    """A story takes a minute to read aloud; sentences are short, in Dutch never above 25 words."""
    assert 90 <= len(case[language].text.split()) <= 160
    lengths = sentences(case[language])
    assert sum(lengths) / len(lengths) < 14
    assert max(lengths) <= (25 if language == "nl" else 30)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.nl.id)
def test_a_case_names_no_law_and_says_that_it_is_made_up(case):
    """Rules stand with the tools, checked and dated; a case says where it comes from."""
    for language, made_up in (("nl", "Verzonnen"), ("en", "Made up")):
        told = " ".join(texts(case[language]))
        assert not re.search(r"\b(artikel|article|Gemeentewet|Provinciewet|\w+wet) \d", told)
        assert made_up in case[language].source


def test_what_a_group_votes_on_is_a_short_dilemma():
    """Every case that suits an exercise with a vote has one, in at most five sentences."""
    content = load_content()
    voting = [e.nl for e in content.exercises.values() if any(step.vote for step in e.nl.steps)]
    assert any(exercise.cases for exercise in voting)
    for case in {case for exercise in voting for case in exercise.cases}:
        for language in LANGUAGES:
            dilemma = content.cases[case][language].dilemma
            assert dilemma, case
            assert len(re.findall(r"[.?!](?=\W*(?:\s|$))", dilemma.story)) <= 5
            assert dilemma.question.endswith("?")


def test_a_dilemma_is_in_both_languages_and_fits_a_screen(tmp_path):
    """One that a twin lacks, and a choice too long for a beamer, are told."""
    root = Path(shutil.copytree(content_root(), tmp_path / "content"))
    there, long = "casussen/en/de-schuur-is-verhuurd.md", "casussen/nl/de-auto-voor-de-deur.md"
    text = (root / there).read_text(encoding="utf-8")
    begin, end = text.index("dilemma:\n"), text.index("source:")
    (root / there).write_text(text[:begin] + text[end:], encoding="utf-8")
    text = (root / long).read_text(encoding="utf-8")
    (root / long).write_text(text.replace('  a: "', '  a: "' + "Lang " * 20), encoding="utf-8")
    found = {(p.file, p.where, p.code) for p in check_content(root)}
    assert (there, "has_dilemma", "twins_differ") in found
    assert (long, "dilemma.a", "too_long") in found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.nl.id)
def test_the_languages_are_two_texts(case):
    """No text was left in the other language."""
    nl, en = texts(case.nl), texts(case.en)
    assert not {text for text in nl if text.strip()} & set(en)
    assert case.nl.title != case.en.title


def test_a_case_names_what_exists(tmp_path):
    """An unknown quadrant, tool or office, or a list too long, is told at its line."""
    root = Path(shutil.copytree(content_root(), tmp_path / "content"))
    path = root / "casussen" / "nl" / "de-agenda-is-vol.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[jij, sociaal]", "[jij, boos]").replace("actieplan]", "nergens]"))
    other = root / "casussen" / "en" / "grap-om-middernacht.md"
    text = other.read_text(encoding="utf-8")
    turn = "what_if:\n"
    text = text.replace("[provinciale-staten]", "[senaat]").replace(turn, f'{turn}  - "And?"\n')
    other.write_text(text)
    found = {(p.file, p.line, p.where, p.code) for p in check_content(root)}
    nl, en = "casussen/nl/de-agenda-is-vol.md", "casussen/en/grap-om-middernacht.md"
    assert {
        (nl, 6, "quadrants.1", "unknown_quadrant"),
        (nl, 8, "tools.1", "unknown_tool"),
        (en, 5, "offices.0", "not_an_option"),
    } <= found
    assert (en, "what_if", "list_too_long") in {(file, at, code) for file, _, at, code in found}
    # The English twin of the first now says something else than the Dutch one.
    assert {code for file, _, _, code in found if file.endswith("en/de-agenda-is-vol.md")} == {
        "twins_differ"
    }
