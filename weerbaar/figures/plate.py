"""A picture with its title, its mark when it was made up, and what it rests on; ready to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures.bars_layout import broken
from weerbaar.figures.canvas import blank
from weerbaar.figures.outline import rectangle
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.png import figure_png
from weerbaar.figures.style import CAP, INK, PAPER, SOFT_INK
from weerbaar.figures.svg import inline_svg

WIDTH, MARGIN = 720.0, 10.0
_TITLE_SIZE, _MARK_SIZE, CAPTION_SIZE = 16.0, 11.0, 10.0
_TITLE_LINE, CAPTION_LINE, _GAP = 21.0, 14.0, 8.0
_SCREEN_WIDTH = 900


@dataclass(frozen=True)
class PlateWords:
    """What stands around a picture.

    Attributes
    ----------
    title : str
        Above it.
    mark : str
        In a frame at the upper right; nothing for figures of real people.
    caption : tuple of str
        Sentences below it: how many people and sessions, and what was hidden.
    description : str
        The picture in words, for who cannot see it; not drawn.
    """

    title: str
    mark: str
    caption: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Picture:
    """A finished picture: a notebook shows it, and it can be saved.

    Attributes
    ----------
    figure : Figure
        As matplotlib made it, to go on with.
    words : PlateWords
        What stands around it.
    name : str
        Starts the ids in its SVG.
    """

    figure: Figure
    words: PlateWords
    name: str

    def svg(self) -> str:
        """Return it as SVG for inside a page."""
        words = self.words
        description = " ".join((words.description, *words.caption))
        return inline_svg(self.figure, title=words.title, description=description, prefix=self.name)

    def png(self, width: int = 1440) -> bytes:
        """Return it as a PNG image of a width in pixels."""
        return figure_png(self.figure, width, PAPER)

    def save(self, path: str | Path) -> Path:
        """Write it to a file: .png, .pdf or .svg, by the end of the name.

        Raises
        ------
        ValueError
            If the name ends otherwise.
        """
        path = Path(path)
        if path.suffix == ".png":
            path.write_bytes(self.png())
        elif path.suffix == ".svg":
            path.write_text(self.svg(), encoding="utf-8")
        elif path.suffix == ".pdf":
            path.write_bytes(self._pdf())
        else:
            raise ValueError(f"{path.name!r} ends in {path.suffix!r}, not .png, .pdf or .svg")
        return path

    def _pdf(self) -> bytes:
        self.figure.patch.set(visible=True, facecolor=PAPER)
        page = BytesIO()
        # Letters as letters, so that a reader can search them.
        with rc_context({"pdf.fonttype": 42, "savefig.bbox": None, "savefig.facecolor": "auto"}):
            self.figure.savefig(page, format="pdf", metadata={"CreationDate": None})
        return page.getvalue()

    def _repr_html_(self) -> str:
        style = f"max-width:{_SCREEN_WIDTH}px;background:{PAPER};border-radius:6px"
        return f'<div style="{style}">{self.svg()}</div>'


def on_plate(
    draw: Callable[[Axes], None], size: tuple[float, float], words: PlateWords, *, name: str
) -> Picture:
    """Return a picture on a plate.

    Parameters
    ----------
    draw : callable
        Draws the picture on axes that it is given.
    size : (float, float)
        Width and height of the picture in picture units; it is as wide as the plate at most.
    words : PlateWords
        What stands around it.
    name : str
        Starts the ids in its SVG.
    """
    title = broken(
        words.title,
        WIDTH - 2 * MARGIN - _mark_width(words.mark),
        text_width,
        _TITLE_SIZE,
        bold=True,
    )
    width = WIDTH - 2 * MARGIN
    caption = [
        text for part in words.caption for text in broken(part, width, text_width, CAPTION_SIZE)
    ]
    above = MARGIN + _TITLE_LINE * len(title) + _GAP / 2
    below = _GAP + CAPTION_LINE * len(caption) + MARGIN / 2
    shrunk = min(1.0, WIDTH / size[0])
    height = above + size[1] * shrunk + below
    figure = blank(WIDTH, height)
    axes = figure.add_axes((0, below / height, 1, size[1] * shrunk / height))
    draw(axes)
    _write_around(figure, title, caption, words.mark)
    return Picture(figure, words, name)


def _write_around(figure: Figure, title: list[str], caption: list[str], mark: str) -> None:
    width, height = (float(side) * 72 for side in figure.get_size_inches())
    pen = Pen(figure.add_axes((0, 0, 1, 1)), width, height)
    for index, text in enumerate(title):
        y = MARGIN + _TITLE_LINE * index + _TITLE_SIZE * 0.9
        pen.write(MARGIN, y, text, _TITLE_SIZE, bold=True, part="heading")
    first = height - MARGIN / 2 - CAPTION_LINE * (len(caption) - 0.75)
    for index, text in enumerate(caption):
        y = first + CAPTION_LINE * index
        pen.write(MARGIN, y, text, CAPTION_SIZE, colour=SOFT_INK, part="caption")
    if mark:
        room = text_width(mark, _MARK_SIZE, bold=True) + 16
        left, top = WIDTH - MARGIN - room, MARGIN - 2
        pen.draw(rectangle(left, top, room, 20), fill=INK, part="mark")
        base = top + 10 + _MARK_SIZE * CAP
        pen.write(left + 8, base, mark, _MARK_SIZE, colour=PAPER, bold=True, part="mark")


def _mark_width(mark: str) -> float:
    return text_width(mark, _MARK_SIZE, bold=True) + 28 if mark else 0.0
