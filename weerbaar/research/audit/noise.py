"""A table with noise: whether it can be one, and is not an exact table under its name.

Noise cannot be seen in one table. So it must be declared, in numbers that fit each other, and
other tables about the same people must not show that it is missing: honest noise hardly ever
comes as near to the truth as that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from weerbaar.research.audit import known
from weerbaar.research.audit.derive import Bounds, bounds
from weerbaar.research.audit.export import Export
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table, Value

_Cell = tuple[str, str]


def noise_flaws(export: Export) -> Iterator[AuditFinding]:
    """What is wrong with the table with noise; nothing when there is none."""
    table = export.table("noise")
    said = export.declared.get("noise")
    if table is None:
        if said is not None:
            yield flaw("noise_not_there", file=known.PACKAGE)
        return
    epsilon, error = _only(table, "epsilon"), _only(table, "error_95")
    scale = len({row["id"] for row in table.rows}) / epsilon if epsilon else 0.0
    if not 0 < epsilon <= known.NOISE_BUDGET or not _is_error(error, scale):
        yield flaw("noise_parameters", file=table.file)
        return
    colours: dict[Value, set[Value]] = defaultdict(set)
    for row in table.rows:
        colours[row["id"]].add(row["category"])
    if any(found != set(known.ANSWERS) for found in colours.values()):
        yield flaw("noise_parameters", file=table.file)
    if export.single:
        yield flaw("noise_alone", file=table.file)
    elif not _declared(said, {"epsilon": epsilon, "error": error, "scale": scale}):
        yield flaw("noise_not_declared", file=table.file)
    if _chance(table, export, scale) < known.NOISE_CHANCE:
        yield flaw("noise_missing", file=table.file)


def _only(table: Table, column: str) -> float:
    """The number that stands in every row of a column; nought when there is no such number."""
    found = {row[column] for row in table.rows}
    value = found.pop() if len(found) == 1 else None
    return value if isinstance(value, float) else 0.0


def _is_error(error: float, scale: float) -> bool:
    """Whether so much noise is what 95 of 100 cells stay within, for a discrete Laplace."""
    decay = math.exp(-1 / scale)
    # P(|X| >= k) = 2 p^k / (1 + p): Ghosh, Roughgarden and Sundararajan 2012, the geometric.
    wanted = math.log(known.NOISE_ERROR * (1 + decay) / 2) / math.log(decay)
    return abs(error - wanted) <= 1.0 + wanted / 100


def _declared(said: object, wanted: Mapping[str, float]) -> bool:
    if not isinstance(said, dict) or said.get("unit") != "sheet":
        return False
    return all(
        isinstance(said.get(name), int | float)
        and math.isclose(float(said[name]), value, rel_tol=1e-3)
        for name, value in wanted.items()
    )


def _chance(table: Table, export: Export, scale: float) -> float:
    """At most how likely honest noise looks as near to exact counts as this does.

    Two ways to look: beside what the other tables say, and at whether all counts are rounded.
    """
    noisy = {(str(row["id"]), str(row["category"])): row["count"] for row in table.rows}
    counts = {cell: count for cell, count in noisy.items() if isinstance(count, float)}
    truth = _truth(export)
    off = sorted(
        count - (truth[cell][0] + truth[cell][1]) / 2
        for cell, count in counts.items()
        if cell in truth and truth[cell][1] < math.inf
    )
    above = [count for count in counts.values() if count > 0]
    rounded = {step: sum(count % step == 0 for count in above) for step in (5, 10)}
    by_step = (
        _at_least(found, 1 / step + 1 / (2 * scale), len(above)) for step, found in rounded.items()
    )
    return min(_near(off, scale), *by_step)


def _near(off: list[float], scale: float) -> float:
    """Chance that counts lie as near to each other as these do, apart from what is known of them.

    Groups that are not shown add something to each count, so it is not zero that they lie around.
    Noise lies in a range of a given width with a chance of at most that of the range around zero,
    wherever the range is: of all ranges between two counts, the least likely one counts.
    """
    many, least = len(off), 1.0
    for first in range(many):
        for last in range(first + 1, many):
            chance = 1 - math.exp(-(off[last] - off[first] + 1) / (2 * scale))
            tries = many if last - first == many - 1 else many * many
            if chance < (last - first) / many:
                least = min(least, tries * _at_least(last - first, chance, many - 1))
    return least


def _at_least(found: int, chance: float, tries: int) -> float:
    """Chance of at least so many hits, of independent tries that each hit with some chance."""
    from scipy.special import bdtrc

    return float(bdtrc(found - 1, tries, min(1.0, chance)))


def _truth(export: Export) -> dict[_Cell, Bounds]:
    """Between what each count of the groups that are shown lies, as the other tables have it."""
    counts, groups, half = export.table("counts"), export.table("groups"), export.half_step
    if counts is None or groups is None:
        return {}
    people = {row["group"]: row["people"] for row in groups.rows}
    wanted = {"all"} if "all" in people else people.keys()
    parts: dict[tuple[Value, str], dict[str, Bounds]] = defaultdict(dict)
    for row in counts.rows:
        if row["part"] == "statement" and row["group"] in wanted:
            low, high = bounds(row["count"], half)
            if row["count"] is None and row["hidden"] == "small":
                high = known.LEAST_CELL - 1.0
            parts[row["group"], str(row["id"])][str(row["category"])] = low, high
    found: dict[_Cell, Bounds] = {}
    for (group, name), part in parts.items():
        for colour, (low, high) in _narrowed(part, bounds(people[group], half)).items():
            before = found.get((name, colour), (0.0, 0.0))
            found[name, colour] = before[0] + low, before[1] + high
    return found


def _narrowed(part: Mapping[str, Bounds], people: Bounds) -> dict[str, Bounds]:
    """What the other answers to a statement leave of all people for each of them."""
    least, most = sum(low for low, _ in part.values()), sum(high for _, high in part.values())
    return {
        colour: (
            max(low, people[0] - (most - high)) if most < math.inf else low,
            min(high, people[1] - (least - low)),
        )
        for colour, (low, high) in part.items()
    }
