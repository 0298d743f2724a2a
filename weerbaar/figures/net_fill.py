"""Fill a person's net without matplotlib: a phone gets its picture in a millisecond.

`net_template.person_template` draws every state of every wedge once; this module, which needs
the standard library only, keeps the states of one person and drops the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple

from weerbaar.figures.net_spec import COLOURS

TITLE, DESCRIPTION, PREFIX = "{{title}}", "{{description}}", "{{prefix}}"
_STATE = re.compile(r"<!--([^ ]+) (\w+)-->(.*?)<!--/-->", re.DOTALL)
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class _Piece(NamedTuple):
    """Markup of one state of a wedge, or, without a key, markup that every person's net has."""

    key: str
    state: str
    markup: str


def state_markup(key: str, state: str, markup: str) -> str:
    """Return markup marked as one of a wedge's states, as a template holds it."""
    return f"<!--{key} {state}-->{markup}<!--/-->"


def fill_person(
    template: str,
    colours: Mapping[str, str | None],
    title: str,
    description: str,
    *,
    prefix: str = "net",
) -> str:
    """Return one person's net as SVG for inside a page.

    Parameters
    ----------
    template : str
        From `net_template.person_template`.
    colours : mapping of str to str or None
        "green", "orange" or "red" by wedge key; a wedge that is None or absent is unanswered.
    title, description : str
        For screen readers, of this person's picture.
    prefix : str
        Starts every id, so that two nets can stand on one page.

    Raises
    ------
    ValueError
        When a colour is none of the three, a key names no wedge, or the prefix is no name.
    """
    pieces = _pieces(template)
    _check({piece.key for piece in pieces if piece.key}, colours, prefix)
    drawn = "".join(
        piece.markup
        for piece in pieces
        if not piece.key or piece.state == (colours.get(piece.key) or "open")
    )
    words = {PREFIX: prefix, TITLE: escape(title), DESCRIPTION: escape(description)}
    # In one pass, so that a description may hold what looks like a placeholder.
    return re.sub(r"\{\{\w+\}\}", lambda match: words.get(match[0], match[0]), drawn)


@lru_cache(maxsize=8)
def _pieces(template: str) -> tuple[_Piece, ...]:
    """Return a template cut up; remembered, because a whole room shares a template."""
    texts = _STATE.split(template)
    pieces = [_Piece("", "", texts[0])]
    for key, state, markup, text in zip(*(texts[n::4] for n in (1, 2, 3, 4)), strict=True):
        pieces += [_Piece(key, state, markup), _Piece("", "", text)]
    return tuple(pieces)


def _check(keys: set[str], colours: Mapping[str, str | None], prefix: str) -> None:
    if unknown := set(colours) - keys:
        raise ValueError(f"the net has no wedges {sorted(unknown)}")
    if wrong := {colour for colour in colours.values() if colour} - set(COLOURS):
        raise ValueError(f"{sorted(wrong)} are no colours of {COLOURS}")
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot start an id")
