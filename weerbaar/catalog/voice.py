"""Voice: the content in one language; whoever says something is given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from weerbaar.catalog.content import Content
from weerbaar.model.refusal import Refusal

_Said_co = TypeVar("_Said_co", covariant=True)


class _InLanguages(Protocol[_Said_co]):
    """What content has in each language: a text, or a whole file."""

    def __getitem__(self, language: str, /) -> _Said_co: ...


@dataclass(frozen=True)
class Voice:
    """All texts in one language.

    Attributes
    ----------
    content
        Everything there is to say.
    language
        In which language; a member of ``LANGUAGES``.
    """

    content: Content
    language: str

    def __call__(self, key: str, /, **facts: object) -> str:
        """Give an interface text with its placeholders filled in.

        Raises
        ------
        KeyError
            If there is no such text or placeholder; there is no fallback.
        """
        return self.content.text(key, self.language, **facts)

    def of(self, said: _InLanguages[_Said_co]) -> _Said_co:
        """Choose from a text, or a file, that stands there in every language."""
        return said[self.language]

    def texts(self, prefix: str) -> dict[str, str]:
        """Interface texts under a prefix, by the rest of their keys; a script fills them in."""
        return self.content.texts(prefix, self.language)

    def listed(self, names: Sequence[str]) -> str:
        """Write names in a row, the last one after a word for *and*; of none nothing."""
        *first, last = names or [""]
        return self("page.listed", first=", ".join(first), last=last) if first else last

    def refusal(self, refused: Refusal) -> str:
        """Say why something was refused."""
        facts = {
            key: self.day(fact) if isinstance(fact, date) else fact
            for key, fact in refused.facts.items()
        }
        return self(f"{refused.group}.{refused.code}", **facts)

    def day(self, day: date | str) -> str:
        """Write a day as people do: 22 november 2026.

        Parameters
        ----------
        day
            A day, or a text such as ``2026-11-22``; a text that is no day stays as it is.
        """
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                return str(day)
        month = self(f"day.months.{day.month}")
        return self("day.written", day=day.day, month=month, year=day.year)
