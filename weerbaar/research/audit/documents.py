"""JSON, Markdown and citations: read as a whole, and every word in them known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from weerbaar.research.audit.limits import MOST_DEPTH
from weerbaar.research.audit.phrases import (
    AUTHORITIES,
    KEYS_OF_JSON,
    NAMES_OF_XML,
    NUMBERS_OF_JSON,
    STARTS_OF_JSON,
    TAGS_OF_XML,
    WORDS_OF_JSON,
    WORDS_OF_XML,
)
from weerbaar.research.audit.raw import Damaged
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.words import Vocabulary

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = (
    ("xmlns", "ddi:codebook:2_5"),
    ("xmlns", f"{_OFFICE}/package/2006/content-types"),
    ("xmlns", f"{_OFFICE}/package/2006/relationships"),
    ("xmlns", f"{_OFFICE}/spreadsheetml/2006/main"),
    ("xmlns", f"{_OFFICE}/officeDocument/2006/extended-properties"),
    ("xmlns:r", f"{_OFFICE}/officeDocument/2006/relationships"),
    ("xmlns:vt", f"{_OFFICE}/officeDocument/2006/docPropsVTypes"),
    ("xmlns:cp", f"{_OFFICE}/package/2006/metadata/core-properties"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:dcmitype", "http://purl.org/dc/dcmitype/"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)
"""Namespaces that an export uses, each at most once in a document."""
_SHOWN = 24
_DEEP = 4 * MOST_DEPTH


def read_text(data: bytes) -> str:
    """A document as text.

    Raises
    ------
    Damaged
        ``encoding`` when it is no UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged("encoding") from None


def read_json(data: bytes) -> Any:
    """A JSON document, in which every name stands once.

    Raises
    ------
    Damaged
        ``encoding`` or ``damaged``.
    """
    try:
        return json.loads(read_text(data), object_pairs_hook=_once)
    # Lists inside lists without end are deeper than a program can go.
    except (ValueError, RecursionError):
        raise Damaged from None


def read_xml(data: bytes) -> ET.Element:
    """An XML document without anything that stands for something else.

    Raises
    ------
    Damaged
        ``encoding``, ``damaged``, or ``not_understood`` when it has comments, instructions,
        entities or namespaces of its own: none is needed, and each can hide or swell what it holds.
    """
    text = read_text(data).removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    text = text.removeprefix('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')
    spaces = sum(f'{name}="{address}"' in text for name, address in _SPACES)
    if "<!" in text or "<?" in text or text.count("xmlns") != spaces:
        raise Damaged("not_understood")
    try:
        return ET.fromstring(text)  # noqa: S314 -- what it warns of was refused above
    except (ET.ParseError, RecursionError):
        raise Damaged from None


def xml_flaws(
    file: str, found: ET.Element, words: Vocabulary, facts: frozenset[str]
) -> Iterator[AuditFinding]:
    """Elements, attributes and words in DDI-Codebook that have no place in it.

    Parameters
    ----------
    facts
        Numbers and names that follow from the files of the export.
    """
    known = WORDS_OF_XML | facts
    for element in found.iter():
        tag = element.tag.rpartition("}")[2]
        names = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
        odd = [] if tag in TAGS_OF_XML else [tag]
        odd += [name for name in names if name not in NAMES_OF_XML]
        said = [element.text or "", element.tail or "", *names.values()]
        odd += [one for one in map(str.strip, said) if one not in known and words.unknown(one)]
        for one in odd:
            yield flaw("free_text", file=file, text=one[:_SHOWN])


def text_flaws(file: str, text: str, words: Vocabulary) -> Iterator[AuditFinding]:
    """Words in a document that the program does not write."""
    # YAML doubles a quote inside quotes.
    left = words.unknown(text.replace("''", "'"))
    if left is not None:
        yield flaw("free_text", file=file, text=left[:_SHOWN])


def json_flaws(
    file: str, found: Any, words: Vocabulary, facts: frozenset[str]
) -> Iterator[AuditFinding]:
    """Names, words and numbers in a JSON document that have no place in it.

    Parameters
    ----------
    facts
        Numbers and names that follow from the files of the export.
    """
    for name, value in _leaves("", found, 0):
        if not (value in facts if isinstance(value, str) else False) and not _may(
            name, value, words
        ):
            shown = f"{name} {'' if value is None else value}".strip()
            yield flaw("free_text", file=file, text=shown[:_SHOWN])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _leaves(name: str, found: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Every name by itself, and every value with the name that it stands under."""
    if depth > _DEEP:
        raise Damaged
    if isinstance(found, dict):
        for key, value in found.items():
            yield (key, None)
            yield from _leaves(key, value, depth + 1)
    elif isinstance(found, list):
        for value in found:
            yield from _leaves(name, value, depth + 1)
    else:
        yield (name, found)


def _may(name: str, value: Any, words: Vocabulary) -> bool:
    if name not in KEYS_OF_JSON and name not in NUMBERS_OF_JSON:
        return False
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        low, high = NUMBERS_OF_JSON.get(name, (1.0, 0.0))
        return low <= value <= high
    start = next((one for one in STARTS_OF_JSON if value.startswith(one)), "")
    rest = value.removeprefix(start)
    if value in WORDS_OF_JSON or (start and rest in AUTHORITIES | WORDS_OF_JSON):
        return True
    named = any(words.is_name(what, value) for what in ("hash", "digest", "version"))
    return named or words.unknown(rest) is None
