"""JSON, Markdown and citations: read as a whole, and every word in them known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from weerbaar.research.audit.known import KEYS_OF_JSON, NUMBERS_OF_JSON, WORDS_OF_JSON
from weerbaar.research.audit.limits import MOST_DEPTH
from weerbaar.research.audit.raw import Damaged
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.words import Vocabulary

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


def text_flaws(file: str, text: str, words: Vocabulary) -> Iterator[AuditFinding]:
    """Words in a document that the program does not write."""
    left = words.unknown(text)
    if left is not None:
        yield flaw("free_text", file=file, text=left[:_SHOWN])


def json_flaws(file: str, found: Any, words: Vocabulary) -> Iterator[AuditFinding]:
    """Names, words and numbers in a JSON document that have no place in it."""
    for name, value in _leaves("", found, 0):
        if not _may(name, value, words):
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
    known = value in WORDS_OF_JSON or any(
        words.is_name(what, value) for what in ("hash", "digest", "version")
    )
    return known or words.unknown(value) is None
