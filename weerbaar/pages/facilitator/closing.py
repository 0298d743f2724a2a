"""What there is to say before a session closes, and how its reveal is told."""

from __future__ import annotations

from typing import NamedTuple

from weerbaar.disclosure import Detail, Release
from weerbaar.room import Kind, Session


class Closing(NamedTuple):
    """How far a room is when somebody thinks of closing.

    Attributes
    ----------
    key
        Of its sentence, under ``facilitator.close``.
    facts
        What the sentence needs.
    ready
        Whether there is nobody to wait for, as far as is known.
    """

    key: str
    facts: dict[str, int]
    ready: bool


def closing(session: Session) -> Closing:
    """How far an open session is; compared with who is present, when that was counted."""
    if session.kind is Kind.PAPER:
        return _cards(session)
    busy, heads = session.joined - session.done, session.heads
    facts = {"joined": session.joined, "done": session.done, "busy": busy}
    if heads is not None and session.joined > heads:
        return Closing("many", {**facts, "heads": heads}, ready=False)
    if session.joined == 0:
        return Closing("nobody", {}, ready=False)
    if heads is None:
        return Closing("uncounted" if busy else "uncounted_done", facts, ready=busy == 0)
    if session.done < heads:
        facts |= {"heads": heads, "absent": heads - session.joined}
        return Closing("some", facts, ready=False)
    return Closing("all", {"heads": heads}, ready=True)


def _cards(session: Session) -> Closing:
    cards, heads = session.done, session.heads
    if cards == 0:
        return Closing("no_cards", {}, ready=False)
    if heads is None:
        return Closing("cards", {"cards": cards}, ready=True)
    facts = {"cards": cards, "heads": heads}
    # Cards that are not handed in will not come: counting has begun.
    return (
        Closing("cards_of", facts, ready=True)
        if cards <= heads
        else Closing("cards_many", facts, ready=False)
    )


def told_of_heads(session: Session) -> str:
    """Key of what is said when the people present were counted, under ``facilitator.notice``."""
    heads = session.heads or 0
    if session.kind is Kind.PAPER:
        return "heads_cards" if session.done > heads else "heads"
    return "heads_few" if session.joined > heads else "heads"


def told_of_reveal(session: Session, release: Release) -> str:
    """Key of what is said at the reveal, under ``facilitator.notice``: only what is there."""
    on_paper = session.kind is Kind.PAPER
    if release.detail is not Detail.NOTHING:
        return "released_paper" if on_paper else "released"
    if release.n == 0:
        return "nobody"
    return "few_cards" if on_paper else "few"
