"""Colours that everybody can tell apart, and symbols for whoever cannot see them."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.figures.drawn import corners
from weerbaar.figures.contour import (
    Sector,
    arc,
    circle,
    compound,
    polar,
    polygon,
    ring_sector,
    segment,
)
from weerbaar.figures.fills import COLOURS
from weerbaar.figures.marks import Shape
from weerbaar.figures.style import INK, PAPER, SOFT_INK, SYMBOLS, TONES, symbol_path


def luminance(colour):
    """Return the relative luminance of a hex colour, as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour, other):
    """Return the WCAG contrast of two colours."""
    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", TONES)
def test_edges_and_marks_stand_out(name):
    """Each edge has 3:1 on paper and each symbol 3:1 on its fill."""
    tone = TONES[name]
    assert contrast(tone.edge, PAPER) >= 3
    assert contrast(tone.mark, tone.fill) >= 3


def test_words_are_readable():
    """All text has at least 4.5:1 on paper and on white."""
    for ink in (INK, SOFT_INK):
        assert contrast(ink, PAPER) >= 4.5
        assert contrast(ink, "#FFFFFF") >= 4.5


def test_every_colour_has_a_silhouette_of_its_own():
    """No two answers, nor an open one, share a symbol."""
    names = (*COLOURS, "open")
    assert all(SYMBOLS[a] != SYMBOLS[b] for a, b in combinations(names, 2))
    assert len({symbol_path(name) for name in (*COLOURS, None)}) == len(names)


@pytest.mark.parametrize("name", SYMBOLS)
def test_a_symbol_stays_in_its_square(name):
    """A symbol can stand in a page as a 24 by 24 icon."""
    assert all(-1.25 <= value <= 1.25 for point in corners(Shape(SYMBOLS[name])) for value in point)


def test_angles_run_clockwise_from_the_top():
    """Zero degrees is up, ninety is right, with y downwards."""
    assert polar((0, 0), 1, 0) == pytest.approx((0, -1))
    assert polar((0, 0), 1, 90) == pytest.approx((1, 0))


@pytest.mark.parametrize(("start", "stop"), [(0, 30), (350, 370), (90, 0), (-90, 270)])
def test_an_arc_is_round(start, stop):
    """The middle of each curve that stands for an arc lies on the circle."""
    steps = arc((0, 0), 100, start, stop).curved().steps
    begin = steps[0][1][0]
    for _, (first, second, end) in steps[1:]:
        middle = [
            (b + 3 * p + 3 * q + e) / 8
            for b, p, q, e in zip(begin, first, second, end, strict=True)
        ]
        assert (middle[0] ** 2 + middle[1] ** 2) ** 0.5 == pytest.approx(100, rel=3e-4)
        begin = end


def read(data):
    """Return where each step of the `d` of an SVG path ends, but for closings."""
    here = begin = (0.0, 0.0)
    ends = []
    for letter, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        size = {"m": 2, "l": 2, "c": 6, "a": 7, "z": 1}[letter.lower()]
        for place in range(0, len(numbers), size):
            x, y = numbers[place + size - 2 : place + size]
            here = (x, y) if letter.isupper() else (here[0] + x, here[1] + y)
            ends.append(here)
            begin = here if letter in "Mm" else begin
        here = begin if letter in "Zz" else here
    return ends


@pytest.mark.parametrize(
    "contour",
    [
        circle(5.04, 7.77, 2.3),
        ring_sector((160.3, 200.7), Sector(-15, 200, 2.6, 0.8), 29, 135),
        compound([segment((0.04, 0.05), (-3, 12.345)), polygon((1, 1), (0.5, -0.25), (9, 9.99))]),
        compound(arc((10, 10), radius, 0, -300) for radius in (1.5, 2.25)),
    ],
)
def test_a_path_says_where_its_outline_goes(contour):
    """Each step of a path ends within a tenth of where the contour's does."""
    found = read(contour.svg())
    expected = [points[-1] for letter, points in contour.curved().steps if letter != "Z"]
    assert len(found) == len(expected)
    for end, other in zip(found, expected, strict=True):
        assert end == pytest.approx(other, abs=0.11)


def test_a_circle_closes():
    """A circle ends where it began."""
    points = corners(Shape(circle(5, 5, 2)))
    assert points[0] == pytest.approx(points[-1])
