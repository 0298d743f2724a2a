"""A deck of slides in the house style: 16:9, real titles, text that fits its place.

What is read aloud comes along: each slide has a title, each picture and chart words of its own,
and every run of text its language.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from weerbaar.figures.style import WHITE
from weerbaar.report.fitting import Paragraph, shrink

_TEMPLATE = Path(__file__).parent / "templates" / "deck.pptx"
"""Two layouts in the colours of the pages, and no slide: a front with a dark ground and a title
above a body. Whoever wants other clothes changes them there, in any program for slides."""

DEEP, DEEP_LIGHT, LINE = "#14504A", "#E4F0EC", "#D9DCD9"
"""Colours of the pages that pictures do not use; tests/report/test_slides.py compares them."""

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches: 16:9."""
LEFT, TOP, BOTTOM = 0.75, 1.55, 6.75
"""Where the body of a slide begins and ends, in inches."""
BODY_WIDTH = WIDTH - 2 * LEFT
_INSET, _GAP = 0.25, 0.3
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
        self._deck: Any = Presentation(str(_TEMPLATE))
        properties = self._deck.core_properties
        properties.title, properties.language = title, self._locale
        self._front, self._plain = self._deck.slide_layouts
        below: Any = next(shape for shape in self._plain.shapes if shape.name == "Foot")
        below.text_frame.paragraphs[0].runs[0].text = foot

    def front(self, title: str, above: str, below: Sequence[str], say: str) -> None:
        """A slide with a dark ground: the first and the last."""
        slide = self._deck.slides.add_slide(self._front)
        head, body = slide.placeholders
        self._write(head, [Paragraph(title, 44, bold=True, colour=WHITE)], _FRONT_TITLE)
        self._write(
            body, [Paragraph(words, 24, colour=DEEP_LIGHT) for words in below], _FRONT_BELOW
        )
        kicker = [Paragraph(above, 20, bold=True, colour=DEEP_LIGHT)]
        self.text(slide, Box(LEFT, 1.75, BODY_WIDTH, 0.5), kicker)
        slide.notes_slide.notes_text_frame.text = say

    def slide(self, title: str, say: str) -> Any:
        """A slide with a title, and what to say with it."""
        slide = self._deck.slides.add_slide(self._plain)
        self._write(slide.shapes.title, [Paragraph(title, 32, bold=True, colour=DEEP)], _TITLE)
        slide.notes_slide.notes_text_frame.text = say
        return slide

    def text(self, slide: Any, box: Box, lines: Sequence[Paragraph]) -> None:
        """Paragraphs in a box, smaller when they would not fit."""
        self._write(slide.shapes.add_textbox(*_emu(box)), lines, box)

    def card(
        self, slide: Any, box: Box, lines: Sequence[Paragraph], colour: str = DEEP_LIGHT
    ) -> None:
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
        _described(made.element.nvPicPr, words)

    def chart(self, slide: Any, kind: Any, data: Any, box: Box, words: str) -> Any:
        """A native chart, with the words that stand for it."""
        frame = slide.shapes.add_chart(kind, *_emu(box), data)
        _described(frame.element.nvGraphicFramePr, words)
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
            What is in it, for whoever cannot see it.
        """
        frame = slide.shapes.add_table(len(rows), len(widths), *_emu(box))
        _described(frame.element.nvGraphicFramePr, words)
        grid = frame.table
        grid.horz_banding = False
        inches = [box.width * share / sum(widths) for share in widths]
        for column, width in zip(grid.columns, inches, strict=True):
            column.width = Inches(width)
        head, body = 0.5, (box.height - 0.5) / (len(rows) - 1)
        scale = min(
            shrink([Paragraph(text)], width - 0.25, body)
            for row in rows[1:]
            for text, width in zip(row, inches, strict=True)
        )
        for number, row in enumerate(rows):
            height = body if number else head
            grid.rows[number].height = Inches(height)
            for cell, text in zip(grid.rows[number].cells, row, strict=True):
                line = Paragraph(text, 20 if number else 16, bold=not number, after=0)
                fill_with(cell.fill, WHITE if number else DEEP_LIGHT)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                _paragraphs(cell.text_frame, [line], scale if number else 1)
        _lines_below(frame)

    def saved(self) -> bytes:
        """The file."""
        for slide in self._deck.slides:
            _spoken(slide, self._locale)
            _spoken(slide.notes_slide, self._locale)
        file = io.BytesIO()
        self._deck.save(file)
        return file.getvalue()

    def _write(self, shape: Any, lines: Sequence[Paragraph], box: Box, inset: float = 0) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Inches(inset)
        frame.margin_top = frame.margin_bottom = Inches(inset * 0.6)
        _paragraphs(frame, lines, fit_of(lines, box, inset))


def fit_of(lines: Sequence[Paragraph], box: Box, inset: float = _INSET) -> float:
    """To which part of their size paragraphs shrink in a box; on a card unless said otherwise."""
    return shrink(lines, box.width - 2 * inset, box.height - 1.2 * inset)


def _paragraphs(frame: Any, lines: Sequence[Paragraph], scale: float) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(0)
        paragraph.space_after = Pt(line.after * scale if number + 1 < len(lines) else 0)
        run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
        run.text = line.text
        run.font.size = Pt(round(line.size * scale, 1))
        run.font.bold = line.bold
        run.font.color.rgb = rgb(line.colour)


def _described(properties: Any, words: str) -> None:
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


def rgb(colour: str) -> RGBColor:
    """A colour of the pages as slides want it."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def fill_with(fill: Any, colour: str) -> None:
    """Fill with one colour."""
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def _lines_below(frame: Any) -> None:
    """A thin line under every cell of a table, whose style is taken away."""
    for cell in frame.element.iter(qn("a:tcPr")):
        # The format wants lines before the filling.
        cell.insert(
            0,
            parse_xml(
                f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill>'
                f'<a:srgbClr val="{LINE.lstrip("#")}"/></a:solidFill></a:lnB>'
            ),
        )
    for style in frame.element.iter(qn("a:tableStyleId")):
        style.getparent().remove(style)


def _spoken(slide: Any, locale: str) -> None:
    """Say of every run of text in which language it is."""
    for kind in ("a:rPr", "a:endParaRPr"):
        for run in slide.element.iter(qn(kind)):
            run.set("lang", locale)
    for run in slide.element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", locale)
