"""What an organisation filled in about itself, and what to ask where it filled in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from weerbaar.catalog import Content, Voice
from weerbaar.catalog.local import FOLDER, LocalEntry
from weerbaar.catalog.schema import LocalName


@dataclass(frozen=True)
class Way:
    """One way to reach or find something.

    Attributes
    ----------
    text
        To be read: the address, number or room itself.
    href
        Where a tap leads: ``tel:``, ``mailto:``, ``https:``, or for a document of one's own a path
        below the address of the participants' server. None for a room. Holds no character that
        could end an attribute; a template escapes it all the same.
    """

    kind: Literal["mail", "phone", "room", "link", "file", "app"]
    text: str
    href: str | None

    @property
    def inside(self) -> bool:
        """Whether it lies on our own server, so that its address goes before ``href``."""
        return self.kind == "file"


@dataclass(frozen=True)
class Ask:
    """What to ask the clerk's office when nothing was filled in.

    Attributes
    ----------
    text
        Where to ask.
    question
        A message that is ready to be sent.
    href
        ``mailto:`` with that message, to the clerk's office when its address is known.
    """

    text: str
    question: str
    href: str


@dataclass(frozen=True)
class LocalLine:
    """One entry of ``lokaal.yaml``, ready to be shown.

    Attributes
    ----------
    id
        Name of the entry, such as ``griffie``.
    tool
        The tool that points to it; its page says all there is.
    label
        What it is about, such as "The clerk's office".
    name, note
        As filled in; None when left empty.
    ways
        How to reach or find it; may be empty.
    ask
        None when anything was filled in.
    """

    id: LocalName
    tool: str
    label: str
    name: str | None
    note: str | None
    ways: tuple[Way, ...]
    ask: Ask | None


def local_lines(voice: Voice, tool_id: str) -> tuple[LocalLine, ...]:
    """What there is in this organisation for a tool, in the order of the tool.

    Raises
    ------
    KeyError
        If there is no such tool or language.
    """
    return local_lines_of(voice, (tool_id,))


def local_lines_of(voice: Voice, tool_ids: Iterable[str]) -> tuple[LocalLine, ...]:
    """The same for several tools; what two of them point to comes once."""
    return tuple(_line(voice, name, tool) for name, tool in _named(voice.content, tool_ids).items())


def local_labels(voice: Voice, tool_ids: Iterable[str]) -> dict[LocalName, str]:
    """What these lines are about, by id and in the same order."""
    names = _named(voice.content, tool_ids)
    return {name: voice(f"local.entries.{name}") for name in names}


def _named(content: Content, tool_ids: Iterable[str]) -> dict[LocalName, str]:
    """The entries that tools point to, with the first tool that does."""
    first: dict[LocalName, str] = {}
    for tool in tool_ids:
        for name in content.tool(tool).local:
            first.setdefault(name, tool)
    return first


def _line(voice: Voice, name: LocalName, tool: str) -> LocalLine:
    entry = voice.content.local.entry(name)
    return LocalLine(
        id=name,
        tool=tool,
        label=voice(f"local.entries.{name}"),
        name=voice.of(entry.name) if entry and entry.name else None,
        note=voice.of(entry.note) if entry and entry.note else None,
        ways=tuple(_ways(entry, voice.language)) if entry else (),
        ask=None if entry else _ask(voice, name),
    )


def _ways(entry: LocalEntry, language: str) -> Iterator[Way]:
    if entry.mail:
        yield Way("mail", entry.mail, mail_address(entry.mail))
    if entry.phone:
        yield Way("phone", entry.phone, phone_address(entry.phone))
    if entry.room:
        yield Way("room", entry.room[language], None)
    if entry.link:
        inside = entry.link.startswith(f"{FOLDER}/")
        yield Way("file" if inside else "link", entry.link.removeprefix(f"{FOLDER}/"), entry.link)
    app = getattr(entry, "app", None)
    if app:
        yield Way("app", app, app)


def _ask(voice: Voice, name: LocalName) -> Ask:
    question = voice(f"local.question.{name}")
    griffie = voice.content.local.griffie
    return Ask(
        text=voice(f"local.empty.{name}"),
        question=question,
        href=mail_address(
            griffie.mail if griffie and griffie.mail else "",
            subject=voice(f"local.entries.{name}"),
            body=question,
        ),
    )


def mail_address(mail: str, **fields: str) -> str:
    """A ``mailto:`` address (RFC 6068), with what should stand in the message.

    Parameters
    ----------
    mail
        To whom; empty lets the sender choose.
    fields
        ``subject`` and ``body``.
    """
    query = f"?{urlencode(fields, quote_via=quote)}" if fields else ""
    return f"mailto:{quote(mail, safe='@')}{query}"


def phone_address(phone: str) -> str:
    """A ``tel:`` address (RFC 3966): digits, and a plus in front when it was written.

    A nought between brackets is for callers within the country, so it goes when a plus is there.
    """
    plus = phone.startswith("+")
    digits = "".join(sign for sign in phone.replace("(0)", "" if plus else "0") if sign.isdigit())
    return f"tel:{'+' if plus else ''}{digits}"
