"""Posed: the dilemma that a group votes on, and which of its sessions are votes on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weerbaar.catalog.cases import LONGEST
from weerbaar.model.agreements import one_line
from weerbaar.model.refusal import Refusal
from weerbaar.room.meeting_file import text_of, whole
from weerbaar.room.session import Phase, Session

_ASKED = ("question", "a", "b")
_BEGIN = 24


@dataclass(frozen=True)
class Posed:
    """The dilemma of a meeting: that of a case, or one in the facilitator's own words.

    Votes are told by their number and not by a list: what opens a vote then has nothing else to
    write down, and nothing can be lost between two files.

    Attributes
    ----------
    code
        Session in which it was posed.
    instrument
        Id of the questionnaire by which the group votes.
    after
        Number of the newest session when it was posed; its votes came later.
    case
        Id of the case that it belongs to; None for one in own words.
    story, question, a, b
        The own words, each one line of at most ``LONGEST`` signs; empty for a case.
    language
        Of the own words.
    """

    code: str
    instrument: str
    after: int
    case: str | None = None
    story: str = ""
    question: str = ""
    a: str = ""
    b: str = ""
    language: str = ""

    def votes(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """The sessions in which it was voted on, the first one first."""
        found = (s for s in sessions if s.instrument == self.instrument and s.number > self.after)
        return tuple(sorted(found, key=lambda session: session.number))

    def holds(self, sessions: Sequence[Session], session: Session | None) -> bool:
        """Whether a session of now is about it: the one where it was posed, or a vote on it.

        Parameters
        ----------
        sessions
            All of them, the newest first.
        """
        base = base_of(sessions)
        if session is None or base is None or base.code != self.code:
            return False
        return session.code == base.code or session in self.votes(sessions)


def base_of(sessions: Iterable[Session]) -> Session | None:
    """The session of the evening: the one that lies under all rounds; None without any."""
    return next((s for s in reversed(tuple(sessions)) if s.phase is not Phase.ARCHIVED), None)


def own_words(values: Mapping[str, str]) -> dict[str, str]:
    """What a facilitator typed, each part as one line.

    Raises
    ------
    Refusal
        ``dilemma_empty`` without question, A or B; ``dilemma_long`` with the number of signs.
    """
    words = {part: one_line(values.get(part, "")) for part in LONGEST}
    if not all(words[part] for part in _ASKED):
        raise Refusal("dilemma_empty")
    for part, most in LONGEST.items():
        if len(words[part]) > most:
            facts = {"begin": words[part][:_BEGIN].strip(), "found": len(words[part]), "most": most}
            raise Refusal("dilemma_long", **facts)
    return words


def read_posed(raw: Any) -> Posed:
    """What was written down.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is no dilemma.
    """
    words = {part: text_of(raw[part]) for part in (*LONGEST, "language")}
    if any(len(words[part]) > most for part, most in LONGEST.items()):
        raise ValueError("a dilemma that is too long")
    return Posed(
        code=text_of(raw["code"]),
        instrument=text_of(raw["instrument"]),
        after=whole(raw["after"], 0, 10**9),
        case=None if raw["case"] is None else text_of(raw["case"]),
        **words,
    )
