"""The tables. Nothing about people but sums and hashes; no table has a hidden row order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _table(name: str, *columns: Column[Any]) -> Table:
    # sqlite_with_rowid=False everywhere: a rowid would tell the order of arrival.
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _code() -> Column[str]:
    return Column("code", String(6), primary_key=True)


session = _table(
    "session",
    _code(),
    Column("number", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("instrument", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("policy", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("group_type", String(64), nullable=False),
    Column("size_class", String(64), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("joined", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("heads", Integer),
    Column("wave_of", String(6)),
    Column("recipient", Text),
)
tally = _table(
    "tally",
    _code(),
    Column("key", String(128), primary_key=True),
    Column("n", Integer, nullable=False),
)
receipt = _table("receipt", _code(), Column("mark", LargeBinary(32), primary_key=True))
release = _table("release", _code(), Column("body", Text, nullable=False))
sealed = _table("sealed", _code(), Column("body", LargeBinary, nullable=False))
plan = _table("plan", _code(), Column("body", Text, nullable=False))
meeting = _table("meeting", _code(), Column("body", Text, nullable=False))
"""One row, whose code is that of no session: empty."""
