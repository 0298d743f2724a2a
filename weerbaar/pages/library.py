"""What tips open on a phone: tools, exercises, cases and contacts, each a page of its own.

All of it comes with the kit, so that opening it asks nothing of a server: a link that only some
answers show would be an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from weerbaar.catalog import Content, InstrumentContent
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


def reached(instrument: InstrumentContent, content: Content, language: str) -> list[str]:
    """Everything that one gets to from the tips and from the action plan, in order."""
    known = dict.fromkeys(_first(instrument, content, language))
    todo = list(known)
    while todo:
        for key in _next(todo.pop(0), content, language):
            if key not in known:
                known[key] = None
                todo.append(key)
    return list(known)


def library(keys: list[str], content: Content, language: str) -> Library:
    """Write out everything that is reached."""
    pages = {key: _page(key, content, language) for key in keys}
    names = {key: page["name"] for key, page in pages.items()}
    listed = render(
        "library_tools.html.j2",
        content,
        language,
        kinds={
            kind: [key for key in sorted(keys, key=names.__getitem__) if key.startswith(f"{kind}-")]
            for kind in ("tool", "exercise", "case", "contact")
        },
        names=names,
    )
    name = content.text("page.tool.all", language)
    return {
        "frame": render("library.html.j2", content, language),
        "pages": {"tools": {"name": name, "html": listed}, **pages},
    }


def _first(instrument: InstrumentContent, content: Content, language: str) -> Iterator[str]:
    for quadrant in instrument.file.quadrants:
        for statement in quadrant.statements:
            yield from (f"tool-{tool}" for tool in statement.tip.tools)
            for exercise in exercises_for_statement(content, statement.id, language):
                yield f"exercise-{exercise.id}"
    for strand in content.plan.strands:
        for suggestion in strand.suggestions:
            yield from (f"tool-{tool}" for tool in suggestion.tools)


def _next(key: str, content: Content, language: str) -> Iterator[str]:
    """What one thing leads to."""
    kind, _, name = key.partition("-")
    if kind == "contact":
        return
    if kind == "tool":
        tools: tuple[str, ...] = (name,)
        exercises = exercises_of_tool(content, name, language)
        cases = [case.id for case in cases_with(content, name, language)]
    elif kind == "case":
        tools, cases = content.cases[name].nl.tools, []
        exercises = exercises_with_case(content, name, language)
    else:
        exercise = content.exercises[name].nl
        tools, cases, exercises = exercise.tools, list(exercise.cases), []
    yield from (f"tool-{tool}" for tool in tools)
    yield from (f"exercise-{found.id}" for found in exercises)
    yield from (f"case-{case}" for case in cases)
    yield from (f"contact-{contact}" for contact in local_labels(content, tools, language))


def _page(key: str, content: Content, language: str) -> LibraryPage:
    kind, _, name = key.partition("-")
    if kind == "tool":
        return _tool(name, content, language)
    if kind == "case":
        return _case(name, content, language)
    if kind == "exercise":
        return _exercise(name, content, language)
    line = _contact(name, content, language)
    return {
        "name": line.label,
        "html": render("library_contact.html.j2", content, language, line=line),
    }


def _tool(name: str, content: Content, language: str) -> LibraryPage:
    tool = content.tool(name)
    html = render(
        "tool_body.html.j2",
        content,
        language,
        base=None,
        tool=tool,
        cases=cases_with(content, name, language),
        exercises=exercises_of_tool(content, name, language),
        lines=local_lines(content, name, language),
        linked=linked,
    )
    return {"name": tool.name[language], "html": html}


def _case(name: str, content: Content, language: str) -> LibraryPage:
    case = content.cases[name][language]
    html = render(
        "case_body.html.j2",
        content,
        language,
        base=None,
        case=case,
        # Raw HTML in it is escaped by the catalog.
        story=safe(to_html(case.text)),
        quadrants=case_quadrants(content),
        lines=local_lines_of(content, case.tools, language),
        exercises=exercises_with_case(content, name, language),
    )
    return {"name": case.title, "html": html}


def _exercise(name: str, content: Content, language: str) -> LibraryPage:
    exercise = content.exercises[name][language]
    html = render(
        "library_exercise.html.j2",
        content,
        language,
        exercise=exercise,
        size=people(exercise, content, language),
        steps=timeline(exercise, content, language),
        cases=[content.cases[case][language] for case in exercise.cases],
        lines=local_lines_of(content, exercise.tools, language),
    )
    return {"name": exercise.title, "html": html}


def _contact(name: LocalName | str, content: Content, language: str) -> LocalLine:
    tools = [tool.id for tool in content.tools_file.tools if name in tool.local]
    return next(line for line in local_lines_of(content, tools, language) if line.id == name)
