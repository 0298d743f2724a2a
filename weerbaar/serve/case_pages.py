"""The pages of cases; they need no script and no session."""

from __future__ import annotations

from tornado.web import HTTPError

from weerbaar.catalog import Voice
from weerbaar.catalog.cases import OFFICES
from weerbaar.catalog.markdown import to_html
from weerbaar.pages.cases import (
    ASKED,
    CaseChoice,
    case_minutes,
    case_quadrants,
    choice_of,
    chosen_cases,
)
from weerbaar.pages.render import safe
from weerbaar.present.exercises import exercises_with_case
from weerbaar.present.local import local_lines_of
from weerbaar.serve.handlers import Page


class CasePage(Page):
    """What the list and the page of one case share."""

    def choice(self) -> CaseChoice:
        """What was chosen in the list; it goes along to a case and back."""
        return choice_of({name: self.given(name) for name in ASKED}, self.house.content)


class Cases(CasePage):
    """The list of cases, with a form to choose from it."""

    def get(self) -> None:
        """Answer with the cases that fit what was chosen."""
        language, choice, content = self.language(), self.choice(), self.house.content
        self.show(
            "cases.html.j2",
            language,
            choice=choice,
            cases=chosen_cases(Voice(content, language), choice),
            quadrants=case_quadrants(content),
            offices=OFFICES,
            times=case_minutes(content),
        )


class OneCase(CasePage):
    """One case."""

    def get(self, name: str) -> None:
        """Answer with the story, its questions, perspectives and turns."""
        language = self.language()
        if name not in self.house.content.cases:
            raise HTTPError(404)
        case = self.house.content.cases[name][language]
        self.show(
            "case.html.j2",
            language,
            case=case,
            # Raw HTML in it is escaped by the catalog.
            story=safe(to_html(case.text)),
            choice=self.choice(),
            quadrants=case_quadrants(self.house.content),
            lines=local_lines_of(Voice(self.house.content, language), case.tools),
            exercises=exercises_with_case(Voice(self.house.content, language), name),
        )
