"""A table with noise: whether it can be one, and is not an exact table under its name.

Noise cannot be seen in one table. So it must be declared, in numbers that fit each other, and
other tables about the same people must not show that it is missing: honest noise hardly ever
comes as near to the truth as that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from weerbaar.research.audit.limits import LEAST_CELL, NOISE_BUDGET, NOISE_CHANCE, NOISE_ERROR
from weerbaar.research.audit.opened import Export
from weerbaar.research.audit.package import declared
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table

_Cell = tuple[str, str]
_Bounds = tuple[float, float]


def noise_flaws(export: Export, half: float) -> Iterator[AuditFinding]:
    """What is wrong with the table with noise; nothing when there is none.

    Parameters
    ----------
    half
        How far a published count can be from the true one.
    """
    table = export.table("noise")
    said = declared(export).get("noise")
    if table is None:
        if said is not None:
            yield flaw("noise_not_there", file="datapackage.json")
        return
    epsilons = {row["epsilon"] for row in table.rows}
    errors = {row["error_95"] for row in table.rows}
    epsilon, error = next(iter(epsilons), None), next(iter(errors), None)
    if len(epsilons) != 1 or len(errors) != 1 or not epsilon or not isinstance(epsilon, float):
        yield flaw("noise_parameters", file=table.file)
        return
    scale = len({row["id"] for row in table.rows}) / epsilon
    if epsilon > NOISE_BUDGET or not isinstance(error, float) or not _is_error(error, scale):
        yield flaw("noise_parameters", file=table.file)
        return
    if not _whole(table):
        yield flaw("noise_parameters", file=table.file)
    if export.single:
        yield flaw("noise_alone", file=table.file)
    elif not _declared(said, epsilon, error, scale):
        yield flaw("noise_not_declared", file=table.file)
    if _chance(table, export, scale, half) < NOISE_CHANCE:
        yield flaw("noise_missing", file=table.file)


def _whole(table: Table) -> bool:
    """Whether every statement has every colour, once."""
    found: dict[object, set[object]] = defaultdict(set)
    for row in table.rows:
        found[row["id"]].add(row["category"])
    return all(colours == {"green", "orange", "red"} for colours in found.values())


def _is_error(error: float, scale: float) -> bool:
    """Whether so much noise is what 95 of 100 cells stay within, for a discrete Laplace."""
    decay = math.exp(-1 / scale)
    # P(|X| >= k) = 2 p^k / (1 + p): Ghosh, Roughgarden and Sundararajan 2012, the geometric.
    wanted = math.log(NOISE_ERROR * (1 + decay) / 2) / math.log(decay)
    return abs(error - wanted) <= 1.0 + wanted / 100


def _declared(said: object, epsilon: float, error: float, scale: float) -> bool:
    if not isinstance(said, dict) or said.get("unit") != "sheet":
        return False
    wanted = {"epsilon": epsilon, "error": error, "scale": scale}
    return all(
        isinstance(said.get(name), int | float)
        and math.isclose(float(said[name]), value, rel_tol=1e-3)
        for name, value in wanted.items()
    )


def _chance(table: Table, export: Export, scale: float, half: float) -> float:
    """At most how likely honest noise looks as near to exact counts as this does.

    Two ways to look: beside what the other tables say, and at whether all counts are rounded.
    """
    noisy = {(str(row["id"]), str(row["category"])): row["count"] for row in table.rows}
    counts = {cell: count for cell, count in noisy.items() if isinstance(count, float)}
    truth = _truth(export, half)
    off = sorted(
        count - (truth[cell][0] + truth[cell][1]) / 2
        for cell, count in counts.items()
        if cell in truth and truth[cell][1] < math.inf
    )
    found = [_near(off, scale)]
    above = [count for count in counts.values() if count > 0]
    for step in (5, 10):
        rounded = sum(count % step == 0 for count in above)
        found.append(_at_least(rounded, [1 / step + 1 / (2 * scale)] * len(above)))
    return min(found)


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
                tail = _at_least(last - first, [chance] * (many - 1))
                least = min(least, tries * tail)
    return least


def _at_least(found: int, chances: list[float]) -> float:
    """Chance of at least so many hits, of independent tries that each hit with some chance."""
    reached = [1.0]
    for chance in (min(1.0, one) for one in chances):
        shifted = [0.0, *(chance * part for part in reached)]
        stayed = [*((1 - chance) * part for part in reached), 0.0]
        reached = [a + b for a, b in zip(shifted, stayed, strict=True)]
    return sum(reached[found:])


def _truth(export: Export, half: float) -> dict[_Cell, _Bounds]:
    """Between what each count of the groups that are shown lies, as the other tables have it."""
    counts, groups = export.table("counts"), export.table("groups")
    if counts is None or groups is None:
        return {}
    shown = [str(row["group"]) for row in groups.rows]
    wanted = ["all"] if "all" in shown else shown
    people = {str(row["group"]): row["people"] for row in groups.rows}
    parts: dict[tuple[str, str], dict[str, _Bounds]] = defaultdict(dict)
    for row in counts.rows:
        if row["part"] == "statement" and row["group"] in wanted:
            part = parts[str(row["group"]), str(row["id"])]
            part[str(row["category"])] = _bounds(row["count"], row["hidden"], half)
    found: dict[_Cell, _Bounds] = {}
    for (group, name), part in parts.items():
        for colour, (low, high) in _narrowed(part, people[group], half).items():
            before = found.get((name, colour), (0.0, 0.0))
            found[name, colour] = before[0] + low, before[1] + high
    return found


def _bounds(count: Value, hidden: Value, half: float) -> _Bounds:
    if isinstance(count, float):
        return count - half, count + half
    return 0.0, LEAST_CELL - 1.0 if hidden == "small" else math.inf


def _narrowed(part: Mapping[str, _Bounds], people: Value, half: float) -> dict[str, _Bounds]:
    """What the other answers to a statement leave of all people for each of them."""
    if not isinstance(people, float):
        return dict(part)
    least, most = sum(low for low, _ in part.values()), sum(high for _, high in part.values())
    return {
        colour: (
            max(low, people - half - (most - high)) if most < math.inf else low,
            min(high, people + half - (least - low)),
        )
        for colour, (low, high) in part.items()
    }
