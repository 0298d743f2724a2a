"""Shapes and words in drawing order, as plain SVG; standard library only.

A picture that is laid out as marks is the same on a page, where no matplotlib is loaded, as on
matplotlib's axes (`draw_marks`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from weerbaar.figures.outline import Outline
from weerbaar.figures.plain_svg import check_prefix, short, wrapped
from weerbaar.figures.style import INK

if TYPE_CHECKING:
    from weerbaar.figures.pen import Pen

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Shape:
    """An outline with its colours; a width in picture units, ``part`` as for `Words`."""

    outline: Outline
    fill: str = "none"
    edge: str = "none"
    width: float = 0
    dash: tuple[float, float] | None = None
    opacity: float | None = None
    part: str = ""

    def svg(self) -> str:
        """Return the shape as an SVG element."""
        kept = {"fill": self.fill}
        if self.edge != "none":
            kept |= {"stroke": self.edge, "stroke-width": short(self.width)}
        if self.edge != "none" and self.dash:
            kept["stroke-dasharray"] = " ".join(map(short, self.dash))
        if self.opacity is not None:
            kept["opacity"] = short(self.opacity)
        return f'<path d="{path_data(self.outline)}"{_attributes(kept)}/>'


@dataclass(frozen=True)
class Words:
    """A line of text with its baseline at y.

    Attributes
    ----------
    anchor : {"left", "center", "right"}
        What of the text stands at x.
    part : str
        The part of the picture that this belongs to; empty for none.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    bold: bool = False
    anchor: str = "left"
    part: str = ""

    def svg(self) -> str:
        """Return the text as an SVG element."""
        kept = {"x": short(self.x), "y": short(self.y), "font-size": short(self.size)}
        if self.bold:
            kept["font-weight"] = "700"
        if self.anchor != "left":
            kept["text-anchor"] = _ANCHORS[self.anchor]
        if self.colour != INK:
            kept["fill"] = self.colour
        return f"<text{_attributes(kept)}>{escape(self.text)}</text>"


Mark = Shape | Words


def path_data(outline: Outline) -> str:
    """Return an outline as the shortest `d` of an SVG path, in tenths of a unit."""
    return "".join(
        letter + " ".join(f"{short(round(x, 1))} {short(round(y, 1))}" for x, y in points)
        for letter, points in outline.steps
    )


def marks_svg(
    marks: Iterable[Mark], box: tuple[float, float], *, title: str, description: str, prefix: str
) -> str:
    """Return a picture as SVG for inside a page.

    Parameters
    ----------
    marks : iterable of Mark
        In drawing order; neighbours of one part form a group that is named after it.
    box : (float, float)
        Width and height of the picture.
    title, description : str
        For screen readers.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    """
    check_prefix(prefix)
    body = "".join(
        f'<g id="{prefix}-{part}">{"".join(mark.svg() for mark in group)}</g>'
        if part
        else "".join(mark.svg() for mark in group)
        for part, group in groupby(marks, key=lambda mark: mark.part)
    )
    return wrapped(body, box, title=title, description=description, prefix=prefix)


def draw_marks(pen: Pen, marks: Iterable[Mark]) -> None:
    """Draw a picture on the axes of a pen."""
    for mark in marks:
        part = mark.part or None
        if isinstance(mark, Words):
            pen.write(
                *(mark.x, mark.y, mark.text, mark.size),
                colour=mark.colour,
                bold=mark.bold,
                anchor=mark.anchor,
                part=part,
            )
        else:
            pen.draw(
                mark.outline,
                fill=mark.fill,
                edge=mark.edge,
                width=mark.width,
                dash=mark.dash,
                opacity=mark.opacity,
                part=part,
            )


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())
