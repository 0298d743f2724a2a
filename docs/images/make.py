# ruff: noqa: INP001 - a script, not a package
"""Make the picture in the README: `python docs/images/make.py`."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.figures import samples  # noqa: E402 - needs the path
from weerbaar.figures.fills import GroupFill, PictureWords  # noqa: E402
from weerbaar.figures.marks import Drawing, MarkGroup, Words  # noqa: E402
from weerbaar.figures.net import net_drawing  # noqa: E402
from weerbaar.figures.net_spec import NetSpec  # noqa: E402
from weerbaar.figures.plot import png  # noqa: E402
from weerbaar.figures.style import SOFT_INK  # noqa: E402

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


def picture() -> Drawing:
    """Return both nets side by side, each under its caption."""
    groups, left, height = [], GAP / 2, 0.0
    for spec, caption in zip((person(), group()), CAPTIONS, strict=True):
        net = net_drawing(spec)
        groups.append(MarkGroup("", (Words(left + 10, 24, caption, 12, SOFT_INK),)))
        for part, marks in net.settled():
            groups.append(MarkGroup(part, tuple(mark.placed(left, TOP, 1) for mark in marks)))
        left += net.width + GAP
        height = max(height, net.size()[1] + TOP + GAP / 4)
    return Drawing(left - GAP / 2, height, PictureWords("", ""), tuple(groups))


def _split(not_green: int, red: int) -> GroupFill:
    share = not_green / 23
    return GroupFill(share, share, red_share=red / not_green)


if __name__ == "__main__":
    image = Image.open(BytesIO(png(picture(), PIXELS))).convert("RGB")
    # Few colours: a palette shows the same in a quarter of the bytes.
    image.quantize(256, dither=Image.Dither.NONE).save(
        Path(__file__).with_name("net.png"), optimize=True
    )
