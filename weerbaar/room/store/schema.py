"""The tables. Nothing about people but sums and hashes; no table has a hidden row order."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

# sqlite_with_rowid=False everywhere: a rowid would tell the order of arrival.

session = Table(
    "session",
    metadata,
    Column("code", String(6), primary_key=True),
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
    sqlite_with_rowid=False,
)

tally = Table(
    "tally",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("mark", LargeBinary(32), primary_key=True),
    sqlite_with_rowid=False,
)

release = Table(
    "release",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

sealed = Table(
    "sealed",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

plan = Table(
    "plan",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
