"""``lokaal.yaml``: what an organisation fills in about itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Annotated, get_args
from urllib.parse import urlsplit

from weerbaar.catalog.references import Ids, Mistake
from weerbaar.catalog.schema import LocalName
from weerbaar.catalog.texts import MayBeBlank, Strict, Text, Words, holds

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


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return digits in _DIGITS and _PHONE.fullmatch(text) is not None


def _is_link(text: str) -> bool:
    return _FILE.fullmatch(text) is not None or is_address(text)


def is_address(text: str, schemes: Container[str] = ("https",)) -> bool:
    """Whether a text has the form of a web address; nobody looks whether it answers."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s<>\"'\\^`{|}]", text) and parts.username is None and port != 0
    return parts.scheme in schemes and plain and bool(_HOST.fullmatch(parts.hostname or ""))


Mail = Annotated[Words, holds(_MAIL.fullmatch, "bad_mail")]
Phone = Annotated[Words, holds(_is_phone, "bad_phone")]
Link = Annotated[Words, holds(_is_link, "bad_link")]


class LocalEntry(Strict):
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


class ResearchEntry(Strict):
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

    public_key: Words
    organisation: Text
    contact: Words


_Entry = Annotated[LocalEntry | None, MayBeBlank]


class LocalFile(Strict):
    """The whole file.

    Attributes
    ----------
    research
        Left empty means that sums are erased.
    griffie and the others
        Left empty means that pages say what to ask.
    """

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


def check_local(file: LocalFile, ids: Ids) -> Iterator[Mistake]:
    """Documents that are named and not there."""
    for at, path in file.files.items():
        if path not in ids["documents"]:
            yield Mistake(at, "no_document", {"found": path})
