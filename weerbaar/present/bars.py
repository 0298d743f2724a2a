"""A release as statement bars."""

from __future__ import annotations

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.bars import BarsSpec, BarsWords, bars_drawing
from weerbaar.figures.fills import GroupFill
from weerbaar.figures.svg import svg
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, scale_words


def draw_bars(release: Release, voice: Voice) -> str:
    """Statement bars of a release, as SVG; empty unless it has statements."""
    if release.detail is not Detail.STATEMENTS:
        return ""
    instrument = voice.content.instruments[release.instrument]
    return svg(bars_drawing(bars_spec(release, instrument, voice)), prefix="bars")


def bars_spec(release: Release, instrument: InstrumentContent, voice: Voice) -> BarsSpec:
    """What the bars show, from a release and nothing else."""
    figures = {figure.id: figure for figure in release.statements}
    words = BarsWords(
        voice("facilitator.bars.title"),
        voice("facilitator.bars.description", **scale_words(instrument, voice)),
        **fill_words(instrument, voice),
    )

    def shown(statement: str) -> tuple[GroupFill | None, str, None]:
        figure = figures[statement]
        return group_fill(figure), figure_sentence(figure, release.n, instrument, voice), None

    return BarsSpec.of(instrument.file, voice, shown, words)
