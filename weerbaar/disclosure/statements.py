"""R3: what is shown of one statement.

One rule, applied twice: of two counts that add up, both are given only when both exceed the
band ``w``; otherwise the smaller one is the band ``0..w`` and the other one the rest. First to
green and not green, then to orange and red among those that are not green. So with ``w - 1``
accomplices no number of other people is ever known to be none or one.

Source: ours, proven by attack (``tests/attack``, ``docs/disclosure-attack.md``). Its aims, no small
cell and none that follows from the rest, are those of Eurostat, secondary confidentiality,
https://wikis.ec.europa.eu/spaces/IFS/pages/152797579/9.1.2+Confidentiality+of+tabular+data
"""

from __future__ import annotations

from dataclasses import replace

from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.release import (
    LEVEL_CUTS,
    Band,
    StatementFigure,
    Tendency,
)
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally


def statement_figure(tally: Tally, statement_id: str, policy: Policy) -> StatementFigure:
    """R3: what is shown of one statement in a room that is large enough for statements."""
    answered = answered_count(tally, statement_id)
    not_green = not_green_count(tally, statement_id)
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
    figure = _count_figure(
        statement_id,
        skips,
        green=Band(max(least - not_green, policy.band + 1), most - not_green),
        not_green=Band.exactly(not_green),
        most=most,
    )
    orange = tally.given(statement_id, Colour.ORANGE)
    return _split(figure, orange, not_green - orange, policy)


def level(not_green: int, answered: int) -> int | None:
    """R2, R3: level 0 up to one third not green, 2 from two thirds, 1 between; None if unanswered.

    A share at a cut lies outside the middle. Among at most nine answers the highest level then
    still leaves room for three that are green, so two accomplices do not know of the others.
    """
    if answered == 0:
        return None
    # In whole numbers, so that exactly a third is never lost to rounding.
    if 3 * not_green <= answered:
        return 0
    return 2 if 3 * not_green >= 2 * answered else 1


def answered_count(tally: Tally, statement_id: str) -> int:
    """Number of sheets with a colour for a statement."""
    return sum(tally.given(statement_id, colour) for colour in Colour)


def not_green_count(tally: Tally, statement_id: str) -> int:
    """Number of sheets with orange or red for a statement."""
    return sum(tally.given(statement_id, colour) for colour in Colour if colour.asks_attention)


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


def _split(figure: StatementFigure, orange: int, red: int, policy: Policy) -> StatementFigure:
    # With fewer answers both could lie in 0..w, and which one is banded would tell.
    if orange + red <= 2 * policy.band:
        return figure
    if orange <= policy.band:
        return replace(figure, tendency=Tendency.MOSTLY_RED)
    if red <= policy.band:
        return replace(figure, tendency=Tendency.MOSTLY_ORANGE)
    return replace(figure, orange=Band.exactly(orange), red=Band.exactly(red))
