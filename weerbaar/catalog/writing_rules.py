"""``redactie.yaml``: how we write, as rules that texts can be held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from weerbaar.catalog.texts import Words

Kind = Literal["jargon", "gendered", "moralising"]
_ARTICLE = re.compile(r"\b(?:artikel(?:en)?|articles?|art\.) ?\d", re.IGNORECASE)
_QUOTED = re.compile("\u2018[^\u2019]*(?:\u2019|$)")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PerLanguage(_Strict):
    """A number for each language."""

    nl: Annotated[int, Field(ge=0)]
    en: Annotated[int, Field(ge=0)]

    def __getitem__(self, language: str) -> int:
        return int(getattr(self, language))


class SentenceLimits(_Strict):
    """Words per sentence, at most and on average."""

    longest: Annotated[int, Field(ge=1)]
    mean: Annotated[int, Field(ge=1)]
    mean_from: Annotated[int, Field(ge=1)]


class EaseLimits(PerLanguage):
    """The least reading ease of a file with enough words."""

    from_words: Annotated[int, Field(ge=1)]


class EditorialFile(_Strict):
    """``redactie.yaml``: how we write."""

    sentences: SentenceLimits
    ease: EaseLimits
    letters: PerLanguage
    months: Annotated[int, Field(ge=1)]
    researchers: tuple[Words, ...]
    allowed: Mapping[Literal["nl", "en"], tuple[Words, ...]]
    avoid: Mapping[Kind, Mapping[Literal["nl", "en"], Mapping[Words, Words]]]
    laws: Mapping[Literal["nl", "en"], tuple[Words, ...]]

    def allows(self, word: str, language: str) -> bool:
        """Whether a word is one of the field's."""
        return bool(self._patterns[language].allowed.fullmatch(word))

    def avoided(self, text: str, language: str) -> Iterator[tuple[Kind, str, str]]:
        """Words of a text that are better not written: kind, what stands there, what to write.

        A judgement within quotation marks is that of whoever speaks.
        """
        patterns = self._patterns[language]
        if not patterns.any_avoided.search(text):
            return
        own = _QUOTED.sub(" ", text)
        for kind, pattern, instead in patterns.avoided:
            for found in pattern.finditer(own if kind == "moralising" else text):
                if not self.allows(found.group(), language):
                    yield kind, found.group(), instead

    def names_law(self, text: str, language: str) -> str | None:
        """The law or article that a text names; None when there is none."""
        found = self._patterns[language].laws.search(text) or _ARTICLE.search(text)
        return found.group() if found else None

    @cached_property
    def _patterns(self) -> dict[str, _Patterns]:
        return {at: self._patterns_in(at) for at in ("nl", "en")}

    def _patterns_in(self, language: Literal["nl", "en"]) -> _Patterns:
        lists = [(kind, found.get(language, {})) for kind, found in self.avoid.items()]
        return _Patterns(
            allowed=_any(self.allowed.get(language, ())),
            avoided=tuple(
                (kind, _any([word]), instead)
                for kind, words in lists
                for word, instead in words.items()
            ),
            any_avoided=_any(word for _, words in lists for word in words),
            laws=_any(self.laws.get(language, ()), flags=0),
        )


class _Patterns(NamedTuple):
    allowed: re.Pattern[str]
    avoided: tuple[tuple[Kind, re.Pattern[str], str], ...]
    any_avoided: re.Pattern[str]
    laws: re.Pattern[str]


def _any(words: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Any of these as whole words; a star at the end is any ending. None of them: nothing."""
    ends = [re.escape(word).replace(r"\*", r"[\w-]*") for word in words]
    one = "|".join(sorted(ends, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<![\w/])(?:{one})(?![\w/])", flags)
