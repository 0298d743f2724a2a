"""``lokaal.yaml``: what an organisation fills in about itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Annotated, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.schema import LocalName
from weerbaar.catalog.texts import MayBeBlank, Text, Words, must
from weerbaar.catalog.yaml_file import Document

ENTRIES: tuple[LocalName, ...] = get_args(LocalName)
"""What a tool can point to; the names and the questions to ask are in ``ui/local.yaml``."""

FOLDER = "lokaal"
"""Folder beside the file for documents of one's own, which the participants' server hands out."""

_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?[\d\s()./\u2013-]+")
_DIGITS = range(3, 16)
"""From 112 to the most digits a number can have (ITU-T E.164)."""
_FILE = re.compile(rf"{FOLDER}/[A-Za-z0-9][A-Za-z0-9._-]*\.pdf")
_HOST = re.compile(r"[^\W_][\w-]*(\.[\w-]+)*\.[A-Za-z][\w-]*")


def _mail(text: str) -> str:
    return must(_MAIL.fullmatch(text) is not None, text, "bad_mail")


def _phone(text: str) -> str:
    plausible = _PHONE.fullmatch(text) and sum(sign.isdigit() for sign in text) in _DIGITS
    return must(bool(plausible), text, "bad_phone")


def _link(text: str) -> str:
    return must(_FILE.fullmatch(text) is not None or is_address(text), text, "bad_link")


def is_address(text: str, schemes: Container[str] = ("https",)) -> bool:
    """Whether a text has the form of a web address; nobody looks whether it answers."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s<>\"'\\^`{|}]", text) and parts.username is None and port != 0
    return parts.scheme in schemes and plain and bool(_HOST.fullmatch(parts.hostname or ""))


Mail = Annotated[Words, AfterValidator(_mail)]
Phone = Annotated[Words, AfterValidator(_phone)]
Link = Annotated[Words, AfterValidator(_link)]


class LocalEntry(BaseModel):
    """How something is reached or found in this organisation; every field may be left empty.

    Attributes
    ----------
    name
        What it is called here.
    note
        What is good to know about it.
    mail, phone
        As people write them; shown so, and made into links.
    room
        Where to find it in the building.
    link
        An ``https`` address, or a PDF in the folder ``lokaal``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text | None, MayBeBlank] = None
    note: Annotated[Text | None, MayBeBlank] = None
    mail: Annotated[Mail | None, MayBeBlank] = None
    phone: Annotated[Phone | None, MayBeBlank] = None
    room: Annotated[Text | None, MayBeBlank] = None
    link: Annotated[Link | None, MayBeBlank] = None


class UnderminingEntry(LocalEntry):
    """Information about undermining crime.

    Attributes
    ----------
    app
        Address of the app that this organisation advises.
    """

    app: Annotated[Link | None, MayBeBlank] = None


class ResearchEntry(BaseModel):
    """The organisation that sums of sessions are sealed for.

    Attributes
    ----------
    public_key
        As ``weerbaar keygen`` prints it; ``disclosure.check`` tells a mistake in it.
    organisation
        As participants read it, before the first statement.
    contact
        Whom a participant can ask, such as a mail address.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    public_key: Words
    organisation: Text
    contact: Words


_Entry = Annotated[LocalEntry | None, MayBeBlank]


class LocalFile(BaseModel):
    """The whole file.

    Attributes
    ----------
    research
        Left empty means that sums are erased.
    griffie and the others
        Left empty means that pages say what to ask.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    research: ResearchEntry | None = None
    griffie: _Entry = None
    vertrouwenspersoon: _Entry = None
    gedragscode: _Entry = None
    mediabeleid: _Entry = None
    meldprocedure: _Entry = None
    opleidingsaanbod: _Entry = None
    ondermijning: Annotated[UnderminingEntry | None, MayBeBlank] = None

    def entry(self, name: LocalName) -> LocalEntry | None:
        """What was filled in; None when nothing was."""
        found: LocalEntry | None = getattr(self, name)
        return found

    @property
    def files(self) -> dict[tuple[LocalName, str], str]:
        """Documents of one's own: path in the content folder, by entry and field."""
        return {
            (name, field): link
            for name in ENTRIES
            for field in ("link", "app")
            if (link := getattr(self.entry(name), field, None)) and _FILE.fullmatch(link)
        }


def missing_files(file: LocalFile, document: Document, root: Path) -> Iterator[Problem]:
    """Documents that are named and not there."""
    for at, path in file.files.items():
        if not (root / path).is_file():
            facts = {"found": path}
            yield Problem(document.file, document.line(at), ".".join(at), "no_document", facts)
