"""A picture with its title, its mark when it was made up, and what it rests on; ready to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.figures.contour import rectangle
from weerbaar.figures.fills import PictureWords
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.marks import Drawing, Mark, MarkGroup, Shape, Words
from weerbaar.figures.shapes import column
from weerbaar.figures.style import INK, PAPER, SOFT_INK
from weerbaar.figures.svg import svg

if TYPE_CHECKING:
    from weerbaar.figures.plot import Axes, Figure

WIDTH, MARGIN = 720.0, 10.0
_TITLE_SIZE, _MARK_SIZE, _CAPTION_SIZE = 16.0, 11.0, 10.0
_TITLE_LINE, _CAPTION_LINE, _GAP = 21.0, 14.0, 8.0
_SCREEN_WIDTH = 900


@dataclass(frozen=True)
class PlateWords(PictureWords):
    """What stands around a picture: its title, and more.

    Attributes
    ----------
    mark : str
        In a frame at the upper right; nothing for figures of real people.
    caption : tuple of str
        Sentences below it: how many people and sessions, and what was hidden.
    """

    mark: str
    caption: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A finished picture: a notebook shows it, and it can be saved.

    Attributes
    ----------
    drawing : Drawing
        All of it, with what stands around it.
    name : str
        Starts the ids in its SVG.
    """

    drawing: Drawing
    name: str

    def draw(self, axes: Axes) -> None:
        """Draw it on axes of one's own, centred and as large as fits; they become a canvas."""
        from weerbaar.figures.plot import draw

        draw(axes, self.drawing)

    @property
    def figure(self) -> Figure:
        """A new figure of matplotlib, to go on with."""
        from weerbaar.figures.plot import figure

        return figure(self.drawing)

    def svg(self) -> str:
        """Return it as SVG for inside a page."""
        return svg(self.drawing, prefix=self.name)

    def png(self, width: int = 1440) -> bytes:
        """Return it as a PNG image of a width in pixels."""
        from weerbaar.figures.plot import png

        return png(self.drawing, width)

    def save(self, path: str | Path) -> Path:
        """Write it to a file: .png, .pdf or .svg, by the end of the name.

        Raises
        ------
        ValueError
            If the name ends otherwise.
        """
        from weerbaar.figures.plot import page_pdf

        path = Path(path)
        if path.suffix == ".png":
            path.write_bytes(self.png())
        elif path.suffix == ".svg":
            path.write_text(self.svg(), encoding="utf-8")
        elif path.suffix == ".pdf":
            path.write_bytes(page_pdf(self.drawing))
        else:
            raise ValueError(f"{path.name!r} ends in {path.suffix!r}, not .png, .pdf or .svg")
        return path

    def _repr_html_(self) -> str:
        style = f"max-width:{_SCREEN_WIDTH}px;background:{PAPER};border-radius:6px"
        return f'<div style="{style}">{self.svg()}</div>'


def on_plate(drawing: Drawing, words: PlateWords, *, name: str, scale: float = 1) -> Picture:
    """Return a picture on a plate.

    Parameters
    ----------
    drawing : Drawing
        The picture, of which nothing is left open.
    words : PlateWords
        What stands around it.
    name : str
        Starts the ids in its SVG.
    scale : float
        How much larger it becomes; it is as wide as the plate at most.
    """
    width, height = drawing.size()
    scale = min(scale, WIDTH / width)
    room = WIDTH - 2 * MARGIN
    mark_room = text_width(words.mark, _MARK_SIZE, bold=True) + 16 if words.mark else 0.0
    title = broken(words.title, room - mark_room - 12, _TITLE_SIZE, bold=True)
    caption = [line for text in words.caption for line in broken(text, room, _CAPTION_SIZE)]
    first = MARGIN + _TITLE_SIZE * 0.9
    top = MARGIN + _TITLE_LINE * len(title) + _GAP / 2
    left, foot = (WIDTH - width * scale) / 2, top + height * scale + _GAP
    heading = column(title, MARGIN, first, _TITLE_SIZE, _TITLE_LINE, bold=True)
    groups = [MarkGroup("heading", tuple(heading))]
    for part, marks in drawing.settled():
        groups.append(MarkGroup(part, tuple(mark.placed(left, top, scale) for mark in marks)))
    below = foot + _CAPTION_LINE * 0.75
    said = column(caption, MARGIN, below, _CAPTION_SIZE, _CAPTION_LINE, SOFT_INK)
    groups.append(MarkGroup("caption", tuple(said)))
    if words.mark:
        groups.append(MarkGroup("mark", tuple(_mark(words.mark, mark_room))))
    bottom = foot + _CAPTION_LINE * len(caption) + MARGIN / 2
    told = replace(words, description=" ".join((words.description, *words.caption)))
    return Picture(Drawing(WIDTH, bottom, told, tuple(groups)), name)


def _mark(text: str, room: float) -> list[Mark]:
    left, top = WIDTH - MARGIN - room, MARGIN - 2
    words = Words(left + 8, top + 10, text, _MARK_SIZE, PAPER, bold=True)
    return [Shape(rectangle(left, top, room, 20), fill=INK), words.centred()]
