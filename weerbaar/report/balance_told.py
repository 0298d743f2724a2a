"""The balance of a group as a report tells it: what the picture shows, and words for all of it."""

from __future__ import annotations

from typing import NamedTuple

from weerbaar.catalog import Content
from weerbaar.disclosure import Release
from weerbaar.figures.balance_spec import BalanceSpec
from weerbaar.present.balance import group_balance, group_balance_spec


class BalanceTold(NamedTuple):
    """A balance picture with its words.

    Attributes
    ----------
    alt
        What stands for the picture, for who cannot see it.
    verdict
        Which side asks more, if any does.
    reading
        How to read it, a paragraph each.
    """

    spec: BalanceSpec
    heading: str
    alt: str
    verdict: str
    reading: tuple[str, ...]


def balance_told(release: Release, content: Content, language: str) -> BalanceTold | None:
    """The balance of a release; None when it shows no figures or its sides are not compared."""
    told = group_balance(release, content, language)
    spec = group_balance_spec(release, content, language)
    if told is None or spec is None:
        return None
    facts = {"title": spec.words.title, "lines": spec.words.description}
    alt = content.text("report.picture.alt", language, **facts)
    return BalanceTold(spec, told.heading, alt, told.verdict, told.reading)
