"""Exercises on paper: one sheet each, with everything on it, in the largest letter that fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.report import exercises
from weerbaar.report.exercises import (
    COMFORTABLE,
    PAGES,
    SIZES,
    TEMPLATE,
    exercise_pdf,
    exercise_sheet,
)
from weerbaar.report.typeset import noted, page_count, pdf

CONTENT = load_content()
ALL = list(product(CONTENT.exercises, LANGUAGES))


def sheet(name, language):
    """What is read on the sheet of an exercise."""
    return exercise_sheet(CONTENT.exercises[name][language], Voice(CONTENT, language))


def every_text(value):
    """All texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from every_text(part)
    elif isinstance(value, list):
        for part in value:
            yield from every_text(part)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_every_exercise_fits_on_one_sheet(name, language):
    """Two pages, in a letter that can be read at arm's length."""
    assert page_count(TEMPLATE, {**sheet(name, language), "size": SIZES[-1]}) <= PAGES


def test_everything_of_an_exercise_is_on_its_sheet():
    """Goal, steps with their words, pitfalls, variants, statements, cases and where it is from."""
    for name, language in ALL:
        one = CONTENT.exercises[name][language]
        texts = set(every_text(sheet(name, language)))
        steps = [part for step in one.steps for part in (step.title, step.do, step.say)]
        cases = [CONTENT.cases[case][language].title for case in one.cases]
        wanted = {one.title, one.about, one.goal, one.online, one.paper, *one.materials}
        assert wanted | {*steps, *cases, *one.pitfalls} <= texts
        assert any(one.source in text for text in texts)


def test_the_letter_is_the_largest_that_fits_with_all_steps_on_the_front_if_they_can_be():
    """Short, it is set large; long, it is set small; far too long, it gets a third page."""
    data = sheet("casusbespreking", "nl")
    step = data["steps"]["list"][0]
    chosen = {}
    for count in (1, 6, 9, 40):
        longer = {**data, "steps": {**data["steps"], "list": [step] * count}}
        size = chosen[count] = exercises._size(longer)
        pages = page_count(TEMPLATE, {**longer, "size": size})
        assert (pages <= PAGES) is (count < 40)
        fronts = [
            other
            for other in SIZES
            if other >= COMFORTABLE and noted(TEMPLATE, {**longer, "size": other}, "steps") == 1
        ]
        if fronts and count < 40:
            assert noted(TEMPLATE, {**longer, "size": size}, "steps") == 1
    assert chosen[1] > chosen[9] >= chosen[40] == SIZES[-1]


@pytest.mark.parametrize(
    ("name", "language"), [one for one in ALL if CONTENT.exercises[one[0]].nl.cards]
)
def test_cards_are_on_the_sheet_and_make_no_letter_uncomfortable(name, language):
    """Their titles always, what they ask as well where there is room in a comfortable letter."""
    fitted = exercises._fitted(sheet(name, language))
    assert fitted["size"] >= COMFORTABLE
    assert page_count(TEMPLATE, fitted) <= PAGES
    words = words_of(pdf(TEMPLATE, fitted))
    for card in CONTENT.exercises[name][language].cards:
        assert squeezed(card.title) in words
        whole = all(squeezed(line) in words for line in card.lines)
        assert whole or not fitted["cards"]["whole"]


def test_a_sheet_is_made_once_per_content(monkeypatch):
    """Asking again makes nothing; another text is another sheet."""
    made = []
    monkeypatch.setattr(exercises, "pdf", lambda _, data: made.append(data["goal"]) or b"%PDF")
    exercises._made.cache_clear()
    one = CONTENT.exercises["casusbespreking"].nl
    for exercise in (one, one, one.model_copy(update={"goal": "iets anders"})):
        exercise_pdf(exercise, Voice(CONTENT, "nl"))
    assert [goal["text"] for goal in made] == [one.goal, "iets anders"]
    renamed = replace(CONTENT, ui={**CONTENT.ui, "exercise.say": CONTENT.ui["exercise.one"]})
    exercise_pdf(one, Voice(renamed, "nl"))
    assert len(made) == 3
    exercises._made.cache_clear()
