"""Words for an agenda and for the step that is going on: the same on pages, screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from weerbaar.catalog import Content, Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.model.agenda import Agenda
from weerbaar.model.blocks import groups
from weerbaar.model.running import Difference, Running
from weerbaar.model.steps import MINUTE, shares_of
from weerbaar.model.timing import Item

DAY = 24 * 60


class StepLine(NamedTuple):
    """One step of an exercise in an agenda."""

    title: str
    length: str
    do: str
    say: str


class Line(NamedTuple):
    """One item of an agenda, in words.

    Attributes
    ----------
    when
        At what time, or from which minute up to which.
    kind
        What it is, above the title: for an exercise the part that it fills, else empty.
    goal
        What it is for.
    steps
        Of an exercise; empty for other items, which have ``say`` and ``act`` instead.
    reason
        Why it was left out; empty when it was not.
    """

    item: Item
    when: str
    length: str
    kind: str
    title: str
    goal: str
    do: str
    say: str
    act: str
    steps: tuple[StepLine, ...]
    reason: str


class Now(NamedTuple):
    """The step that is going on, in words.

    Attributes
    ----------
    part
        What the step belongs to: the exercise, or the part of the agenda.
    place
        Which step of how many, or empty when there is one.
    next
        What comes after it; empty at the end.
    vote
        Id of the questionnaire that is voted on in this step; empty when there is none.
    """

    part: str
    title: str
    place: str
    do: str
    say: str
    act: str
    next: str
    vote: str


def group_words(people: int, voice: Voice) -> str:
    """In which groups so many people talk."""
    sizes = groups(people)
    if len(sizes) == 1:
        return voice("agenda.groups.one")
    if sizes[0] == sizes[-1]:
        return voice("agenda.groups.same", n=len(sizes), size=sizes[0])
    return voice("agenda.groups.two", n=len(sizes), small=sizes[-1], large=sizes[0])


def agenda_lines(
    agenda: Agenda, voice: Voice, people: int, begins: str | None = None
) -> tuple[Line, ...]:
    """Every item, also those that were left out, in order.

    Parameters
    ----------
    begins
        When the meeting begins, ``HH:MM``; without it, times count from 0.
    """
    starts = dict(zip((item.id for item in agenda.inside), agenda.starts, strict=True))
    return tuple(_line(item, starts.get(item.id), voice, people, begins) for item in agenda.items)


def now_words(running: Running, voice: Voice, people: int) -> Now:
    """The step of now, what it belongs to and what comes next."""
    following = running.steps[running.at + 1 : running.at + 2]
    next_titles = [
        _step(running.agenda.item(step.item), step.number, voice, people).title
        for step in following
    ]
    words = _step(running.item, running.step.number, voice, people)
    return words._replace(next=next_titles[0] if next_titles else "")


class Vote(NamedTuple):
    """The vote that a step asks for.

    Attributes
    ----------
    instrument
        Id of the questionnaire.
    second
        Whether it repeats the one before the conversation.
    """

    instrument: str
    second: bool


def vote_of(running: Running, content: Content) -> Vote | None:
    """The vote of the step of now; None when it asks for none."""
    exercise = content.exercises.get(running.item.exercise or "")
    number = running.step.number
    if exercise is None or number >= len(exercise.nl.steps):
        return None
    step = exercise.nl.steps[number]
    return Vote(step.vote, bool(step.wave)) if step.vote else None


def votes_of(running: Running, content: Content) -> tuple[Vote, ...]:
    """Every vote that the exercise of now asks for, in order; empty when it asks for none."""
    exercise = content.exercises.get(running.item.exercise or "")
    steps = exercise.nl.steps if exercise else ()
    return tuple(Vote(step.vote, bool(step.wave)) for step in steps if step.vote)


def difference_words(found: tuple[Difference, ...], running: Running, voice: Voice) -> str:
    """What a new timing changed, in one sentence; empty when nothing did."""
    told = [_difference(one, running.agenda, voice) for one in found]
    if not told:
        return ""
    return voice("agenda.changed", changes="; ".join(told))


def title_of(item: Item, voice: Voice) -> str:
    """What an item is called: its exercise, else its part of the agenda."""
    exercise = _exercise(item, voice)
    if exercise:
        return exercise.title
    block = voice.content.agenda.block(item.id)
    return voice.of(block.title) if block else voice("agenda.unknown")


def clock_words(begins: str | None, start: int, end: int, voice: Voice) -> str:
    """From when until when: times of the day, or minutes from the beginning."""
    if begins is None:
        return voice("exercise.clock", start=start, end=end)
    hour, minute = begins.split(":")
    first = int(hour) * 60 + int(minute)
    times = [f"{at // 60:02d}:{at % 60:02d}" for at in ((first + n) % DAY for n in (start, end))]
    return voice("exercise.clock", start=times[0], end=times[1])


def _line(item: Item, start: int | None, voice: Voice, people: int, begins: str | None) -> Line:
    block = voice.content.agenda.block(item.id)
    exercise = _exercise(item, voice)
    facts = {"groups": group_words(people, voice)}
    texts: Mapping[str, str] = (
        {
            name: voice.of(getattr(block, name)).format(**facts)
            for name in ("goal", "do", "say", "act")
        }
        if block
        else dict.fromkeys(("goal", "do", "say", "act"), "")
    )
    kind = voice.of(block.title) if block else voice("exercise.one")
    return Line(
        item=item,
        when="" if start is None else clock_words(begins, start, start + item.minutes, voice),
        length=voice("exercise.minutes_short", n=item.minutes),
        kind=kind if exercise else "",
        title=title_of(item, voice),
        goal=exercise.goal if exercise else texts["goal"],
        do=texts["do"],
        say=texts["say"],
        act=texts["act"],
        steps=_steps(item, exercise, voice) if exercise else (),
        reason=voice(f"agenda.out.{item.out}") if item.out else "",
    )


def _steps(item: Item, exercise: Exercise, voice: Voice) -> tuple[StepLine, ...]:
    seconds = shares_of(item.minutes * MINUTE, [step.minutes for step in exercise.steps])
    return tuple(
        StepLine(step.title, length_words(length, voice), step.do, step.say)
        for step, length in zip(exercise.steps, seconds, strict=True)
    )


def length_words(seconds: int, voice: Voice) -> str:
    """How long a step takes: whole minutes, or minutes and a half."""
    minutes, rest = divmod(seconds, MINUTE)
    if rest:
        return voice("agenda.minutes_half", n=minutes)
    return voice("exercise.minutes_short", n=minutes)


def _step(item: Item, number: int, voice: Voice, people: int) -> Now:
    exercise = _exercise(item, voice)
    if exercise and number < len(exercise.steps):
        step = exercise.steps[number]
        place = voice("agenda.step_of", n=number + 1, total=len(exercise.steps))
        return Now(exercise.title, step.title, place, step.do, step.say, "", "", step.vote or "")
    line = _line(item, None, voice, people, None)
    return Now("", line.title, "", line.do, line.say, line.act, "", "")


def _exercise(item: Item, voice: Voice) -> Exercise | None:
    """The exercise of an item; None when it has none, or content does not know it any more."""
    twins = voice.content.exercises.get(item.exercise or "")
    return voice.of(twins) if twins else None


def _difference(one: Difference, agenda: Agenda, voice: Voice) -> str:
    title = title_of(agenda.item(one.item), voice)
    if one.after is None:
        return voice("agenda.change.gone", title=title)
    if one.before is None:
        return voice("agenda.change.back", title=title, n=one.after)
    return voice("agenda.change.other", title=title, n=one.after, was=one.before)
