"""Words for an agenda and for the step that is going on: the same on pages, screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from weerbaar.catalog import Content
from weerbaar.catalog.exercises import Exercise
from weerbaar.model.programme.agenda import Agenda
from weerbaar.model.programme.blocks import groups
from weerbaar.model.programme.running import MINUTE, Difference, Running, shares_of
from weerbaar.model.programme.timing import Item

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


def group_words(people: int, content: Content, language: str) -> str:
    """In which groups so many people talk."""
    sizes = groups(people)
    if len(sizes) == 1:
        return content.text("agenda.groups.one", language)
    if sizes[0] == sizes[-1]:
        return content.text("agenda.groups.same", language, n=len(sizes), size=sizes[0])
    return content.text(
        "agenda.groups.two", language, n=len(sizes), small=sizes[-1], large=sizes[0]
    )


def agenda_lines(
    agenda: Agenda, content: Content, language: str, people: int, begins: str | None = None
) -> tuple[Line, ...]:
    """Every item, also those that were left out, in order.

    Parameters
    ----------
    begins
        When the meeting begins, ``HH:MM``; without it, times count from 0.
    """
    starts = dict(zip((item.id for item in agenda.inside), agenda.starts, strict=True))
    return tuple(
        _line(item, starts.get(item.id), content, language, people, begins) for item in agenda.items
    )


def now_words(running: Running, content: Content, language: str, people: int) -> Now:
    """The step of now, what it belongs to and what comes next."""
    following = running.steps[running.at + 1 : running.at + 2]
    next_titles = [
        _step(running.agenda.item(step.item), step.number, content, language, people).title
        for step in following
    ]
    words = _step(running.item, running.step.number, content, language, people)
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


def difference_words(
    found: tuple[Difference, ...], running: Running, content: Content, language: str
) -> str:
    """What a new timing changed, in one sentence; empty when nothing did."""
    told = [_difference(one, running.agenda, content, language) for one in found]
    if not told:
        return ""
    return content.text("agenda.changed", language, changes="; ".join(told))


def title_of(item: Item, content: Content, language: str) -> str:
    """What an item is called: its exercise, else its part of the agenda."""
    exercise = _exercise(item, content, language)
    if exercise:
        return exercise.title
    block = content.agenda.block(item.id)
    return block.title[language] if block else content.text("agenda.unknown", language)


def clock_words(begins: str | None, start: int, end: int, content: Content, language: str) -> str:
    """From when until when: times of the day, or minutes from the beginning."""
    if begins is None:
        return content.text("exercise.clock", language, start=start, end=end)
    hour, minute = begins.split(":")
    first = int(hour) * 60 + int(minute)
    times = [f"{at // 60:02d}:{at % 60:02d}" for at in ((first + n) % DAY for n in (start, end))]
    return content.text("exercise.clock", language, start=times[0], end=times[1])


def _line(
    item: Item,
    start: int | None,
    content: Content,
    language: str,
    people: int,
    begins: str | None,
) -> Line:
    block = content.agenda.block(item.id)
    exercise = _exercise(item, content, language)
    facts = {"groups": group_words(people, content, language)}
    texts: Mapping[str, str] = (
        {
            name: getattr(block, name)[language].format(**facts)
            for name in ("goal", "do", "say", "act")
        }
        if block
        else dict.fromkeys(("goal", "do", "say", "act"), "")
    )
    kind = block.title[language] if block else content.text("exercise.one", language)
    return Line(
        item=item,
        when=""
        if start is None
        else clock_words(begins, start, start + item.minutes, content, language),
        length=content.text("exercise.minutes_short", language, n=item.minutes),
        kind=kind if exercise else "",
        title=title_of(item, content, language),
        goal=exercise.goal if exercise else texts["goal"],
        do=texts["do"],
        say=texts["say"],
        act=texts["act"],
        steps=_steps(item, exercise, content, language) if exercise else (),
        reason=content.text(f"agenda.out.{item.out}", language) if item.out else "",
    )


def _steps(item: Item, exercise: Exercise, content: Content, language: str) -> tuple[StepLine, ...]:
    seconds = shares_of(item.minutes * MINUTE, [step.minutes for step in exercise.steps])
    return tuple(
        StepLine(step.title, length_words(length, content, language), step.do, step.say)
        for step, length in zip(exercise.steps, seconds, strict=True)
    )


def length_words(seconds: int, content: Content, language: str) -> str:
    """How long a step takes: whole minutes, or minutes and a half."""
    minutes, rest = divmod(seconds, MINUTE)
    if rest:
        return content.text("agenda.minutes_half", language, n=minutes)
    return content.text("exercise.minutes_short", language, n=minutes)


def _step(item: Item, number: int, content: Content, language: str, people: int) -> Now:
    exercise = _exercise(item, content, language)
    if exercise and number < len(exercise.steps):
        step = exercise.steps[number]
        place = content.text("agenda.step_of", language, n=number + 1, total=len(exercise.steps))
        return Now(exercise.title, step.title, place, step.do, step.say, "", "", step.vote or "")
    line = _line(item, None, content, language, people, None)
    return Now("", line.title, "", line.do, line.say, line.act, "", "")


def _exercise(item: Item, content: Content, language: str) -> Exercise | None:
    """The exercise of an item; None when it has none, or content does not know it any more."""
    twins = content.exercises.get(item.exercise or "")
    return twins[language] if twins else None


def _difference(one: Difference, agenda: Agenda, content: Content, language: str) -> str:
    title = title_of(agenda.item(one.item), content, language)
    if one.after is None:
        return content.text("agenda.change.gone", language, title=title)
    if one.before is None:
        return content.text("agenda.change.back", language, title=title, n=one.after)
    return content.text("agenda.change.other", language, title=title, n=one.after, was=one.before)
