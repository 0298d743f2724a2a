"""Answer cards: what is chosen between on paper is what is chosen between on a phone."""

from __future__ import annotations

from itertools import product

import pytest

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.figures.style import symbol_path
from weerbaar.report.cards import SHEETS, fitting_size, paper_sheet
from weerbaar.report.typeset import page_count

CONTENT = load_content()
ALL = list(product(CONTENT.instruments, LANGUAGES))


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_card_says_what_each_colour_means_wherever_a_phone_does(name, language):
    """Per statement the meanings of its colours; none where a phone shows only the words."""
    file = CONTENT.instruments[name].file
    sheet = paper_sheet("kaarten", CONTENT.instruments[name], Voice(CONTENT, language))
    statements = [one for quadrant in file.quadrants for one in quadrant.statements]
    for told, one in zip(sheet["statements"], statements, strict=True):
        meant = {colour: text[language] for colour, text in one.colours}
        assert told["meanings"] == ({} if file.brief else meant)


def test_the_symbols_on_paper_are_those_of_the_pages():
    """One source for shapes: red is the same on a card, a phone, the net and the report."""
    sheet = paper_sheet("kaarten", CONTENT.default, Voice(CONTENT, "nl"))
    for colour in sheet["scale"]:
        assert symbol_path(colour["id"]) in colour["symbol"]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_card_takes_one_page_for_twelve_statements_and_at_most_two(name, language):
    """So that everyone gets one sheet, or two with eighteen statements, in a letter to read."""
    instrument = CONTENT.instruments[name]
    for sheet, template in SHEETS.items():
        data = paper_sheet(sheet, instrument, Voice(CONTENT, language))
        size = fitting_size(template, data)
        assert size >= 8.5
        few = sheet == "telblad" or len(instrument.model.statements) <= 12
        assert page_count(template, {**data, "size": size}) <= (1 if few else 2)
