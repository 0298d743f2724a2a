"""What a phone sends as an action plan -> the plan; what cannot be one is refused in one word."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.model.plan import MOST_ACTIONS, Action, ActionPlan, Moment, PlanError, Strand

OWN_WORDS = "own"
"""In place of a role: with whom stands in somebody's own words."""

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINER = "\N{ZERO WIDTH JOINER}"
"""Characters that show nothing but can turn a line around; emoji are held together by one."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen as an action.

    Attributes
    ----------
    strand
        Where it belongs; None when somebody has to say so.
    """

    key: str
    title: str
    text: str
    strand: Strand | None
    tools: tuple[str, ...]
    source: str


def statement_options(
    instrument: InstrumentContent, content: Content, language: str
) -> dict[str, Option]:
    """The tip of every statement, by statement, in their order.

    Who chooses an action stands in the plan already: no option leads to it.
    """
    strands = {q: Strand(strand.id) for strand in content.plan.strands for q in strand.quadrants}
    return {
        statement.id: Option(
            statement.id,
            _capital(statement.short[language]),
            statement.tip.text[language],
            strands.get(quadrant.id),
            tuple(tool for tool in statement.tip.tools if tool != content.plan.tool),
            statement.tip.source,
        )
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
    }


def suggestion_options(content: Content, language: str) -> dict[str, Option]:
    """Every suggestion of the strands, by its id, in their order."""
    return {
        one.id: Option(
            one.id,
            one.text[language],
            one.how[language],
            Strand(strand.id),
            one.tools,
            one.source,
        )
        for strand in content.plan.strands
        for one in strand.suggestions
    }


def read_plan(
    raw: object, instrument: InstrumentContent, content: Content, language: str, today: date
) -> ActionPlan:
    """The plan that a phone sent; what an action is comes from the content, by its key.

    Parameters
    ----------
    raw
        ``actions``: each with ``key``, ``strand`` (only for a statement), ``step``, ``day``
        (yyyy-mm-dd), ``role`` (an id, ``own`` or nothing) and ``words``; ``moments``: ids.

    Raises
    ------
    PlanError
        If it is no such thing, or breaks a rule of :class:`ActionPlan`.
    """
    suggestions = suggestion_options(content, language)
    statements = statement_options(instrument, content, language)
    found = _mapping(raw)
    actions = []
    for number, one in enumerate(_list(found.get("actions")), 1):
        given = _mapping(one)
        key = _text(given.get("key"))
        option = suggestions.get(key) or statements.get(key)
        if option is None:
            raise PlanError("shape")
        # Where a statement belongs is for its owner to say; the page only proposes.
        strand = option.strand if key in suggestions else given.get("strand")
        actions.append(
            Action(
                key,
                _strand(strand, number),
                option.title,
                option.text,
                _day(given.get("day"), number),
                cleaned(_text(given.get("step"))),
                _who(given, content, language),
            )
        )
    return ActionPlan(today, tuple(actions), _moments(found.get("moments"), content))


def _moments(raw: object, content: Content) -> tuple[Moment, ...]:
    names = _list(raw)
    known = {entry.id: entry for entry in content.plan.moments}
    if not all(isinstance(name, str) and name in known for name in names):
        raise PlanError("shape")
    chosen = (entry for name, entry in known.items() if name in names)
    return tuple(entry.model for entry in chosen)


def _who(raw: Mapping[str, Any], content: Content, language: str) -> str:
    role = _text(raw.get("role"))
    if role == OWN_WORDS:
        return cleaned(_text(raw.get("words")))
    names = {entry.id: entry.name[language] for entry in content.plan.roles}
    if role and role not in names:
        raise PlanError("shape")
    return names.get(role, "")


def cleaned(text: str) -> str:
    """Somebody's own words on one line, without characters that cannot be seen."""
    seen = (
        letter if letter == _JOINER or unicodedata.category(letter) not in _HIDDEN else " "
        for letter in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(seen).split())


def _strand(raw: object, number: int) -> Strand:
    try:
        return Strand(_text(raw))
    except ValueError:
        raise PlanError("strand", number) from None


def _day(raw: object, number: int) -> date:
    try:
        return date.fromisoformat(_text(raw))
    except ValueError:
        raise PlanError("day", number) from None


def _text(raw: object) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise PlanError("shape")
    return raw


def _list(raw: object) -> Sequence[object]:
    # Lists that are far too long are not worth looking at.
    if not isinstance(raw, list) or len(raw) > 2 * MOST_ACTIONS:
        raise PlanError("shape")
    return raw


def _mapping(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise PlanError("shape")
    return raw


def read_mark(raw: object) -> UUID:
    """The phone's random value for this plan, and for nothing else.

    Raises
    ------
    PlanError
        If there is none, or it is no 128 bits in hexadecimal digits.
    """
    text = _text(_mapping(raw).get("mark"))
    try:
        return UUID(hex=text)
    except ValueError:
        raise PlanError("shape") from None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
