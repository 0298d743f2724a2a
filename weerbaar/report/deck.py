"""A deck of slides in the look of the house: 16:9, real titles, text that fits its place.

What is read aloud comes along: each slide has a title, each picture and chart words of its own,
and every run of text its language.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from weerbaar.figures.style import WHITE
from weerbaar.report.dress import (
    DEEP,
    DEEP_LIGHT,
    dress,
    fill_with,
    foot_number,
    foot_words,
    lines_below,
    rgb,
    spoken,
)
from weerbaar.report.fitting import Line, shrink
from weerbaar.report.web import web

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches: 16:9."""
LEFT, TOP, BOTTOM = 0.75, 1.55, 6.75
"""Where the body of a slide begins and ends, in inches."""
BODY_WIDTH = WIDTH - 2 * LEFT
_INSET, _GAP = 0.25, 0.3
_THREAD = "#2A635D"
"""Of the net behind a front: just lighter than its ground."""
_LOCALES = {"nl": "nl-NL", "en": "en-GB"}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float


_TITLE = Box(LEFT, 0.5, BODY_WIDTH, 0.9)
_FRONT_TITLE = Box(LEFT, 2.3, BODY_WIDTH, 1.3)
_FRONT_BELOW = Box(LEFT, 3.8, BODY_WIDTH, 2.6)
BODY = Box(LEFT, TOP, BODY_WIDTH, BOTTOM - TOP)


class Deck:
    """Slides, one after the other."""

    def __init__(self, language: str, title: str, foot: str) -> None:
        self._locale = _LOCALES[language]
        self._deck: Any = Presentation()
        self._deck.slide_width, self._deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        properties = self._deck.core_properties
        properties.title, properties.language = title, self._locale
        properties.author = properties.last_modified_by = ""
        self._front, self._plain = dress(self._deck)
        title_place, below = self._front.placeholders
        _place(title_place, _FRONT_TITLE)
        _place(below, _FRONT_BELOW)
        _place(self._plain.placeholders[0], _TITLE)
        web(self._front, (Inches(11.3), Inches(2.0)), Inches(3.4), _THREAD)
        foot_words(self._plain, _emu(Box(LEFT, 6.95, 9.5, 0.35)), foot)
        foot_number(self._plain, _emu(Box(WIDTH - LEFT - 1.5, 6.95, 1.5, 0.35)))

    def front(self, title: str, above: str, below: Sequence[str], say: str) -> None:
        """A slide with a dark ground: the first and the last."""
        slide = self._deck.slides.add_slide(self._front)
        head, body = slide.placeholders
        self._write(head, [Line(title, 44, bold=True, colour=WHITE)], _FRONT_TITLE)
        self._write(body, [Line(words, 24, colour=DEEP_LIGHT) for words in below], _FRONT_BELOW)
        kicker = [Line(above, 20, bold=True, colour=DEEP_LIGHT)]
        self.text(slide, Box(LEFT, 1.75, BODY_WIDTH, 0.5), kicker)
        slide.notes_slide.notes_text_frame.text = say

    def slide(self, title: str, say: str) -> Any:
        """A slide with a title, and what to say with it."""
        slide = self._deck.slides.add_slide(self._plain)
        self._write(slide.shapes.title, [Line(title, 32, bold=True, colour=DEEP)], _TITLE)
        slide.notes_slide.notes_text_frame.text = say
        return slide

    def text(self, slide: Any, box: Box, lines: Sequence[Line]) -> None:
        """Paragraphs in a box, smaller when they would not fit."""
        self._write(slide.shapes.add_textbox(*_emu(box)), lines, box)

    def card(self, slide: Any, box: Box, lines: Sequence[Line], colour: str = DEEP_LIGHT) -> None:
        """Paragraphs on a coloured card."""
        card = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *_emu(box))
        card.adjustments[0] = 0.05
        card.line.fill.background()
        card.shadow.inherit = False
        fill_with(card.fill, colour)
        card.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(card, lines, box, _INSET)

    def picture(self, slide: Any, image: bytes, box: Box, words: str) -> None:
        """An image as large as fits, with the words that stand for it."""
        made = slide.shapes.add_picture(io.BytesIO(image), 0, 0)
        scale = min(Inches(box.width) / made.width, Inches(box.height) / made.height)
        made.width, made.height = Emu(int(made.width * scale)), Emu(int(made.height * scale))
        made.left = Emu(Inches(box.x) + (Inches(box.width) - made.width) // 2)
        made.top = Emu(Inches(box.y) + (Inches(box.height) - made.height) // 2)
        described(made.element.nvPicPr, words)

    def chart(self, slide: Any, kind: Any, data: Any, box: Box, words: str) -> Any:
        """A native chart, with the words that stand for it."""
        frame = slide.shapes.add_chart(kind, *_emu(box), data)
        described(frame.element.nvGraphicFramePr, words)
        return frame.chart

    def table(
        self,
        slide: Any,
        box: Box,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        words: str,
    ) -> None:
        """A table of which the first row names the columns.

        Parameters
        ----------
        widths
            Of the columns, as shares of the whole.
        words
            What is in it, for who cannot see it.
        """
        frame = slide.shapes.add_table(len(rows), len(widths), *_emu(box))
        described(frame.element.nvGraphicFramePr, words)
        grid = frame.table
        grid.horz_banding = False
        inches = [box.width * share / sum(widths) for share in widths]
        for column, width in zip(grid.columns, inches, strict=True):
            column.width = Inches(width)
        head, body = 0.5, (box.height - 0.5) / (len(rows) - 1)
        scale = min(
            shrink([Line(text)], width - 0.25, body)
            for row in rows[1:]
            for text, width in zip(row, inches, strict=True)
        )
        for number, row in enumerate(rows):
            height = body if number else head
            grid.rows[number].height = Inches(height)
            for cell, text in zip(grid.rows[number].cells, row, strict=True):
                line = Line(text, 20 if number else 16, bold=not number, after=0)
                fill_with(cell.fill, WHITE if number else DEEP_LIGHT)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                _paragraphs(cell.text_frame, [line], scale if number else 1)
        lines_below(frame)

    def saved(self) -> bytes:
        """The file."""
        for slide in self._deck.slides:
            spoken(slide, self._locale)
            spoken(slide.notes_slide, self._locale)
        file = io.BytesIO()
        self._deck.save(file)
        return file.getvalue()

    def _write(self, shape: Any, lines: Sequence[Line], box: Box, inset: float = 0) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Inches(inset)
        frame.margin_top = frame.margin_bottom = Inches(inset * 0.6)
        _paragraphs(frame, lines, fit_of(lines, box, inset))


def fit_of(lines: Sequence[Line], box: Box, inset: float = _INSET) -> float:
    """To which part of their size paragraphs shrink in a box; on a card unless said otherwise."""
    return shrink(lines, box.width - 2 * inset, box.height - 1.2 * inset)


def _paragraphs(frame: Any, lines: Sequence[Line], scale: float) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(0)
        paragraph.space_after = Pt(line.after * scale if number + 1 < len(lines) else 0)
        run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
        run.text = line.text
        run.font.size = Pt(round(line.size * scale, 1))
        run.font.bold = line.bold
        run.font.color.rgb = rgb(line.colour)


def described(properties: Any, words: str) -> None:
    """Give a picture, chart or table the words that stand for it."""
    properties.cNvPr.set("descr", words)


def rows_in(box: Box, count: int) -> list[Box]:
    """Places below each other."""
    height = (box.height - _GAP * (count - 1)) / count
    return [Box(box.x, box.y + n * (height + _GAP), box.width, height) for n in range(count)]


def columns_in(box: Box, count: int) -> list[Box]:
    """Places beside each other."""
    width = (box.width - _GAP * (count - 1)) / count
    return [Box(box.x + n * (width + _GAP), box.y, width, box.height) for n in range(count)]


def _emu(box: Box) -> tuple[int, int, int, int]:
    return Inches(box.x), Inches(box.y), Inches(box.width), Inches(box.height)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(box)
