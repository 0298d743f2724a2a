"""The lists of cases and of exercises: which were asked for, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from weerbaar.catalog import Content, Text, Voice
from weerbaar.catalog.cases import OFFICES, Case
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import Twins

ASKED = ("vlak", "ambt", "groep", "tijd")
"""Parts of a query: a quadrant, an office, how many people, the most minutes there are."""
MOST_PEOPLE = 100
_PEOPLE = re.compile(r"[1-9][0-9]?|100")
_TYPED = 20
_Listed = TypeVar("_Listed", Case, Exercise)


@dataclass(frozen=True)
class ListChoice:
    """What somebody chose from a list; None is "all".

    Attributes
    ----------
    office
        Whose case it is; of exercises nobody chooses one.
    people
        With how many they are, 1 to ``MOST_PEOPLE``; of cases nobody says.
    minutes
        The most minutes that it may take.
    unknown
        Parts of the query that were asked for and not understood; told, and never repeated.
    typed
        What was typed for a number of people that is none, to be mended; at most ``_TYPED`` signs.
    """

    quadrant: str | None = None
    office: str | None = None
    people: int | None = None
    minutes: int | None = None
    unknown: tuple[str, ...] = ()
    typed: str = ""

    def query(self, language: str) -> str:
        """The choice as a query, with the language."""
        values = zip(ASKED, (self.quadrant, self.office, self.people, self.minutes), strict=True)
        return urlencode({**{k: v for k, v in values if v is not None}, "taal": language})

    def fits(self, one: Case | Exercise) -> bool:
        """Whether a case or an exercise is one of those asked for."""
        if isinstance(one, Case):
            own = self.office is None or self.office in one.offices
        else:
            own = self.people is None or one.group.least <= self.people <= one.group.most
        return (
            own
            and (self.quadrant is None or self.quadrant in one.quadrants)
            and (self.minutes is None or one.minutes <= self.minutes)
        )


def choice_of(
    asked: Mapping[str, str], listed: Mapping[str, Twins[_Listed]], content: Content
) -> ListChoice:
    """A choice out of what stands in a query; only values that we offer get through."""
    given = {name: asked.get(name, "") for name in ASKED}
    good = {
        "vlak": given["vlak"] in quadrants_of(listed, content),
        "ambt": given["ambt"] in OFFICES,
        "groep": _PEOPLE.fullmatch(given["groep"]) is not None,
        "tijd": given["tijd"] in {str(minutes) for minutes in lengths_of(listed)},
    }
    return ListChoice(
        given["vlak"] if good["vlak"] else None,
        given["ambt"] if good["ambt"] else None,
        int(given["groep"]) if good["groep"] else None,
        int(given["tijd"]) if good["tijd"] else None,
        unknown=tuple(name for name in ASKED if given[name] and not good[name]),
        typed="" if good["groep"] else given["groep"][:_TYPED],
    )


def chosen(listed: Mapping[str, Twins[_Listed]], choice: ListChoice, voice: Voice) -> list[_Listed]:
    """Those that fit a choice in one language, the shortest first, then by title."""
    found = (voice.of(twins) for twins in listed.values())
    return sorted(filter(choice.fits, found), key=lambda one: (one.minutes, one.title))


def quadrants_of(listed: Mapping[str, Twins[_Listed]], content: Content) -> dict[str, Text]:
    """Quadrants that any of them touches, by id in the order of their instruments."""
    touched = {name for twins in listed.values() for name in twins.nl.quadrants}
    return {
        quadrant.id: quadrant.name
        for instrument in content.instruments.values()
        for quadrant in instrument.file.quadrants
        if quadrant.id in touched
    }


def lengths_of(listed: Mapping[str, Twins[_Listed]]) -> list[int]:
    """The lengths that there are, in minutes, the shortest first."""
    return sorted({twins.nl.minutes for twins in listed.values()})


def cases_with(voice: Voice, tool: str) -> list[Case]:
    """The cases to which a tool belongs, by title."""
    cases = (voice.of(case) for case in voice.content.cases.values() if tool in case.nl.tools)
    return sorted(cases, key=lambda case: case.title)


@dataclass(frozen=True)
class Remedy:
    """One change of a choice that fits nothing, after which something fits.

    Attributes
    ----------
    kind
        ``split`` (in ``parts`` of ``choice.people``), ``more`` (as many as ``choice.people``),
        ``time`` or ``quadrant`` (any).
    """

    kind: str
    choice: ListChoice
    parts: int = 1


def remedies(content: Content, choice: ListChoice) -> list[Remedy]:
    """What to change when no exercise fits, one thing at a time; each of them gives one."""
    every = [twins.nl for twins in content.exercises.values()]

    def helps(other: ListChoice) -> bool:
        return any(other.fits(exercise) for exercise in every)

    found = []
    if choice.people is not None:
        found += _other_sizes(choice, choice.people, helps)
    if choice.minutes is not None:
        found.append(Remedy("time", replace(choice, minutes=None)))
    if choice.quadrant is not None:
        found.append(Remedy("quadrant", replace(choice, quadrant=None)))
    return [remedy for remedy in found if helps(remedy.choice)]


def _other_sizes(
    choice: ListChoice, people: int, helps: Callable[[ListChoice], bool]
) -> list[Remedy]:
    """As few parts as can be, or as few people more as can be."""
    for parts in range(2, people // 2 + 1):
        smaller = replace(choice, people=-(-people // parts))
        if helps(smaller):
            return [Remedy("split", smaller, parts)]
    larger = (replace(choice, people=more) for more in range(people + 1, MOST_PEOPLE + 1))
    first = next(filter(helps, larger), None)
    return [Remedy("more", first)] if first else []
