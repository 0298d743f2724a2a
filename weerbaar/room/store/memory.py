"""A store in memory: for tests, and for a private self-test that keeps nothing."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weerbaar.model.tally import Tally
from weerbaar.room.session import Session
from weerbaar.room.store.contract import Transaction


@dataclass
class _State:
    sessions: dict[str, Session] = field(default_factory=dict)
    receipts: set[tuple[str, bytes]] = field(default_factory=set)
    tallies: dict[str, Tally] = field(default_factory=dict)
    bodies: dict[tuple[str, str], object] = field(default_factory=dict)

    def copy(self) -> _State:
        """Copy the containers; what they hold never changes."""
        return _State(**{name: copy.copy(kept) for name, kept in vars(self).items()})


class _MemoryTransaction(Transaction):
    def __init__(self, state: _State) -> None:
        self._state = state

    def find(self, code: str) -> Session | None:
        return self._state.sessions.get(code)

    def sessions(self) -> tuple[Session, ...]:
        return tuple(sorted(self._state.sessions.values(), key=lambda s: -s.number))

    def save(self, session: Session) -> None:
        self._state.sessions[session.code] = session

    def add_receipt(self, code: str, mark: bytes) -> bool:
        new = not self.has_receipt(code, mark)
        self._state.receipts.add((code, mark))
        return new

    def put_receipts(self) -> None:
        """Nothing waits: a mark is kept as soon as it is added."""

    def has_receipt(self, code: str, mark: bytes) -> bool:
        return (code, mark) in self._state.receipts

    def add_tally(self, code: str, tally: Tally) -> None:
        self._state.tallies[code] = self.tally(code) + tally

    def tally(self, code: str) -> Tally:
        return self._state.tallies.get(code, Tally())

    def erase_tally(self, code: str) -> None:
        self._state.tallies.pop(code, None)

    def erase_receipts(self, code: str) -> None:
        self._state.receipts = {kept for kept in self._state.receipts if kept[0] != code}

    def body(self, what: str, code: str) -> Any:
        return self._state.bodies.get((what, code))

    def put_body(self, what: str, code: str, body: object) -> None:
        self._state.bodies[what, code] = body


class MemoryStore:
    """Keeps everything in this process and loses it with the process."""

    def __init__(self) -> None:
        self._state = _State()
        self._lock = threading.RLock()

    @contextmanager
    def read(self) -> Iterator[_MemoryTransaction]:
        """A transaction on a copy, so that nothing can be written through it."""
        # A writer works on a copy too and then puts it in place, so there is nothing to wait for.
        yield _MemoryTransaction(self._state.copy())

    @contextmanager
    def write(self) -> Iterator[_MemoryTransaction]:
        """A transaction that takes effect only when it ends without an error."""
        with self._lock:
            state = self._state.copy()
            yield _MemoryTransaction(state)
            self._state = state

    def close(self) -> None:
        """Nothing to let go of."""
