"""A store in memory: for tests, and for a private self-test that keeps nothing."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from weerbaar.model.tally import Tally
from weerbaar.room.session import Session


@dataclass
class _State:
    sessions: dict[str, Session] = field(default_factory=dict)
    receipts: set[tuple[str, bytes]] = field(default_factory=set)
    tallies: dict[str, Tally] = field(default_factory=dict)
    releases: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, bytes] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    meeting: str | None = None

    def copy(self) -> _State:
        """Copy the containers; what they hold never changes."""
        return _State(**{name: copy.copy(kept) for name, kept in vars(self).items()})


class _MemoryTransaction:
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

    def put_release(self, code: str, body: str) -> None:
        if code in self._state.releases:
            raise KeyError(code)
        self._state.releases[code] = body

    def release(self, code: str) -> str | None:
        return self._state.releases.get(code)

    def put_sealed(self, code: str, body: bytes) -> None:
        if code in self._state.sealed:
            raise KeyError(code)
        self._state.sealed[code] = body

    def sealed(self, code: str) -> bytes | None:
        return self._state.sealed.get(code)

    def put_plan(self, code: str, body: str | None) -> None:
        self._state.plans.pop(code, None)
        if body is not None:
            self._state.plans[code] = body

    def plan(self, code: str) -> str | None:
        return self._state.plans.get(code)

    def put_meeting(self, body: str) -> None:
        self._state.meeting = body

    def meeting(self) -> str | None:
        return self._state.meeting


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
