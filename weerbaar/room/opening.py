"""What a session begins with: a code that was never used, and what it takes over from others."""

from __future__ import annotations

from weerbaar.catalog import Content
from weerbaar.disclosure import Policy
from weerbaar.room.codes import JoinCode, new_code
from weerbaar.room.recipient import recipient
from weerbaar.room.session import Kind, Session
from weerbaar.room.store.contract import Transaction
from weerbaar.room.waves import repeatable, today


def new_session(
    transaction: Transaction,
    content: Content,
    policy: Policy,
    *,
    language: str,
    group_type: str,
    size_class: str,
    kind: Kind,
    instrument: str | None,
    wave_of: str | None,
    unseen: bool = False,
) -> Session:
    """A session that is not kept yet; parameters and errors as of :meth:`Room.open`.

    With ``unseen`` the session that it repeats may be closed instead of revealed.
    """
    earlier = None
    if wave_of is not None:
        earlier = repeatable(transaction, content, wave_of, kind, unseen=unseen)
        group_type, size_class = earlier.group_type, earlier.size_class
        instrument = earlier.instrument
    asked = content.instruments[instrument or content.default.model.id]
    sealable = kind is Kind.LIVE and "research" in asked.file.used
    sessions = transaction.sessions()
    return Session(
        code=_unused({session.code for session in sessions}),
        number=max((s.number for s in sessions), default=0) + 1,
        day=today(),
        kind=kind,
        instrument=asked.model.id,
        digest=asked.model.digest,
        policy=policy,
        language=language,
        group_type=group_type,
        size_class=size_class,
        wave_of=wave_of,
        recipient=recipient(content, earlier) if sealable else None,
    )


def _unused(used: set[str]) -> JoinCode:
    code = new_code()
    while code in used:
        code = new_code()
    return code
