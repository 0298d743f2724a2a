"""What lists with a form to choose from have in common; no script is needed for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from weerbaar.catalog import Content, Text


def query_of(choice: Mapping[str, object], language: str) -> str:
    """A choice as a query, with the language; what is None was not chosen."""
    return urlencode({**{k: v for k, v in choice.items() if v is not None}, "taal": language})


def quadrants_among(content: Content, names: Collection[str]) -> dict[str, Text]:
    """The quadrants with these ids, in the order of their instruments, with their texts."""
    return {
        quadrant.id: quadrant.name
        for instrument in content.instruments.values()
        for quadrant in instrument.file.quadrants
        if quadrant.id in names
    }
