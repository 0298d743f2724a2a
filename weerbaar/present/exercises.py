"""What there is to tell of an exercise, and which two fit a result: reason, goal and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from weerbaar.catalog import Content, InstrumentContent, Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.model import Measure, Profile, Side
from weerbaar.model.programme.fit import Candidate, Ground, Proposal, fitting
from weerbaar.present.wording import advice_text, level_said, percent


class TimedStep(NamedTuple):
    """A step of an exercise with its place in time.

    Attributes
    ----------
    clock
        From which minute up to which, in minutes from the beginning.
    length
        How long it takes, in words.
    vote
        What is voted on in this step, in words; empty when there is no vote.
    """

    title: str
    clock: str
    length: str
    do: str
    say: str
    vote: str


class Served(NamedTuple):
    """A statement that an exercise is good for.

    Attributes
    ----------
    address
        Where anybody can answer it alone, from the root of the server; empty when nowhere.
    """

    text: str
    quadrant: str
    instrument: str
    address: str


@dataclass(frozen=True)
class ProposalText:
    """A proposed exercise in words.

    Attributes
    ----------
    why
        In one sentence why it fits.
    goal
        What the group has at the end.
    evidence
        The numbers behind that; None when no number points at it.
    note
        Whose choice this is: ours, not the source's.
    length, size
        How long it takes and for how many people it is, in words.
    """

    exercise: Exercise
    why: str
    goal: str
    evidence: str | None
    note: str
    length: str
    size: str


def people(exercise: Exercise, voice: Voice) -> str:
    """For how many people it is, in words."""
    group = exercise.group
    if group.least == group.most:
        return voice("exercise.people_exactly", n=group.least)
    return voice("exercise.people", least=group.least, most=group.most)


def timeline(exercise: Exercise, voice: Voice) -> tuple[TimedStep, ...]:
    """The steps, each with when it begins and ends."""
    return tuple(
        TimedStep(
            title=step.title,
            clock=voice("exercise.clock", start=start, end=start + step.minutes),
            length=voice("exercise.minutes_short", n=step.minutes),
            do=step.do,
            say=step.say,
            vote=_vote(step.vote, voice, again=step.wave) if step.vote else "",
        )
        for start, step in zip(exercise.starts, exercise.steps, strict=True)
    )


def served(exercise: Exercise, voice: Voice) -> tuple[Served, ...]:
    """The statements it serves, in the order of the exercise."""
    addresses = {found.file.id: f"zelf/{found.file.id}" for found in voice.content.offered("alone")}
    if voice.content.default.file.id in addresses:
        addresses[voice.content.default.file.id] = "zelf"
    known = {
        statement.id: Served(
            voice.of(statement.text),
            voice.of(quadrant.name),
            voice.of(instrument.file.title),
            addresses.get(instrument.file.id, ""),
        )
        for instrument in voice.content.instruments.values()
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
    }
    return tuple(known[name] for name in exercise.statements)


def exercises_with(
    named: Literal["tools", "statements", "cases"], name: str, voice: Voice
) -> list[Exercise]:
    """The exercises that work out a tool, serve a statement or suit a case, by title."""
    found = (voice.of(twins) for twins in voice.content.exercises.values())
    suited = (exercise for exercise in found if name in getattr(exercise, named))
    return sorted(suited, key=lambda exercise: exercise.title)


def _vote(instrument: str, voice: Voice, *, again: bool) -> str:
    title = voice.of(voice.content.instruments[instrument].file.title)
    key = "exercise.vote_again" if again else "exercise.vote"
    return voice(key, title=title)


def proposals(
    profile: Profile | None,
    instrument: InstrumentContent,
    voice: Voice,
    size: int | None,
    minutes: int | None = None,
    group_type: str | None = None,
) -> tuple[ProposalText, ...]:
    """At most two exercises to go on with after a result.

    Parameters
    ----------
    profile
        Of the group, from its release; None when there is no picture.
    instrument
        The questionnaire that the profile is about.
    size
        How many people there are; None when that is not known.
    minutes
        How many minutes are left; None when there is no hurry.
    group_type
        Kind of group; None when that is not known.
    """
    few = instrument.file.without_figures
    found = fitting(
        profile,
        candidates(voice.content, instrument),
        size,
        minutes,
        group_type,
        few.exercise if few else None,
    )
    return tuple(_told(proposal, profile, instrument, voice) for proposal in found)


def proposal_of(
    exercise: str, profile: Profile | None, instrument: InstrumentContent, voice: Voice
) -> ProposalText | None:
    """One exercise that a group chose, told as a proposal; None when it follows no result."""
    own = [one for one in candidates(voice.content, instrument) if one.id == exercise]
    found = fitting(profile, own, None)
    return _told(found[0], profile, instrument, voice) if found else None


def candidates(content: Content, instrument: InstrumentContent) -> tuple[Candidate, ...]:
    """The exercises that may follow a result of an instrument.

    Those that give no reason at all, such as one to close with, follow no result.
    """
    return tuple(
        _candidate(twins.nl, instrument)
        for twins in content.exercises.values()
        if twins.nl.fits or twins.nl.sides
    )


def _candidate(exercise: Exercise, instrument: InstrumentContent) -> Candidate:
    own = {quadrant.id for quadrant in instrument.model.quadrants}
    serves = {s.quadrant for s in instrument.model.statements if s.id in exercise.statements}
    return Candidate(
        id=exercise.id,
        least=exercise.group.least,
        most=exercise.group.most,
        minutes=exercise.minutes,
        named=not exercise.ours,
        fits=frozenset(fit.quadrant for fit in exercise.fits) & own,
        sides=frozenset(Side(fit.side) for fit in exercise.sides),
        serves=frozenset(serves),
        group_types=frozenset(exercise.group_types),
        needs_picture=exercise.needs_picture,
    )


def _told(
    proposal: Proposal, profile: Profile | None, instrument: InstrumentContent, voice: Voice
) -> ProposalText:
    exercise = voice.of(voice.content.exercises[proposal.exercise])
    because = proposal.because
    evidence = None
    if profile and proposal.ground is Ground.SPREAD:
        evidence = _range(profile, instrument, voice)
    elif because:
        evidence = advice_text(because, instrument, voice).evidence
    return ProposalText(
        exercise=exercise,
        why=_why(proposal, exercise, instrument, voice),
        goal=voice("exercise.fit.goal", goal=exercise.goal),
        evidence=evidence,
        note=voice("exercise.fit.ours"),
        length=voice("exercise.minutes", n=exercise.minutes),
        size=people(exercise, voice),
    )


def _why(
    proposal: Proposal, exercise: Exercise, instrument: InstrumentContent, voice: Voice
) -> str:
    if proposal.ground is Ground.QUADRANT:
        return next(fit.why for fit in exercise.fits if fit.quadrant in proposal.quadrants)
    if proposal.ground is Ground.SIDE:
        return next(fit.why for fit in exercise.sides if fit.side == proposal.side)
    named = (q for q in instrument.file.quadrants if q.id in proposal.quadrants)
    names = [voice.of(quadrant.name) for quadrant in named]
    # A questionnaire of which an exercise touches no quadrant by name still has a conversation.
    about = voice.listed(names) or voice.of(instrument.file.title)
    return voice(f"exercise.fit.{proposal.ground}", about=about)


def _range(profile: Profile, instrument: InstrumentContent, voice: Voice) -> str | None:
    """How little quadrants differ, in numbers; None where they are not measured as a group's."""
    known = [part.attention for part in profile.quadrants if part.attention is not None]
    if not known or profile.measure is Measure.PERSON:
        return None
    if profile.measure is Measure.LEVEL:
        ends = min(known), max(known)
        low, high = (level_said(one, instrument, voice) for one in ends)
        key = "levels"
    else:
        low, high = percent(min(known)), percent(max(known))
        key = "shares"
    which = "alike" if low == high else "differ"
    facts = {"low": low, "high": high, "not_green": voice.of(instrument.file.not_green)}
    return voice(f"exercise.fit.{key}.{which}", **facts)
