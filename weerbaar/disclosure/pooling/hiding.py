"""Which counts of a pooled group may be shown, and as what (design section 6, research rules).

Rounding is to the nearest multiple of ``Rules.round_to``, each count by itself (ONS, rule 10-5; ABS
DataLab asks for the same threshold). A count below ``Rules.threshold`` is hidden. What follows is
what Eurostat calls secondary confidentiality: a hidden count must not come back by subtraction.
Here it may not even be narrowed: with all that is shown of its statement or histogram, roundings at
their most telling, a small count can still be anything from zero up to the threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from weerbaar.disclosure.pooling.research_release import Cell, Hidden, Part, Rules

CATEGORIES = ("green", "orange", "red", "skip")

# How the counts of a statement add up: each is the sum of the two that follow it.
_TREE = (
    ("people", "skip", "answers"),
    ("answers", "green", "not_green"),
    ("not_green", "orange", "red"),
)
Interval = tuple[float, float]
_ANY: Interval = (0.0, float("inf"))


def rounded(count: int, rules: Rules) -> int:
    """The nearest multiple of the base; halves go to the even one."""
    return rules.round_to * round(count / rules.round_to)


def known(shown: int, rules: Rules) -> Interval:
    """What a rounded count tells: the least and the most it can have been; never a small one."""
    half = rules.round_to // 2
    return max(rules.threshold, shown - half), shown + half


@dataclass(frozen=True)
class StatementView:
    """What may be shown of one statement.

    Attributes
    ----------
    shown
        Rounded counts by name: ``people`` always; ``answers``, ``not_green``, ``green``,
        ``orange``, ``red`` and ``skip`` where they may be.
    """

    shown: Mapping[str, int]

    def cells(self, statement_id: str) -> tuple[Cell, ...]:
        """The four counts as they are released.

        Hidden ones all have the same reason: which of them is small would narrow the others.
        """
        return tuple(
            Cell(Part.STATEMENT, statement_id, name, self.shown[name])
            if name in self.shown
            else Cell(Part.STATEMENT, statement_id, name, None, Hidden.COMPLEMENT)
            for name in CATEGORIES
        )


def view_statement(green: int, orange: int, red: int, skip: int, rules: Rules) -> StatementView:
    """Hide small counts of a statement, and others with them so that none can be worked out.

    A small count is hidden together with its sibling: orange with red (together they stay, as
    not green), skips with green (so that the share stays), green with not green. When that does
    not do, all go.
    """
    not_green, answers = orange + red, green + orange + red
    counts = {"people": answers + skip, "answers": answers, "not_green": not_green}
    counts |= {"green": green, "orange": orange, "red": red, "skip": skip}
    small = {name for name, n in counts.items() if n < rules.threshold and name != "people"}
    hidden = _with_siblings(small)
    view = StatementView({n: rounded(c, rules) for n, c in counts.items() if n not in hidden})
    bounds = statement_bounds(view, rules)
    top = rules.threshold - 1
    unsure = all(bounds[name][0] <= 0 and bounds[name][1] >= top for name in small)
    if unsure and not {"green", "skip"} <= small:
        return view
    return StatementView({"people": rounded(counts["people"], rules)})


def _with_siblings(small: set[str]) -> set[str]:
    hidden = set(small)
    if hidden & {"skip", "answers"}:
        # The answers are green and not green together; green goes, for the sake of the share.
        hidden |= {"skip", "answers", "green"}
    elif hidden & {"green", "not_green"}:
        hidden |= {"green", "not_green"}
    if hidden & {"orange", "red", "not_green"}:
        hidden |= {"orange", "red"}
    return hidden


def statement_bounds(
    view: StatementView, rules: Rules, people: Interval | None = None
) -> dict[str, Interval]:
    """Everything that can be worked out about the counts of a statement from what is shown.

    ``people`` is what is known of the number of sheets, when that is more than what is shown.
    """
    bounds = {name: _ANY for _, *parts in _TREE for name in parts}
    if "answers" not in view.shown and "not_green" in view.shown:
        # Only a small number of skips beside a green that is not makes just these two go.
        bounds["skip"] = (0.0, rules.threshold - 1.0)
        bounds["green"] = (float(rules.threshold), float("inf"))
    bounds |= {name: known(n, rules) for name, n in view.shown.items()}
    bounds["people"] = people or bounds["people"]
    # The counts form a tree, so once up and once down gives the sharpest bounds there are.
    for whole, one, other in reversed(_TREE):
        bounds[whole] = _both(bounds[whole], _plus(bounds[one], bounds[other]))
    for whole, one, other in _TREE:
        first, second = bounds[one], bounds[other]
        bounds[one] = _both(first, _minus(bounds[whole], second))
        bounds[other] = _both(second, _minus(bounds[whole], first))
    return bounds


def view_histogram(
    counts: Sequence[int],
    total: Interval,
    rules: Rules,
    tell: Callable[[Interval], bool] = lambda _: True,
    harmless: Callable[[Sequence[float]], bool] = lambda _: True,
) -> list[Hidden | None]:
    """Which counts of a histogram to hide, and why.

    Parameters
    ----------
    total
        What is known of the number of sheets in it.
    tell
        Given what the histogram says of that number, whether it may say so; not asked twice once
        it may.
    harmless
        Given the least that each count can be, whether that may be known beside what is shown of
        the answers themselves.

    Returns
    -------
    list of Hidden or None
        One per count; one reason for all, since telling which are small would narrow the others.
    """
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    hidden = sum(n < rules.threshold for n in counts)
    while hidden < len(counts):
        ordered = [counts[place] for place in order]
        made = _Histogram(ordered[:hidden], ordered[hidden:], rules)
        low = dict(zip(order, made.low, strict=True))
        if (
            made.unsure(total)
            and harmless([low[place] for place in range(len(counts))])
            and tell(made.total)
        ):
            break
        hidden += 1
    gone = set(order[:hidden])
    top = rules.threshold - 1
    small = all(counts[place] <= top for place in gone)
    # When nothing is shown, that all of them are small would still say something of their sum.
    small = small and (hidden < len(counts) or tell((0.0, float(top * hidden))))
    reason = Hidden.SMALL if small else Hidden.COMPLEMENT
    return [reason if place in gone else None for place in range(len(counts))]


class _Histogram:
    """What can be worked out from the counts of a histogram that are shown, none of them small."""

    def __init__(self, hidden: list[int], shown: list[int], rules: Rules) -> None:
        self._top = top = rules.threshold - 1
        self._bounds = [known(rounded(n, rules), rules) for n in shown]
        # Who knows the rule knows that the largest one hidden is no larger than any shown.
        self._most = [top if n <= top else self._bounds[0][1] for n in hidden]
        self._least = [0 if n <= top else rules.threshold for n in hidden]

    @property
    def low(self) -> list[float]:
        """The least that each count can be, hidden ones first; zero for a hidden one."""
        return [*(0.0 for _ in self._least), *(low for low, _ in self._bounds)]

    @property
    def total(self) -> Interval:
        """Of the number of sheets."""
        low = sum(low for low, _ in self._bounds) + sum(self._least)
        return low, sum(high for _, high in self._bounds) + sum(self._most)

    def unsure(self, total: Interval) -> bool:
        """Whether every small count is left anything from zero to the threshold."""
        if not self._most:
            return True
        low = total[0] - sum(high for _, high in self._bounds)
        high = total[1] - sum(low for low, _ in self._bounds)
        if len(self._most) == 1:
            return False
        return low <= sum(self._most) - self._top and high - sum(self._least) >= self._top


def _both(one: Interval, other: Interval) -> Interval:
    return max(one[0], other[0]), min(one[1], other[1])


def _plus(one: Interval, other: Interval) -> Interval:
    return one[0] + other[0], one[1] + other[1]


def _minus(whole: Interval, part: Interval) -> Interval:
    return whole[0] - part[1], whole[1] - part[0]
