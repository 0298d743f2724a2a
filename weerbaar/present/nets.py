"""Nets of a person and of a group: what each shows, and the same in words."""

from __future__ import annotations

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.fills import Fill, PersonFill
from weerbaar.figures.net import NetTemplate, net_drawing, person_net_template
from weerbaar.figures.net_spec import NetSpec, NetWords
from weerbaar.figures.svg import svg
from weerbaar.model import AnswerSheet
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, level_said


def person_spec(sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice) -> NetSpec:
    """The net of a person."""
    fills: dict[str, Fill | None] = {}
    for statement in instrument.model.statements:
        colour = sheet.colour(statement.id)
        fills[statement.id] = PersonFill(colour.value if colour else None)
    description = person_description(sheet, instrument, voice)
    words = NetWords(person_title(instrument, voice), description, **fill_words(instrument, voice))
    return NetSpec.of(instrument.file, voice, fills, words)


def net_template(instrument: InstrumentContent, voice: Voice) -> NetTemplate:
    """The net of a person for any answers, as a phone gets it."""
    anybody = AnswerSheet(instrument.model)
    return person_net_template(person_spec(anybody, instrument, voice))


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
    words = NetWords(
        voice("page.net.group_title"),
        " ".join(group_lines(release, voice)),
        **fill_words(instrument, voice),
        centre=voice("page.net.people", n=release.n),
    )
    return NetSpec.of(instrument.file, voice, fills, words, dict(release.levels))


def group_net(release: Release, voice: Voice, layout: str = "tall") -> str:
    """The net of a group as SVG; empty when its release shows no figures."""
    if release.detail is Detail.NOTHING:
        return ""
    return svg(net_drawing(group_spec(release, voice), layout), prefix=f"net-group-{layout}")


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
