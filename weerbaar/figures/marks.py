"""What a picture is made of: shapes and words in named groups; standard library only.

A picture may leave open what depends on one person's answers: one of several, picked when they are
known. Such a picture is the same for everybody, so a phone can draw its own from it and nobody else
learns which. `svg` paints a drawing for a page, `plot` on matplotlib's axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from weerbaar.figures.contour import Contour, Point, compound, placed
from weerbaar.figures.fills import PictureWords
from weerbaar.figures.style import CAP, INK

T = TypeVar("T")
S = TypeVar("S")
Chosen = Mapping[str, str | int]
"""What is picked, by name: a key of a mapping, or a place in a sequence."""


@dataclass(frozen=True)
class Pick(Generic[T]):
    """One of several.

    Attributes
    ----------
    by : str
        The name under which it is picked.
    of : mapping of str, or sequence
        All there are.
    """

    by: str
    of: Mapping[str, T] | Sequence[T]

    def all(self) -> list[T]:
        """Return all of them."""
        return list(self.of.values() if isinstance(self.of, Mapping) else self.of)

    def picked(self, chosen: Chosen) -> T:
        """Return the one that is chosen."""
        if isinstance(self.of, Mapping):
            return self.of[str(chosen[self.by])]
        return self.of[int(chosen[self.by])]

    def each(self, change: Callable[[T], S]) -> Pick[S]:
        """Return the same with each of them changed."""
        if isinstance(self.of, Mapping):
            return Pick(self.by, {key: change(one) for key, one in self.of.items()})
        return Pick(self.by, tuple(map(change, self.of)))


def each(value: T | Pick[T], change: Callable[[T], S]) -> S | Pick[S]:
    """Return a value changed, whether it is known or left open."""
    return value.each(change) if isinstance(value, Pick) else change(value)


def picked(value: T | Pick[T], chosen: Chosen) -> T:
    """Return a value, whether it is known or left open."""
    return value.picked(chosen) if isinstance(value, Pick) else value


@dataclass(frozen=True, kw_only=True)
class Paint:
    """Colours and lines; a width and dashes in picture units, an opacity of 0..1."""

    fill: str = "none"
    edge: str = "none"
    width: float = 0
    dash: tuple[float, float] | None = None
    opacity: float | None = None

    def on(self, contour: Contour) -> Shape:
        """Return a contour that looks so."""
        return Shape(contour, **vars(self))


@dataclass(frozen=True)
class Shape(Paint):
    """A contour with its paint."""

    contour: Contour

    def placed(self, x: float, y: float, size: float) -> Shape:
        """Return the same scaled by `size` and moved to (x, y)."""
        dash = (self.dash[0] * size, self.dash[1] * size) if self.dash else None
        contour = placed(self.contour, x, y, size)
        return replace(self, contour=contour, width=self.width * size, dash=dash)


@dataclass(frozen=True)
class Varied:
    """A contour whose look is left open."""

    contour: Contour
    paint: Pick[Paint]

    def picked(self, chosen: Chosen) -> Iterable[Shape]:
        """Return the shape that is chosen."""
        return (self.paint.picked(chosen).on(self.contour),)


@dataclass(frozen=True)
class Stretched:
    """A contour of stretches, one after the other, that are each left open."""

    contours: tuple[Pick[Contour], ...]
    paint: Paint

    def picked(self, chosen: Chosen) -> Iterable[Shape]:
        """Return the shape that is chosen."""
        return (self.paint.on(compound(pick.picked(chosen) for pick in self.contours)),)


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

    def placed(self, x: float, y: float, size: float) -> Words:
        """Return the same scaled by `size` and moved to (x, y)."""
        return replace(self, x=x + size * self.x, y=y + size * self.y, size=self.size * size)

    def centred(self) -> Words:
        """Return the same with the middle of its capitals where its baseline was."""
        return replace(self, y=self.y + self.size * CAP)


@dataclass(frozen=True)
class Moving:
    """Marks that a style sheet may move, within a place of their own; drawn as they end.

    Attributes
    ----------
    name : str
        The class that the style sheet knows it by; or nothing.
    x, y, size : float
        Where its (0, 0) is, and how much larger it is drawn.
    """

    name: str
    marks: tuple[Shape | Moving, ...]
    x: float = 0
    y: float = 0
    size: float = 1

    def picked(self, chosen: Chosen) -> Iterable[Shape]:
        """Return the shapes, each where it ends up."""
        for mark in self.marks:
            for shape in (mark,) if isinstance(mark, Shape) else mark.picked(chosen):
                yield shape.placed(self.x, self.y, self.size)


Mark = Shape | Words
OpenMark = Mark | Varied | Stretched | Moving | Pick[tuple[Mark, ...]]
"""A mark, or one of which something is left open."""


@dataclass(frozen=True)
class Turn:
    """Everything in a group is turned round a point: degrees clockwise."""

    angle: float | Pick[float]
    about: Point


@dataclass(frozen=True)
class MarkGroup:
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

    def settled(self, chosen: Chosen) -> list[Mark]:
        """Return the marks with nothing left open, each where it ends up."""
        marks: list[Mark] = []
        for mark in self.marks:
            marks += (mark,) if isinstance(mark, Shape | Words) else mark.picked(chosen)
        return [self._turned(mark, chosen) if isinstance(mark, Shape) else mark for mark in marks]

    def _turned(self, shape: Shape, chosen: Chosen) -> Shape:
        contour = shape.contour
        for turn in reversed(self.turns):
            contour = contour.turned(picked(turn.angle, chosen), turn.about)
        return replace(shape, contour=contour)


@dataclass(frozen=True)
class Drawing:
    """A picture with everything in its place, in pixels on a 320 px phone.

    Attributes
    ----------
    words : PictureWords
        For screen readers; not drawn.
    groups : tuple of MarkGroup
        In drawing order; which groups there are may be left open too.
    chosen : mapping
        What is picked in this picture, of what is left open.
    """

    width: float
    height: float | Pick[float]
    words: PictureWords
    groups: tuple[MarkGroup | Pick[tuple[MarkGroup, ...]], ...]
    chosen: Chosen = field(default_factory=dict)

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return self.width, picked(self.height, self.chosen)

    def settled(self) -> list[tuple[str, list[Mark]]]:
        """Return the name and the marks of each group with nothing left open, in drawing order."""
        return [(group.part, group.settled(self.chosen)) for group in self._groups()]

    def _groups(self) -> Iterator[MarkGroup]:
        for found in self.groups:
            yield from found.picked(self.chosen) if isinstance(found, Pick) else (found,)
