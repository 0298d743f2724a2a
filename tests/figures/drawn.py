"""Look up what a figure holds, by the names of its parts."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.transforms import Bbox

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


def _overlap(box: Bbox, other: Bbox) -> bool:
    common = Bbox.intersection(box, other)
    # Agg rounds boxes to whole pixels.
    return common is not None and common.width > 1 and common.height > 1
