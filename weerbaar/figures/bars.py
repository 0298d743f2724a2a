"""Draw a group's answers as one bar per statement."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures.bars_layout import BAR, LAYOUTS, TEXT_SIZE, Bar
from weerbaar.figures.bars_spec import BarsSpec
from weerbaar.figures.canvas import filled, write_words
from weerbaar.figures.icons import legend_marks
from weerbaar.figures.net_spec import GroupFill
from weerbaar.figures.outline import joined, line, placed, rectangle
from weerbaar.figures.parts import (
    BAND,
    LEVEL_STEPS,
    Part,
    band_threads,
    level_parts,
    share_parts,
)
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.style import SYMBOLS, THREAD, TONES, WHITE
from weerbaar.figures.svg import inline_svg
from weerbaar.figures.whisker import whisker

_EDGE, _THREAD, _BAND_LINE, _BAND_SPACING = 0.9, 0.8, 1.25, 2.2
_MARK, _STEP_GAP = 4.0, 1.5
_QUARTERS = (0.25, 0.5, 0.75)


def draw_bars(axes: Axes, spec: BarsSpec, *, layout: str = "narrow") -> None:
    """Draw bars on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : BarsSpec
        What to draw.
    layout : {"narrow", "wide"}
        Labels above the bars (a phone), or beside them (a screen).
    """
    places = LAYOUTS[layout](spec, text_width)
    pen = Pen(axes, places.width, places.height)
    for bar in places.bars:
        _draw_bar(pen, bar)
    for words in places.words:
        write_words(pen, words)
    pen.paint(legend_marks(places.legend, TEXT_SIZE, is_person=False), "legend")


def bars_figure(spec: BarsSpec, *, layout: str = "narrow") -> Figure:
    """Return a figure with the bars of one group.

    Parameters
    ----------
    spec : BarsSpec
        What to draw.
    layout : {"narrow", "wide"}
        As for `draw_bars`.
    """
    places = LAYOUTS[layout](spec, text_width)
    return filled(places.width, places.height, lambda axes: draw_bars(axes, spec, layout=layout))


def bars_svg(spec: BarsSpec, *, prefix: str = "bars", layout: str = "narrow") -> str:
    """Return bars as SVG for inside a page; they take the width of what they stand in.

    Parameters
    ----------
    spec : BarsSpec
        What to draw.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    layout : {"narrow", "wide"}
        As for `draw_bars`.
    """
    words = spec.words
    figure = bars_figure(spec, layout=layout)
    return inline_svg(figure, title=words.title, description=words.description, prefix=prefix)


def _draw_bar(pen: Pen, bar: Bar) -> None:
    level = bar.fill.level if bar.fill else None
    if level is not None:
        _draw_steps(pen, bar, level)
    elif isinstance(bar.fill, GroupFill):
        _draw_share(pen, bar, bar.fill)
    else:
        _draw_open(pen, bar)
    if bar.interval:
        low, high = (bar.x + end * bar.width for end in bar.interval)
        pen.paint(whisker((low, high), bar.y + BAR / 2), bar.part)


def _draw_open(pen: Pen, bar: Bar) -> None:
    tone = TONES["open"]
    box = rectangle(bar.x, bar.y, bar.width, BAR)
    pen.draw(box, fill=tone.fill, part=bar.part)
    _draw_quarters(pen, bar, THREAD)
    pen.draw(box, edge=tone.edge, width=_EDGE, dash=(3, 2.6), part=bar.part)
    mark = placed(SYMBOLS["open"], bar.x + bar.width / 2, bar.y + BAR / 2, _MARK)
    pen.draw(mark, fill=tone.mark, part=bar.part)


def _draw_steps(pen: Pen, bar: Bar, level: float) -> None:
    for index, part in enumerate(level_parts(level)):
        tone = TONES["green" if part.kind == BAND else part.tone]
        left = bar.x + part.low * bar.width + (_STEP_GAP if index else 0)
        right = bar.x + part.high * bar.width - (_STEP_GAP if index + 1 < LEVEL_STEPS else 0)
        box = rectangle(left, bar.y, right - left, BAR)
        pen.draw(box, fill=tone.fill, edge=tone.edge, width=_EDGE, part=bar.part)
        if part.kind == BAND:
            _draw_band(pen, bar, (left, right), part.tone)


def _draw_share(pen: Pen, bar: Bar, fill: GroupFill) -> None:
    parts = share_parts(fill)
    for part in parts:
        # The green of a band is under its threads: the share may end at either.
        tone = TONES["green" if part.kind == BAND else part.tone]
        left, width = bar.x + part.low * bar.width, (part.high - part.low) * bar.width
        box = rectangle(left, bar.y, width, BAR)
        pen.draw(box, fill=tone.fill, edge=tone.edge, width=_EDGE, part=bar.part)
    _draw_quarters(pen, bar, WHITE)
    for part in parts:
        if part.kind == BAND:
            ends = bar.x + part.low * bar.width, bar.x + part.high * bar.width
            _draw_band(pen, bar, ends, part.tone)
        elif part.kind in SYMBOLS:
            _draw_mark(pen, bar, part)


def _draw_band(pen: Pen, bar: Bar, ends: tuple[float, float], tone: str) -> None:
    threads = [line((x, bar.y), (x, bar.y + BAR)) for x in band_threads(*ends, _BAND_SPACING)]
    pen.draw(joined(threads), edge=TONES[tone].edge, width=_BAND_LINE, part=bar.part)


def _draw_quarters(pen: Pen, bar: Bar, colour: str) -> None:
    lines = [
        line((bar.x + share * bar.width, bar.y), (bar.x + share * bar.width, bar.y + BAR))
        for share in _QUARTERS
    ]
    pen.draw(joined(lines), edge=colour, width=_THREAD, opacity=0.7, part=bar.part)


def _draw_mark(pen: Pen, bar: Bar, part: Part) -> None:
    outline = placed(
        SYMBOLS[part.kind],
        bar.x + (part.low + part.high) / 2 * bar.width,
        bar.y + BAR / 2,
        _MARK,
    )
    xs = [x for x, _ in outline.points()]
    if max(xs) - min(xs) + 4 < (part.high - part.low) * bar.width:
        pen.draw(outline, fill=TONES[part.kind].mark, part=bar.part)
