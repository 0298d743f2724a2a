"""What tips open on a phone: tools, exercises, cases and contacts, each a page of its own.

All of it comes with the kit, so that opening it asks nothing of a server: a link that only some
answers show would be an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.catalog.markdown import to_html
from weerbaar.catalog.schema import LocalName
from weerbaar.pages.cases import case_quadrants, cases_with
from weerbaar.pages.render import render, safe
from weerbaar.present.exercises import (
    exercises_for_statement,
    exercises_of_tool,
    exercises_with_case,
    people,
    timeline,
)
from weerbaar.present.links import linked
from weerbaar.present.local import LocalLine, local_labels, local_lines, local_lines_of


class LibraryPage(TypedDict):
    """One thing to read."""

    name: str
    html: str


class Library(TypedDict):
    """A frame to read in, and everything that can be read, by kind and id (``tool-griffie``)."""

    frame: str
    pages: dict[str, LibraryPage]


def reached(instrument: InstrumentContent, voice: Voice) -> list[str]:
    """Everything that one gets to from the tips and from the action plan, in order."""
    known = dict.fromkeys(_first(instrument, voice))
    todo = list(known)
    while todo:
        for key in _next(todo.pop(0), voice):
            if key not in known:
                known[key] = None
                todo.append(key)
    return list(known)


def library(keys: list[str], voice: Voice) -> Library:
    """Write out everything that is reached."""
    pages = {key: _page(key, voice) for key in keys}
    names = {key: page["name"] for key, page in pages.items()}
    listed = render(
        "library_tools.html.j2",
        voice,
        kinds={
            kind: [key for key in sorted(keys, key=names.__getitem__) if key.startswith(f"{kind}-")]
            for kind in ("tool", "exercise", "case", "contact")
        },
        names=names,
    )
    name = voice("page.tool.all")
    return {
        "frame": render("library.html.j2", voice),
        "pages": {"tools": {"name": name, "html": listed}, **pages},
    }


def _first(instrument: InstrumentContent, voice: Voice) -> Iterator[str]:
    for quadrant in instrument.file.quadrants:
        for statement in quadrant.statements:
            yield from (f"tool-{tool}" for tool in statement.tip.tools)
            for exercise in exercises_for_statement(voice, statement.id):
                yield f"exercise-{exercise.id}"
    for strand in voice.content.plan.strands:
        for suggestion in strand.suggestions:
            yield from (f"tool-{tool}" for tool in suggestion.tools)


def _next(key: str, voice: Voice) -> Iterator[str]:
    """What one thing leads to."""
    kind, _, name = key.partition("-")
    if kind == "contact":
        return
    if kind == "tool":
        tools: tuple[str, ...] = (name,)
        exercises = exercises_of_tool(voice, name)
        cases = [case.id for case in cases_with(voice, name)]
    elif kind == "case":
        tools, cases = voice.content.cases[name].nl.tools, []
        exercises = exercises_with_case(voice, name)
    else:
        exercise = voice.content.exercises[name].nl
        tools, cases, exercises = exercise.tools, list(exercise.cases), []
    yield from (f"tool-{tool}" for tool in tools)
    yield from (f"exercise-{found.id}" for found in exercises)
    yield from (f"case-{case}" for case in cases)
    yield from (f"contact-{contact}" for contact in local_labels(voice, tools))


def _page(key: str, voice: Voice) -> LibraryPage:
    kind, _, name = key.partition("-")
    if kind == "tool":
        return _tool(name, voice)
    if kind == "case":
        return _case(name, voice)
    if kind == "exercise":
        return _exercise(name, voice)
    line = _contact(name, voice)
    return {
        "name": line.label,
        "html": render("library_contact.html.j2", voice, line=line),
    }


def _tool(name: str, voice: Voice) -> LibraryPage:
    tool = voice.content.tool(name)
    html = render(
        "tool_body.html.j2",
        voice,
        base=None,
        tool=tool,
        cases=cases_with(voice, name),
        exercises=exercises_of_tool(voice, name),
        lines=local_lines(voice, name),
        linked=linked,
    )
    return {"name": voice.of(tool.name), "html": html}


def _case(name: str, voice: Voice) -> LibraryPage:
    case = voice.of(voice.content.cases[name])
    html = render(
        "case_body.html.j2",
        voice,
        base=None,
        case=case,
        # Raw HTML in it is escaped by the catalog.
        story=safe(to_html(case.text)),
        quadrants=case_quadrants(voice.content),
        lines=local_lines_of(voice, case.tools),
        exercises=exercises_with_case(voice, name),
    )
    return {"name": case.title, "html": html}


def _exercise(name: str, voice: Voice) -> LibraryPage:
    exercise = voice.of(voice.content.exercises[name])
    html = render(
        "library_exercise.html.j2",
        voice,
        exercise=exercise,
        size=people(exercise, voice),
        steps=timeline(exercise, voice),
        cases=[voice.of(voice.content.cases[case]) for case in exercise.cases],
        lines=local_lines_of(voice, exercise.tools),
    )
    return {"name": exercise.title, "html": html}


def _contact(name: LocalName | str, voice: Voice) -> LocalLine:
    tools = [tool.id for tool in voice.content.tools_file.tools if name in tool.local]
    return next(line for line in local_lines_of(voice, tools) if line.id == name)
