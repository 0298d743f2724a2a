"""Nets of a person and of a group: what each shows, and the same in words."""

from __future__ import annotations

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.fills import Fill, LevelFill, PersonFill
from weerbaar.figures.net import NetTemplate, net_drawing
from weerbaar.figures.net import net_template as person_template
from weerbaar.figures.net_spec import NetSpec, NetWords, QuadrantSpec, SideSpec, WedgeSpec
from weerbaar.figures.svg import svg
from weerbaar.model import AnswerSheet
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import figure_sentence, level_said


def person_spec(
    sheet: AnswerSheet, instrument: InstrumentContent, content: Content, language: str
) -> NetSpec:
    """The net of a person."""
    fills: dict[str, Fill | None] = {}
    for statement in instrument.model.statements:
        colour = sheet.colour(statement.id)
        fills[statement.id] = PersonFill(colour.value if colour else None)
    return _spec(
        instrument,
        content,
        language,
        fills,
        title=person_title(instrument, content, language),
        description=person_description(sheet, instrument, content, language),
    )


def person_net(
    sheet: AnswerSheet, instrument: InstrumentContent, content: Content, language: str
) -> str:
    """The net of a person as SVG; a phone draws the same itself."""
    return svg(net_drawing(person_spec(sheet, instrument, content, language)), prefix="net-own")


def net_template(instrument: InstrumentContent, content: Content, language: str) -> NetTemplate:
    """The net of a person for any answers, as a phone gets it."""
    anybody = AnswerSheet(instrument.model)
    return person_template(person_spec(anybody, instrument, content, language))


def person_title(instrument: InstrumentContent, content: Content, language: str) -> str:
    """Title of a person's net."""
    parts = len(instrument.model.quadrants), len(instrument.model.statements)
    return content.text("page.net.person_title", language, quadrants=parts[0], statements=parts[1])


def group_spec(release: Release, content: Content, language: str) -> NetSpec:
    """The net of a group, from its release and nothing else."""
    instrument = content.instruments[release.instrument]
    figures = {figure.id: figure for figure in release.statements}
    fills: dict[str, Fill | None] = {
        s.id: group_fill(figures.get(s.id)) for s in instrument.model.statements
    }
    return _spec(
        instrument,
        content,
        language,
        fills,
        levels=dict(release.levels),
        title=content.text("page.net.group_title", language),
        description=" ".join(group_lines(release, content, language)),
        centre=content.text("page.net.people", language, n=release.n),
    )


def person_description(
    sheet: AnswerSheet, instrument: InstrumentContent, content: Content, language: str
) -> str:
    """One person's net in words, for whoever cannot see it."""
    words: dict[str, str] = {colour.id: colour.word[language] for colour in instrument.file.scale}
    open_word = content.text("page.net.open", language)
    lines = []
    for quadrant in instrument.file.quadrants:
        parts = ", ".join(
            f"{s.short[language]} {words.get(sheet.colour(s.id) or '', open_word)}"
            for s in quadrant.statements
        )
        lines.append(
            content.text(
                "page.net.quadrant_line", language, quadrant=quadrant.name[language], parts=parts
            )
        )
    return " ".join(lines)


def group_lines(release: Release, content: Content, language: str) -> list[str]:
    """A release in words: one line per statement, or per quadrant where only levels are shown."""
    instrument = content.instruments[release.instrument]
    if release.detail is Detail.LEVELS:
        return [
            content.text(
                "page.net.level_line",
                language,
                quadrant=instrument.quadrant(quadrant).name[language],
                level=level_said(level, instrument, content, language),
            )
            for quadrant, level in release.levels
        ]
    return [
        content.text(
            "page.net.quadrant_line",
            language,
            quadrant=instrument.statement(figure.id).short[language],
            parts=figure_sentence(figure, release.n, instrument, content, language),
        )
        for figure in release.statements
    ]


def _spec(
    instrument: InstrumentContent,
    content: Content,
    language: str,
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
            name=quadrant.name[language],
            wedges=tuple(
                WedgeSpec(s.id, order.index(s.id) + 1, s.short[language], fills[s.id])
                for s in quadrant.statements
            ),
            level=LevelFill(levels[quadrant.id]) if levels else None,
        )
        for quadrant in file.quadrants
    )
    sides = tuple(
        SideSpec(
            key=side.id,
            name=side.name[language],
            quadrants=tuple(q.id for q in file.quadrants if q.side == side.id),
        )
        for side in file.sides
    )
    words = NetWords(
        **fill_words(instrument, content, language),
        title=title,
        description=description,
        centre=centre,
    )
    return NetSpec(quadrants, sides, words)
