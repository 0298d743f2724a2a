"""Story: all that a group's report says, in words; the PDF and the slides both tell it."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar import __version__
from weerbaar.catalog import Voice
from weerbaar.disclosure import Release
from weerbaar.model import RuleId, advise
from weerbaar.model.agreements import MOST
from weerbaar.model.rules import OTHERWISE
from weerbaar.present.change import ChangeText, change_text
from weerbaar.present.extremes import Extreme, extremes
from weerbaar.present.wording import AdviceText, advice_text
from weerbaar.report.chosen import ChosenTold, chosen_told
from weerbaar.report.figures_told import (
    QuadrantTold,
    StatementGroup,
    quadrants_told,
    statements_told,
)
from weerbaar.report.hidden import Hidden, hidden
from weerbaar.report.occasion import Occasion


@dataclass(frozen=True)
class AgreementTold:
    """An agreement, with its day in words."""

    what: str
    owner: str
    by: str


@dataclass(frozen=True)
class Story:
    """A report in words, without a single figure that is not in the release.

    Attributes
    ----------
    name, title
        Of the instrument, and the document's own with its day.
    guide
        For a group of which nothing is shown: how to talk without a picture; else empty.
    quadrants, statements, rules, extremes, change
        Empty, or None, where the release says nothing of them.
    judged
        Whether rules may call a quadrant weak; in a vote none is.
    spread
        Whether no rule names a quadrant or side: then none is called the one that asks most.
    several
        Names of the quadrants that a rule says stand out together.
    agreements, follow_up
        Empty, or None, where the group made none.
    """

    name: str
    title: str
    day: str
    group: str
    people: str
    code: str
    rehearsal: bool
    guide: tuple[str, ...]
    reading: tuple[str, ...]
    quadrants: tuple[QuadrantTold, ...]
    statements: tuple[StatementGroup, ...]
    rules: tuple[AdviceText, ...]
    judged: bool
    spread: bool
    several: tuple[str, ...]
    extremes: tuple[Extreme, ...]
    change: ChangeText | None
    hidden: Hidden
    exercise: ChosenTold | None
    agreements: tuple[AgreementTold, ...]
    follow_up: str | None
    digest: str
    version: str
    most: int = MOST


def group_story(release: Release, occasion: Occasion, voice: Voice) -> Story:
    """Tell a release, and what the group made of it.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    """
    instrument = voice.content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    name = voice.of(instrument.file.title)
    day = voice.day(occasion.day)
    plan = occasion.plan
    fired = advise(profile) if profile else []
    change = _change(release, occasion, voice)
    return Story(
        name=name,
        title=voice("report.title", title=name, day=day),
        day=day,
        group=_group(occasion.group, voice),
        people=_people(release.n, voice),
        code=occasion.code,
        rehearsal=release.rehearsal,
        guide=() if profile else tuple(voice.of(line) for line in instrument.intro.under_five),
        reading=tuple(voice.of(line) for line in instrument.intro.group_reading) if profile else (),
        quadrants=quadrants_told(release, instrument, voice),
        statements=statements_told(release, instrument, change, voice),
        rules=tuple(advice_text(one, instrument, voice) for one in fired),
        judged=instrument.model.rules.judges,
        spread=any(one.rule in OTHERWISE for one in fired),
        several=tuple(
            voice.of(instrument.quadrant(quadrant).name)
            for one in fired
            if one.rule is RuleId.SEVERAL_STAND_OUT
            for quadrant in one.quadrants
        ),
        extremes=tuple(extremes(profile, instrument, voice)) if profile else (),
        change=change,
        hidden=hidden(release, voice),
        exercise=chosen_told(plan.exercise, profile, instrument, voice),
        agreements=tuple(
            AgreementTold(one.what, one.owner, voice.day(one.by)) for one in plan.agreements
        ),
        follow_up=voice.day(plan.follow_up) if plan.follow_up else None,
        digest=release.digest,
        version=__version__,
    )


def _people(n: int, voice: Voice) -> str:
    if n > 1:
        return voice("report.people", n=n)
    return voice("report.people_one" if n else "report.people_none")


def _group(group: str, voice: Voice) -> str:
    names = {choice.id: voice.of(choice.name) for choice in voice.content.choices.group_types}
    return names.get(group, group)


def _change(release: Release, occasion: Occasion, voice: Voice) -> ChangeText | None:
    both = occasion.both
    if both is None or both.now != release:
        return None
    return change_text(both, voice)
