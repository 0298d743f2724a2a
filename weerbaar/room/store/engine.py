"""Open a database so that nothing leaks and nothing acknowledged is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from weerbaar.room.errors import StoreError
from weerbaar.room.store import schema

APPLICATION_ID = 0x57454552
"""Marks a SQLite file as ours ("WEER"), so that another program's file is never touched."""

SCHEMA_VERSION = 5
"""Of the tables and of the keys in them. What an older file lacks is added when it is opened
(``_complete``); keys of before are read as those of now (``model.tally.taken_over``), which an
older program could not do."""

MEETING_BEFORE = "meeting.json"
"""The file beside the database in which versions before 5 kept the meeting."""

# None of these looks at the file, so that nobody waits for a writer just to connect.
_PRAGMAS = (
    "PRAGMA busy_timeout=20000",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)


def connect(place: Path | str) -> Engine:
    """An engine on a SQLite file or a database URL, with its tables made.

    Raises
    ------
    StoreError
        If it cannot be used; an existing file is left as it was.
    """
    if isinstance(place, str) and "://" in place:
        engine = _at_address(place)
    else:
        engine = _sqlite(Path(place))
    shown = engine.url.render_as_string(hide_password=True)
    path = engine.url.database if engine.dialect.name == "sqlite" else shown
    try:
        _make_tables(engine)
    except (DBAPIError, UnicodeDecodeError) as error:
        engine.dispose()
        raise explain(error, path=path) from None
    except StoreError:
        engine.dispose()
        raise
    return engine


def explain(error: DBAPIError | UnicodeDecodeError, **facts: object) -> StoreError:
    """A database error as one of ours, without the statement or its values.

    Damage may also show in a name, or a message of the database itself, that is no text any more.
    """
    if isinstance(error, UnicodeDecodeError):
        return StoreError("corrupt", **facts)
    text = str(error.orig).lower()
    for part, code in (
        ("readonly", "unwritable"),
        ("unable to open", "unwritable"),
        ("not a database", "foreign"),
        ("malformed", "corrupt"),
        ("could not decode", "corrupt"),
        ("disk i/o", "full"),
        ("full", "full"),
        ("locked", "busy"),
    ):
        if part in text:
            return StoreError(code, **facts)
    return StoreError("unusable", reason=type(error.orig).__name__, **facts)


def _at_address(address: str) -> Engine:
    # The errors of SQLAlchemy repeat the address, which may hold a password.
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            return _sqlite(Path(url.database or ""))
        return sa.create_engine(url, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise StoreError("unusable", reason=type(error).__name__) from None


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(descriptor)
    except OSError:
        raise StoreError("unwritable", path=str(path)) from None
    if not new and path.stat().st_size:
        _refuse_foreign(path)
    # Not written as one text: a "?" in the name of a folder would end the path there.
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, hide_parameters=True, poolclass=NullPool)
    event.listen(engine, "first_connect", _choose_journal)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _refuse_foreign(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    ours = header.startswith(b"SQLite format 3\0") and (
        int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )
    if not ours:
        raise StoreError("foreign", path=str(path))


def _choose_journal(dbapi_connection: Any, _record: object) -> None:
    # The rollback journal and not WAL: WAL keeps page images that would give back single sheets.
    # A file remembers it, so once is enough.
    dbapi_connection.execute("PRAGMA busy_timeout=20000")
    dbapi_connection.execute("PRAGMA journal_mode=DELETE")


def _prepare(dbapi_connection: Any, _record: object) -> None:
    # Transactions are begun by us (see _begin); the driver must not begin its own.
    dbapi_connection.isolation_level = None
    for pragma in _PRAGMAS:
        dbapi_connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes loses against others at once.
    writing = connection.get_execution_options().get("weerbaar_writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _make_tables(engine: Engine) -> None:
    with engine.execution_options(weerbaar_writing=False).begin() as connection:
        if engine.dialect.name == "sqlite":
            _check_version(connection)
        if not _lacking(connection):
            return
    before = _meeting_before(engine)
    with engine.begin() as connection:
        # Another process may have made them since; whoever looked first waits here for a moment.
        _complete(connection)
        if before:
            _take_over(connection, before)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    if before and before.is_file():
        before.unlink(missing_ok=True)


def _meeting_before(engine: Engine) -> Path | None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    path = Path(engine.url.database).with_name(MEETING_BEFORE)
    return path if path.exists() else None


def _take_over(connection: Connection, before: Path) -> None:
    """Keep the meeting of a version before as it is: what is damaged is told when it is read."""
    try:
        body = before.read_text(encoding="utf-8")
    except (OSError, ValueError):
        body = ""
    if connection.execute(sa.select(schema.meeting.c.code)).first() is None:
        connection.execute(sa.insert(schema.meeting), {"code": "", "body": body})


def _lacking(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return _version(connection) < SCHEMA_VERSION
    there = sa.inspect(connection)
    if not all(there.has_table(name) for name in schema.metadata.tables):
        return True
    return any(_new_columns(connection))


def _complete(connection: Connection) -> None:
    """Make the tables and columns that are not there; nothing that is there changes."""
    schema.metadata.create_all(connection)
    for column in list(_new_columns(connection)):
        kind = column.type.compile(connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE session ADD COLUMN {column.name} {kind}")


def _new_columns(connection: Connection) -> Iterator[Column[Any]]:
    """Columns that an earlier version did not have; all of them may be empty."""
    known = {column["name"] for column in sa.inspect(connection).get_columns("session")}
    return (column for column in schema.session.columns if column.name not in known)


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _check_version(connection: Connection) -> None:
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise StoreError("newer", found=version, known=SCHEMA_VERSION)
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all() != ["ok"]:
        raise StoreError("corrupt")
