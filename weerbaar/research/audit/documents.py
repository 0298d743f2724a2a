"""JSON, XML, Markdown and citations: read as a whole, and every word in them known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from weerbaar.research.audit import phrases
from weerbaar.research.audit.known import MOST_DEPTH
from weerbaar.research.audit.report import Damaged
from weerbaar.research.audit.words import Vocabulary

_XML = '<?xml version="1.0" encoding="UTF-8"'
_OFFICE = "http://schemas.openxmlformats.org"
# Namespaces that an export uses, each at most once in a document.
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
_DEEP = 4 * MOST_DEPTH


def read_text(data: bytes) -> str:
    """A document as text; Damaged as ``encoding`` when it is no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged("encoding") from None


def read_json(data: bytes) -> Any:
    """A JSON document, in which every name stands once.

    Raises
    ------
    Damaged
        ``encoding``.
    ValueError, RecursionError
        When it is no JSON, or has lists inside lists without end.
    """
    return json.loads(read_text(data), object_pairs_hook=_once)


def read_xml(data: bytes) -> ET.Element:
    """An XML document without anything that stands for something else.

    Raises
    ------
    Damaged
        ``encoding``, or ``not_understood`` when it has comments, instructions, entities or
        namespaces of its own: none is needed, and each can hide or swell what it holds.
    ET.ParseError
        When it is no XML.
    """
    text = read_text(data).removeprefix(f"{_XML}?>").removeprefix(f'{_XML} standalone="yes"?>')
    spaces = sum(f'{name}="{address}"' in text for name, address in _SPACES)
    if "<!" in text or "<?" in text or text.count("xmlns") != spaces:
        raise Damaged("not_understood")
    return ET.fromstring(text)  # noqa: S314 -- what it warns of was refused above


def local_name(name: str) -> str:
    """Name of an element or attribute, without that of its standard."""
    return name.rpartition("}")[2]


def _odd_text(text: str, words: Vocabulary, _facts: frozenset[str]) -> Iterator[str]:
    # YAML doubles a quote inside quotes.
    left = words.unknown(text.replace("''", "'"))
    if left is not None:
        yield left


def _odd_xml(root: ET.Element, words: Vocabulary, facts: frozenset[str]) -> Iterator[str]:
    known = phrases.DDI.words | facts
    for element in root.iter():
        names = {local_name(name): value for name, value in element.attrib.items()}
        if local_name(element.tag) not in phrases.DDI.elements:
            yield local_name(element.tag)
        yield from (name for name in names if name not in phrases.DDI.attributes)
        said = [(text or "").strip() for text in (element.text, element.tail, *names.values())]
        yield from (text for text in said if text not in known and words.unknown(text))


def _odd_json(found: Any, words: Vocabulary, facts: frozenset[str]) -> Iterator[str]:
    for name, value in leaves("", found):
        if not (isinstance(value, str) and value in facts) and not _may(name, value, words):
            yield f"{name} {'' if value is None else value}".strip()


def leaves(name: str, found: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every name by itself, and every value with the name that it stands under.

    Raises
    ------
    Damaged
        When it is too deep.
    """
    if depth > _DEEP:
        raise Damaged
    if isinstance(found, dict):
        for key, value in found.items():
            yield (key, None)
            yield from leaves(key, value, depth + 1)
    elif isinstance(found, list):
        for value in found:
            yield from leaves(name, value, depth + 1)
    else:
        yield (name, found)


def _may(name: str, value: Any, words: Vocabulary) -> bool:
    if name not in phrases.KEYS_OF_JSON:
        return False
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        low, high = phrases.NUMBERS_OF_JSON.get(name, (1.0, 0.0))
        return low <= value <= high
    start = next((one for one in phrases.STARTS_OF_JSON if value.startswith(one)), "")
    rest = value.removeprefix(start)
    return (
        value in phrases.WORDS_OF_JSON
        or (start != "" and rest in phrases.AUTHORITIES | phrases.WORDS_OF_JSON)
        or any(words.is_name(what, value) for what in ("hash", "digest", "version"))
        or words.unknown(rest) is None
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


# By how a document is read: its reader, and what in it has no place there, beside the words that
# are known and the facts (numbers and names) that follow from the files of the export.
_Odd = Callable[[Any, Vocabulary, frozenset[str]], Iterator[str]]
DOCUMENTS: Mapping[str, tuple[Callable[[bytes], Any], _Odd]] = {
    "text": (read_text, _odd_text),
    "json": (read_json, _odd_json),
    "xml": (read_xml, _odd_xml),
}
