"""Plans: what groups agreed after their picture, kept with the session."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weerbaar.model.agreements import GroupPlan
from weerbaar.model.refusal import Refusal

if TYPE_CHECKING:
    from weerbaar.room.store.contract import Store


class Plans:
    """The group plans of all sessions of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, code: str) -> GroupPlan:
        """What a session led to; an empty plan as long as nothing was entered."""
        with self._store.read() as transaction:
            body = transaction.plan(code)
        return GroupPlan.from_json(body) if body else GroupPlan()

    def keep(self, code: str, plan: GroupPlan) -> None:
        """Keep a plan instead of the earlier one; an empty one leaves nothing behind.

        It may be changed as long as the session is there, also after it was put away.

        Raises
        ------
        Refusal
            ``code_unknown``; ``plan_unrevealed`` while there is no release; ``plan_day`` or
            ``plan_follow_up`` when a day lies before the session or too far after it.
        """
        with self._store.write() as transaction:
            session = transaction.find(code)
            if session is None:
                raise Refusal("code_unknown")
            if transaction.release(code) is None:
                raise Refusal("plan_unrevealed")
            plan.check_days(date.fromisoformat(session.day))
            transaction.put_plan(code, None if plan == GroupPlan() else plan.to_json())


def day_of(text: str) -> date | None:
    """A typed day, ``YYYY-MM-DD``; None when nothing was typed.

    Raises
    ------
    Refusal
        ``plan_date`` when it is no day.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("plan_date") from None
