"""Answers, sheets and tallies of made-up instruments, shared by the tests of the pure parts."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from tests.model.shapes import FOUR
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import SHEETS, Tally, answer_key

Answers = dict[str, Colour]

G, O, R = Colour.GREEN, Colour.ORANGE, Colour.RED  # noqa: E741 -- the colour, not a number


IDS = tuple(s.id for s in FOUR.statements)

colours = st.sampled_from(Colour)


def answers(*, complete: bool = False) -> st.SearchStrategy[Answers]:
    """Answers to FOUR; unless complete, any of them may be skipped."""
    if complete:
        return st.fixed_dictionaries(dict.fromkeys(IDS, colours))
    return st.fixed_dictionaries({}, optional=dict.fromkeys(IDS, colours))


# Mostly green sheets as well, or rules about few answers would hardly be tried.
calm = st.builds(
    lambda base, few: {**dict.fromkeys(base, Colour.GREEN), **few},
    st.sets(st.sampled_from(IDS), min_size=11),
    st.dictionaries(st.sampled_from(IDS), colours, max_size=3),
)
any_answers = st.one_of(answers(), answers(complete=True), calm)


def sheet(given: Mapping[str, Colour]) -> AnswerSheet:
    """A sheet of FOUR."""
    return AnswerSheet(FOUR, dict(given))


def tally(n: int, **counts: tuple[int, int, int]) -> Tally:
    """A tally of n sheets from ``statement=(green, orange, red)``."""
    return Tally(
        {SHEETS: n}
        | {
            answer_key(statement, colour): count
            for statement, given in counts.items()
            for colour, count in zip(Colour, given, strict=True)
        }
    )
