"""Made-up councils for tests of sealing, pooling and research rules."""

from __future__ import annotations

from functools import cache

from tests.disclosure.made_up import Council, simulated_councils
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.contribution import Contribution
from weerbaar.disclosure.sealed.keys import KeyPair, new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import Tally


@cache
def keys() -> KeyPair:
    """One key pair for all tests that need no special one."""
    return new_keys()


@cache
def councils(sessions: int = 60, seed: int = 5, between: float = 0.6) -> tuple[Council, ...]:
    """Sessions of the made-up instrument."""
    return tuple(simulated_councils(FOUR, sessions, seed, between=between))


def sealed(sessions: int = 60, seed: int = 5) -> list[bytes]:
    """The same, sealed."""
    return [seal(c.contribution, keys().public) for c in councils(sessions, seed)]


@cache
def pool(sessions: int = 60, seed: int = 5) -> Pool:
    """The same, pooled."""
    return Pool.read(sealed(sessions, seed), keys().private, FOUR)


def sheet(
    colour: Colour = Colour.GREEN, skip: int = 0, instrument: Instrument = FOUR
) -> AnswerSheet:
    """A sheet of one colour, the first statements skipped."""
    return AnswerSheet(instrument, {s.id: colour for s in instrument.statements[skip:]})


def contribution(tally: Tally | None = None, **differ: object) -> Contribution:
    """A contribution of six green sheets, unless it differs."""
    about = {
        "instrument": FOUR,
        "group_type": "gemeenteraad",
        "size_class": "5-9",
        "year": 2026,
        "language": "nl",
        "wave": 1,
        "series": "s",
        "simulated": False,
        "policy": Policy(),
        **differ,
    }
    made = Tally.total([Tally.of(sheet())] * 6) if tally is None else tally
    return Contribution(**about, tally=made)  # type: ignore[arg-type]
