"""What a research release says, as tidy tables.

The columns and their types are in :data:`weerbaar.research.columns.COLUMNS`, what they mean in
``content/research.yaml``. Rows come in the order of the release. Every number is one that the
release holds, or follows from it: nothing else is read.

The usual table of items also holds the corrected item-total correlation. It needs, for each
person, the answer to one statement beside the score on all others. A tally keeps no such pair (a
tally that did would give single sheets away), so that correlation cannot be had here, not even
roughly. What can be had is how hard a statement is, how far its answers lie apart, and how much
statements go together on average, within a quadrant and between quadrants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import comb

import pandas as pd

from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    ResearchRelease,
    ResearchRules,
    Share,
    Suppression,
)
from weerbaar.model import Instrument
from weerbaar.research.columns import COLUMNS, group_name, typed
from weerbaar.research.compare import comparisons_frame
from weerbaar.research.intervals import alpha_interval, councils, share_interval

_HALF_STEP = 0.0005
"""Shares are rounded to three decimals."""

Rows = Iterator[Mapping[str, object]]


def tables(release: ResearchRelease, instrument: Instrument) -> dict[str, pd.DataFrame]:
    """Every table of a release by its name in :data:`weerbaar.research.columns.COLUMNS`.

    Raises
    ------
    ValueError
        If the release belongs to another instrument.
    """
    if release.digest != instrument.digest:
        found = f"{release.instrument} {release.digest}"
        raise ValueError(f"release of {found} read with {instrument.digest}")
    made = {name: table(name, release) for name in _MAKERS}
    made["comparisons"] = comparisons_frame(release)
    made["items"] = items_frame(release, instrument)
    return {name: made[name] for name in COLUMNS if name in made}


def table(name: str, release: ResearchRelease) -> pd.DataFrame:
    """One table of a release.

    Parameters
    ----------
    name
        ``groups`` (sessions and councils are exact, people rounded), ``keys`` (what the sessions
        of a group have in common; groups that are not shown are in it too, and that of all
        sessions has no rows), ``counts`` (a rounded number of people, or why it is hidden),
        ``shares`` and ``reliability`` (with the intervals of
        :mod:`weerbaar.research.intervals`), ``covariances`` (over the sheets without any skip, so
        that pairs within a quadrant and between two can be compared), ``response`` (heads are
        rounded or hidden, and were merged with another number in a session in which these
        differed by fewer than five people; so the rate lies between two ends) or ``refusals``
        (with the rule that forbids it).

    Raises
    ------
    KeyError
        If there is no such table.
    """
    rows = _MAKERS[name](release)
    return typed(name, ({**row, "simulated": release.simulated} for row in rows))


def items_frame(release: ResearchRelease, instrument: Instrument) -> pd.DataFrame:
    """One row per group and statement: difficulty, mean points between two ends, and variance.

    ``difficulty`` is the share that is not green: a statement on which few are green is hard. The
    mean number of points (green 0, orange 1, red 2) equals it plus the share of red, of which only
    a rounded or hidden count is released; ``points_low`` and ``points_high`` are the ends that
    follow. ``variance`` (points squared, of the people at hand, not of a population) is computed
    from rounded counts, and missing when one of them is hidden.

    Raises
    ------
    KeyError
        If a statement of the release is not in the instrument.
    """
    quadrants = {statement.id: statement.quadrant for statement in instrument.statements}

    def rows() -> Rows:
        for group in release.groups:
            cells = {(cell.id, cell.category): cell for cell in group.cells}
            for share in group.shares:
                if share.part is not PartKind.STATEMENT:
                    continue
                low, high = _points(share, cells, release.rules)
                yield {
                    "group": group_name(group.key),
                    "id": share.id,
                    "quadrant": quadrants[share.id],
                    "difficulty": share.value,
                    "points_low": low,
                    "points_high": high,
                    "variance": _variance(share.id, cells),
                    "answers": share.answers,
                    "simulated": release.simulated,
                }

    return typed("items", rows())


def _groups(release: ResearchRelease, group: PooledGroup) -> Rows:
    yield {
        "instrument": release.instrument,
        "digest": release.digest,
        "earlier": " ".join(release.earlier) or None,
        "sessions": group.sessions,
        "councils": councils(group),
        "people": group.people,
    }


def _counts(_release: ResearchRelease, group: PooledGroup) -> Rows:
    for cell in group.cells:
        points = None if cell.part is PartKind.STATEMENT else int(cell.category)
        yield {**vars(cell), "points": points}


def _shares(_release: ResearchRelease, group: PooledGroup) -> Rows:
    sizes = {"sessions": group.sessions, "councils": councils(group)}
    for share in group.shares:
        low, high = share_interval(share, councils(group))
        yield {**vars(share), "not_green": share.value, "low": low, "high": high, **sizes}


def _reliability(_release: ResearchRelease, group: PooledGroup) -> Rows:
    for found in group.reliabilities:
        low, high = alpha_interval(found)
        yield {**vars(found), "low": low, "high": high}


def _covariances(_release: ResearchRelease, group: PooledGroup) -> Rows:
    """Pairs of statements of one quadrant, and of two, as far as there are any."""
    items = {part: [r.items for r in group.reliabilities if r.part is part] for part in PartKind}
    within = sum(comb(n, 2) for n in items[PartKind.QUADRANT])
    known = group.covariances
    found = {"within": within, "between": sum(comb(n, 2) for n in items[PartKind.TOTAL]) - within}
    for kind, pairs in found.items():
        if pairs > 0:
            mean = getattr(known, kind) if known else None
            yield {"pair": kind, "pairs": pairs, "mean_covariance": mean}


def _response(_release: ResearchRelease, group: PooledGroup) -> Rows:
    if group.response:
        yield vars(group.response)


def _keys(release: ResearchRelease) -> Rows:
    keys = [group.key for group in release.groups] + [no.key for no in release.refusals]
    for key in dict.fromkeys(keys):
        for variable, value in key:
            yield {"group": group_name(key), "variable": variable, "value": value}


def _refusals(release: ResearchRelease) -> Rows:
    for refusal in release.refusals:
        yield {"group": group_name(refusal.key), "reason": refusal.reason}


def _each(
    rows: Callable[[ResearchRelease, PooledGroup], Rows],
) -> Callable[[ResearchRelease], Rows]:
    """Rows of a release from those of a group."""

    def made(release: ResearchRelease) -> Rows:
        for group in release.groups:
            for row in rows(release, group):
                yield {"group": group_name(group.key), **row}

    return made


_MAKERS: Mapping[str, Callable[[ResearchRelease], Rows]] = {
    "groups": _each(_groups),
    "keys": _keys,
    "counts": _each(_counts),
    "shares": _each(_shares),
    "reliability": _each(_reliability),
    "covariances": _each(_covariances),
    "response": _each(_response),
    "refusals": _refusals,
}


def _points(
    share: Share, cells: Mapping[tuple[str, str], Cell], rules: ResearchRules
) -> tuple[float | None, float | None]:
    """Ends of the mean number of points: the share not green, plus the share of red."""
    orange, red = (cells.get((share.id, colour)) for colour in ("orange", "red"))
    if share.value is None or not share.answers or orange is None or red is None:
        return None, None
    fewest = max(1.0, share.answers - rules.round_to / 2)
    most = share.answers + rules.round_to / 2
    rounding = max(_HALF_STEP, share.rounding or 0.0)
    least_share, most_share = max(0.0, share.value - rounding), share.value + rounding
    least_red, most_red = _range(red, rules, most)
    least_orange, most_orange = _range(orange, rules, most)
    # Red is what its own count says, and what orange leaves of all that is not green.
    low = max(0.0, least_red / most, least_share - most_orange / fewest)
    high = min(most_share, most_red / fewest, most_share - least_orange / most)
    return least_share + low, min(2.0, most_share + max(low, high))


def _range(cell: Cell, rules: ResearchRules, most: float) -> tuple[float, float]:
    if cell.count is not None:
        half = rules.round_to / 2
        return max(0.0, cell.count - half), cell.count + half
    return 0.0, rules.threshold - 1 if cell.hidden is Suppression.PRIMARY else most


def _variance(statement: str, cells: Mapping[tuple[str, str], Cell]) -> float | None:
    found = [cells.get((statement, colour)) for colour in ("green", "orange", "red")]
    counts = [cell.count for cell in found if cell is not None and cell.count is not None]
    people = sum(counts)
    if len(counts) < len(found) or people == 0:
        return None
    mean = sum(points * count for points, count in enumerate(counts)) / people
    return sum((points - mean) ** 2 * count for points, count in enumerate(counts)) / people
