"""Read one YAML file with the line of every field, and refuse what YAML lets pass silently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from weerbaar.catalog.problems import Problem

Location = tuple[str | int, ...]


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


# The parser in C where PyYAML has one: reading all content takes a second without it.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Parser):  # type: ignore[misc]
    """YAML without its traps: ``no``, ``on`` and dates stay the words that were written."""


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
            _walk(node, (), document, above + 1)
            document.data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + above + 1 if mark else 0
        facts = {"found": str(error.problem)}
        document.problems.append(Problem(file, line, "", "syntax", facts))
    except yaml.YAMLError as error:
        document.problems.append(Problem(file, 0, "", "syntax", {"found": str(error)}))
    return document


def _walk(node: yaml.Node, location: Location, document: Document, first: int) -> None:
    document.lines[location] = node.start_mark.line + first
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*location, index), document, first)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            here = (*location, name)
            line = key.start_mark.line + first
            if name in seen:
                where = ".".join(map(str, here))
                document.problems.append(Problem(document.file, line, where, "twice"))
            seen.add(name)
            _walk(value, here, document, first)
            document.lines[here] = line
