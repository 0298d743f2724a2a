"""The font that pictures and reports are drawn with, and how wide a text in it is.

DejaVu Sans is wider than the fonts of a page (`style.FONT_STACK`), so what fits in it, fits.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from pathlib import Path

_FIRST = 32
# Advances of its letters from a space on, in thousandths of its size.
_PLAIN = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531),
    *(1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787),
    *(603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500),
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
_BOLD = (
    *(348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365),
    *(696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580),
    *(1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850),
    *(733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500),
    *(500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687),
    *(716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838),
)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, in the unit of its size.

    Accents count as nothing, other letters beyond ASCII as the widest: never less than it is.
    """
    widths = _BOLD if bold else _PLAIN
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return size * sum(_advance(ord(letter) - _FIRST, widths) for letter in letters) / 1000


def font_folder() -> Path:
    """Return the folder with DejaVu Sans, which comes with matplotlib; that is not imported for it.

    Raises
    ------
    FileNotFoundError
        If matplotlib is not installed, or keeps its fonts elsewhere.
    """
    spec = importlib.util.find_spec("matplotlib")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    folder = package / "mpl-data" / "fonts" / "ttf"
    if not (folder / "DejaVuSans.ttf").is_file():
        raise FileNotFoundError(folder)
    return folder


def _advance(place: int, widths: tuple[int, ...]) -> int:
    return widths[place] if 0 <= place < len(widths) else max(widths)


def broken(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines that fit a width; a word that does not fit has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
