"""What every store does; tests/room/test_store_contract.py holds it for each of them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from weerbaar.model.tally import Tally
from weerbaar.room.session import Session

_NO_SESSION = ""


class Transaction(Protocol):
    """Reads and writes that happen together or not at all."""

    def find(self, code: str) -> Session | None:
        """The session with a code; within a writing transaction nobody else can change it."""

    def sessions(self) -> tuple[Session, ...]:
        """All sessions, the newest first."""

    def save(self, session: Session) -> None:
        """Insert a session, or replace the one with the same code."""

    def add_receipt(self, code: str, mark: bytes) -> bool:
        """Keep a mark; False when it was there already. No order or time is kept."""

    def put_receipts(self) -> None:
        """Write the marks that were added; the end of a transaction does so too."""

    def has_receipt(self, code: str, mark: bytes) -> bool:
        """Whether a mark was kept."""

    def add_tally(self, code: str, tally: Tally) -> None:
        """Add counts to the tally of a session."""

    def tally(self, code: str) -> Tally:
        """The tally of a session; empty when there is none."""

    def erase_tally(self, code: str) -> None:
        """Remove the tally of a session for good."""

    def erase_receipts(self, code: str) -> None:
        """Remove the receipts of a session for good."""

    def body(self, what: str, code: str) -> Any:
        """What is kept of a session under the name of a table; None when nothing is."""

    def put_body(self, what: str, code: str, body: object) -> None:
        """Keep it instead of what was kept before; None removes it for good."""

    # --- the same in every store ---

    def put_release(self, code: str, body: str) -> None:
        """Freeze a release; a session has at most one (R5)."""
        self._put_once("release", code, body)

    def release(self, code: str) -> str | None:
        """The frozen release of a session."""
        return self._text("release", code)

    def put_sealed(self, code: str, body: bytes) -> None:
        """Keep the sealed sums of a session; they are sealed at most once."""
        self._put_once("sealed", code, body)

    def sealed(self, code: str) -> bytes | None:
        """The sealed sums of a session; nobody here can open them."""
        found: bytes | None = self.body("sealed", code)
        return found

    def put_plan(self, code: str, body: str | None) -> None:
        """Keep what a group agreed, instead of what was kept before; None removes it for good."""
        self.put_body("plan", code, body)

    def plan(self, code: str) -> str | None:
        """What the group of a session agreed."""
        return self._text("plan", code)

    def put_meeting(self, body: str) -> None:
        """Keep the meeting, instead of what was kept before."""
        self.put_body("meeting", _NO_SESSION, body)

    def meeting(self) -> str | None:
        """The meeting; None when none was kept."""
        return self._text("meeting", _NO_SESSION)

    def _text(self, what: str, code: str) -> str | None:
        found: str | None = self.body(what, code)
        return found

    def _put_once(self, what: str, code: str, body: object) -> None:
        if self.body(what, code) is not None:
            raise KeyError(code)
        self.put_body(what, code, body)


class Store(Protocol):
    """A place for sessions."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that only reads; it does not wait for writers."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may write; durable once it ends without an error."""

    def close(self) -> None:
        """Let go of files and connections."""
