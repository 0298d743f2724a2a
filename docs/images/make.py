# ruff: noqa: INP001 - a script, not a package
"""Make the picture in the README: `python docs/images/make.py`."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.figures import samples  # noqa: E402 - needs the path
from weerbaar.figures.net import draw_net  # noqa: E402
from weerbaar.figures.net_layout import tall  # noqa: E402
from weerbaar.figures.net_spec import GroupFill, NetSpec  # noqa: E402
from weerbaar.figures.png import figure_png  # noqa: E402
from weerbaar.figures.style import DRAWING_FONT, PAPER, SOFT_INK  # noqa: E402

CAPTIONS = ("Jouw net, op je eigen telefoon", "Het net van de raad: 23 mensen opgeteld")
PIXELS = 1760
GAP, TOP = 48, 40  # in picture units: between the nets, and for the captions above them


def person() -> NetSpec:
    """Return what one person might answer."""
    colours = ("green", "orange", "green", "red", "orange", "red")
    return samples.person((*colours, "green", "green", "orange", "green", None, "green"))


def group() -> NetSpec:
    """Return what might be released of 23 people: at most 3 of them is shown as a band."""
    band = GroupFill(0, 3 / 23)
    fills = (
        (_split(8, 4), band, GroupFill(7 / 23, 7 / 23, tendency="mostly_orange")),
        (_split(15, 7), _split(12, 4), _split(9, 5)),
        (band, GroupFill(8 / 23, 8 / 23, tendency="mostly_orange"), _split(10, 4)),
        (band, GroupFill(4 / 23, 4 / 23), _split(8, 4)),
    )
    return samples.net([fill for row in fills for fill in row], samples.words("23 mensen"))


def picture() -> Figure:
    """Return both nets side by side, each under its caption."""
    specs = (person(), group())
    places = [tall(spec) for spec in specs]
    width = sum(place.width for place in places) + 2 * GAP
    height = max(place.height for place in places) + TOP + GAP / 4
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    left = GAP / 2
    for spec, caption, place in zip(specs, CAPTIONS, places, strict=True):
        bottom = height - TOP - place.height
        box = (left / width, bottom / height, place.width / width, place.height / height)
        draw_net(figure.add_axes(box), spec)
        figure.text(
            (left + 10) / width,
            (height - 24) / height,
            caption,
            fontfamily=DRAWING_FONT,
            fontsize=12,
            color=SOFT_INK,
        )
        left += place.width + GAP
    return figure


def _split(not_green: int, red: int) -> GroupFill:
    share = not_green / 23
    return GroupFill(share, share, red_share=red / not_green)


if __name__ == "__main__":
    image = Image.open(BytesIO(figure_png(picture(), PIXELS, PAPER))).convert("RGB")
    # Few colours: a palette shows the same in a quarter of the bytes.
    image.quantize(256, dither=Image.Dither.NONE).save(
        Path(__file__).with_name("net.png"), optimize=True
    )
