"""The SQL store: one SQLAlchemy Core code path for SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select
from sqlalchemy.exc import DBAPIError

from weerbaar.disclosure import Policy
from weerbaar.model.tally import Tally
from weerbaar.room.session import Kind, Phase, Session
from weerbaar.room.store import schema
from weerbaar.room.store.engine import connect, explain
from weerbaar.room.store.turn import turn


class _SqlTransaction:
    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self._connection = connection
        self._writing = writing
        self._insert = _insert(connection.dialect.name)

    def find(self, code: str) -> Session | None:
        query = select(schema.session).where(schema.session.c.code == code)
        if self._writing:
            query = query.with_for_update()  # SQLite holds the whole file and leaves this out
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _session(row)

    def sessions(self) -> tuple[Session, ...]:
        query = select(schema.session).order_by(schema.session.c.number.desc())
        return tuple(_session(row) for row in self._connection.execute(query))

    def save(self, session: Session) -> None:
        values = _row(session)
        statement = self._insert(schema.session).values(values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["code"], set_=values)
        )

    def add_receipt(self, code: str, mark: bytes) -> bool:
        statement = self._insert(schema.receipt).values(code=code, mark=mark)
        result = self._connection.execute(statement.on_conflict_do_nothing())
        return result.rowcount == 1

    def has_receipt(self, code: str, mark: bytes) -> bool:
        query = select(schema.receipt.c.code).where(
            schema.receipt.c.code == code, schema.receipt.c.mark == mark
        )
        return self._connection.execute(query).first() is not None

    def add_tally(self, code: str, tally: Tally) -> None:
        rows = [{"code": code, "key": key, "n": n} for key, n in sorted(tally.counts.items())]
        if not rows:
            return
        statement = self._insert(schema.tally)
        added = schema.tally.c.n + statement.excluded.n
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["code", "key"], set_={"n": added}),
            rows,
        )

    def tally(self, code: str) -> Tally:
        query = select(schema.tally.c.key, schema.tally.c.n).where(schema.tally.c.code == code)
        return Tally({row.key: row.n for row in self._connection.execute(query)})

    def erase_tally(self, code: str) -> None:
        self._connection.execute(delete(schema.tally).where(schema.tally.c.code == code))

    def erase_receipts(self, code: str) -> None:
        self._connection.execute(delete(schema.receipt).where(schema.receipt.c.code == code))

    def put_release(self, code: str, body: str) -> None:
        if self.release(code) is not None:
            raise KeyError(code)
        self._connection.execute(insert(schema.release).values(code=code, body=body))

    def release(self, code: str) -> str | None:
        query = select(schema.release.c.body).where(schema.release.c.code == code)
        return self._connection.execute(query).scalar_one_or_none()


class SqlStore:
    """Sessions in a SQL database; what is acknowledged is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[_SqlTransaction]:
        """A transaction that only reads."""
        with self._transaction(writing=False) as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Iterator[_SqlTransaction]:
        """A transaction that takes the write lock before it reads anything."""
        with self._transaction(writing=True) as transaction:
            yield transaction

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[_SqlTransaction]:
        try:
            engine = self._engine.execution_options(weerbaar_writing=writing)
            with self._turn(writing=writing), engine.begin() as connection:
                yield _SqlTransaction(connection, writing=writing)
        except DBAPIError as error:
            # "from None": the original message can repeat the values of a statement.
            raise explain(error) from None

    def _turn(self, *, writing: bool) -> AbstractContextManager[None]:
        database = self._engine.url.database
        if writing and database and self._engine.dialect.name == "sqlite":
            return turn(Path(database))
        return nullcontext()


def open_store(place: Path | str) -> SqlStore:
    """Open the sessions in a SQLite file (made when absent) or a database URL.

    Raises
    ------
    StoreError
        If the file cannot be written, is no database or belongs to another program.
    """
    return SqlStore(connect(place))


def _insert(dialect: str) -> Callable[..., Any]:
    """The ``insert`` of a dialect, which knows conflicts; the other dialect is not imported."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert


def _row(session: Session) -> dict[str, Any]:
    return {
        "code": session.code,
        "number": session.number,
        "day": session.day,
        "kind": session.kind.value,
        "instrument": session.instrument,
        "digest": session.digest,
        "policy": json.dumps(session.policy.to_dict()),
        "language": session.language,
        "group_type": session.group_type,
        "size_class": session.size_class,
        "phase": session.phase.value,
        "joined": session.joined,
        "done": session.done,
        "heads": session.heads,
        "wave_of": session.wave_of,
    }


def _session(row: Row[Any]) -> Session:
    values = row._asdict()
    values["kind"] = Kind(values["kind"])
    values["phase"] = Phase(values["phase"])
    values["policy"] = Policy.from_dict(json.loads(values["policy"]))
    return Session(**values)
