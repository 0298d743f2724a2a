"""The room rules R2, R3, R4: what a tally may show (design section 6).

R1 (nothing while open), R5 (one release per session) and R8 (a release never changes) are held by
``room``; R6 and R7 by the types: a tally knows no subgroups, dots, texts or times.
"""

from __future__ import annotations

from dataclasses import replace

from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.release import (
    LEVEL_CUTS,
    Band,
    Detail,
    Release,
    StatementFigure,
    Tendency,
)
from weerbaar.model.instrument import Colour, Instrument, Quadrant
from weerbaar.model.tally import Tally

_MOSTLY = 2 / 3


def disclose(
    tally: Tally, instrument: Instrument, policy: Policy, *, rehearsal: bool = False
) -> Release:
    """Turn a tally into what may be shown of it.

    Raises
    ------
    ValueError
        If the tally does not belong to the instrument.
    """
    if not tally.fits(instrument):
        msg = f"tally does not fit instrument {instrument.id} {instrument.digest}"
        raise ValueError(msg)
    detail = detail_for(tally.sheets, policy)
    return Release(
        instrument=instrument.id,
        digest=instrument.digest,
        policy=policy,
        n=tally.sheets,
        detail=detail,
        statements=tuple(
            statement_figure(tally, statement.id, policy) for statement in instrument.statements
        )
        if detail is Detail.STATEMENTS
        else (),
        levels=tuple((q.id, quadrant_level(tally, q, policy)) for q in instrument.quadrants)
        if detail is Detail.LEVELS
        else (),
        rehearsal=rehearsal,
    )


def detail_for(n: int, policy: Policy) -> Detail:
    """R2: how much ``n`` shared sheets may show."""
    if n < policy.minimum:
        return Detail.NOTHING
    return Detail.LEVELS if n < policy.statements_from else Detail.STATEMENTS


def level(not_green: int, answered: int) -> int | None:
    """R2: level 0 below one third not green, 1 up to two thirds, 2 above; None when unanswered."""
    if answered == 0:
        return None
    # In whole numbers, so that exactly a third is never lost to rounding.
    if 3 * not_green < answered:
        return 0
    return 1 if 3 * not_green <= 2 * answered else 2


def quadrant_level(tally: Tally, quadrant: Quadrant, policy: Policy) -> int | None:
    """R2: the level of a quadrant over all answers to its statements.

    None when fewer than ``policy.minimum`` people are sure to have answered something here:
    skipping a quadrant must not leave a level that is about one or two people.
    """
    not_green = [_not_green(tally, s.id) for s in quadrant.statements]
    answered = [_answered(tally, s.id) for s in quadrant.statements]
    if max(answered) < policy.minimum:
        return None
    return level(sum(not_green), sum(answered))


def statement_figure(tally: Tally, statement_id: str, policy: Policy) -> StatementFigure:
    """R3: what is shown of one statement."""
    answered = _answered(tally, statement_id)
    not_green = _not_green(tally, statement_id)
    if answered < policy.statements_from:
        return _level_figure(statement_id, not_green, answered, tally.sheets, policy)
    skips = _skips(tally.sheets - answered, policy)
    # A banded number of skips must not follow from the other numbers, so then only one of
    # green and not green is given and the other one stays a range.
    most = tally.sheets - skips.low
    least = max(tally.sheets - skips.high, policy.statements_from)
    few = Band(0, policy.band)
    many = Band(least - policy.band, most)
    if not_green <= policy.band:
        return _count_figure(statement_id, skips, green=many, not_green=few, most=most)
    if answered - not_green <= policy.band:
        return _count_figure(statement_id, skips, green=few, not_green=many, most=most)
    orange, red, tendency = _split(tally, statement_id, policy)
    return replace(
        _count_figure(
            statement_id,
            skips,
            green=Band(max(least - not_green, policy.band + 1), most - not_green),
            not_green=Band.exactly(not_green),
            most=most,
        ),
        orange=orange,
        red=red,
        tendency=tendency,
    )


def _count_figure(
    statement_id: str, skips: Band, *, green: Band, not_green: Band, most: int
) -> StatementFigure:
    share = (not_green.low / most, not_green.high / most)
    return StatementFigure(statement_id, skips, green=green, not_green=not_green, share=share)


def _skips(count: int, policy: Policy) -> Band:
    return Band.exactly(count) if count > policy.band else Band(0, policy.band)


def _level_figure(
    statement_id: str, not_green: int, answered: int, sheets: int, policy: Policy
) -> StatementFigure:
    # The number of skips would turn a level into a count (of four people, level 1 is two not
    # green), so it says no more than the level does: too few, or very few, answered.
    if answered < policy.minimum:
        return StatementFigure(statement_id, Band(sheets - policy.minimum + 1, sheets))
    skips = Band(sheets - policy.statements_from + 1, sheets - policy.minimum)
    found = level(not_green, answered)
    bounds = (0.0, *LEVEL_CUTS, 1.0)
    share = None if found is None else (bounds[found], bounds[found + 1])
    return StatementFigure(statement_id, skips, level=found, share=share)


def _split(
    tally: Tally, statement_id: str, policy: Policy
) -> tuple[Band | None, Band | None, Tendency | None]:
    orange = tally.given(statement_id, Colour.ORANGE)
    red = tally.given(statement_id, Colour.RED)
    if min(orange, red) >= policy.split_at_least:
        return Band.exactly(orange), Band.exactly(red), None
    if orange + red < policy.tendency_from:
        return None, None, None
    if red > _MOSTLY * (orange + red):
        return None, None, Tendency.MOSTLY_RED
    if orange > _MOSTLY * (orange + red):
        return None, None, Tendency.MOSTLY_ORANGE
    return None, None, Tendency.MIXED


def _answered(tally: Tally, statement_id: str) -> int:
    return sum(tally.given(statement_id, colour) for colour in Colour)


def _not_green(tally: Tally, statement_id: str) -> int:
    return tally.given(statement_id, Colour.ORANGE) + tally.given(statement_id, Colour.RED)
