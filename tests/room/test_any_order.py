"""A room under any order of clicks and taps, against a model of a few lines."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.model.made_up import any_answers, sheet
from tests.model.shapes import FOUR
from tests.room.places import opened, room
from weerbaar.disclosure import Policy, Release, disclose
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room import Phase, ShareOutcome
from weerbaar.room.store import MemoryStore, Store, open_store

tokens = st.integers(0, 24).map(lambda i: f"{i:032x}")


def refusal(action: Callable[..., object], *arguments: object) -> str | None:
    """Why an action was refused; None when it was done."""
    try:
        action(*arguments)
    except Refusal as error:
        return error.code
    return None


class AnyOrder(RuleBasedStateMachine):
    """Every rule may come at any time; the model knows what must be true then."""

    codes = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.store = self.make_store()
        self.room = room(self.store)
        self.sheets: dict[str, dict[str, Tally]] = {}
        self.joined: dict[str, set[str]] = {}
        self.done: dict[str, set[str]] = {}
        self.heads: dict[str, int | None] = {}
        self.phase: dict[str, Phase] = {}
        self.released: dict[str, Release] = {}

    def make_store(self) -> Store:
        return MemoryStore()

    def teardown(self) -> None:
        self.store.close()

    def is_open(self, code: str) -> bool:
        return self.phase[code] is Phase.OPEN

    @initialize(target=codes)
    def open_first(self) -> str:
        return self.open()

    @rule(target=codes)
    def open(self) -> str:
        code = opened(self.room)
        assert code not in self.phase
        self.sheets[code], self.joined[code], self.done[code] = {}, set(), set()
        self.heads[code], self.phase[code] = None, Phase.OPEN
        return code

    @rule(code=codes, token=tokens)
    def join(self, code: str, token: str) -> None:
        self.room.join(code, token)
        if self.is_open(code):
            self.joined[code].add(token)

    @rule(code=codes, token=tokens)
    def finish(self, code: str, token: str) -> None:
        self.room.finish(code, token)
        if self.is_open(code):
            self.joined[code].add(token)
            self.done[code].add(token)

    @rule(
        code=codes,
        start=st.integers(0, 24),
        many=st.integers(1, 12),
        answers=any_answers.filter(bool),
    )
    def share(self, code: str, start: int, many: int, answers: dict) -> None:
        """Some phones in a row, or rooms of ten would hardly be seen."""
        for i in range(start, min(start + many, 25)):
            token = f"{i:032x}"
            outcome = self.room.share(code, token, sheet(answers))
            known = token in self.sheets[code] and self.phase[code] is not Phase.ARCHIVED
            counted = known or self.is_open(code)
            assert outcome is (ShareOutcome.SHARED if counted else ShareOutcome.CLOSED)
            if self.is_open(code):
                self.sheets[code].setdefault(token, Tally.of(sheet(answers)))
                self.joined[code].add(token)
                self.done[code].add(token)

    @rule(code=codes, heads=st.integers(-1, 40))
    def count_heads(self, code: str, heads: int) -> None:
        expected = None
        if self.phase[code] not in (Phase.OPEN, Phase.CLOSED):
            expected = "details_fixed"
        if heads < 1:
            expected = "bad_value"
        assert refusal(self.room.count_heads, code, heads) == expected
        if expected is None:
            self.heads[code] = heads

    @rule(code=codes)
    def close(self, code: str) -> None:
        over = self.phase[code] is Phase.ARCHIVED
        assert refusal(self.room.close, code) == ("session_over" if over else None)
        if self.is_open(code):
            self.phase[code] = Phase.CLOSED

    @rule(code=codes)
    def reveal(self, code: str) -> None:
        assert refusal(self.room.reveal, code) == self.hindrance(code)
        if self.hindrance(code) is None:
            if self.phase[code] is Phase.CLOSED:
                total = Tally.total(self.sheets[code].values())
                self.released[code] = disclose(total, FOUR, Policy())
            self.phase[code] = Phase.RELEASED
            assert self.room.reveal(code) == self.released[code]

    def hindrance(self, code: str) -> str | None:
        """Why a reveal is refused now."""
        heads = self.heads[code]
        match self.phase[code]:
            case Phase.OPEN:
                return "not_closed"
            case Phase.ARCHIVED:
                return "session_over"
            case Phase.RELEASED:
                return None
        if heads is None:
            return "heads_missing"
        return "too_many_shares" if len(self.sheets[code]) > heads else None

    @rule(code=codes)
    def archive(self, code: str) -> None:
        self.room.archive(code)
        self.phase[code] = Phase.ARCHIVED

    @invariant()
    def what_is_seen_is_what_happened(self) -> None:
        for code, phase in self.phase.items():
            view = self.room.view(code)
            assert view.session.phase is phase
            assert view.session.heads == self.heads[code]
            assert view.session.joined == len(self.joined[code])
            assert view.session.done == len(self.done[code])
            assert view.release == self.released.get(code)
            if phase is Phase.OPEN:
                assert view.shared is None
            elif phase is not Phase.ARCHIVED:
                assert view.shared == len(self.sheets[code])

    @invariant()
    def what_is_kept_is_what_may_be_kept(self) -> None:
        with self.store.read() as transaction:
            for code, phase in self.phase.items():
                live = phase in (Phase.OPEN, Phase.CLOSED)
                sheets = self.sheets[code].values() if live else ()
                assert transaction.tally(code) == Tally.total(sheets)

    @invariant()
    def the_current_session_is_the_newest_alive(self) -> None:
        alive = [code for code, phase in self.phase.items() if phase is not Phase.ARCHIVED]
        current = self.room.current()
        assert (current.code if current else None) == (alive[-1] if alive else None)


class AnyOrderOnFile(AnyOrder):
    """The same on a SQLite file."""

    def make_store(self) -> Store:
        self.folder = tempfile.TemporaryDirectory()
        return open_store(Path(self.folder.name) / "sessions.sqlite")

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


TestInMemory = AnyOrder.TestCase
TestInMemory.settings = settings(max_examples=25, stateful_step_count=30)

TestOnFile = AnyOrderOnFile.TestCase
TestOnFile.settings = settings(
    max_examples=5,
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow],
)
