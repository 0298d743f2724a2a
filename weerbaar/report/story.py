"""Story: all that a group's report says, in words; the PDF and the slides both tell it."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar import __version__
from weerbaar.catalog import Content
from weerbaar.disclosure import Release
from weerbaar.model import RuleId, advise
from weerbaar.model.plan import MOST
from weerbaar.model.rules import OTHERWISE
from weerbaar.present.change import ChangeText, change_text
from weerbaar.present.days import day_words
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


def group_story(release: Release, occasion: Occasion, content: Content, language: str) -> Story:
    """Tell a release, and what the group made of it.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    """
    instrument = content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    name = instrument.file.title[language]
    day = day_words(occasion.day, content, language)
    plan = occasion.plan
    fired = advise(profile) if profile else []
    change = _change(release, occasion, content, language)
    return Story(
        name=name,
        title=content.text("report.title", language, title=name, day=day),
        day=day,
        group=_group(occasion.group, content, language),
        people=_people(release.n, content, language),
        code=occasion.code,
        rehearsal=release.rehearsal,
        guide=() if profile else tuple(line[language] for line in instrument.intro.under_five),
        reading=tuple(line[language] for line in instrument.intro.group_reading) if profile else (),
        quadrants=quadrants_told(release, instrument, content, language),
        statements=statements_told(release, instrument, change, content, language),
        rules=tuple(advice_text(one, instrument, content, language) for one in fired),
        judged=instrument.model.rules.judges,
        spread=any(one.rule in OTHERWISE for one in fired),
        several=tuple(
            instrument.quadrant(quadrant).name[language]
            for one in fired
            if one.rule is RuleId.SEVERAL_STAND_OUT
            for quadrant in one.quadrants
        ),
        extremes=tuple(extremes(profile, instrument, content, language)) if profile else (),
        change=change,
        hidden=hidden(release, content, language),
        exercise=chosen_told(plan.exercise, profile, instrument, content, language),
        agreements=tuple(
            AgreementTold(one.what, one.owner, day_words(one.by, content, language))
            for one in plan.agreements
        ),
        follow_up=day_words(plan.follow_up, content, language) if plan.follow_up else None,
        digest=release.digest,
        version=__version__,
    )


def _people(n: int, content: Content, language: str) -> str:
    if n > 1:
        return content.text("report.people", language, n=n)
    return content.text("report.people_one" if n else "report.people_none", language)


def _group(group: str, content: Content, language: str) -> str:
    names = {choice.id: choice.name[language] for choice in content.choices.group_types}
    return names.get(group, group)


def _change(
    release: Release, occasion: Occasion, content: Content, language: str
) -> ChangeText | None:
    both = occasion.both
    if both is None or both.now != release:
        return None
    return change_text(both, content, language)
