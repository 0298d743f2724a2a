"""What came out for the group, for a phone; one's own result is made on the phone itself."""

from __future__ import annotations

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail, Release
from weerbaar.model import advise
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.present.balance import group_balance
from weerbaar.present.change import TwoWaves, change_text
from weerbaar.present.nets import group_lines
from weerbaar.present.wording import advice_text


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
