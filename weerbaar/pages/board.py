"""What the facilitator's page and the screen share: regions of HTML, sent when they changed."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import TypedDict

import segno

from weerbaar.catalog import LANGUAGES

Message = Mapping[str, object]
"""What a page asks. It may hold anything: every value is checked where it is used."""


class Region(TypedDict):
    """A piece of a page, and the mark by which the page knows that it has it."""

    html: str
    mark: str


class Download(TypedDict):
    """A file that a page hands to the browser, and its media type."""

    name: str
    type: str
    base64: str


def changed(regions: Mapping[str, str], seen: object) -> dict[str, Region]:
    """The regions whose mark the page has not seen yet.

    Parameters
    ----------
    regions
        HTML by region name.
    seen
        What the page says it shows: mark by region name; anything else counts as nothing.
    """
    known = seen if isinstance(seen, Mapping) else {}
    marked = {name: Region(html=html, mark=short_hash(html)) for name, html in regions.items()}
    return {name: region for name, region in marked.items() if known.get(name) != region["mark"]}


def short_hash(text: str) -> str:
    """A short fingerprint by which a page knows what it shows."""
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:12]


def download(name: str, kind: str, body: bytes) -> Download:
    """A file as a reply carries it, under ``download``; the page hands it to the browser.

    Parameters
    ----------
    name
        What it is called on the facilitator's computer.
    kind
        Its media type.
    """
    return {"name": name, "type": kind, "base64": base64.b64encode(body).decode("ascii")}


@lru_cache(maxsize=16)
def qr_code(url: str, title: str) -> str:
    """A QR code as inline SVG that takes the width of what it stands in."""
    buffer = io.BytesIO()
    segno.make(url, error="m").save(
        buffer, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=3, title=title
    )
    return buffer.getvalue().decode().replace("<svg", '<svg role="img"', 1)


def language_of(*messages: Message) -> str:
    """The first language that is asked for and that we know; else the first one there is."""
    asked = (message.get("language") for message in messages)
    return str(next((language for language in asked if language in LANGUAGES), LANGUAGES[0]))
