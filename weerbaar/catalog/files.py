"""Read one file, YAML or Markdown, with the line of every field; what YAML lets pass is refused."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from weerbaar.model.refusal import Refusal

Location = tuple[str | int, ...]
_FENCE = "---"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one content file.

    Attributes
    ----------
    file
        Path relative to the content folder.
    line
        Line number from 1, or 0 when the whole file is meant.
    where
        Dotted path of the field, such as ``quadrants.0.name.nl``.
    code
        What is wrong; the words are in ``ui/check.yaml`` under ``problems.<code>``.
    facts
        What the words need: the value found, the names expected.
    """

    file: str
    line: int
    where: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        return f"{self.file}:{self.line}: {self.where}: {self.code} ({facts})"


class ContentError(Refusal):
    """Content that cannot be used; carries every problem found, not only the first.

    Its sentence says how many there are; ``problem_lines`` tells each, also without content.
    """

    group = "check"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("count", n=len(problems))
        self.problems = sorted(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass
class Document:
    """A parsed file: the data, the line of each field, and the problems met while reading."""

    file: str
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """Line of a field, or of the nearest field around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def problem(self, at: Location, code: str, facts: Mapping[str, str] | None = None) -> Problem:
        """Something wrong with a field."""
        return Problem(self.file, self.line(at), ".".join(map(str, at)), code, facts or {})


# The parser in C where PyYAML has one: reading all content takes a second without it.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Parser):  # type: ignore[misc]
    """YAML without its traps: ``no``, ``on`` and dates stay the words that were written."""


_TEXT, _LIST, _GROUP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_KEPT = {f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "null")}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in resolvers if tag in _KEPT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(path: Path, root: Path) -> Document:
    """Read a file; syntax errors and keys given twice become problems."""
    name = path.relative_to(root).as_posix()
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as error:
        return _undecoded(name, error)


def read_markdown(path: Path, root: Path) -> Document:
    """The fields of the front matter, and what stands below it as the field ``text``."""
    name = path.relative_to(root).as_posix()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        return _undecoded(name, error)
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


def _undecoded(name: str, error: UnicodeDecodeError) -> Document:
    return Document(name, problems=[Problem(name, 0, "", "syntax", {"found": str(error)})])


def parse_yaml(text: str, file: str, above: int = 0) -> Document:
    """Read a text; syntax errors and keys given twice become problems.

    Parameters
    ----------
    file
        Path relative to the content folder, for the problems.
    above
        How many lines of the file stand above the text.
    """
    document = Document(file)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            document.data = _Reading(document, loader, above + 1).whole(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + above + 1 if mark else 0
        facts = {"found": str(error.problem)}
        document.problems.append(Problem(file, line, "", "syntax", facts))
    except yaml.YAMLError as error:
        document.problems.append(Problem(file, 0, "", "syntax", {"found": str(error)}))
    return document


def to_yaml(data: Any) -> str:
    """Plain data as YAML, its fields in their own order."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))


class _Reading:
    """One walk over what was parsed, for the data and for the line of every field.

    What is no plain text, list or group is made by PyYAML's own constructor.
    """

    def __init__(self, document: Document, loader: Any, first: int) -> None:
        self._document = document
        self._loader = loader
        self._first = first
        self._error: yaml.YAMLError | None = None

    def whole(self, node: yaml.Node) -> Any:
        """The data; a field given twice is told also when there is an error elsewhere."""
        data = self._value(node, ())
        if self._error:
            raise self._error
        return data

    def _value(self, node: yaml.Node, at: Location) -> Any:
        self._document.lines[at] = node.start_mark.line + self._first
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            items = [self._value(item, (*at, index)) for index, item in enumerate(node.value)]
            return items if node.tag == _LIST else self._made(node)
        if isinstance(node, yaml.MappingNode):
            fields = self._fields(node, at)
            return fields if node.tag == _GROUP else self._made(node)
        return self._made(node)

    def _fields(self, node: yaml.MappingNode, at: Location) -> dict[Any, Any]:
        lines = self._document.lines
        fields: dict[Any, Any] = {}
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            here = (*at, name)
            line = key.start_mark.line + self._first
            if name in seen:
                where = ".".join(map(str, here))
                self._document.problems.append(Problem(self._document.file, line, where, "twice"))
            seen.add(name)
            fields[self._key(key)] = self._value(value, here)
            lines[here] = line
        return fields

    def _key(self, node: yaml.Node) -> Any:
        if node.tag == _TEXT and isinstance(node.value, str):
            return node.value
        made = self._made(node)
        if isinstance(made, Hashable):
            return made
        self._error = self._error or yaml.constructor.ConstructorError(
            None, None, "found unhashable key", node.start_mark
        )
        return None

    def _made(self, node: yaml.Node) -> Any:
        try:
            return self._loader.construct_object(node, deep=True)
        except yaml.YAMLError as error:
            self._error = self._error or error
            return None
