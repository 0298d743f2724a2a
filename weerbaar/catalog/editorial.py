"""Whether texts read easily, and whether facts have a source and a day: hints, never refusals.

The rules and the measures are in ``reading``. Files are read as they stand and not as what they
mean, so that a new kind of file is looked at without anybody thinking of it: a text is what stands
under a language, or in a Markdown file. All is pure but ``documents``, ``read_rules`` and
``editorial_hints``, which read files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from weerbaar.catalog.explain import validated
from weerbaar.catalog.files import Document, Location, Problem, read_markdown, read_yaml
from weerbaar.catalog.local import is_address
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.reading import EditorialFile, Kind, Sentence, ease, sentences_in, words_in
from weerbaar.catalog.texts import LANGUAGES

RULES = "redactie.yaml"
_SOURCE = "source"
_NOT_READ = re.compile(r"[\w-]+")
"""An id, a name from a list, a date: one word in the front matter is no text."""
_ADDRESS = re.compile(r"\bhttps?:(?://?)?[^\s\"'<>/][^\s\"'<>]*(?<![.,;:!?)])")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FILLED = re.compile(r"\{\w+\}")
_COMMAND = "python3 "
"""How a text begins that is typed and not read, and therefore the same in every language."""
_SAME_FROM = 4
"""From so many words on, a text that is the same in both languages was forgotten."""

_AVOID: dict[Kind, str] = {
    "jargon": "avoid_jargon",
    "gendered": "avoid_gendered",
    "moralising": "avoid_moralising",
}


@dataclass(frozen=True)
class Passage:
    """A string in a file: a text in one language, or a source, an address, a day.

    Attributes
    ----------
    line
        Where it begins, from 1.
    where, name
        Dotted path of its field, and the last name in it.
    language
        Empty when it is no text that is read.
    dated
        Whether a ``source`` and a ``checked`` stand with it, or with something it is part of.
    """

    file: str
    line: int
    where: str
    name: str
    language: str
    text: str
    dated: bool

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return tuple(sentences_in(self.text))

    def hint(self, code: str, facts: Mapping[str, str], below: int = 0) -> Problem:
        """What could be better, so many lines below where it begins."""
        return Problem(self.file, self.line + below, self.where, code, facts)


def documents(root: Path) -> Iterator[Document]:
    """Every file of a content folder but the one with the rules for writing."""
    for path in sorted([*root.glob("*.yaml"), *root.glob("*/*.yaml")]):
        if path.name != RULES:
            yield read_yaml(path, root)
    for language in LANGUAGES:
        for path in sorted(root.glob(f"*/{language}/*.md")):
            yield read_markdown(path, root)


def passages(document: Document) -> Iterator[Passage]:
    """All strings of a file, texts or not."""
    folder = _folder(document)
    for at, text, dated in _walk(document.data, (), dated=False):
        language = str(at[-1]) if at and at[-1] in LANGUAGES else folder
        if _SOURCE in at or (language == folder and _NOT_READ.fullmatch(text)):
            language = ""
        name = next((str(step) for step in reversed(at) if isinstance(step, str)), "")
        where = ".".join(map(str, at))
        yield Passage(document.file, document.line(at), where, name, language, text, dated)


def _folder(document: Document) -> str:
    """The language of a Markdown file; empty for any other."""
    parts = document.file.split("/")
    return parts[-2] if document.file.endswith(".md") and parts[-2] in LANGUAGES else ""


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


def review_texts(texts: Iterable[Passage], rules: EditorialFile) -> list[Problem]:
    """Everything about texts that could be better, in the order of files and lines."""
    files: dict[tuple[str, str], list[Passage]] = {}
    for passage in texts:
        if passage.language:
            files.setdefault((passage.file, passage.language), []).append(passage)
    found = []
    for group in files.values():
        for passage in group:
            found += [*_sentences(passage, rules), *_law(passage, rules)]
            if passage.file not in rules.researchers:
                found += _words(passage, rules)
        found += _ease(group, rules)
    return sorted([*found, *_forgotten(files)])


def _sentences(passage: Passage, rules: EditorialFile) -> Iterator[Problem]:
    lengths = []
    limits = rules.sentences
    for sentence in passage.sentences:
        lengths.append(len(sentence.words))
        if lengths[-1] > limits.longest:
            facts = {"n": str(lengths[-1]), "most": str(limits.longest), "found": sentence.text}
            yield passage.hint("long_sentence", facts, sentence.line)
    mean = sum(lengths) / max(1, len(lengths))
    if len(lengths) >= limits.mean_from and mean > limits.mean:
        yield passage.hint("long_mean", {"n": f"{mean:.1f}", "most": str(limits.mean)})


def _words(passage: Passage, rules: EditorialFile) -> Iterator[Problem]:
    most = rules.letters[passage.language]
    for sentence in passage.sentences:
        for kind, found, instead in rules.avoided(sentence.text, passage.language):
            facts = {"found": found, "instead": instead, "sentence": sentence.text}
            yield passage.hint(_AVOID[kind], facts, sentence.line)
        for word in _LETTERS.findall(_FILLED.sub("", sentence.text)):
            long = max(map(len, word.split("-"))) > most
            if long and not rules.allows(word, passage.language):
                facts = {"found": word, "most": str(most), "sentence": sentence.text}
                yield passage.hint("long_word", facts, sentence.line)


def _ease(group: list[Passage], rules: EditorialFile) -> Iterator[Problem]:
    first = group[0]
    sentences = [sentence for passage in group for sentence in passage.sentences]
    if first.file in rules.researchers or not any(sentence.words for sentence in sentences):
        return
    found, least = ease(sentences, first.language), rules.ease[first.language]
    if found.words >= rules.ease.from_words and found.score < least:
        facts = {"n": f"{found.score:.0f}", "least": str(least), "language": first.language}
        yield Problem(first.file, 0, first.language, "hard_to_read", facts)


def _law(passage: Passage, rules: EditorialFile) -> Iterator[Problem]:
    named = rules.names_law(passage.text, passage.language)
    if named and not passage.dated:
        yield passage.hint("law_undated", {"found": named})


def _forgotten(files: Mapping[tuple[str, str], list[Passage]]) -> Iterator[Problem]:
    """Texts that are the same in both languages."""
    for (file, language), group in files.items():
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        twin = file.replace(f"/{language}/", f"/{other}/")
        theirs = {passage.text for passage in files.get((twin, other), ())}
        for passage in group if language != LANGUAGES[0] else ():
            long = len(words_in(_FILLED.sub("", passage.text))) >= _SAME_FROM
            if passage.text in theirs and long and not passage.text.startswith(_COMMAND):
                yield passage.hint("not_translated", {"found": passage.text})


def review_values(given: Iterable[Passage]) -> Iterator[Problem]:
    """Addresses that cannot lead anywhere, and days that are none."""
    for value in given:
        for address in _ADDRESS.findall(value.text):
            if not is_address(address, ("https", "http")):
                yield value.hint("odd_address", {"found": address})
        if value.name == "checked" and _day(value) is None:
            yield value.hint("no_day", {"found": value.text})


def stale(given: Iterable[Passage], rules: EditorialFile, today: date) -> Iterator[Problem]:
    """Facts that nobody looked at for longer than the rules say."""
    for value in given:
        day = _day(value) if value.name == "checked" else None
        if day and 12 * (today.year - day.year) + today.month - day.month > rules.months:
            yield value.hint("stale", {"found": value.text, "n": str(rules.months)})


def _day(value: Passage) -> date | None:
    try:
        return date.fromisoformat(value.text)
    except ValueError:
        return None


def read_rules(root: Path | None = None) -> tuple[EditorialFile | None, list[Problem]]:
    """The rules for writing, or what is wrong with their file."""
    root = root or content_root()
    if not (root / RULES).is_file():
        return None, [Problem(RULES, 0, "", "no_file")]
    mistakes: list[Problem] = []
    rules = validated(read_yaml(root / RULES, root), EditorialFile, mistakes)
    return (None if mistakes else rules), mistakes


def editorial_hints(
    rules: EditorialFile, root: Path | None = None, today: date | None = None
) -> list[Problem]:
    """All hints about a content folder.

    Parameters
    ----------
    today
        To tell which facts should be looked at again; left out, none is told.
    """
    read = documents(root or content_root())
    given = [passage for document in read for passage in passages(document)]
    found = [*review_texts(given, rules), *review_values(given)]
    found += stale(given, rules, today) if today else []
    return sorted(found)
