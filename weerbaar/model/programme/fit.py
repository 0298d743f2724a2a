"""Which exercises fit a result: at most two, each with the ground on which it is proposed.

Ours, all of it: the source says which tool belongs to which statement, not which exercise to
begin with. What asks for attention is read by the same rules as the advice (``advise``), so that
a proposal never rests on a difference that the advice would not name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from weerbaar.model.advice import Advice, advise
from weerbaar.model.instrument import Side
from weerbaar.model.profile import Profile
from weerbaar.model.rules import OTHERWISE, RuleId

PROPOSED = 2
"""How many are proposed: enough to choose, too few to look for long."""

_STANDING_OUT = {RuleId.STANDS_OUT, RuleId.SEVERAL_STAND_OUT}
_SIDES = {RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE}


class Ground(StrEnum):
    """Why an exercise is proposed, the strongest ground first."""

    WITHOUT_FIGURES = "without_figures"
    """There is no picture, and this is what the instrument names for a small group."""
    QUADRANT = "quadrant"
    """A quadrant stands out, and the exercise says why it fits that."""
    STATEMENTS = "statements"
    """A quadrant stands out, and the exercise serves statements in it."""
    SIDE = "side"
    """A side asks for most attention, and the exercise says why it fits that."""
    SPREAD = "spread"
    """Nothing stands out: it touches as many quadrants as can be."""
    CALM = "calm"
    """Nearly all is green: it touches as many quadrants as can be."""
    NO_PICTURE = "no_picture"
    """There is no result: it touches as many quadrants as can be."""
    REST = "rest"
    """Something asks for attention, but of what fits that nothing was left for this group."""


@dataclass(frozen=True)
class Candidate:
    """An exercise, as far as its fit depends on it.

    Attributes
    ----------
    least, most
        For how many people.
    minutes
        How long it takes.
    named
        Whether the source names it; that goes before ours.
    fits, sides
        Quadrants and sides for which it gives a reason.
    serves
        Quadrants in which it serves a statement.
    group_types
        Kinds of groups that it is meant for; empty for all.
    needs_picture
        Whether it is about the picture of a group.
    """

    id: str
    least: int
    most: int
    minutes: int
    named: bool = True
    fits: frozenset[str] = frozenset()
    sides: frozenset[Side] = frozenset()
    serves: frozenset[str] = frozenset()
    group_types: frozenset[str] = frozenset()
    needs_picture: bool = False


@dataclass(frozen=True)
class Proposal:
    """An exercise that is proposed.

    Attributes
    ----------
    because
        The rule that fired and its evidence; None for ``WITHOUT_FIGURES``, ``NO_PICTURE`` and
        ``REST``.
    quadrants
        For ``QUADRANT`` and ``STATEMENTS`` the one that it is for; for ``SIDE`` none; otherwise
        those that it touches, by name.
    side
        For ``SIDE`` the one that it is for.
    """

    exercise: str
    ground: Ground
    because: Advice | None = None
    quadrants: tuple[str, ...] = ()
    side: Side | None = None


@dataclass(frozen=True)
class _Need:
    """What a result asks for: quadrants with most attention first, a side, or neither."""

    quadrants: tuple[str, ...] = ()
    standing: Advice | None = None
    side: Advice | None = None
    otherwise: Ground = Ground.REST
    why: Advice | None = None


def fitting(
    profile: Profile | None,
    exercises: Iterable[Candidate],
    size: int | None,
    minutes: int | None = None,
    group_type: str | None = None,
    without_figures: str | None = None,
) -> tuple[Proposal, ...]:
    """The exercises to propose after a result.

    Parameters
    ----------
    profile
        Of a group or a person; None when there is no picture, as with fewer than five people.
    exercises
        Those to choose from; in which order does not matter.
    size
        How many people there are; None when that is not known, and then nobody is too few.
    minutes
        How many minutes are left; None when there is no hurry.
    group_type
        Kind of group; None when that is not known, and then it is as any.
    without_figures
        Id of the exercise that goes before all when there is no picture; None for none.

    Returns
    -------
    tuple of Proposal
        Two, or as many as fit group and time when that is fewer; none takes longer or needs
        another group. Another one covers another quadrant where it can. Equal fits are decided
        by: named by the source, shorter, id.
    """
    few = profile is None
    left = [
        one
        for one in exercises
        if _possible(one, size, minutes)
        and (not one.needs_picture if few else _meant_for(one, group_type))
    ]
    need = _need(profile)
    first = next((one for one in left if few and one.id == without_figures), None)
    found = [_without_figures(first)] if first else []
    covered = set(_touches(first)) if first else set()
    left = [one for one in left if one is not first]
    while left and len(found) < PROPOSED:
        best = min(left, key=lambda one: _order(one, need, covered))
        left.remove(best)
        found.append(_proposal(best, need, covered))
        covered |= best.fits | best.serves
    return tuple(found)


def _possible(one: Candidate, size: int | None, minutes: int | None) -> bool:
    fits = size is None or one.least <= size <= one.most
    return fits and (minutes is None or one.minutes <= minutes)


def _meant_for(one: Candidate, group_type: str | None) -> bool:
    return not one.group_types or group_type is None or group_type in one.group_types


def _without_figures(one: Candidate) -> Proposal:
    return Proposal(one.id, Ground.WITHOUT_FIGURES, quadrants=tuple(sorted(_touches(one))))


def _need(profile: Profile | None) -> _Need:
    if profile is None:
        return _Need(otherwise=Ground.NO_PICTURE)
    fired = {advice.rule: advice for advice in advise(profile)}
    standing = next((fired[rule] for rule in fired if rule in _STANDING_OUT), None)
    side = next((fired[rule] for rule in fired if rule in _SIDES), None)
    if standing or side:
        return _Need(_most_first(standing, profile), standing, side)
    calm = fired.get(RuleId.CONTENT)
    if calm:
        return _Need(otherwise=Ground.CALM, why=calm)
    why = next((fired[rule] for rule in fired if rule in OTHERWISE), None)
    return _Need(otherwise=Ground.SPREAD, why=why)


def _most_first(standing: Advice | None, profile: Profile) -> tuple[str, ...]:
    if standing is None:
        return ()
    named = {standing.quadrant, *standing.quadrants}
    parts = [part for part in profile.quadrants if part.id in named]
    parts.sort(key=lambda part: -(part.attention or 0))
    return tuple(part.id for part in parts)


def _order(one: Candidate, need: _Need, covered: set[str]) -> tuple[object, ...]:
    """What comes first is lowest: the ground, then what it adds, then our preference."""
    ground, at = _ground(one, need, covered)
    grounds = list(Ground)
    adds = len(_touches(one) - covered) if ground is need.otherwise else 0
    fresh = at is None or at not in covered
    place = need.quadrants.index(at) if at else 0
    rank = (grounds.index(ground), not fresh, place, not _on_side(one, need), -adds)
    return (*rank, not one.named, one.minutes, one.id)


def _ground(one: Candidate, need: _Need, covered: set[str]) -> tuple[Ground, str | None]:
    """The strongest ground for an exercise, and the quadrant that it is about."""
    for ground, quadrants in ((Ground.QUADRANT, one.fits), (Ground.STATEMENTS, one.serves)):
        wanted = [name for name in need.quadrants if name in quadrants]
        # One that nothing proposed covers yet, else the one with most attention.
        at = next((name for name in wanted if name not in covered), next(iter(wanted), None))
        if at:
            return ground, at
    return (Ground.SIDE if _on_side(one, need) else need.otherwise), None


def _on_side(one: Candidate, need: _Need) -> bool:
    return need.side is not None and need.side.side in one.sides


def _touches(one: Candidate) -> frozenset[str]:
    return one.fits | one.serves


def _proposal(one: Candidate, need: _Need, covered: set[str]) -> Proposal:
    ground, at = _ground(one, need, covered)
    if at:
        return Proposal(one.id, ground, need.standing, (at,))
    if ground is Ground.SIDE and need.side:
        return Proposal(one.id, ground, need.side, side=need.side.side)
    return Proposal(one.id, ground, need.why, tuple(sorted(_touches(one))))
