"""Story: all that a group's report says, in words; the PDF and the slides both tell it."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar import __version__
from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.model import Profile, RuleId, advise
from weerbaar.model.plan import MOST
from weerbaar.model.rules import OTHERWISE
from weerbaar.present.change import ChangeText, change_text
from weerbaar.present.exercises import proposal_of
from weerbaar.present.extremes import Extreme, extremes
from weerbaar.present.wording import AdviceText, advice_text
from weerbaar.report.figures_told import (
    QuadrantTold,
    StatementGroup,
    quadrants_told,
    statements_told,
)
from weerbaar.report.occasion import Occasion

_RULES = {
    Detail.NOTHING: ("R2", "R7", "R8"),
    Detail.LEVELS: ("R2", "R6", "R7"),
    Detail.STATEMENTS: ("R3", "R4", "R6", "R7"),
}
_PARAMETERS = {
    Detail.NOTHING: "minimum",
    Detail.LEVELS: "statements_from",
    Detail.STATEMENTS: "band",
}


@dataclass(frozen=True)
class AgreementTold:
    """An agreement, with its day in words."""

    what: str
    owner: str
    by: str


@dataclass(frozen=True)
class HiddenTold:
    """What is not shown.

    Attributes
    ----------
    found
        What it comes to in this release.
    why
        Why the limit lies where it does.
    rules
        Name and text of the rules that made it so.
    """

    found: str
    why: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExerciseTold:
    """An exercise in words.

    Attributes
    ----------
    why
        Why it fits this result; what it is about where it follows no result.
    evidence
        The numbers behind that; None when no number points at it.
    """

    name: str
    goal: str
    why: str
    evidence: str | None


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
    hidden: HiddenTold
    exercise: ExerciseTold | None
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
        hidden=_hidden(release, voice),
        exercise=_exercise(plan.exercise, profile, instrument, voice),
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


def _hidden(release: Release, voice: Voice) -> HiddenTold:
    """What a release does not show exactly, and why."""
    parameter = getattr(voice.content.disclosure.parameters, _PARAMETERS[release.detail])
    rules = {rule.id: rule for rule in voice.content.disclosure.rules}
    return HiddenTold(
        found=_found(release, voice),
        why=voice.of(parameter.why),
        rules=tuple(
            (voice.of(rules[name].name), voice.of(rules[name].text))
            for name in _RULES[release.detail]
        ),
    )


def _found(release: Release, voice: Voice) -> str:
    if release.detail is Detail.NOTHING:
        least = release.policy.minimum
        return voice("report.hidden.nothing", minimum=least)
    likely = voice("report.hidden.likely")
    if release.detail is Detail.LEVELS:
        facts = {"n": release.n, "from": release.policy.statements_from}
        return f"{voice('report.hidden.levels', **facts)} {likely}"
    counted = [f for f in release.statements if f.not_green is not None]
    exact = sum(f.not_green is not None and f.not_green.exact for f in counted)
    total = len(release.statements)
    facts = {"total": total, "exact": exact, "banded": len(counted) - exact}
    words = voice("report.hidden.statements", **facts)
    few = total - len(counted)
    hides = f" {voice('report.hidden.few', n=few)}" if few else ""
    return f"{words}{hides} {likely}"


def _exercise(
    exercise: str | None, profile: Profile | None, instrument: InstrumentContent, voice: Voice
) -> ExerciseTold | None:
    """Tell an exercise; None when there is none of that id (any more)."""
    twins = voice.content.exercises.get(exercise) if exercise else None
    if exercise is None or twins is None:
        return None
    found = voice.of(twins)
    fits = proposal_of(exercise, profile, instrument, voice)
    why, evidence = (fits.why, fits.evidence) if fits else (found.about, None)
    return ExerciseTold(found.title, found.goal, why, evidence)
