"""Read the whole content folder, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from weerbaar.catalog.agenda import AgendaFile, check_agenda
from weerbaar.catalog.build import build_instrument
from weerbaar.catalog.cases import Case
from weerbaar.catalog.check_files import read_checks
from weerbaar.catalog.clips import ClipsFile, check_clips
from weerbaar.catalog.content import Content, InstrumentContent
from weerbaar.catalog.documents import read_twins
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.explain import problems_of, validated
from weerbaar.catalog.local import LocalFile, missing_files
from weerbaar.catalog.offered import offered_problems, without_figures_problems
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.plan import PlanFile, check_plan
from weerbaar.catalog.problems import ContentError, Problem
from weerbaar.catalog.references import check_references
from weerbaar.catalog.schema import (
    ChoicesFile,
    DisclosureFile,
    InstrumentFile,
    IntroFile,
    PrivacyFile,
    ResearchFile,
    RulesFile,
    ToolsFile,
)
from weerbaar.catalog.texts import LANGUAGES, Text
from weerbaar.catalog.versions import version_problems
from weerbaar.catalog.yaml_file import Document, read_yaml

_Model = TypeVar("_Model", bound=BaseModel)
_MAIN = "zelftest"
"""The instrument whose quadrants the list of exercises is chosen by."""


@cache
def load_content(root: Path | None = None) -> Content:
    """Read and check all content once.

    Raises
    ------
    ContentError
        With every problem in every file, when there is any.
    """
    content, problems = _read(root or content_root())
    if problems or content is None:
        raise ContentError([*set(problems)])
    return content


def check_content(root: Path | None = None) -> list[Problem]:
    """All problems of a content folder; empty when it can be used."""
    return sorted(set(_read(root or content_root())[1]))


def _read(root: Path) -> tuple[Content | None, list[Problem]]:
    problems: list[Problem] = []
    documents: dict[str, Document] = {}

    def read(name: str, model: type[_Model]) -> _Model | None:
        path = root / name
        if not path.is_file():
            problems.append(Problem(name, 0, "", "no_file"))
            return None
        documents[name] = read_yaml(path, root)
        return validated(documents[name], model, problems)

    folders = [path.parent.name for path in sorted(root.glob("*/instrument.yaml"))]
    if not folders:
        problems.append(Problem("zelftest/instrument.yaml", 0, "", "no_file"))
    parts = {
        folder: (
            read(f"{folder}/instrument.yaml", InstrumentFile),
            read(f"{folder}/rules.yaml", RulesFile),
            read(f"{folder}/intro.yaml", IntroFile),
        )
        for folder in folders
    }
    tools = read("tools.yaml", ToolsFile)
    privacy = read("privacy.yaml", PrivacyFile)
    disclosure = read("disclosure.yaml", DisclosureFile)
    choices = read("choices.yaml", ChoicesFile)
    research = read("research.yaml", ResearchFile)
    local = read("lokaal.yaml", LocalFile)
    if local:
        problems.extend(missing_files(local, documents["lokaal.yaml"], root))
    plan = read("actieplan.yaml", PlanFile)
    if choices:
        # A folder whose file has a mistake is not told a second time, as an unknown name.
        offered = {file.id if file else folder for folder, (file, _, _) in parts.items()}
        problems.extend(offered_problems(choices, offered, documents["choices.yaml"]))
    agenda = read("agenda.yaml", AgendaFile)
    clips = read("uitleg.yaml", ClipsFile)
    ui = _read_ui(root, problems)
    read_parts = {folder: (file, rules) for folder, (file, rules, _) in parts.items()}
    problems.extend(check_references(tools, privacy, read_parts, documents))
    known = {
        "quadrants": {q.id for file, _, _ in parts.values() if file for q in file.quadrants},
        "tools": {tool.id for tool in tools.tools} if tools else set(),
    }
    cases = read_twins(root, "casussen", Case, problems, known)
    named = _named([file for file, _, _ in parts.values() if file], cases)
    if plan:
        ids = {**known, "statements": named["statements"]}
        problems.extend(check_plan(plan, documents["actieplan.yaml"], ids))
    known |= {**named, "group_types": _group_types(choices)}
    exercises = read_twins(root, "werkvormen", Exercise, problems, known)
    checks = read_checks(root, problems, known["tools"], set(cases))
    instrument_files = {f"{folder}/instrument.yaml": file for folder, (file, _, _) in parts.items()}
    for name, file in instrument_files.items():
        problems.extend(version_problems(file, documents[name]) if file else ())
    names = set(exercises), known["group_types"]
    problems.extend(without_figures_problems(instrument_files, documents, *names))
    ids = {"exercises": set(exercises), "tools": known["tools"]}
    problems.extend(_with_exercises(clips, agenda, choices, ids, documents))
    if not (tools and privacy and disclosure and choices and research and local):
        return None, problems
    if problems or not (plan and agenda and clips):
        return None, problems
    found = {
        file.id: InstrumentContent(build_instrument(file, rules), file, rules, intro)
        for file, rules, intro in parts.values()
        if file and rules and intro
    }
    instruments = {name: found[name] for name in choices.instruments}
    files = (tools, privacy, disclosure, choices, research, local, plan, agenda, clips)
    return Content(instruments, *files, cases, exercises, checks, ui), problems


def _with_exercises(
    clips: ClipsFile | None,
    agenda: AgendaFile | None,
    choices: ChoicesFile | None,
    ids: dict[str, set[str]],
    documents: dict[str, Document],
) -> Iterator[Problem]:
    """Mistakes in the files that name exercises."""
    if clips:
        yield from check_clips(clips, documents["uitleg.yaml"], ids)
    if agenda:
        sizes = {size.id for size in choices.size_classes} if choices else set()
        known = {"exercises": ids["exercises"], "sizes": sizes}
        yield from check_agenda(agenda, documents["agenda.yaml"], known)


def _group_types(choices: ChoicesFile | None) -> set[str]:
    return {choice.id for choice in choices.group_types} if choices else set()


def _named(files: list[InstrumentFile], cases: Iterable[str]) -> dict[str, set[str]]:
    """What only exercises name, per field; they may fit a quadrant of any instrument."""
    main = {quadrant.id for file in files if file.id == _MAIN for quadrant in file.quadrants}
    every = {quadrant.id for file in files for quadrant in file.quadrants}
    statements = {s.id for file in files for q in file.quadrants for s in q.statements}
    return {
        "quadrants": main,
        "fits.quadrant": every,
        "statements": statements,
        "cases": set(cases),
        "steps.vote": {file.id for file in files},
    }


def _read_ui(root: Path, problems: list[Problem]) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    paths = sorted((root / "ui").glob("*.yaml"))
    if not paths:
        problems.append(Problem("ui", 0, "", "no_file"))
    for path in paths:
        document = read_yaml(path, root)
        problems.extend(document.problems)
        if document.data is None and document.problems:
            continue
        for location, raw in _leaves(document.data, ()):
            try:
                texts[".".join((path.stem, *location))] = Text.model_validate(raw)
            except ValidationError as error:
                problems.extend(problems_of(error, document, Text, location))
    return texts


def _leaves(data: Any, location: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Mappings that hold a text; anything that is neither text nor group counts as one too."""
    if not isinstance(data, dict) or set(LANGUAGES) & set(data):
        yield location, data
        return
    for key, value in data.items():
        yield from _leaves(value, (*location, str(key)))
