"""The dilemma of a vote in words: the same on the screen, on phones and for the facilitator."""

from __future__ import annotations

from typing import NamedTuple

from weerbaar.catalog import Content, Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.room.dilemma import Posed


class DilemmaWords(NamedTuple):
    """A dilemma in words.

    Attributes
    ----------
    title
        Of its case; empty for one in own words.
    story
        What happens, in at most five sentences; own words may do without.
    a, b
        The two choices, each of which can be defended.
    language
        Of the words: own words have one, whatever language the page is in.
    """

    title: str
    story: str
    question: str
    a: str
    b: str
    language: str


def dilemma_words(posed: Posed | None, voice: Voice) -> DilemmaWords | None:
    """What was posed; None when nothing was, or its case is not there any more."""
    if posed is None:
        return None
    if posed.case is None:
        return DilemmaWords(
            "", posed.story, posed.question, posed.a, posed.b, posed.language or voice.language
        )
    return case_words(posed.case, voice)


def case_words(case: str, voice: Voice) -> DilemmaWords | None:
    """The dilemma of a case; None when it has none."""
    twins = voice.content.cases.get(case)
    told = voice.of(twins).dilemma if twins else None
    if twins is None or told is None:
        return None
    return DilemmaWords(
        voice.of(twins).title, told.story, told.question, told.a, told.b, voice.language
    )


def dilemmas(exercise: Exercise | None, voice: Voice) -> dict[str, DilemmaWords]:
    """Every dilemma of a case by its id; those that suit the exercise come first."""
    first = exercise.cases if exercise else ()
    order = [*first, *(case for case in voice.content.cases if case not in first)]
    found = {case: case_words(case, voice) for case in order}
    return {case: words for case, words in found.items() if words}


def voted(content: Content) -> frozenset[str]:
    """Ids of the questionnaires that exercises vote by."""
    steps = (step for twins in content.exercises.values() for step in twins.nl.steps)
    return frozenset(step.vote for step in steps if step.vote)
