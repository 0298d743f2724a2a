"""The cards of exercises on paper: all of them, to cut out, in letters that a table can read."""

from __future__ import annotations

import re

import pytest

from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.catalog.exercises import Card
from weerbaar.report.exercise_cards import (
    TEMPLATE,
    exercise_cards_pdf,
    exercise_cards_sheet,
    sheets_of_cards,
)
from weerbaar.report.typeset import noted, page_count

CONTENT = load_content()
WITH_CARDS = [name for name, twins in CONTENT.exercises.items() if twins.nl.cards]
READABLE = 14
"""Points; twice what a sheet in the hand has."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_CARDS)
def test_a_set_is_printed_whole_and_tagged(name, language):
    """Every title and line is there, each card a heading, on as many sheets as the page says."""
    exercise = CONTENT.exercises[name][language]
    made = exercise_cards_pdf(exercise, Voice(CONTENT, language))
    assert re.search(rb"pdfuaid:part>\s*1\s*<", made)
    assert b"/StructTreeRoot" in made
    assert f"/Lang({language})".encode() in made
    assert len(re.findall(rb"/S/H1\b|/S /H1\b", made)) >= len(exercise.cards)
    words = words_of(made)
    for card in exercise.cards:
        assert all(squeezed(text) in words for text in (card.title, *card.lines)), card.id
    data = exercise_cards_sheet(exercise, Voice(CONTENT, language))
    assert page_count(TEMPLATE, data) == sheets_of_cards(exercise)
    assert noted(TEMPLATE, data, "size") >= READABLE
    empty = sheets_of_cards(exercise) * data["each"] - len(exercise.cards)
    assert words.count(squeezed(data["own"])) == empty


@pytest.mark.parametrize("lines", [1, 3])
def test_the_longest_cards_that_are_allowed_fit(lines):
    """A set in which every text is as long as it may be stays on its cards."""
    title, line = "Verantwoordelijkheid en moed x", ("woorden " * 10).strip() + "x"
    card = Card(id="lang", title=title, lines=(line,) * lines)
    exercise = CONTENT.exercises["casusbespreking"].nl.model_copy(update={"cards": (card,) * 5})
    data = exercise_cards_sheet(exercise, Voice(CONTENT, "nl"))
    assert (len(title), len(line)) == (30, 80)
    assert page_count(TEMPLATE, data) == sheets_of_cards(exercise)
    assert noted(TEMPLATE, data, "size") > 0


def test_an_exercise_without_cards_has_no_document():
    """Asking for it is a mistake of the caller."""
    exercise = CONTENT.exercises["casusbespreking"].nl
    assert sheets_of_cards(exercise) == 0
    with pytest.raises(ValueError, match="casusbespreking"):
        exercise_cards_pdf(exercise, Voice(CONTENT, "nl"))
