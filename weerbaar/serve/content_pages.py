"""The pages and papers of the content: each an address and a function that fills it in.

They need no script and no session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from tornado.web import HTTPError

from weerbaar.catalog import Content, Voice
from weerbaar.catalog.cases import OFFICES
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.local import FOLDER
from weerbaar.catalog.markdown import to_html
from weerbaar.catalog.paths import content_root
from weerbaar.figures.fills import PictureWords
from weerbaar.figures.scenes import scene
from weerbaar.figures.svg import svg
from weerbaar.pages import checks
from weerbaar.pages.library import case_values, exercise_values, tool_values
from weerbaar.pages.lists import (
    MOST_PEOPLE,
    ListChoice,
    choice_of,
    chosen,
    lengths_of,
    quadrants_of,
    remedies,
)
from weerbaar.pages.plan import form_values
from weerbaar.pages.render import safe
from weerbaar.present.exercises import (
    people,
    served,
)
from weerbaar.present.local import linked, local_lines
from weerbaar.report.exercises import exercise_cards_pdf, exercise_pdf, sheets_of_cards
from weerbaar.report.paper import SHEETS, blank_plan_pdf, paper_pdf

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Visit:
    """What a page is made for.

    Attributes
    ----------
    given
        Gives a part of the query; empty when there is none.
    """

    voice: Voice
    given: Callable[[str], str]

    @property
    def content(self) -> Content:
        """All content."""
        return self.voice.content


@dataclass(frozen=True)
class Template:
    """A template and what it is filled with."""

    name: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Printout:
    """A PDF: what it is called, and what makes it."""

    name: str
    make: Callable[[], bytes]


def _found(among: Mapping[str, _Value], name: str) -> _Value:
    """What an address names."""
    if name not in among:
        raise HTTPError(404)
    return among[name]


def _tools(_visit: Visit) -> Template:
    return Template("tools.html.j2", {})


def _tool(visit: Visit, name: str) -> Template:
    tool = _found({tool.id: tool for tool in visit.content.tools_file.tools}, name)
    return Template("tool.html.j2", tool_values(tool, visit.voice))


def _own_document(visit: Visit, name: str) -> Printout:
    """A PDF that ``lokaal.yaml`` names; no other file can be asked for."""
    path = f"{FOLDER}/{name}"
    if path not in visit.content.local.files.values():
        raise HTTPError(404)
    try:
        body = (content_root() / path).read_bytes()
    except OSError:
        # Taken away after the start.
        raise HTTPError(404) from None
    return Printout(name, lambda: body)


def _plan(visit: Visit) -> Template:
    """The strands, what there is to choose, and the form, for the main questionnaire."""
    content = visit.content
    return Template("plan.html.j2", form_values(content.default, visit.voice))


def _blank_plan(visit: Visit) -> Printout:
    name = visit.voice("plan.file.name")
    return Printout(f"{name}.pdf", partial(blank_plan_pdf, visit.voice))


def _clips(visit: Visit) -> Template:
    """Three scenes on a tightrope, each with what it means and what one can do now."""
    content, voice = visit.content, visit.voice
    scenes = {}
    for clip in content.clips.clips:
        words = PictureWords(voice.of(clip.title), voice.of(clip.picture))
        scenes[clip.strand] = safe(svg(scene(clip.strand, words), prefix=clip.strand))
    values = {"file": content.clips, "plan": content.plan, "scenes": scenes}
    return Template("clips.html.j2", values)


def _case_choice(visit: Visit) -> ListChoice:
    """What was chosen in the list; it goes along to a case and back."""
    asked = {name: visit.given(name) for name in ("vlak", "ambt", "tijd")}
    return choice_of(asked, visit.content.cases, visit.content)


def _cases(visit: Visit) -> Template:
    choice = _case_choice(visit)
    values = {
        "choice": choice,
        "cases": chosen(visit.content.cases, choice, visit.voice),
        "quadrants": quadrants_of(visit.content.cases, visit.content),
        "offices": OFFICES,
        "times": lengths_of(visit.content.cases),
    }
    return Template("cases.html.j2", values)


def _case(visit: Visit, name: str) -> Template:
    case = visit.voice.of(_found(visit.content.cases, name))
    values = {"choice": _case_choice(visit), **case_values(case, visit.voice)}
    return Template("case.html.j2", values)


def _check(visit: Visit, name: str) -> Template:
    """One check, with every question and all that belongs to every answer.

    ``ambt`` in the address is for whoever has no script: then the page hides by itself what is for
    other offices. What is answered stays in the browser: there is nothing to send it to.
    """
    content, voice = visit.content, visit.voice
    check = _found(content.checks, name)
    office = next((one for one in check.offices if one.id == visit.given("ambt")), None)
    values = {
        "check": check,
        "office": office,
        "asked": checks.asked_of(check, office),
        "places": checks.offices_by_place(check),
        "law": checks.law_of(check, voice),
        "law_offices": checks.law_offices(check),
        "promise": checks.check_promise(voice),
        "cases": checks.cases_named(check, voice),
        "lines": local_lines(voice, name),
        "linked": linked,
    }
    return Template("check.html.j2", values)


def _exercise_choice(visit: Visit) -> ListChoice:
    """What was chosen in the list; it goes along to an exercise and back."""
    asked = {name: visit.given(name) for name in ("vlak", "groep", "tijd")}
    return choice_of(asked, visit.content.exercises, visit.content)


def _exercise_of(visit: Visit, name: str) -> Exercise:
    return visit.voice.of(_found(visit.content.exercises, name))


def _exercises(visit: Visit) -> Template:
    content, voice, choice = visit.content, visit.voice, _exercise_choice(visit)
    found = chosen(content.exercises, choice, voice)
    values = {
        "choice": choice,
        "exercises": found,
        "sizes": {exercise.id: people(exercise, voice) for exercise in found},
        "quadrants": quadrants_of(content.exercises, content),
        "times": lengths_of(content.exercises),
        "most_people": MOST_PEOPLE,
        "remedies": [] if found else remedies(content, choice),
    }
    return Template("exercises.html.j2", values)


def _exercise(visit: Visit, name: str) -> Template:
    """The goal of an exercise, its steps in time, and what a facilitator should know."""
    voice, exercise = visit.voice, _exercise_of(visit, name)
    values = {
        **exercise_values(exercise, voice),
        "choice": _exercise_choice(visit),
        # Raw HTML in it is escaped by the catalog.
        "text": safe(to_html(exercise.text, below=1)),
        "served": served(exercise, voice),
        "sheets": sheets_of_cards(exercise),
        "linked": linked,
    }
    return Template("exercise.html.j2", values)


def _exercise_on_paper(visit: Visit, name: str) -> Printout:
    make = partial(exercise_pdf, _exercise_of(visit, name), visit.voice)
    return Printout(f"{name}-{visit.voice.language}.pdf", make)


def _exercise_cards(visit: Visit, name: str) -> Printout:
    exercise = _exercise_of(visit, name)
    if not exercise.cards:
        raise HTTPError(404)
    make = partial(exercise_cards_pdf, exercise, visit.voice)
    return Printout(f"{name}-kaarten-{visit.voice.language}.pdf", make)


def _questionnaire_on_paper(visit: Visit, name: str, sheet: str) -> Printout:
    """Answer cards, or a sheet to tally them on."""
    offered = {found.model.id: found for found in visit.content.offered("group")}
    if sheet not in SHEETS:
        raise HTTPError(404)
    make = partial(paper_pdf, sheet, _found(offered, name), visit.voice)
    return Printout(f"{name}-{sheet}-{visit.voice.language}.pdf", make)


PAGES: Mapping[str, Callable[..., Template | Printout]] = {
    r"hulp": _tools,
    r"hulp/([a-z0-9-]+)": _tool,
    r"lokaal/([A-Za-z0-9._-]+)": _own_document,
    r"actieplan": _plan,
    r"actieplan\.pdf": _blank_plan,
    r"uitleg": _clips,
    r"casussen": _cases,
    r"casus/([a-z0-9-]+)": _case,
    r"check/([a-z0-9-]+)": _check,
    r"werkvormen": _exercises,
    r"werkvorm/([a-z0-9-]+)": _exercise,
    r"papier/([a-z0-9-]+)/([a-z]+)\.pdf": _questionnaire_on_paper,
    r"werkvorm/([a-z0-9-]+)\.pdf": _exercise_on_paper,
    r"werkvorm/([a-z0-9-]+)/kaarten\.pdf": _exercise_cards,
}
"""What stands at which address, after the base; names in an address are handed on in order."""
