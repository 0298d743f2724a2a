"""Look up what a figure holds, by the names of its parts."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from weerbaar.figures.style import INK

PHONE = 320


def patches(figure: Figure, part: str) -> list[PathPatch]:
    """Return the shapes of a part, in the order they were drawn."""
    (axes,) = figure.axes
    found = [artist for artist in axes.get_children() if artist.get_gid() == part]
    return [artist for artist in found if isinstance(artist, PathPatch)]


def fills(figure: Figure, part: str) -> list[str]:
    """Return the colours that fill the shapes of a part."""
    return [
        to_hex(patch.get_facecolor()).upper()
        for patch in patches(figure, part)
        if patch.get_facecolor()[3] > 0
    ]


def on_plate(figure: Figure) -> list[tuple[object, ...]]:
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
    """Return what an SVG shows, as `on_plate` does."""
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


def clashes(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap at the width of a phone, and what falls outside."""
    (axes,) = figure.axes
    with mpl.rc_context({"savefig.bbox": None}):
        figure.set_dpi(72 * PHONE / (figure.get_figwidth() * 72))
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    renderer = canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in axes.texts]
    pairs = [
        (name, other)
        for (name, box), (other, other_box) in combinations(boxes, 2)
        if _overlap(box, other_box)
    ]
    page = figure.bbox
    outside = [
        (name, "outside")
        for name, box in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
    return pairs + outside


def parsed(svg: str) -> ET.Element:
    """Return the root of an SVG that this project has just made."""
    return ET.fromstring(svg)  # noqa: S314


def _colour(colour: tuple[float, ...]) -> str:
    return to_hex(colour) if colour[3] else ""


def _overlap(box: Bbox, other: Bbox) -> bool:
    common = Bbox.intersection(box, other)
    # Agg rounds boxes to whole pixels.
    return common is not None and common.width > 1 and common.height > 1
