"""The room rules: what a tally may show (design section 6). Each has one place that holds it.

===  ===========================================  =================================================
R1   while open only joined and done              ``room.service``: a view holds no tally
R2   how much, from how many sheets               :func:`detail_for`, :func:`quadrant_level`
R3   small counts as a band                       :func:`~.statements.statement_figure`
R4   quadrants and sides from what is published   :meth:`~.release.Release.as_profile`,
                                                  :func:`~.standing_out.standing_out`
R5   one release per session                      ``room.service``: a phase that has no way back
R6   no subgroups                                 a tally has no key for one
R7   no dots, texts or times per person           a tally and a release have no place for one
R8   a release never changes, all views read it   :class:`~.release.Release`: frozen
===  ===========================================  =================================================
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.release import MIDDLE_OR_HIGHEST, Detail, Release
from weerbaar.disclosure.standing_out import standing_out
from weerbaar.disclosure.statements import (
    answered_count,
    level,
    not_green_count,
    statement_figure,
)
from weerbaar.model.instrument import Instrument, Quadrant
from weerbaar.model.tally import Tally

HIGHEST_FROM = 6
"""Fewest sheets with which the highest level is told apart from the middle one.

At least a third of the answers may then be green: those of one accomplice and of any other person.
Fewer people leave no room for both, so an accomplice who was green throughout would know of each
other person who answered everything that they were not. Holds for quadrants of any length.
"""


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
    release = Release(
        instrument=instrument.id,
        digest=instrument.digest,
        policy=policy,
        n=tally.sheets,
        detail=detail,
        rehearsal=rehearsal,
    )
    if detail is Detail.LEVELS:
        levels = {q.id: quadrant_level(tally, q, policy) for q in instrument.quadrants}
        shares = {q.id: _share(tally, q) for q in instrument.quadrants}
        # Said only where a rule speaks of it.
        size = len(instrument.quadrants[0].statements)
        named = standing_out(shares, levels, tally.sheets, size) if instrument.rules.judges else ()
        return replace(release, levels=tuple(levels.items()), highest=named)
    if detail is Detail.STATEMENTS:
        figures = (statement_figure(tally, s.id, policy) for s in instrument.statements)
        return replace(release, statements=tuple(figures))
    return release


def detail_for(n: int, policy: Policy) -> Detail:
    """R2: how much ``n`` shared sheets may show.

    Source: a threshold of 3 or 5, OECD Glossary of Statistical Terms, threshold rule,
    https://stats.oecd.org/glossary/detail.asp?ID=7010; ten for single cells, ABS DataLab, rule
    of 10 (address in ``content/disclosure.yaml``).
    """
    if n < policy.minimum:
        return Detail.NOTHING
    return Detail.LEVELS if n < policy.statements_from else Detail.STATEMENTS


def quadrant_level(tally: Tally, quadrant: Quadrant, policy: Policy) -> float | None:
    """R2: the level of a quadrant over all answers to its statements.

    None when fewer than ``policy.minimum`` people are sure to have answered something here:
    skipping a quadrant must not leave a level that is about one or two people. None too for a
    quadrant of one statement, since that would be a statement's figure. Of few people the highest
    level is not told apart from the middle one (:data:`HIGHEST_FROM`).
    """
    answered = [answered_count(tally, s.id) for s in quadrant.statements]
    if len(answered) == 1 or max(answered) < policy.minimum:
        return None
    found = level(sum(not_green_count(tally, s.id) for s in quadrant.statements), sum(answered))
    return MIDDLE_OR_HIGHEST if found and tally.sheets < HIGHEST_FROM else found


def _share(tally: Tally, quadrant: Quadrant) -> Fraction:
    answered = sum(answered_count(tally, s.id) for s in quadrant.statements)
    not_green = sum(not_green_count(tally, s.id) for s in quadrant.statements)
    return Fraction(not_green, max(answered, 1))
