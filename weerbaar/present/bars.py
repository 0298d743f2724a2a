"""A release as statement bars; imported only when they have to be drawn."""

from __future__ import annotations

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Release
from weerbaar.figures.bars import bars_svg
from weerbaar.figures.bars_spec import BarGroup, BarRow, BarsSpec, BarsWords
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, scale_words


def draw_bars(release: Release, voice: Voice, *, narrow: bool) -> str:
    """Statement bars of a release with statements, as SVG."""
    instrument = voice.content.instruments[release.instrument]
    layout = "narrow" if narrow else "wide"
    spec = bars_spec(release, instrument, voice)
    return bars_svg(spec, prefix=f"bars-{layout}", layout=layout)


def bars_spec(release: Release, instrument: InstrumentContent, voice: Voice) -> BarsSpec:
    """What the bars show, from a release and nothing else."""
    figures = {figure.id: figure for figure in release.statements}
    order = [s.id for s in instrument.model.statements]
    groups = tuple(
        BarGroup(
            key=quadrant.id,
            name=voice.of(quadrant.name),
            rows=tuple(
                BarRow(
                    key=s.id,
                    number=order.index(s.id) + 1,
                    label=voice.of(s.text),
                    fill=group_fill(figures[s.id]),
                    count=figure_sentence(figures[s.id], release.n, instrument, voice),
                )
                for s in quadrant.statements
            ),
        )
        for quadrant in instrument.file.quadrants
    )
    words = BarsWords(
        **fill_words(instrument, voice),
        title=voice("facilitator.bars.title"),
        description=voice(
            "facilitator.bars.description", **scale_words(instrument, voice.language)
        ),
    )
    return BarsSpec(groups, words)
