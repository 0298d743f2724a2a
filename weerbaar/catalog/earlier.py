"""What a questionnaire says of its earlier versions: a word was corrected, the meaning stayed."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from weerbaar.catalog.texts import Day, Id, Strict, Text, Words


def _digest(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{32}", text):
        raise PydanticCustomError("bad_digest", "no digest", {"found": text})
    return text


class ColourMeanings(Strict):
    """What each colour means for one statement."""

    green: Text
    orange: Text
    red: Text


class EarlierStatement(Strict):
    """How a statement was worded; a field that is left out was worded as it is now.

    Attributes
    ----------
    same_meaning
        Whether who answered it then would answer the present wording alike. The author's judgement.
    why
        What was wrong with it.
    help
        None, when given as such, where there was no help.
    """

    id: Id
    same_meaning: bool
    why: Text
    text: Text | None = None
    help: Text | None = None
    colours: ColourMeanings | None = None


class EarlierColour(Strict):
    """How a colour of the scale was worded, as :class:`EarlierStatement`."""

    id: Literal["green", "orange", "red"]
    same_meaning: bool
    why: Text
    word: Text | None = None
    meaning: Text | None = None


class EarlierVersion(Strict):
    """A version of which the answers count as answers to the present one.

    Attributes
    ----------
    digest
        Its fingerprint, as releases and exports name it.
    until
        The last day it was asked.
    version
        Its number; None when that is the present one.
    statements, scale
        Everything that was worded otherwise; the fingerprint tells when something is missing.
    """

    digest: Annotated[Words, AfterValidator(_digest)]
    until: Day
    version: Annotated[int, Field(ge=1)] | None = None
    statements: tuple[EarlierStatement, ...] = ()
    scale: tuple[EarlierColour, ...] = ()
