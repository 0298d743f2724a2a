"""Look up what a drawing holds, by the names of its parts, and what both painters made of it."""

from __future__ import annotations

import re
from itertools import combinations
from math import cos, radians, sin
from xml.etree import ElementTree as ET

from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from weerbaar.figures.contour import Point
from weerbaar.figures.fonts import text_width
from weerbaar.figures.marks import Drawing, Mark, Shape, Words
from weerbaar.figures.style import INK

ASCENT, DESCENT = 0.76, 0.24
"""Of a text's size: how far its letters reach above and below the baseline."""
Box = tuple[float, float, float, float]


def marks(drawing: Drawing, part: str) -> list[Mark]:
    """Return the marks of a part, in drawing order."""
    return [mark for name, own in drawing.settled() if name == part for mark in own]


def shapes(drawing: Drawing, part: str) -> list[Shape]:
    """Return the shapes of a part, in drawing order."""
    return [mark for mark in marks(drawing, part) if isinstance(mark, Shape)]


def fills(drawing: Drawing, part: str) -> list[str]:
    """Return the colours that fill the shapes of a part."""
    return [shape.fill for shape in shapes(drawing, part) if shape.fill != "none"]


def words(drawing: Drawing) -> list[Words]:
    """Return every line of text in a drawing."""
    return [mark for _, own in drawing.settled() for mark in own if isinstance(mark, Words)]


def texts(drawing: Drawing) -> list[str]:
    """Return what is written in a drawing."""
    return [line.text for line in words(drawing)]


def corners(shape: Shape) -> list[Point]:
    """Return the points that lie on a shape: no control points."""
    return [points[-1] for letter, points in shape.contour.curved().steps if letter != "Z"]


def bounds(shape: Shape) -> Box:
    """Return left, top, right and bottom of the points that lie on a shape."""
    return _around(corners(shape))


def clashes(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap, and what falls outside the picture."""
    width, height = drawing.size()
    boxes = [(line.text, _box(line)) for line in words(drawing)]
    pairs = [
        (name, other)
        for (name, box), (other, other_box) in combinations(boxes, 2)
        if _overlap(box, other_box)
    ]
    outside = [
        (name, "outside")
        for name, (left, top, right, bottom) in boxes
        if left < 0 or top < 0 or right > width or bottom > height
    ]
    return pairs + outside


def on_axes(figure: Figure) -> list[tuple[object, ...]]:
    """Return what a figure shows, in drawing order: colours of shapes, and texts."""
    (axes,) = figure.axes
    shown: list[tuple[object, ...]] = []
    for artist in axes.get_children():
        if isinstance(artist, PathPatch):
            dashed = artist.get_linestyle() not in ("-", "solid")
            width = round(artist.get_linewidth(), 2)
            colours = _colour(artist.get_facecolor()), _colour(artist.get_edgecolor())
            shown.append((*colours, width if colours[1] else 0, dashed, artist.get_alpha()))
        elif isinstance(artist, Text) and artist.get_text():
            x, y = (float(f"{value:.2f}") for value in artist.get_position())
            turn = -artist.get_rotation() % 360
            bold = artist.get_fontweight() == "bold"
            shown.append(
                (artist.get_text(), x, y, turn, bold, _colour(to_rgba(artist.get_color())))
            )
    return shown


def on_page(svg: str) -> list[tuple[object, ...]]:
    """Return what an SVG shows, as `on_axes` does."""
    shown: list[tuple[object, ...]] = []
    for node in parsed(svg).iter():
        tag = node.tag.rpartition("}")[2]
        if tag == "path":
            fill, edge = (node.get(name, "none").lower() for name in ("fill", "stroke"))
            opacity = node.get("opacity")
            shown.append(
                (
                    fill.replace("none", ""),
                    edge.replace("none", ""),
                    float(node.get("stroke-width", 0)),
                    node.get("stroke-dasharray") is not None,
                    float(opacity) if opacity else None,
                )
            )
        elif tag == "text":
            x, y = (float(node.get(name, "0")) for name in "xy")
            turn = re.match(r"rotate\((\S+)", node.get("transform", ""))
            bold, colour = node.get("font-weight") == "700", node.get("fill", INK).lower()
            turned = float(turn[1]) % 360 if turn else 0.0
            shown.append((node.text, x, y, turned, bold, colour))
    return shown


def parsed(svg: str) -> ET.Element:
    """Return the root of an SVG that this project has just made."""
    return ET.fromstring(svg)  # noqa: S314


def _colour(colour: tuple[float, ...]) -> str:
    return to_hex(colour) if colour[3] else ""


def _box(line: Words) -> Box:
    width = text_width(line.text, line.size, bold=line.bold)
    left = {"left": 0.0, "center": -width / 2, "right": -width}[line.anchor]
    turn = radians(line.turn)
    return _around(
        [
            (line.x + x * cos(turn) - y * sin(turn), line.y + x * sin(turn) + y * cos(turn))
            for x in (left, left + width)
            for y in (-ASCENT * line.size, DESCENT * line.size)
        ]
    )


def _around(points: list[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(box: Box, other: Box) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 1 and down > 1
