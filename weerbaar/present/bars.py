"""A release as statement bars."""

from __future__ import annotations

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.bars import BarGroup, BarRow, BarsSpec, BarsWords, bars_drawing
from weerbaar.figures.svg import svg
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, scale_words


def draw_bars(release: Release, content: Content, language: str) -> str:
    """Statement bars of a release, as SVG; empty unless it has statements."""
    if release.detail is not Detail.STATEMENTS:
        return ""
    instrument = content.instruments[release.instrument]
    return svg(bars_drawing(bars_spec(release, instrument, content, language)), prefix="bars")


def bars_spec(
    release: Release, instrument: InstrumentContent, content: Content, language: str
) -> BarsSpec:
    """What the bars show, from a release and nothing else."""
    figures = {figure.id: figure for figure in release.statements}
    order = [s.id for s in instrument.model.statements]
    groups = tuple(
        BarGroup(
            key=quadrant.id,
            name=quadrant.name[language],
            rows=tuple(
                BarRow(
                    key=s.id,
                    number=order.index(s.id) + 1,
                    label=s.text[language],
                    fill=group_fill(figures[s.id]),
                    count=figure_sentence(figures[s.id], release.n, instrument, content, language),
                )
                for s in quadrant.statements
            ),
        )
        for quadrant in instrument.file.quadrants
    )
    words = BarsWords(
        **fill_words(instrument, content, language),
        title=content.text("facilitator.bars.title", language),
        description=content.text(
            "facilitator.bars.description", language, **scale_words(instrument, language)
        ),
    )
    return BarsSpec(groups, words)
