"""Which counts of a pooled group are suppressed, and as what the others are published.

Rounding is to the nearest multiple of ``ResearchRules.round_to``, each count by itself (ONS, rule
10-5; ABS DataLab asks for the same threshold). A count below ``ResearchRules.threshold`` is
suppressed: primary suppression. Others go with it, so that it does not come back by subtraction:
complementary suppression (Handbook on Statistical Disclosure Control, second edition, 4.4,
https://sdctools.github.io/HandbookSDC/). Here a small count may not even be narrowed: with all that
is published of its statement or histogram, roundings at their most telling, it can still be
anything from zero up to the threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    Reliability,
    ResearchRules,
    Suppression,
)

CATEGORIES = ("green", "orange", "red", "skip")

# How the counts of a statement add up: each margin is the sum of the two that follow it.
_TREE = (
    ("people", "skip", "answers"),
    ("answers", "green", "not_green"),
    ("not_green", "orange", "red"),
)
Interval = tuple[float, float]
"""The least and the most that a number can be, both included."""
_ANY: Interval = (0.0, float("inf"))
_Floats = NDArray[np.float64]

Names = frozenset[str]
NOTHING: Names = frozenset()

COLOURS = frozenset({"orange", "red"})
GREENS = COLOURS | {"green", "not_green"}
SKIPS = frozenset({"skip", "answers", "green", "not_green"})
"""Orange and red stay; without their sum there is no share, which would tell that skips are few."""
STATEMENT = GREENS | SKIPS

PEOPLE = "people"
SCORES = "scores"
WHOLE_RESPONSE = "response"


def rounded(count: int, rules: ResearchRules) -> int:
    """The nearest multiple of the base; halves go to the even one.

    >>> [rounded(count, ResearchRules()) for count in (10, 12, 13, 0)]
    [10, 10, 15, 0]
    """
    return rules.round_to * round(count / rules.round_to)


def rounding_interval(published: int, rules: ResearchRules) -> Interval:
    """The least and the most that a rounded count can have been; never a small one.

    >>> [rounding_interval(published, ResearchRules()) for published in (10, 45)]
    [(10, 12), (43, 47)]
    """
    half = rules.round_to // 2
    return max(rules.threshold, published - half), published + half


@dataclass(frozen=True)
class StatementCounts:
    """What is published of the counts of one statement.

    Attributes
    ----------
    shown
        Rounded counts by name: ``people`` always; ``answers``, ``not_green``, ``green``,
        ``orange``, ``red`` and ``skip`` where they may be.
    """

    shown: Mapping[str, int]

    def without(self, names: Names) -> StatementCounts:
        """The same with something more suppressed."""
        return StatementCounts({n: count for n, count in self.shown.items() if n not in names})

    def cells(self, statement_id: str) -> tuple[Cell, ...]:
        """The four counts as they are released.

        Suppressed ones all have the same reason: which of them is small would narrow the others.
        """
        return tuple(
            Cell(PartKind.STATEMENT, statement_id, name, self.shown[name])
            if name in self.shown
            else Cell(PartKind.STATEMENT, statement_id, name, None, Suppression.COMPLEMENTARY)
            for name in CATEGORIES
        )


def suppress_statement(
    green: int, orange: int, red: int, skip: int, rules: ResearchRules
) -> StatementCounts:
    """Suppress small counts of a statement, and others so that none of them can be worked out.

    A small count goes together with its sibling: orange with red (together they stay, as not
    green), skips with green (so that the share stays), green with not green. When that does not
    do, all go.

    >>> suppress_statement(60, 30, 3, 12, ResearchRules()).shown
    {'people': 105, 'answers': 95, 'not_green': 35, 'green': 60, 'skip': 10}
    """
    not_green, answers = orange + red, green + orange + red
    counts = {"people": answers + skip, "answers": answers, "not_green": not_green}
    counts |= {"green": green, "orange": orange, "red": red, "skip": skip}
    small = {name for name, n in counts.items() if n < rules.threshold and name != "people"}
    gone = _with_siblings(small)
    made = StatementCounts({n: rounded(c, rules) for n, c in counts.items() if n not in gone})
    bounds = statement_bounds(made, rules)
    top = rules.threshold - 1
    unsure = all(bounds[name][0] <= 0 and bounds[name][1] >= top for name in small)
    if unsure and not {"green", "skip"} <= small:
        return made
    return StatementCounts({"people": rounded(counts["people"], rules)})


def _with_siblings(small: set[str]) -> set[str]:
    gone = set(small)
    if gone & {"skip", "answers"}:
        # The answers are green and not green together; green goes, for the sake of the share.
        gone |= {"skip", "answers", "green"}
    elif gone & {"green", "not_green"}:
        gone |= {"green", "not_green"}
    if gone & {"orange", "red", "not_green"}:
        gone |= COLOURS
    return gone


def statement_bounds(counts: StatementCounts, rules: ResearchRules) -> dict[str, Interval]:
    """Everything that can be worked out about the counts of a statement from what is published."""
    bounds = _added_up(counts, rules)
    for whole, one, other in _TREE:
        first, second = bounds[one], bounds[other]
        bounds[one] = _both(first, _minus(bounds[whole], second))
        bounds[other] = _both(second, _minus(bounds[whole], first))
    return bounds


def skip_bounds(
    counts: StatementCounts, people: _Floats, rules: ResearchRules
) -> tuple[_Floats, _Floats]:
    """The least and the most skips of a statement, for each number of sheets that there can be."""
    bounds = _added_up(counts, rules)
    (low, high), (least, most) = bounds["skip"], bounds["answers"]
    fewest = np.maximum(people, low + least) - most
    return np.maximum(low, fewest), np.minimum(high, np.minimum(people, high + most) - least)


def _added_up(counts: StatementCounts, rules: ResearchRules) -> dict[str, Interval]:
    """The counts form a tree, so once up and once down gives the sharpest bounds: this is up."""
    bounds = {name: _ANY for _, *parts in _TREE for name in parts}
    if "answers" not in counts.shown and "not_green" in counts.shown:
        # Only a small number of skips beside a green that is not makes just these two go.
        bounds["skip"] = (0.0, rules.threshold - 1.0)
        bounds["green"] = (float(rules.threshold), float("inf"))
    bounds |= {name: rounding_interval(n, rules) for name, n in counts.shown.items()}
    for whole, one, other in reversed(_TREE):
        bounds[whole] = _both(bounds[whole], _plus((bounds[one], bounds[other])))
    return bounds


def suppress_histogram(
    counts: Sequence[int],
    total: Interval,
    rules: ResearchRules,
    tell: Callable[[Interval], bool] = lambda _: True,
    harmless: Callable[[Sequence[float]], bool] = lambda _: True,
) -> list[Suppression | None]:
    """Which counts of a histogram to suppress, and why.

    Parameters
    ----------
    total
        What is known of the number of sheets in it.
    tell
        Given what the histogram says of that number, whether it may say so; not asked twice once
        it may.
    harmless
        Given the least that each count can be, whether that may be known beside what is published
        of the answers themselves.

    Returns
    -------
    list of Suppression or None
        One per count; one reason for all, since telling which are small would narrow the others.
    """
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    top = rules.threshold - 1
    for gone in range(sum(n <= top for n in counts), len(counts)):
        shown = [rounding_interval(rounded(counts[at], rules), rules) for at in order[gone:]]
        # Who knows the rule knows that the largest one suppressed is no larger than any shown.
        ends: list[Interval] = [
            (0, top) if counts[at] <= top else (rules.threshold, shown[0][1]) for at in order[:gone]
        ]
        least = dict(zip(order[gone:], (low for low, _ in shown), strict=True))
        if (
            _stays_unknown(ends, _minus(total, _plus(shown)), top)
            and harmless([least.get(at, 0.0) for at in range(len(counts))])
            and tell(_plus([*shown, *ends]))
        ):
            break
    else:
        gone = len(counts)
    small = all(counts[at] <= top for at in order[:gone])
    # When nothing is shown, that all of them are small would still say something of their sum.
    small = small and (gone < len(counts) or tell((0.0, float(top * gone))))
    reason = Suppression.PRIMARY if small else Suppression.COMPLEMENTARY
    return [reason if at in order[:gone] else None for at in range(len(counts))]


def _stays_unknown(ends: Sequence[Interval], together: Interval, top: int) -> bool:
    """Whether every small count is left anything from zero to ``top``, given what they add up to.

    A single one would simply follow.
    """
    if len(ends) < 2:  # noqa: PLR2004 -- one
        return not ends
    least, most = _plus(ends)
    return together[0] <= most - top and together[1] - least >= top


def _both(one: Interval, other: Interval) -> Interval:
    return max(one[0], other[0]), min(one[1], other[1])


def _plus(parts: Sequence[Interval]) -> Interval:
    return sum(low for low, _ in parts), sum(high for _, high in parts)


def _minus(whole: Interval, part: Interval) -> Interval:
    return whole[0] - part[1], whole[1] - part[0]


def of_scale(scale: str, what: str) -> str:
    """Name of something about a scale: a number of points, ``PEOPLE`` or ``SCORES``.

    >>> of_scale("social", SCORES)
    'social:scores'
    """
    return f"{scale}:{what}"


@dataclass(frozen=True)
class Suppressed:
    """What of a group is suppressed beside what it suppresses by itself: for other tables' sake.

    Attributes
    ----------
    statements
        Per statement, names as in ``StatementCounts.shown``; empty when nothing is.
    scales
        See :func:`of_scale`.
    response
        ``joined``, ``done``, or ``WHOLE_RESPONSE`` for all of it.
    """

    statements: tuple[Names, ...] = ()
    scales: Names = NOTHING
    response: Names = NOTHING

    def of_statement(self, place: int) -> Names:
        """What is suppressed of a statement, given by its place."""
        return self.statements[place] if self.statements else NOTHING

    def sums_to(self, statements: Sequence[int]) -> bool:
        """Whether the share of a scale may be shown, as far as its statements go."""
        return not any("not_green" in self.of_statement(place) for place in statements)

    def applied(self, group: PooledGroup, rules: ResearchRules) -> PooledGroup:
        """A group without the scores and the response that are suppressed."""
        if not self.scales and not self.response:
            return group
        told = group.response
        if told is not None:
            told = replace(
                told,
                joined=None if "joined" in self.response else told.joined,
                done=None if "done" in self.response else told.done,
            )
        if WHOLE_RESPONSE in self.response:
            told = None
        total = of_scale(PartKind.TOTAL.value, SCORES) in self.scales
        cells = scores_without(group.cells, self.scales)
        return replace(
            group,
            cells=cells,
            reliabilities=tuple(self._reliability(r, cells, rules) for r in group.reliabilities),
            covariances=None if total else group.covariances,
            response=told,
        )

    def _reliability(
        self, found: Reliability, cells: Sequence[Cell], rules: ResearchRules
    ) -> Reliability:
        if of_scale(found.id, SCORES) in self.scales:
            return replace(found, alpha=None, mean_covariance=None, people=None, fewest=None)
        about = any(name.startswith(f"{found.id}:") for name in self.scales)
        hidden = found.people is None or of_scale(found.id, PEOPLE) in self.scales
        if found.alpha is None or not about or not hidden:
            return found
        shown = [c.count for c in cells if (c.part, c.id) == (found.part, found.id)]
        least = sum(rounding_interval(n, rules)[0] for n in shown if n is not None)
        return replace(found, people=None, fewest=int(max(rules.people, least)))


def scores_without(cells: Sequence[Cell], names: Names) -> tuple[Cell, ...]:
    """Cells without the scores that are suppressed.

    All suppressed ones of a histogram then have the same reason: which is small is not told.
    """
    gone = {
        (cell.part, cell.id)
        for cell in cells
        if cell.count is not None and of_scale(cell.id, cell.category) in names
    }
    made = []
    for cell in cells:
        if cell.part is PartKind.STATEMENT:
            made.append(cell)
        elif of_scale(cell.id, SCORES) not in names:
            hide = cell.count is None or of_scale(cell.id, cell.category) in names
            changed = hide and (cell.part, cell.id) in gone
            suppressed = Suppression.COMPLEMENTARY
            made.append(replace(cell, count=None, hidden=suppressed) if changed else cell)
    return tuple(made)
