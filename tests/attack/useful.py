"""Whether what is released still points at what the exact numbers point at."""

from __future__ import annotations

from collections.abc import Mapping

from tests.attack.rooms import EACH, QUADRANTS, Room, counted
from tests.attack.rulebook import GREEN, SKIP
from tests.model.made_up import tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy, disclose
from weerbaar.model.instrument import Side

SIZES = (5, 7, 10, 15, 23, 45)

RIGHT, OPEN, WRONG, FAR = "right", "open", "wrong", "far"
CLEAR = 0.15
"""From this difference on the interpretation rules speak of standing out."""


def pointed(room: Room) -> dict[str, str]:
    """Compare quadrant and side with most attention: released against exact.

    Returns
    -------
    dict
        For ``"quadrant"`` and ``"side"``: right when what stands highest in the release alone
        also does so in the exact numbers, open when it shares the first place with others there,
        wrong when it is not among the first, and far when it is then clearly lower.
    """
    release = disclose(tally(len(room), **counted(room)), FOUR, Policy())
    profile = release.as_profile(FOUR)
    if profile is None:
        return {}
    quadrants = {part.id: part.attention for part in profile.quadrants}
    sides = {str(part.id): part.attention for part in profile.sides}
    return {
        "quadrant": _verdict(quadrants, exact_quadrants(room)),
        "side": _verdict(sides, exact_sides(room)),
    }


def exact_quadrants(room: Room) -> dict[str, float]:
    """Share not green of all answers given, per quadrant."""
    starts = [EACH * number for number in range(QUADRANTS)]
    names = [quadrant.id for quadrant in FOUR.quadrants]
    return {name: _share(room[:, at : at + EACH]) for name, at in zip(names, starts, strict=True)}


def exact_sides(room: Room) -> dict[str, float]:
    """Share not green of all answers given, per side."""
    half = EACH * QUADRANTS // 2
    return {
        str(Side.AWARENESS): _share(room[:, :half]),
        str(Side.ACTING): _share(room[:, half:]),
    }


def _share(part: Room) -> float:
    answered = int((part != SKIP).sum())
    return int(((part != SKIP) & (part != GREEN)).sum()) / answered if answered else 0.0


def _verdict(shown: Mapping[str, float | None], exact: Mapping[str, float]) -> str:
    first, truly = _first(shown), _first(exact)
    if not first & truly:
        missed = max(exact.values()) - max(exact[name] for name in first)
        return FAR if missed >= CLEAR else WRONG
    return RIGHT if len(first) == 1 else OPEN


def _first(values: Mapping[str, float | None]) -> set[str]:
    known = {key: value for key, value in values.items() if value is not None}
    highest = max(known.values(), default=0.0)
    return {key for key, value in known.items() if value >= highest - 1e-9}
