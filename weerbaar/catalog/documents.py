"""Markdown with front matter, one file per language: ``werkvormen/nl/x.md`` and ``en/x.md``.

The front matter holds the facts, what stands below it is the field ``text``. Both languages must
be there, and must agree on everything that is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from weerbaar.catalog.explain import validated
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.texts import LANGUAGES, Id, Words
from weerbaar.catalog.yaml_file import Document, Location, parse_yaml

_FENCE = "---"
_TEXTS = {".md", ".markdown", ".txt", ".yaml", ".yml"}
_FORBIDDEN = (
    ("html", re.compile(r"<[A-Za-z/!][^\n]{0,40}")),
    ("picture", re.compile(r"!\[[^\n]{0,40}")),
    ("main_heading", re.compile(r"^# .{0,40}", re.MULTILINE)),
)
"""HTML would be shown as it is, a picture comes from elsewhere, a page has its one heading."""


def _plain(text: str) -> str:
    for code, pattern in _FORBIDDEN:
        found = pattern.search(text)
        if found:
            raise PydanticCustomError(code, "not allowed", {"passage": found.group()})
    return text


Markdown = Annotated[Words, AfterValidator(_plain)]
"""Text that ``catalog.markdown.to_html`` may be given."""


class MarkdownFile(BaseModel):
    """What every such file has; a kind of file adds its own fields.

    Attributes
    ----------
    SAME
        Fields that must be equal in every language; ``steps.minutes`` means those of each step.
    ALIKE
        Lists that must be equally long in every language; ``cards.lines`` means that of each card.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    SAME: ClassVar[tuple[str, ...]] = ()
    ALIKE: ClassVar[tuple[str, ...]] = ()

    id: Id
    text: Markdown


_File = TypeVar("_File", bound=MarkdownFile)


@dataclass(frozen=True)
class Twins(Generic[_File]):
    """One document in every language; ``twins["en"]`` picks, ``twins.nl`` has what they share."""

    nl: _File
    en: _File

    def __getitem__(self, language: str) -> _File:
        if language not in LANGUAGES:
            raise KeyError(language)
        found: _File = getattr(self, language)
        return found


_UNKNOWN = {
    "quadrants": "unknown_quadrant",
    "fits.quadrant": "unknown_quadrant",
    "tools": "unknown_tool",
    "statements": "unknown_statement",
    "cases": "unknown_case",
    "steps.vote": "unknown_instrument",
    "group_types": "unknown_group_type",
}
"""Fields with ids, and what is wrong when one of them does not exist."""


def read_twins(
    root: Path,
    folder: str,
    model: type[_File],
    problems: list[Problem],
    known: Mapping[str, AbstractSet[str]] | None = None,
) -> dict[str, Twins[_File]]:
    """Every document of a folder, by id, in the order of the file names.

    Parameters
    ----------
    root
        The content folder.
    folder
        Folder in it, with a folder per language.
    problems
        Gets everything that is wrong.
    known
        Ids that a field may name, such as ``tools`` or ``fits.quadrant``; none at all when their
        own file could not be read, and then those go unchecked.

    Returns
    -------
    Documents that are well formed in every language; of use only when there are no problems.
    """
    files: dict[str, dict[str, _File]] = {}
    documents: dict[tuple[str, str], Document] = {}
    names = sorted({path.stem for path in (root / folder).glob("*/*.md")})
    if not names:
        problems.append(Problem(folder, 0, "", "no_file"))
    problems.extend(_strays(root, folder))
    for name in names:
        files[name] = {}
        for language in LANGUAGES:
            path = root / folder / language / f"{name}.md"
            if not path.is_file():
                there = [at for at in LANGUAGES if (root / folder / at / path.name).is_file()]
                facts = {"other": ", ".join(f"{folder}/{at}/{path.name}" for at in there)}
                here = path.relative_to(root).as_posix()
                problems.extend([Problem(here, 0, "", "no_twin", facts)] if there else [])
                continue
            document = documents[name, language] = read_markdown(path, root)
            found = validated(document, model, problems)
            if found:
                files[name][language] = found
                problems.extend(_name(found, name, document))
                problems.extend(_unknown(found, document, known or {}))
        if len(files[name]) == len(LANGUAGES):
            pair = [documents[name, language] for language in LANGUAGES]
            problems.extend(_differences([files[name][at] for at in LANGUAGES], pair))
    return {name: Twins(**found) for name, found in files.items() if len(found) == len(LANGUAGES)}


def read_markdown(path: Path, root: Path) -> Document:
    """The fields of the front matter, and what stands below it as the field ``text``."""
    name = path.relative_to(root).as_posix()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        return Document(name, problems=[Problem(name, 0, "", "syntax", {"found": str(error)})])
    marks = [i for i, line in enumerate(lines) if line.rstrip() == _FENCE]
    if not marks or marks[0] != 0:
        return Document(name, problems=[Problem(name, 1, "", "no_front_matter")])
    if len(marks) == 1:
        return Document(name, problems=[Problem(name, 1, "", "front_matter_open")])
    end = marks[1]
    document = parse_yaml("\n".join(lines[1:end]), name, above=1)
    if isinstance(document.data, dict):
        if "text" in document.data:
            line = document.lines["text",]
            document.problems.append(Problem(name, line, "text", "text_in_front_matter"))
        below = (i for i in range(end + 1, len(lines)) if lines[i].strip())
        document.data["text"] = "\n".join(lines[end + 1 :]).strip()
        document.lines["text",] = next(below, end) + 1
    return document


def _strays(root: Path, folder: str) -> Iterator[Problem]:
    """Files that look like content and would be read by nobody."""
    for path in sorted((root / folder).rglob("*")):
        inside = path.relative_to(root / folder)
        text = path.suffix.lower() in _TEXTS and not path.name.startswith(".")
        read = len(inside.parts) == 2 and inside.parts[0] in LANGUAGES and path.suffix == ".md"  # noqa: PLR2004  # language and name
        if path.is_file() and text and not read:
            facts = {"options": ", ".join(f"{folder}/{at}/" for at in LANGUAGES)}
            yield Problem(path.relative_to(root).as_posix(), 0, "", "stray_file", facts)


def _name(file: MarkdownFile, name: str, document: Document) -> Iterator[Problem]:
    if file.id != name:
        facts = {"found": file.id, "expected": name}
        yield Problem(document.file, document.line(("id",)), "id", "id_not_file", facts)


def _unknown(
    file: MarkdownFile, document: Document, known: Mapping[str, AbstractSet[str]]
) -> Iterator[Problem]:
    for field, ids in known.items():
        for at, name in _values(file, field):
            if ids and name is not None and name not in ids:
                facts = {"found": str(name), "options": ", ".join(sorted(ids))}
                yield _problem(document, at, _UNKNOWN[field], facts)


def _differences(files: list[_File], documents: list[Document]) -> Iterator[Problem]:
    """What the second language says otherwise than the first."""
    (first, second), (one, other) = files, documents
    # Lists of another length are told as such, so that only what stands in both is compared.
    for name in first.ALIKE:
        for (at, mine), (_, theirs) in _pairs(second, first, name):
            length, expected = len(mine), len(theirs)
            if length != expected:
                facts = {"found": str(length), "expected": str(expected), "other": one.file}
                yield _problem(other, at, "twins_length", facts)
    for name in first.SAME:
        for (at, mine), (_, theirs) in _pairs(second, first, name):
            if mine != theirs:
                facts = {"found": _shown(mine), "expected": _shown(theirs), "other": one.file}
                yield _problem(other, at, "twins_differ", facts)


def _pairs(second: MarkdownFile, first: MarkdownFile, field: str) -> Iterator[Any]:
    """A field of both, one by one, each with where it stands."""
    return zip(_fields(second, field), _fields(first, field), strict=False)


def _values(file: MarkdownFile, field: str) -> Iterator[tuple[Location, object]]:
    """Every single value of a field, those of a list one by one."""
    for at, value in _fields(file, field):
        if isinstance(value, tuple):
            yield from (((*at, index), entry) for index, entry in enumerate(value))
        else:
            yield at, value


def _fields(file: BaseModel, field: str, at: Location = ()) -> Iterator[tuple[Location, object]]:
    """Where a field stands, with its value; ``steps.vote`` stands in each of the steps."""
    name, _, rest = field.partition(".")
    value = getattr(file, name)
    if not rest:
        yield (*at, name), value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _fields(part, rest, (*at, name, index))
    else:
        yield from _fields(value, rest, (*at, name))


def _problem(document: Document, at: Location, code: str, facts: Mapping[str, str]) -> Problem:
    return Problem(document.file, document.line(at), ".".join(map(str, at)), code, facts)


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "-"}[value]
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
