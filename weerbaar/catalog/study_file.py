"""The study file: what a researcher chooses to say of a study; nothing is said in their place.

Identifiers are checked by their own check digits, so that a slip of the pen is found here and not
by an archive.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from weerbaar.catalog.explain import validated
from weerbaar.catalog.files import ContentError, Problem, read_yaml
from weerbaar.catalog.local import Mail, is_address
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.texts import EitherText, MayBeBlank, Some, Strict, Words, holds, must

_TEMPLATE = Path("voorbeeld") / "studie.yaml"

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[0-9a-hjkmnp-tv-z]{6}\d{2})")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)")
_MOMENT = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Digits of base 32 as Crockford writes them, which leaves out i, l, o and u."""


def _orcid(text: str) -> str:
    """The identifier as an address; its last sign is a check digit (ISO 7064, MOD 11-2)."""
    found = _ORCID.fullmatch(text)
    total = 0
    for digit in found[1].replace("-", "")[:-1] if found else "":
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    must(found is not None and found[1][-1] == check, text, "bad_orcid")
    return f"https://orcid.org/{found[1]}" if found else text


def _ror(text: str) -> str:
    """The identifier as an address; its last two digits are a check (ISO 7064, MOD 97-10)."""
    found = _ROR.fullmatch(text.lower())
    number = 0
    for digit in found[1][:-2] if found else "":
        number = number * len(_CROCKFORD) + _CROCKFORD.index(digit)
    check = 98 - number * 100 % 97
    must(found is not None and int(found[1][-2:]) == check, text, "bad_ror")
    return f"https://ror.org/{found[1]}" if found else text


def _doi(text: str) -> str:
    found = _DOI.fullmatch(text)
    must(found is not None, text, "bad_doi")
    return found[1] if found else text


def _licence(text: str) -> str:
    """A name of the SPDX list as that list writes it, or an address."""
    if is_address(text):
        return text
    try:
        must(" " not in text, text, "bad_licence")
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        return must(False, text, "bad_licence")  # noqa: FBT003  # as in assert False


def _written(value: Any) -> Any:
    """A year that YAML took for a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Said = Annotated[EitherText | None, MayBeBlank]
_Name = Annotated[Words | None, MayBeBlank]
_Ror = Annotated[Annotated[Words, AfterValidator(_ror)] | None, MayBeBlank]
_Moment = Annotated[Words, holds(_MOMENT.fullmatch, "bad_moment"), BeforeValidator(_written)]


class Creator(Strict):
    """A person who made the study.

    Attributes
    ----------
    orcid
        As an address.
    """

    family: Words
    given: _Name = None
    orcid: Annotated[Annotated[Words, AfterValidator(_orcid)] | None, MayBeBlank] = None
    affiliation: _Name = None

    @property
    def name(self) -> str:
        """As a list of sources has it: family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family


class Organisation(Strict):
    """The organisation that publishes the study; ``ror`` is an address."""

    name: Words
    ror: _Ror = None


class Funder(Organisation):
    """Who paid for it.

    Attributes
    ----------
    grant
        Number of the grant.
    """

    grant: Annotated[_Name, BeforeValidator(_written)] = None


class Period(Strict):
    """When the answers were given: years, months or days."""

    start: _Moment
    end: _Moment

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        length = min(len(self.start), len(self.end))
        if self.end[:length] < self.start[:length]:
            facts = {"start": self.start, "found": self.end}
            raise PydanticCustomError("period_order", "ends before it starts", facts)
        return self


class Contact(Strict):
    """Whom to ask."""

    name: Words
    mail: Annotated[Mail | None, MayBeBlank] = None


class StudyFile(Strict):
    """What a researcher says of a study. What is None was not stated, and nothing stands in for it.

    Attributes
    ----------
    universe
        Whom the figures are about.
    mode
        How answers were collected.
    response
        How many of those asked took part, in the researcher's own words.
    licence
        Name of the SPDX list, or an address.
    access
        Who may have the figures.
    """

    title: EitherText
    creators: Some[Creator]
    description: _Said = None
    organisation: Annotated[Organisation | None, MayBeBlank] = None
    funder: Annotated[Funder | None, MayBeBlank] = None
    period: Annotated[Period | None, MayBeBlank] = None
    universe: _Said = None
    mode: _Said = None
    response: _Said = None
    licence: Annotated[Annotated[Words, AfterValidator(_licence)] | None, MayBeBlank] = None
    rights_holder: _Name = None
    access: Annotated[Literal["open", "restricted", "closed"] | None, MayBeBlank] = None
    contact: Annotated[Contact | None, MayBeBlank] = None
    doi: Annotated[Annotated[Words, AfterValidator(_doi)] | None, MayBeBlank] = None

    @property
    def licence_address(self) -> str | None:
        """Where the licence can be read."""
        if self.licence is None or is_address(self.licence):
            return self.licence
        common = re.fullmatch(r"CC-(BY(?:-(?:NC|ND|SA))*)-(\d\.\d)", self.licence)
        if common:
            return f"https://creativecommons.org/licenses/{common[1].lower()}/{common[2]}/"
        return f"https://spdx.org/licenses/{self.licence}.html"


def read_study(path: Path) -> StudyFile:
    """Read and check a study file.

    Raises
    ------
    ContentError
        With every problem in it.
    """
    problems: list[Problem] = []
    try:
        found = validated(read_yaml(path, path.parent), StudyFile, problems)
    except OSError:
        raise ContentError([Problem(path.name, 0, "", "no_study")]) from None
    if found is None or problems:
        raise ContentError(problems)
    return found


def study_template() -> str:
    """An empty study file, which says what each field is for."""
    return (content_root() / _TEMPLATE).read_text(encoding="utf-8")
