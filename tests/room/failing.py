"""A store that is full or busy at one of its writes."""

from __future__ import annotations

from contextlib import contextmanager

from weerbaar.room import StoreError


class Failing:
    """Like another store, until it has written so many times; the end of a write counts as one.

    Parameters
    ----------
    writes
        After how many it fails; never when it is infinite.
    code
        Of the StoreError that it then raises.
    """

    def __init__(self, store, writes, code="full"):
        self.store, self.writes, self.code = store, writes, code

    def read(self):
        return self.store.read()

    @contextmanager
    def write(self):
        with self.store.write() as transaction:
            yield _Transaction(transaction, self._count)
            self._count()

    def close(self):
        self.store.close()

    def _count(self):
        if self.writes == 0:
            raise StoreError(self.code)
        self.writes -= 1


class _Transaction:
    def __init__(self, transaction, count):
        self._transaction, self._count = transaction, count

    def __getattr__(self, name):
        if name.startswith(("save", "add_", "put_", "erase_")):
            self._count()
        return getattr(self._transaction, name)
