"""What came out for the group, for a phone; one's own result is made on the phone itself."""

from __future__ import annotations

from weerbaar.catalog import Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.model import advise
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.present.balance import group_balance
from weerbaar.present.change import TwoWaves, change_text
from weerbaar.present.nets import group_lines
from weerbaar.present.wording import advice_text


def group_html(
    release: Release, voice: Voice, pictures: Pictures, both: TwoWaves | None = None
) -> str:
    """The group's picture, its rules and figures in words, for a phone."""
    instrument = voice.content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    return render(
        "group.html.j2",
        voice,
        intro=instrument.intro,
        release=release,
        nothing=release.detail is Detail.NOTHING,
        picture=safe(pictures.group(release, voice.language)),
        balance=group_balance(release, voice),
        # In words: drawing it takes matplotlib, and no phone should wait for that.
        change=change_text(both, voice) if both else None,
        advice=[
            advice_text(found, instrument, voice) for found in (advise(profile) if profile else [])
        ],
        lines=group_lines(release, voice),
    )
