"""The programme on paper: all that is said, in order, in both languages, tagged."""

from __future__ import annotations

import dataclasses

import pytest

from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.catalog.agenda import outlines
from weerbaar.model.blocks import plan
from weerbaar.report.agenda import agenda_pdf, agenda_sheet


@pytest.fixture(scope="module")
def content():
    """All content."""
    return load_content()


def made(content, minutes=90, goals=("dilemma",)):
    """A programme for a council of 23."""
    file = content.agenda
    chosen = [goal.model for goal in file.goals if goal.id in goals]
    blocks = [block.model for block in file.blocks]
    return plan(blocks, chosen, outlines(file, content.exercises), minutes, 23)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_said_is_on_paper(content, language):
    """Each part with its time, what is said, each step of its exercise, and what surrounds it."""
    document = agenda_pdf(made(content), Voice(content, language), 23, ["dilemma"], "19:30")
    words = words_of(document)
    exercise = content.exercises["dilemma-reflectie"][language]
    for text in (
        "19:30\u201319:35",
        content.agenda.block("arrive").say[language],
        content.agenda.goals[1].title[language],
        exercise.title,
        *(step.say for step in exercise.steps),
        content.agenda.invitation[1][language],
        *(chores.title[language] for chores in content.agenda.before),
    ):
        assert squeezed(text) in words, text
    for mark in (b"/MarkInfo<</Marked true", b"/StructTreeRoot", b"pdfuaid"):
        assert mark in document


def test_what_was_left_out_is_not_on_paper(content):
    """Who drops a part does not read it aloud by mistake."""
    agenda = made(content, 150)
    sheet = agenda_sheet(agenda.without("pause"), Voice(content, "nl"), 23)
    title = content.agenda.block("pause").title["nl"]
    assert title not in [line["title"] for line in sheet["lines"]]
    assert title in [
        line["title"] for line in agenda_sheet(agenda, Voice(content, "nl"), 23)["lines"]
    ]


def test_a_part_that_content_no_longer_knows_breaks_nothing(content):
    """A programme that was kept from before a change of content can still be printed."""
    agenda = made(content)
    strange = dataclasses.replace(agenda.items[1], id="gone")
    unknown = dataclasses.replace(agenda.item("exercise"), exercise="gone-too")
    items = (strange, *agenda.items[2:6], unknown, *agenda.items[7:])
    document = agenda_pdf(
        dataclasses.replace(agenda, items=items), Voice(content, "nl"), 23, ["gone"]
    )
    assert squeezed(content.text("agenda.unknown", "nl")) in words_of(document)
