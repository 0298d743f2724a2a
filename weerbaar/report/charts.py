"""Native charts of a deck: whoever gets the slides can open their numbers, all of them released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from weerbaar.figures.style import INK, SOFT_INK, TONES, WHITE
from weerbaar.report.deck import LINE, Box, Deck, fill_with, rgb
from weerbaar.report.figures_told import QuadrantTold, StatementTold

SIZE = Pt(16)
_LABEL_SIZE = Pt(14)
_STEPS = 3  # of the bar of the highest level; the lowest one has a step too
_NOT_GREEN, _GREEN = TONES["not_green"], TONES["green"]


@dataclass(frozen=True)
class ChartWords:
    """The words of a chart.

    Attributes
    ----------
    series
        Of the quadrants' chart.
    not_green, band, green
        Of the pieces of a statement's bar.
    """

    series: str
    not_green: str
    band: str
    green: str


def quadrants_chart(
    deck: Deck,
    slide: Any,
    box: Box,
    quadrants: Sequence[QuadrantTold],
    words: ChartWords,
    alt: str,
) -> None:
    """A bar per quadrant: its share, or one to three steps for its level."""
    levels = any(quadrant.level is not None for quadrant in quadrants)
    data = _data([quadrant.name for quadrant in quadrants], "General" if levels else "0%")
    data.add_series(words.series, [_height(quadrant) for quadrant in quadrants])
    chart = deck.chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, alt)
    most = _STEPS + 0.6 if levels else 1.0
    _axes(chart, most, step=1 if levels else 0.25, hidden=levels)
    plot = chart.plots[0]
    plot.gap_width = 70
    series = plot.series[0]
    fill_with(series.format.fill, _NOT_GREEN.fill)
    for index, quadrant in enumerate(quadrants):
        if quadrant.level == 0:  # the least worrying one is calm
            fill_with(series.points[index].format.fill, _GREEN.fill)
        _label(series, index, quadrant.brief, INK, XL_LABEL_POSITION.OUTSIDE_END)


def statements_chart(
    deck: Deck,
    slide: Any,
    box: Box,
    statements: Sequence[StatementTold],
    words: ChartWords,
    alt: str,
) -> None:
    """A bar per statement: what is not green, the band in which the rest of it lies, and green."""
    data = _data([f"{one.number}  {one.short}" for one in statements], "0%")
    pieces = [_pieces(one) for one in statements]
    for name, place in ((words.not_green, 0), (words.band, 1), (words.green, 2)):
        data.add_series(name, [piece[place] for piece in pieces])
    chart = deck.chart(slide, XL_CHART_TYPE.BAR_STACKED, data, box, alt)
    _axes(chart, 1.0, step=0.25, hidden=False)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 55, 100
    known, band, green = plot.series
    fill_with(known.format.fill, _NOT_GREEN.fill)
    fill_with(green.format.fill, _GREEN.fill)
    band.format.fill.patterned()
    band.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    band.format.fill.fore_color.rgb = rgb(_NOT_GREEN.fill)
    band.format.fill.back_color.rgb = rgb(_GREEN.fill)
    for index, one in enumerate(statements):
        told = one.counted
        if told is None:
            continue
        exact = one.share is not None and one.share[0] == one.share[1]
        _label(known if exact else band, index, told, WHITE if exact else INK)
    _labels_on_white(chart, band.name)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _font(chart.legend.font, SIZE, INK)


def _data(names: Sequence[str], number_format: str) -> Any:
    data: Any = CategoryChartData(number_format=number_format)  # type: ignore[no-untyped-call]
    data.categories = names
    return data


def _pieces(one: StatementTold) -> tuple[float, float, float]:
    """Not green, the band, and green; together 1, or nothing where too few answered."""
    if one.share is None:
        return 0.0, 0.0, 0.0
    low, high = one.share
    return low, high - low, 1 - high


def _height(quadrant: QuadrantTold) -> float | None:
    if quadrant.level is not None:
        return quadrant.level + 1
    return quadrant.share


def _axes(chart: Any, most: float, *, step: float, hidden: bool) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = 0, most, step
    values.format.line.fill.background()
    values.has_major_gridlines = not hidden
    if hidden:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    else:
        values.major_gridlines.format.line.color.rgb = rgb(LINE)
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0%", False
        _font(values.tick_labels.font, _LABEL_SIZE, SOFT_INK)
    # Read from the top, as on the page; the values stay below.
    names.reverse_order = True
    names.crosses = XL_AXIS_CROSSES.MAXIMUM
    names.format.line.color.rgb = rgb(SOFT_INK)
    _font(names.tick_labels.font, SIZE, INK)


def _label(series: Any, index: int, words: str, colour: str, position: Any = None) -> None:
    label = series.points[index].data_label
    frame = label.text_frame
    frame.text = words
    _font(frame.paragraphs[0].runs[0].font, _LABEL_SIZE, colour, bold=True)
    if position is not None:
        label.position = position


def _font(font: Any, size: Any, colour: str, *, bold: bool = False) -> None:
    font.size, font.bold = size, bold
    font.color.rgb = rgb(colour)


def _labels_on_white(chart: Any, series: str) -> None:
    """Lay the labels of one series of a chart on white, where its pattern would hide them."""
    for found in chart.element.iter(qn("c:ser")):
        name = next(found.iter(qn("c:tx"))).xpath("string(.//c:v)")
        for text in found.xpath("./c:dLbls/c:dLbl/c:tx") if name == series else ():
            text.addnext(
                parse_xml(
                    f"<c:spPr {nsdecls('c', 'a')}><a:solidFill>"
                    f'<a:srgbClr val="{WHITE.lstrip("#")}"/></a:solidFill></c:spPr>'
                )
            )
