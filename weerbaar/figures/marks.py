"""What a picture is made of: shapes and words in named groups; standard library only.

The same marks are painted as SVG, for a page, and on matplotlib's axes (`pen.Pen.paint`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from weerbaar.figures.markup import (
    PREFIX,
    Piece,
    filled,
    framed,
    number,
    place,
    told,
)
from weerbaar.figures.outline import Outline, Point, joined, short
from weerbaar.figures.picks import Chosen, Pick, all_picked, each, picked
from weerbaar.figures.style import INK

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


OpenOutline = Outline | tuple[Pick[Outline], ...]
"""An outline, or its stretches one after the other, each of them left open."""


@dataclass(frozen=True)
class Shape:
    """An outline with its colours; a width in picture units."""

    outline: OpenOutline
    fill: str = "none"
    edge: str = "none"
    width: float = 0
    dash: tuple[float, float] | None = None
    opacity: float | None = None

    def piece(self) -> Piece:
        """Return the shape as an SVG element."""
        kept = {"fill": self.fill}
        if self.edge != "none":
            kept |= {"stroke": self.edge, "stroke-width": short(self.width)}
        if self.edge != "none" and self.dash:
            kept["stroke-dasharray"] = " ".join(map(short, self.dash))
        if self.opacity is not None:
            kept["opacity"] = short(self.opacity)
        data: Piece
        if isinstance(self.outline, Outline):
            data = self.outline.svg()
        else:
            data = [place(pick.each(lambda outline: outline.svg())) for pick in self.outline]
        return ['<path d="', data, '"', _attributes(kept), "/>"]

    def svg(self) -> str:
        """Return the shape as an SVG element, when nothing of it is left open."""
        return filled(self.piece(), {})

    def settled(self, chosen: Chosen) -> Outline:
        """Return the outline with nothing left open."""
        if isinstance(self.outline, Outline):
            return self.outline
        return joined(pick.picked(chosen) for pick in self.outline)


@dataclass(frozen=True)
class Words:
    """A line of text with its baseline at y.

    Attributes
    ----------
    anchor : {"left", "center", "right"}
        What of the text stands at x.
    turn : float
        Degrees clockwise.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    bold: bool = False
    anchor: str = "left"
    turn: float = 0

    def piece(self) -> Piece:
        """Return the text as an SVG element."""
        kept = {"x": short(self.x), "y": short(self.y)}
        if self.turn:
            kept["transform"] = f"rotate({short(self.turn)} {kept['x']} {kept['y']})"
        kept["font-size"] = short(self.size)
        if self.bold:
            kept["font-weight"] = "700"
        if self.anchor != "left":
            kept["text-anchor"] = _ANCHORS[self.anchor]
        if self.colour != INK:
            kept["fill"] = self.colour
        return f"<text{_attributes(kept)}>{escape(self.text)}</text>"


Mark = Shape | Words


@dataclass(frozen=True)
class Turn:
    """Everything in a group is turned round a point: degrees clockwise."""

    angle: float | Pick[float]
    about: Point


@dataclass(frozen=True)
class Group:
    """Marks in drawing order.

    Attributes
    ----------
    part : str
        A name that occurs once in a picture; or nothing.
    turns : tuple of Turn
        The last one first; for shapes only.
    """

    part: str
    marks: tuple[Mark | Pick[tuple[Mark, ...]], ...]
    turns: tuple[Turn, ...] = ()

    def piece(self) -> Piece:
        """Return the group as SVG."""
        inside = [
            place(mark.each(_all)) if isinstance(mark, Pick) else mark.piece()
            for mark in self.marks
        ]
        turns: list[Piece] = []
        for turn in self.turns:
            about = " ".join(map(short, turn.about))
            turns += [("rotate(", number(turn.angle), f" {about})")]
        turned: Piece = (' transform="', turns, '"') if turns else ""
        named: Piece = (' id="', PREFIX, f'-{self.part}"') if self.part else ""
        return ["<g", named, turned, ">", *inside, "</g>"]

    def settled(self, chosen: Chosen) -> list[Mark]:
        """Return the marks with nothing left open, each where it ends up."""
        marks: list[Mark] = []
        found: Iterable[Mark] = all_picked(self.marks, chosen)
        for mark in found:
            if isinstance(mark, Shape):
                outline = mark.settled(chosen)
                for turn in reversed(self.turns):
                    outline = outline.turned(picked(turn.angle, chosen), turn.about)
                marks.append(replace(mark, outline=outline))
            else:
                marks.append(mark)
        return marks


@dataclass(frozen=True)
class Drawing:
    """A picture with everything in its place, in pixels on a 320 px phone.

    Attributes
    ----------
    groups : tuple of Group
        In drawing order; which groups there are may be left open too.
    chosen : mapping
        What is picked in this picture, of what is left open.
    """

    width: float
    height: float | Pick[float]
    groups: tuple[Group | Pick[tuple[Group, ...]], ...]
    chosen: Chosen

    def piece(self) -> Piece:
        """Return the picture as markup, in which all is open that depends on answers."""
        body = [place(g.each(_all)) if isinstance(g, Pick) else g.piece() for g in self.groups]
        height = each(self.height, lambda height: round(height, 1))
        return framed(body, short(round(self.width, 1)), number(height))

    def svg(self, *, title: str, description: str, prefix: str) -> str:
        """Return the picture as SVG for inside a page; it takes the width of what it stands in.

        Parameters
        ----------
        title, description : str
            For screen readers.
        prefix : str
            Starts every id, so that two pictures can stand on one page.
        """
        return filled(self.piece(), {**self.chosen, **told(title, description, prefix)})

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return self.width, picked(self.height, self.chosen)

    def settled(self) -> list[tuple[str, list[Mark]]]:
        """Return the name and the marks of each group with nothing left open, in drawing order."""
        groups = all_picked(self.groups, self.chosen)
        return [(group.part, group.settled(self.chosen)) for group in groups]


def _all(items: Iterable[Mark | Group]) -> Piece:
    return [item.piece() for item in items]


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())
