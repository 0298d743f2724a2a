"""The SQL store: one SQLAlchemy Core code path for SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection, CursorResult, Engine, Executable, Row
from sqlalchemy.exc import DBAPIError

from weerbaar.model.tally import Tally
from weerbaar.room.session import Session
from weerbaar.room.store import schema
from weerbaar.room.store.contract import Transaction
from weerbaar.room.store.engine import connect, explain
from weerbaar.room.store.turn import turn

_CODE = "of_code"
"""Parameter that says of which session; another name than the column's, which inserts fill."""
_SESSION = TypeAdapter(Session)
_AS_TEXT = ("policy", "recipient")


class Statements:
    """The statements of one SQL dialect, each built once: that costs more than running it."""

    def __init__(self, dialect: str) -> None:
        session, tally, receipt = schema.session, schema.tally, schema.receipt
        code: sa.BindParameter[str] = sa.bindparam(_CODE)
        bodies = (schema.release, schema.sealed, schema.plan, schema.meeting)
        find = sa.select(session).where(session.c.code == code)
        save = _insert(dialect)(session)
        replaced = {c.name: save.excluded[c.name] for c in session.columns if not c.primary_key}
        self.find = find
        self.find_to_write = find.with_for_update()  # SQLite holds the whole file: left out there
        self.sessions = sa.select(session).order_by(session.c.number.desc())
        self.save = save.on_conflict_do_update(index_elements=["code"], set_=replaced)
        self.receipts = sa.select(receipt.c.mark).where(receipt.c.code == code)
        self.has_receipt = sa.select(receipt.c.code).where(
            receipt.c.code == code, receipt.c.mark == sa.bindparam("mark")
        )
        self.tally = sa.select(tally.c.key, tally.c.n).where(tally.c.code == code)
        self.body = {t.name: sa.select(t.c.body).where(t.c.code == code) for t in bodies}
        counted = (tally, receipt, *bodies)
        self.put = {t.name: sa.insert(t) for t in counted}
        self.erase = {t.name: sa.delete(t).where(t.c.code == code) for t in counted}


def _insert(dialect: str) -> Callable[..., Any]:
    """The ``insert`` of a dialect, which knows conflicts; the other dialect is not imported."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert


class _SqlTransaction(Transaction):
    def __init__(self, connection: Connection, known: Statements, *, writing: bool) -> None:
        self._connection = connection
        self._known = known
        self._writing = writing
        self._new_marks: dict[str, set[bytes]] = {}

    def find(self, code: str) -> Session | None:
        query = self._known.find_to_write if self._writing else self._known.find
        row = self._run(query, {_CODE: code}).one_or_none()
        return None if row is None else _session(row)

    def sessions(self) -> tuple[Session, ...]:
        return tuple(_session(row) for row in self._run(self._known.sessions, {}))

    def save(self, session: Session) -> None:
        self._run(self._known.save, _row(session))

    # Receipts and sums are written anew as a whole and in order: where rows added one by one lie
    # in the file tells in which order they came, and so which of them came from one phone.

    def add_receipt(self, code: str, mark: bytes) -> bool:
        if self.has_receipt(code, mark):
            return False
        self._new_marks.setdefault(code, set()).add(mark)
        return True

    def put_receipts(self) -> None:
        """Write the receipts that this transaction adds, once, when it ends."""
        for code, new in self._new_marks.items():
            marks = {row.mark for row in self._run(self._known.receipts, {_CODE: code})} | new
            self._run(self._known.erase["receipt"], {_CODE: code})
            rows = [{"code": code, "mark": mark} for mark in sorted(marks)]
            self._run(self._known.put["receipt"], rows)

    def has_receipt(self, code: str, mark: bytes) -> bool:
        if mark in self._new_marks.get(code, ()):
            return True
        found = self._run(self._known.has_receipt, {_CODE: code, "mark": mark})
        return found.first() is not None

    def add_tally(self, code: str, tally: Tally) -> None:
        total = self.tally(code) + tally
        rows = [{"code": code, "key": key, "n": n} for key, n in sorted(total.counts.items())]
        self.erase_tally(code)
        if rows:
            self._run(self._known.put["tally"], rows)

    def tally(self, code: str) -> Tally:
        return Tally({row.key: row.n for row in self._run(self._known.tally, {_CODE: code})})

    def erase_tally(self, code: str) -> None:
        self._run(self._known.erase["tally"], {_CODE: code})

    def erase_receipts(self, code: str) -> None:
        self._new_marks.pop(code, None)
        self._run(self._known.erase["receipt"], {_CODE: code})

    def body(self, what: str, code: str) -> Any:
        return self._run(self._known.body[what], {_CODE: code}).scalar_one_or_none()

    def put_body(self, what: str, code: str, body: object) -> None:
        self._run(self._known.erase[what], {_CODE: code})
        if body is not None:
            self._run(self._known.put[what], {"code": code, "body": body})

    def _run(self, statement: Executable, values: Any) -> CursorResult[Any]:
        return self._connection.execute(statement, values)


class SqlStore:
    """Sessions in a SQL database; what is acknowledged is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known = Statements(engine.dialect.name)

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
            # Connected before it is our turn: what others wait for is only what changes the file.
            with engine.connect() as connection, self._turn(writing=writing), connection.begin():
                transaction = _SqlTransaction(connection, self._known, writing=writing)
                yield transaction
                transaction.put_receipts()
        except DBAPIError as error:
            # "from None": the original message can repeat the values of a statement.
            raise explain(error, path=self._engine.url.database) from None

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


def _row(session: Session) -> dict[str, object]:
    row: dict[str, object] = _SESSION.dump_python(session, mode="json")
    return row | {name: json.dumps(row[name]) for name in _AS_TEXT if row[name] is not None}


def _session(row: Row[Any]) -> Session:
    values = row._asdict()
    read = {name: json.loads(values[name]) for name in _AS_TEXT if values[name] is not None}
    return _SESSION.validate_python(values | read)
