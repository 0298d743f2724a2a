"""The statements a room runs, each built once: building one costs more than running it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Delete, Insert, Select, bindparam, delete, insert, select

from weerbaar.room.store import schema

CODE = "of_code"
"""Parameter that says of which session; another name than the column's, which inserts fill."""


@dataclass(frozen=True)
class Statements:
    """Statements of one SQL dialect; their parameters are the columns', and :data:`CODE`."""

    find: Select[Any]
    find_to_write: Select[Any]
    sessions: Select[Any]
    save: Any
    receipts: Select[Any]
    put_receipts: Insert
    has_receipt: Select[Any]
    put_tally: Insert
    tally: Select[Any]
    erase_tally: Delete
    erase_receipts: Delete
    put_release: Insert
    release: Select[Any]
    put_sealed: Insert
    sealed: Select[Any]
    put_plan: Insert
    plan: Select[Any]
    erase_plan: Delete


def statements(dialect: str) -> Statements:
    """Build all statements for ``sqlite`` or ``postgresql``."""
    session, tally, receipt, release = (
        schema.session,
        schema.tally,
        schema.receipt,
        schema.release,
    )
    code: BindParameter[str] = bindparam(CODE)
    put = _insert(dialect)
    find = select(session).where(session.c.code == code)
    save = put(session)
    replaced = {c.name: save.excluded[c.name] for c in session.columns if not c.primary_key}
    return Statements(
        find=find,
        find_to_write=find.with_for_update(),  # SQLite holds the whole file and leaves this out
        sessions=select(session).order_by(session.c.number.desc()),
        save=save.on_conflict_do_update(index_elements=["code"], set_=replaced),
        receipts=select(receipt.c.mark).where(receipt.c.code == code),
        put_receipts=insert(receipt),
        has_receipt=select(receipt.c.code).where(
            receipt.c.code == code, receipt.c.mark == bindparam("mark")
        ),
        put_tally=insert(tally),
        tally=select(tally.c.key, tally.c.n).where(tally.c.code == code),
        erase_tally=delete(tally).where(tally.c.code == code),
        erase_receipts=delete(receipt).where(receipt.c.code == code),
        put_release=insert(release),
        release=select(release.c.body).where(release.c.code == code),
        put_sealed=insert(schema.sealed),
        sealed=select(schema.sealed.c.body).where(schema.sealed.c.code == code),
        put_plan=insert(schema.plan),
        plan=select(schema.plan.c.body).where(schema.plan.c.code == code),
        erase_plan=delete(schema.plan).where(schema.plan.c.code == code),
    )


def _insert(dialect: str) -> Callable[..., Any]:
    """The ``insert`` of a dialect, which knows conflicts; the other dialect is not imported."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert
