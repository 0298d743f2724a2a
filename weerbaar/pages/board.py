"""What the facilitator's page and the screen share: regions of HTML, sent when they changed."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import segno

from weerbaar.catalog import LANGUAGES

Reply = dict[str, Any]


def changed(regions: Mapping[str, str], seen: object) -> dict[str, dict[str, str]]:
    """The regions whose mark the page has not seen yet.

    Parameters
    ----------
    regions
        HTML by region name.
    seen
        What the page says it shows: mark by region name; anything else counts as nothing.
    """
    known = seen if isinstance(seen, Mapping) else {}
    marked = {name: {"html": html, "mark": mark(html)} for name, html in regions.items()}
    return {name: region for name, region in marked.items() if known.get(name) != region["mark"]}


def mark(text: str) -> str:
    """A short fingerprint by which a page knows what it shows."""
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:12]


def download(name: str, kind: str, body: bytes) -> dict[str, str]:
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


def language_of(state: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """The language that a page asks for; the first one when it asks for none we know."""
    for wanted in (state.get("language"), message.get("language")):
        if wanted in LANGUAGES:
            return str(wanted)
    return LANGUAGES[0]
