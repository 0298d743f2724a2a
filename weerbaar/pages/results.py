"""What came out, for a phone: one person's result, and the group's."""

from __future__ import annotations

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail, Release
from weerbaar.model import AnswerSheet, Colour, advise, score
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.present.balance import group_balance, person_balance
from weerbaar.present.change import TwoWaves, change_text
from weerbaar.present.local import local_lines_of
from weerbaar.present.nets import group_lines, person_net
from weerbaar.present.wording import advice_text


def result_html(sheet: AnswerSheet, content: Content, language: str) -> str:
    """One person's picture, the rules that fired, and the tips."""
    instrument = content.instruments[sheet.instrument.id]
    profile = score(sheet)
    advice = advise(profile) if sheet.answers else []
    attention = [
        (statement, colour)
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
        if (colour := sheet.colour(statement.id)) and colour.asks_attention
    ]
    # Red first: that is where most is to be gained.
    attention.sort(key=lambda found: found[1] is not Colour.RED)
    return render(
        "result.html.j2",
        content,
        language,
        instrument=instrument.file,
        intro=instrument.intro,
        sheet=sheet,
        picture=safe(person_net(sheet, instrument, content, language)) if sheet.answers else None,
        balance=person_balance(profile, instrument, content, language),
        advice=[advice_text(found, instrument, content, language) for found in advice],
        attention=attention,
        local=lambda tools: local_lines_of(content, tools, language),
        opened=[
            statement
            for quadrant in instrument.file.quadrants
            for statement in quadrant.statements
            if sheet.colour(statement.id) is None
        ],
        colours={colour.id: colour for colour in instrument.file.scale},
    )


def group_html(
    release: Release,
    content: Content,
    pictures: Pictures,
    language: str,
    both: TwoWaves | None = None,
) -> str:
    """The group's picture, its rules and figures in words, for a phone."""
    instrument = content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    return render(
        "group.html.j2",
        content,
        language,
        intro=instrument.intro,
        release=release,
        nothing=release.detail is Detail.NOTHING,
        picture=safe(pictures.group(release, language)),
        balance=group_balance(release, content, language),
        # In words: a phone's kernel draws nothing that the facilitator's has not drawn.
        change=change_text(both, content, language) if both else None,
        advice=[
            advice_text(found, instrument, content, language)
            for found in (advise(profile) if profile else [])
        ],
        lines=group_lines(release, content, language),
    )
