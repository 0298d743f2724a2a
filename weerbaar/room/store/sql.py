"""The SQL store: one SQLAlchemy Core code path for SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, Row
from sqlalchemy.exc import DBAPIError

from weerbaar.disclosure import Policy
from weerbaar.model.tally import Tally
from weerbaar.room.recipient import Recipient
from weerbaar.room.session import Kind, Phase, Session
from weerbaar.room.store.engine import connect, explain
from weerbaar.room.store.statements import CODE, Statements, statements
from weerbaar.room.store.turn import turn


class _SqlTransaction:
    def __init__(self, connection: Connection, known: Statements, *, writing: bool) -> None:
        self._connection = connection
        self._known = known
        self._writing = writing
        self._new_marks: dict[str, set[bytes]] = {}

    def find(self, code: str) -> Session | None:
        query = self._known.find_to_write if self._writing else self._known.find
        row = self._run(query, {CODE: code}).one_or_none()
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
            marks = {row.mark for row in self._run(self._known.receipts, {CODE: code})} | new
            self._run(self._known.erase_receipts, {CODE: code})
            rows = [{"code": code, "mark": mark} for mark in sorted(marks)]
            self._run(self._known.put_receipts, rows)

    def has_receipt(self, code: str, mark: bytes) -> bool:
        if mark in self._new_marks.get(code, ()):
            return True
        found = self._run(self._known.has_receipt, {CODE: code, "mark": mark})
        return found.first() is not None

    def add_tally(self, code: str, tally: Tally) -> None:
        total = self.tally(code) + tally
        rows = [{"code": code, "key": key, "n": n} for key, n in sorted(total.counts.items())]
        self.erase_tally(code)
        if rows:
            self._run(self._known.put_tally, rows)

    def tally(self, code: str) -> Tally:
        return Tally({row.key: row.n for row in self._run(self._known.tally, {CODE: code})})

    def erase_tally(self, code: str) -> None:
        self._run(self._known.erase_tally, {CODE: code})

    def erase_receipts(self, code: str) -> None:
        self._new_marks.pop(code, None)
        self._run(self._known.erase_receipts, {CODE: code})

    def put_release(self, code: str, body: str) -> None:
        if self.release(code) is not None:
            raise KeyError(code)
        self._run(self._known.put_release, {"code": code, "body": body})

    def release(self, code: str) -> str | None:
        found: str | None = self._run(self._known.release, {CODE: code}).scalar_one_or_none()
        return found

    def put_sealed(self, code: str, body: bytes) -> None:
        if self.sealed(code) is not None:
            raise KeyError(code)
        self._run(self._known.put_sealed, {"code": code, "body": body})

    def sealed(self, code: str) -> bytes | None:
        found: bytes | None = self._run(self._known.sealed, {CODE: code}).scalar_one_or_none()
        return found

    def put_plan(self, code: str, body: str | None) -> None:
        self._run(self._known.erase_plan, {CODE: code})
        if body is not None:
            self._run(self._known.put_plan, {"code": code, "body": body})

    def plan(self, code: str) -> str | None:
        found: str | None = self._run(self._known.plan, {CODE: code}).scalar_one_or_none()
        return found

    def _run(self, statement: Executable, values: Any) -> CursorResult[Any]:
        return self._connection.execute(statement, values)


class SqlStore:
    """Sessions in a SQL database; what is acknowledged is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known = statements(engine.dialect.name)

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
        "recipient": session.recipient.to_json() if session.recipient else None,
    }


def _session(row: Row[Any]) -> Session:
    values = row._asdict()
    values["kind"] = Kind(values["kind"])
    values["phase"] = Phase(values["phase"])
    values["policy"] = Policy.from_dict(json.loads(values["policy"]))
    if values["recipient"] is not None:
        values["recipient"] = Recipient.from_json(values["recipient"])
    return Session(**values)
