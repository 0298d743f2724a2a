"""Nets of a person and of a group: what each shows, and the same in words."""

from __future__ import annotations

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.net import NetTemplate, net_svg
from weerbaar.figures.net import net_template as person_template
from weerbaar.figures.net_spec import (
    Fill,
    LevelFill,
    NetSpec,
    NetWords,
    PersonFill,
    QuadrantSpec,
    SideSpec,
    WedgeSpec,
)
from weerbaar.model import AnswerSheet
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, level_said


def person_spec(sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice) -> NetSpec:
    """The net of a person."""
    fills: dict[str, Fill | None] = {}
    for statement in instrument.model.statements:
        colour = sheet.colour(statement.id)
        fills[statement.id] = PersonFill(colour.value if colour else None)
    return _spec(
        instrument,
        voice,
        fills,
        title=person_title(instrument, voice),
        description=person_description(sheet, instrument, voice),
    )


def person_net(sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice) -> str:
    """The net of a person as SVG; a phone draws the same itself."""
    return net_svg(person_spec(sheet, instrument, voice), prefix="net-own")


def net_template(instrument: InstrumentContent, voice: Voice) -> NetTemplate:
    """The net of a person for any answers, as a phone gets it."""
    anybody = AnswerSheet(instrument.model)
    return person_template(person_spec(anybody, instrument, voice))


def person_title(instrument: InstrumentContent, voice: Voice) -> str:
    """Title of a person's net."""
    parts = len(instrument.model.quadrants), len(instrument.model.statements)
    return voice("page.net.person_title", quadrants=parts[0], statements=parts[1])


def group_spec(release: Release, voice: Voice) -> NetSpec:
    """The net of a group, from its release and nothing else."""
    instrument = voice.content.instruments[release.instrument]
    figures = {figure.id: figure for figure in release.statements}
    fills: dict[str, Fill | None] = {
        s.id: group_fill(figures.get(s.id)) for s in instrument.model.statements
    }
    return _spec(
        instrument,
        voice,
        fills,
        levels=dict(release.levels),
        title=voice("page.net.group_title"),
        description=" ".join(group_lines(release, voice)),
        centre=voice("page.net.people", n=release.n),
    )


def person_description(sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice) -> str:
    """One person's net in words, for whoever cannot see it."""
    words: dict[str, str] = {colour.id: voice.of(colour.word) for colour in instrument.file.scale}
    open_word = voice("page.net.open")
    lines = []
    for quadrant in instrument.file.quadrants:
        parts = ", ".join(
            f"{voice.of(s.short)} {words.get(sheet.colour(s.id) or '', open_word)}"
            for s in quadrant.statements
        )
        lines.append(voice("page.net.quadrant_line", quadrant=voice.of(quadrant.name), parts=parts))
    return " ".join(lines)


def group_lines(release: Release, voice: Voice) -> list[str]:
    """A release in words: one line per statement, or per quadrant where only levels are shown."""
    instrument = voice.content.instruments[release.instrument]
    if release.detail is Detail.LEVELS:
        return [
            voice(
                "page.net.level_line",
                quadrant=voice.of(instrument.quadrant(quadrant).name),
                level=level_said(level, instrument, voice),
            )
            for quadrant, level in release.levels
        ]
    return [
        voice(
            "page.net.quadrant_line",
            quadrant=voice.of(instrument.statement(figure.id).short),
            parts=figure_sentence(figure, release.n, instrument, voice),
        )
        for figure in release.statements
    ]


def _spec(
    instrument: InstrumentContent,
    voice: Voice,
    fills: dict[str, Fill | None],
    *,
    title: str,
    levels: dict[str, float | None] | None = None,
    description: str = "",
    centre: str = "",
) -> NetSpec:
    file = instrument.file
    order = [s.id for s in instrument.model.statements]
    quadrants = tuple(
        QuadrantSpec(
            key=quadrant.id,
            name=voice.of(quadrant.name),
            wedges=tuple(
                WedgeSpec(s.id, order.index(s.id) + 1, voice.of(s.short), fills[s.id])
                for s in quadrant.statements
            ),
            level=LevelFill(levels[quadrant.id]) if levels else None,
        )
        for quadrant in file.quadrants
    )
    sides = tuple(
        SideSpec(
            key=side.id,
            name=voice.of(side.name),
            quadrants=tuple(q.id for q in file.quadrants if q.side == side.id),
        )
        for side in file.sides
    )
    words = NetWords(
        **fill_words(instrument, voice),
        title=title,
        description=description,
        centre=centre,
    )
    return NetSpec(quadrants, sides, words)
