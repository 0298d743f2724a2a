"""Where sessions are kept: one contract, an in-memory store and a SQL store."""

from weerbaar.room.store.contract import Store, Transaction
from weerbaar.room.store.memory import MemoryStore
from weerbaar.room.store.sql import SqlStore, open_store

__all__ = ["MemoryStore", "SqlStore", "Store", "Transaction", "open_store"]
