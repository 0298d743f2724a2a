"""Every text in the content that people read, with its file, line, field and language.

Files are read as they stand and not as what they mean, so that a new kind of file is looked at
without anybody thinking of it: a text is what stands under a language, or in a Markdown file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from weerbaar.catalog.documents import read_markdown
from weerbaar.catalog.reading import Sentence, sentences_in
from weerbaar.catalog.texts import LANGUAGES
from weerbaar.catalog.yaml_file import Document, Location, read_yaml

RULES = "redactie.yaml"
_SOURCE = "source"
_NOT_READ = re.compile(r"[\w-]+")
"""An id, a name from a list, a date: one word in the front matter is no text."""


@dataclass(frozen=True)
class Passage:
    """A text in one language.

    Attributes
    ----------
    line
        Where it begins, from 1.
    where
        Dotted path of its field.
    dated
        Whether a ``source`` and a ``checked`` stand with it, or with something it is part of.
    """

    file: str
    line: int
    where: str
    language: str
    text: str
    dated: bool

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return tuple(sentences_in(self.text))


@dataclass(frozen=True)
class Value:
    """A value that belongs to no language: a source, an address, a day.

    Attributes
    ----------
    name
        Name of its field.
    """

    file: str
    line: int
    where: str
    name: str
    text: str


def documents(root: Path) -> Iterator[Document]:
    """Every file of a content folder but the one with the rules for writing."""
    for path in sorted([*root.glob("*.yaml"), *root.glob("*/*.yaml")]):
        if path.name != RULES:
            yield read_yaml(path, root)
    for language in LANGUAGES:
        for path in sorted(root.glob(f"*/{language}/*.md")):
            yield read_markdown(path, root)


def passages(document: Document) -> Iterator[Passage]:
    """The texts of a file."""
    language = _folder(document)
    for at, text, dated in _walk(document.data, (), dated=False):
        own = str(at[-1]) if at and at[-1] in LANGUAGES else language
        if own and _SOURCE not in at and not (own == language and _NOT_READ.fullmatch(text)):
            where = ".".join(map(str, at))
            yield Passage(document.file, document.line(at), where, own, text, dated)


def values(document: Document) -> Iterator[Value]:
    """All strings of a file, texts or not."""
    for at, text, _ in _walk(document.data, (), dated=False):
        name = next((str(step) for step in reversed(at) if isinstance(step, str)), "")
        yield Value(document.file, document.line(at), ".".join(map(str, at)), name, text)


def _folder(document: Document) -> str | None:
    """The language of a Markdown file."""
    parts = document.file.split("/")
    return parts[-2] if document.file.endswith(".md") and parts[-2] in LANGUAGES else None


def _walk(data: Any, at: Location, *, dated: bool) -> Iterator[tuple[Location, str, bool]]:
    if isinstance(data, dict):
        here = dated or {_SOURCE, "checked"} <= set(data)
        for key, value in data.items():
            yield from _walk(value, (*at, str(key)), dated=here)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, (*at, index), dated=dated)
    elif isinstance(data, str) and data.strip():
        yield at, data, dated
