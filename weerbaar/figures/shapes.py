"""What several pictures draw alike: answers, shares, levels, intervals, and lines of text.

An answer is picked by a name (`by`); without one it is known that nothing was answered.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from weerbaar.figures.contour import Contour, Point, compound, placed, polygon, rectangle, segment
from weerbaar.figures.fills import (
    BAND,
    STATES,
    GroupFill,
    Stretch,
    level_parts,
    share_parts,
)
from weerbaar.figures.marks import Mark, OpenMark, Paint, Pick, Shape, Varied, Words
from weerbaar.figures.style import INK, PAPER, SYMBOLS, THREAD, TONES, WHITE

EDGE = 0.9
QUARTERS = (0.25, 0.5, 0.75)
_WHISKER, _HALO, _CAP, _NOTCH = 1.5, 3.6, 3.4, 3.6
_MARK, _ROOM_FOR_MARK = 4.0, 13.0


@dataclass(frozen=True, kw_only=True)
class Surface(ABC):
    """Where shares lie in one part of a picture. Places are counted in picture units.

    Attributes
    ----------
    spacing, thread : float
        About the least distance between the threads of a band, and how thick they are.
    gap : float
        Half of the room between the steps of a level: coarse, unlike a share.
    """

    spacing: float = 2.2
    thread: float = 1.25
    gap: float = 1.5

    @abstractmethod
    def at(self, share: float) -> float:
        """Return the place that a share reaches to."""

    @abstractmethod
    def between(self, start: float, stop: float) -> Contour:
        """Return what lies between two places."""

    @abstractmethod
    def across(self, place: float) -> Contour:
        """Return a line at a place."""

    @abstractmethod
    def spot(self, start: float, stop: float) -> tuple[Point, float] | None:
        """Return where a symbol between two places stands, and its size; None without room."""


@dataclass(frozen=True)
class Bar(Surface):
    """A surface from left to right; from right to left when its length is negative."""

    start: float
    top: float
    length: float
    height: float

    def at(self, share: float) -> float:
        """As for `Surface`: counted from where the bar starts."""
        return share * abs(self.length)

    def x(self, share: float) -> float:
        """Return where a share lies."""
        return self.start + share * self.length

    def between(self, start: float, stop: float) -> Contour:
        """As for `Surface`."""
        left, right = sorted((self._x(start), self._x(stop)))
        return rectangle(left, self.top, right - left, self.height)

    def across(self, place: float) -> Contour:
        """As for `Surface`."""
        return segment((self._x(place), self.top), (self._x(place), self.top + self.height))

    def spot(self, start: float, stop: float) -> tuple[Point, float] | None:
        """As for `Surface`."""
        if stop - start < _ROOM_FOR_MARK:
            return None
        return (self._x((start + stop) / 2), self.top + self.height / 2), _MARK

    def _x(self, place: float) -> float:
        return self.start + (place if self.length > 0 else -place)


def answer_surface(contour: Contour, width: float, gap: float, by: str | None) -> OpenMark:
    """Return the surface of an answer, with its edge; dashes of an open one have a gap."""
    paints = {}
    for state in STATES:
        tone, dash = TONES[state], (3, gap) if state == "open" else None
        paints[state] = Paint(fill=tone.fill, edge=tone.edge, width=width, dash=dash)
    return _varied(contour, paints, by)


def answer_threads(contour: Contour, width: float, opacity: float, by: str | None) -> OpenMark:
    """Return the threads of a net on a surface: white, but grey on an open one."""
    paints = {state: Paint(edge=WHITE, width=width, opacity=opacity) for state in STATES}
    return _varied(contour, {**paints, "open": Paint(edge=THREAD, width=width)}, by)


def answer_symbol(at: Point, size: float, by: str | None) -> OpenMark:
    """Return the symbol of an answer."""
    symbols: dict[str, tuple[Mark, ...]] = {
        state: (Shape(placed(SYMBOLS[state], *at, size), fill=TONES[state].mark),)
        for state in STATES
    }
    return Pick(by, symbols) if by else symbols["open"][0]


def share_marks(
    surface: Surface,
    fill: GroupFill,
    *,
    mesh: Sequence[Mark] = (),
    quarters: float | None = None,
) -> list[Mark]:
    """Return a share on a surface, without its symbols.

    Parameters
    ----------
    surface : Surface
        Where it lies.
    fill : GroupFill
        What is known; not a level.
    mesh : sequence of Mark
        What is whole where people are green. It lies under what is not, and under a band too, as
        the share may end at either end of it.
    quarters : float or None
        Width of white lines at each quarter; None for no lines.
    """
    marks = [_toned(surface.between(surface.at(0), surface.at(1)), "green"), *mesh]
    parts = share_parts(fill)
    known = [part for part in parts if part.kind not in ("green", BAND)]
    marks += [_toned(_area(surface, part), part.tone) for part in known]
    if quarters is not None:
        lines = compound(surface.across(surface.at(share)) for share in QUARTERS)
        marks.append(Shape(lines, edge=WHITE, width=quarters, opacity=0.7))
    marks += [_band(surface, part) for part in parts if part.kind == BAND]
    return marks


def share_symbols(surface: Surface, fill: GroupFill) -> Iterator[Mark]:
    """Yield the symbols of the parts of a share that have room for one."""
    for part in share_parts(fill):
        found = surface.spot(surface.at(part.low), surface.at(part.high))
        if part.kind in SYMBOLS and found:
            (x, y), size = found
            yield Shape(placed(SYMBOLS[part.kind], x, y, size), fill=TONES[part.kind].mark)


def level_marks(surface: Surface, level: float) -> Iterator[Mark]:
    """Yield the two steps of a level."""
    for part in level_parts(level):
        yield _toned(_area(surface, part, surface.gap), "green" if part.kind == BAND else part.tone)
        if part.kind == BAND:
            yield _band(surface, part, surface.gap)


def bar_marks(bar: Bar, fill: GroupFill | None) -> list[OpenMark]:
    """Return a bar with all that is known of a group; None when nobody answered."""
    if fill is None:
        box, middle = bar.between(0, bar.length), (bar.x(0.5), bar.top + bar.height / 2)
        return [answer_surface(box, EDGE, 2.6, None), answer_symbol(middle, _MARK, None)]
    if fill.level is not None:
        return list(level_marks(bar, fill.level))
    return [*share_marks(bar, fill, quarters=0.8), *share_symbols(bar, fill)]


def whisker(ends: tuple[float, float], y: float, colour: str = INK) -> list[Mark]:
    """Return an interval: a line with a cap at either end, with a halo to be seen on any fill.

    Parameters
    ----------
    ends : (float, float)
        Left and right, in picture units.
    y : float
        Of the middle of the line.
    colour : str
        Of the line.
    """
    left, right = ends
    caps = [segment((x, y - _CAP), (x, y + _CAP)) for x in (left, right)]
    contour = compound([segment((left, y), (right, y)), *caps])
    return [
        Shape(contour, edge=PAPER, width=_HALO, opacity=0.85),
        Shape(contour, edge=colour, width=_WHISKER),
    ]


def reference(x: float, top: float, bottom: float) -> list[Mark]:
    """Return what a bar is compared with: a line across it at x, with a notch above and below."""
    across = segment((x, top), (x, bottom))
    notches = [
        polygon((x, tip), (x - _NOTCH * 0.7, base), (x + _NOTCH * 0.7, base))
        for tip, base in ((top, top - _NOTCH), (bottom, bottom + _NOTCH))
    ]
    return [
        Shape(across, edge=PAPER, width=_HALO, opacity=0.85),
        Shape(across, edge=INK, width=1.1, dash=(2.2, 1.8)),
        *(Shape(notch, fill=INK) for notch in notches),
    ]


def column(
    lines: Iterable[str],
    x: float,
    y: float,
    size: float,
    leading: float,
    colour: str = INK,
    *,
    bold: bool = False,
    anchor: str = "left",
) -> list[Words]:
    """Return lines of text below each other, the first with its baseline at y.

    Parameters
    ----------
    lines : iterable of str
        From top to bottom.
    x, y, size, leading : float
        In picture units; `leading` is from one baseline to the next.
    colour, bold, anchor
        As for `Words`.
    """
    return [
        Words(x, y + leading * number, text, size, colour, bold, anchor)
        for number, text in enumerate(lines)
    ]


def band_threads(low: float, high: float, spacing: float) -> tuple[float, ...]:
    """Return where the threads of a band lie between two places: dense first, then thinner."""
    count = max(2, round((high - low) / (1.6 * spacing)))
    # Distances grow evenly: the further out, the less likely that the share reaches there.
    return tuple(low + (high - low) * ((step + 0.5) / count) ** 1.35 for step in range(count))


def _varied(contour: Contour, paints: dict[str, Paint], by: str | None) -> OpenMark:
    return Varied(contour, Pick(by, paints)) if by else paints["open"].on(contour)


def _toned(contour: Contour, name: str) -> Mark:
    tone = TONES[name]
    return Shape(contour, fill=tone.fill, edge=tone.edge, width=EDGE)


def _ends(surface: Surface, part: Stretch, gap: float) -> tuple[float, float]:
    """Return the places between which a part lies, with a gap where another one begins."""
    start = surface.at(part.low) + (gap if part.low > 0 else 0)
    return start, surface.at(part.high) - (gap if part.high < 1 else 0)


def _area(surface: Surface, part: Stretch, gap: float = 0) -> Contour:
    return surface.between(*_ends(surface, part, gap))


def _band(surface: Surface, part: Stretch, gap: float = 0) -> Mark:
    threads = band_threads(*_ends(surface, part, gap), surface.spacing)
    lines = compound(surface.across(place) for place in threads)
    return Shape(lines, edge=TONES[part.tone].edge, width=surface.thread)
