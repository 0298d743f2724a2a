"""The clips' scenes: drawn as they end, and the same by both painters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb

import weerbaar.pages
from tests.figures.drawn import on_page, parsed
from weerbaar.figures.fills import PictureWords
from weerbaar.figures.plot import figure
from weerbaar.figures.scenes import SCENES, scene
from weerbaar.figures.svg import svg

STYLE = Path(weerbaar.pages.__file__).parent / "static" / "clips.css"
ALL = pytest.mark.parametrize("strand", SCENES)


@ALL
def test_a_scene_is_read_aloud(strand):
    """Title and description come first, and the picture points to them."""
    root = parsed(svg(scene(strand, PictureWords("Vooraf", "Een net")), prefix="mine"))
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in list(root)[:2]] == ["Vooraf", "Een net"]


@ALL
def test_the_page_and_the_plate_show_the_same(strand):
    """As many shapes in the same order and colours, on a page and by matplotlib."""
    drawing = scene(strand, PictureWords("", ""))
    drawn = [
        (patch.get_facecolor()[:3], patch.get_edgecolor()[3] > 0)
        for patch in figure(drawing).axes[0].patches
    ]
    page = on_page(svg(drawing, prefix="a"))
    assert [(to_rgb(fill or "k"), bool(edge)) for fill, edge, *_ in page] == [
        (rgb, edge) for rgb, edge in drawn
    ]


def test_whatever_moves_is_in_some_scene():
    """Every class that the style sheet moves has something to move, and the other way round."""
    known = set(re.findall(r"\.(move-[a-z0-9]+)", STYLE.read_text()))
    pages = "".join(svg(scene(name, PictureWords("", "")), prefix="a") for name in SCENES)
    assert set(re.findall(r'class="(move-[a-z0-9]+)"', pages)) == known
