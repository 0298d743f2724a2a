"""Texts in every language, and what all shapes of content share."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

LANGUAGES = ("nl", "en")

_Entry = TypeVar("_Entry")
Some = Annotated[tuple[_Entry, ...], Field(min_length=1)]
"""A list that is not empty."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LONGEST_ID = 40
"""Ids stand in files of one length (``disclosure.sealed``)."""

Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=LONGEST_ID)
]
ChoiceId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)
]
"""An id that may begin with a digit, as that of a class of sizes does."""


def holds(test: Callable[[str], object], code: str) -> AfterValidator:
    """What a text must be; ``code`` is told of one for which ``test`` is not true."""
    return AfterValidator(lambda text: must(bool(test(text)), text, code))


def at_most(most: int, code: str = "too_long") -> AfterValidator:
    """A text of so few characters; ``code`` says where a longer one would not fit."""
    return AfterValidator(lambda text: _at_most(text, most, code))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


Day = Annotated[Words, holds(_is_day, "bad_day")]
"""A day as ``2026-11-28``."""


def _blank(value: Any) -> Any:
    """What was left empty counts as not filled in, however deep it lies."""
    if isinstance(value, dict) and all(_blank(part) is None for part in value.values()):
        return None
    return None if isinstance(value, str) and not value.strip() else value


MayBeBlank = BeforeValidator(_blank)
"""A field that may be there with nothing in it."""


class Strict(BaseModel):
    """A part of a content file; a field that we do not know is refused.

    Attributes
    ----------
    FILLED
        Placeholders that texts in this part may have; None where nothing is said of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    FILLED: ClassVar[frozenset[str] | None] = None


class Text(Strict):
    """A text in every language; there is no falling back from one to another."""

    nl: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))

    @model_validator(mode="after")
    def _same_placeholders(self) -> Text:
        nl, en = placeholders(self.nl), placeholders(self.en)
        if nl != en:
            found = {"nl": _listed(nl), "en": _listed(en)}
            raise PydanticCustomError("placeholders", "placeholders differ", found)
        return self


class ShortText(Text):
    """A label on the picture: at most 13 characters, or it does not fit on a phone."""

    most: ClassVar[int] = 13

    @model_validator(mode="after")
    def _short(self) -> ShortText:
        for text in (self.nl, self.en):
            _at_most(text, self.most, "too_long")
        return self


class QuadrantName(ShortText):
    """The name of a quadrant, of which two stand side by side on a phone."""

    most: ClassVar[int] = 14


class EitherText(Strict):
    """A text in one language or in both: whoever writes it need not translate."""

    nl: Annotated[Words | None, MayBeBlank] = None
    en: Annotated[Words | None, MayBeBlank] = None

    @model_validator(mode="after")
    def _one_at_least(self) -> EitherText:
        if not self.said:
            raise PydanticCustomError("no_language", "no text", {})
        return self

    @property
    def said(self) -> dict[str, str]:
        """The text by language, in the languages that it was written in."""
        return {name: text for name in LANGUAGES if (text := getattr(self, name))}

    def __getitem__(self, language: str) -> str:
        """The text in a language, or in the other one when only that was written."""
        return self.said.get(language) or next(iter(self.said.values()))


class Titled(Strict):
    """A title with paragraphs."""

    title: Text
    text: tuple[Text, ...]


def must(right: bool, text: str, code: str) -> str:  # noqa: FBT001  # a condition, as in assert
    """The text, or the problem ``code`` when it is not right."""
    if not right:
        raise PydanticCustomError(code, "not allowed", {"found": text})
    return text


def _at_most(text: str, most: int, code: str) -> str:
    if len(text) > most:
        raise PydanticCustomError(code, "too long", {"max": str(most)})
    return text


def placeholders(text: str) -> frozenset[str]:
    """Names between braces in a text.

    Raises
    ------
    PydanticCustomError
        If the braces do not match.
    """
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        raise PydanticCustomError("braces", "braces do not match", {}) from None


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "-"
