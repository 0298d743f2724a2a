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
    frame_values,
    framed,
    number,
    place,
)
from weerbaar.figures.outline import Outline, Point, joined, short
from weerbaar.figures.picks import Chosen, Pick, all_picked, each, picked
from weerbaar.figures.style import INK

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True, kw_only=True)
class Look:
    """Colours and lines; a width in picture units."""

    fill: str = "none"
    edge: str = "none"
    width: float = 0
    dash: tuple[float, float] | None = None
    opacity: float | None = None

    def attributes(self) -> str:
        """Return the attributes of an SVG element."""
        kept = {"fill": self.fill}
        if self.edge != "none":
            kept |= {"stroke": self.edge, "stroke-width": short(self.width)}
        if self.edge != "none" and self.dash:
            kept["stroke-dasharray"] = " ".join(map(short, self.dash))
        if self.opacity is not None:
            kept["opacity"] = short(self.opacity)
        return _attributes(kept)

    def on(self, outline: Outline) -> Shape:
        """Return an outline that looks so."""
        return Shape(outline, **vars(self))


@dataclass(frozen=True)
class Shape(Look):
    """An outline with its look."""

    outline: Outline

    def piece(self) -> Piece:
        """Return the shape as an SVG element."""
        return self.svg()

    def svg(self) -> str:
        """Return the shape as an SVG element."""
        return f'<path d="{self.outline.svg()}"{self.attributes()}/>'


@dataclass(frozen=True)
class Varied:
    """An outline whose look is left open."""

    outline: Outline
    look: Pick[Look]

    def picked(self, chosen: Chosen) -> Iterable[Shape]:
        """Return the shape that is chosen."""
        return (self.look.picked(chosen).on(self.outline),)

    def piece(self) -> Piece:
        """Return it as an SVG element."""
        looks: Pick[Piece] = self.look.each(lambda look: look.attributes())
        return ['<path d="', self.outline.svg(), '"', place(looks), "/>"]


@dataclass(frozen=True)
class Stretched:
    """An outline of stretches, one after the other, that are each left open."""

    outlines: tuple[Pick[Outline], ...]
    look: Look

    def picked(self, chosen: Chosen) -> Iterable[Shape]:
        """Return the shape that is chosen."""
        return (self.look.on(joined(pick.picked(chosen) for pick in self.outlines)),)

    def piece(self) -> Piece:
        """Return it as an SVG element."""
        data = [place(pick.each(Outline.svg)) for pick in self.outlines]
        return ['<path d="', data, '"', self.look.attributes(), "/>"]


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
OpenMark = Mark | Varied | Stretched | Pick[tuple[Mark, ...]]
"""A mark, or one of which something is left open."""


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
    marks: tuple[OpenMark, ...]
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
        for mark in self.marks:
            marks += (mark,) if isinstance(mark, Shape | Words) else mark.picked(chosen)
        return [self._turned(mark, chosen) if isinstance(mark, Shape) else mark for mark in marks]

    def _turned(self, shape: Shape, chosen: Chosen) -> Shape:
        outline = shape.outline
        for turn in reversed(self.turns):
            outline = outline.turned(picked(turn.angle, chosen), turn.about)
        return replace(shape, outline=outline)


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
        return filled(self.piece(), {**self.chosen, **frame_values(title, description, prefix)})

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
