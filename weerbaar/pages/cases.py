"""The list of cases and the page of one: which were asked for, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from weerbaar.catalog import Content, Text, Voice
from weerbaar.catalog.cases import OFFICES, Case
from weerbaar.pages.choosing import quadrants_among, query_of

ASKED = ("vlak", "ambt", "tijd")
"""Parts of the query: a quadrant, an office, the most minutes there are."""


@dataclass(frozen=True)
class CaseChoice:
    """What somebody chose; None is "all".

    Attributes
    ----------
    minutes
        The most minutes that a case may take.
    unknown
        Whether something else was asked for as well, which is told and never repeated.
    """

    quadrant: str | None = None
    office: str | None = None
    minutes: int | None = None
    unknown: bool = False

    def query(self, language: str) -> str:
        """The choice as a query, with the language."""
        values = (self.quadrant, self.office, self.minutes)
        return query_of(dict(zip(ASKED, values, strict=True)), language)

    def fits(self, case: Case) -> bool:
        """Whether a case is one of those asked for."""
        return (
            (self.quadrant is None or self.quadrant in case.quadrants)
            and (self.office is None or self.office in case.offices)
            and (self.minutes is None or case.minutes <= self.minutes)
        )


def choice_of(asked: Mapping[str, str], content: Content) -> CaseChoice:
    """A choice out of what stands in a query; only values that we offer get through."""
    options = {
        "vlak": set(case_quadrants(content)),
        "ambt": set(OFFICES),
        "tijd": {str(minutes) for minutes in case_minutes(content)},
    }
    quadrant, office, time = (asked[name] for name in ASKED)
    unknown = any(asked[name] and asked[name] not in options[name] for name in ASKED)
    return CaseChoice(
        quadrant if quadrant in options["vlak"] else None,
        office if office in options["ambt"] else None,
        int(time) if time in options["tijd"] else None,
        unknown,
    )


def chosen_cases(voice: Voice, choice: CaseChoice) -> list[Case]:
    """The cases that fit a choice in one language, the shortest first, then by title."""
    cases = (voice.of(case) for case in voice.content.cases.values())
    return sorted(filter(choice.fits, cases), key=lambda case: (case.minutes, case.title))


def cases_with(voice: Voice, tool: str) -> list[Case]:
    """The cases to which a tool belongs."""
    cases = (voice.of(case) for case in voice.content.cases.values() if tool in case.nl.tools)
    return sorted(cases, key=lambda case: case.title)


def case_quadrants(content: Content) -> dict[str, Text]:
    """Quadrants that a case touches, by id in the order of their instrument, with their texts."""
    touched = {name for case in content.cases.values() for name in case.nl.quadrants}
    return quadrants_among(content, touched)


def case_minutes(content: Content) -> list[int]:
    """The lengths that there are, the shortest first."""
    return sorted({case.nl.minutes for case in content.cases.values()})
