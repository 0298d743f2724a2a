"""Withheld: what of a group is not shown because of the tables that are shown beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from weerbaar.disclosure.pooling.hiding import StatementView, known
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Group,
    Hidden,
    Part,
    Reliability,
    Rules,
)

Names = frozenset[str]

COLOURS = frozenset({"orange", "red"})
GREENS = COLOURS | {"green", "not_green"}
SKIPS = frozenset({"skip", "answers", "green", "not_green"})
"""Orange and red stay; without their sum there is no share, which would tell that skips are few."""
STATEMENT = GREENS | SKIPS

PEOPLE = "people"
SCORES = "scores"
RESPONSE = "response"


def of_scale(scale: str, what: str) -> str:
    """Name of something about a scale: a number of points, ``PEOPLE`` or ``SCORES``."""
    return f"{scale}:{what}"


@dataclass(frozen=True)
class Withheld:
    """What of a group is not shown, beside what it hides by itself.

    Attributes
    ----------
    statements
        Per statement, names as in ``StatementView.shown``; empty when nothing is withheld.
    scales
        See :func:`of_scale`.
    response
        ``joined``, ``done``, or ``RESPONSE`` for all of it.
    """

    statements: tuple[Names, ...] = ()
    scales: Names = frozenset()
    response: Names = frozenset()

    def views(self, views: Mapping[str, StatementView]) -> dict[str, StatementView]:
        """Statements as they are shown."""
        names = self.statements or (frozenset[str](),) * len(views)
        return {
            statement: without(view, gone)
            for (statement, view), gone in zip(views.items(), names, strict=True)
        }

    def sums_to(self, statements: Sequence[int]) -> bool:
        """Whether the share of a scale may be shown, as far as its statements go."""
        return not any("not_green" in self.statements[s] for s in statements if self.statements)

    def applied(self, group: Group, rules: Rules) -> Group:
        """A group without the scores and the response that are withheld."""
        if not self.scales and not self.response:
            return group
        told = group.response
        if told is not None:
            told = replace(
                told,
                joined=None if "joined" in self.response else told.joined,
                done=None if "done" in self.response else told.done,
            )
        if RESPONSE in self.response:
            told = None
        covariances = group.covariances
        if of_scale(Part.TOTAL.value, SCORES) in self.scales:
            covariances = None
        cells = scores_without(group.cells, self.scales)
        return replace(
            group,
            cells=cells,
            reliabilities=tuple(self._reliability(r, cells, rules) for r in group.reliabilities),
            covariances=covariances,
            response=told,
        )

    def _reliability(self, found: Reliability, cells: Sequence[Cell], rules: Rules) -> Reliability:
        if of_scale(found.id, SCORES) in self.scales:
            return replace(found, alpha=None, mean_covariance=None, people=None, fewest=None)
        if found.alpha is None or not any(n.startswith(f"{found.id}:") for n in self.scales):
            return found
        people = None if of_scale(found.id, PEOPLE) in self.scales else found.people
        if people is not None:
            return found
        shown = [c.count for c in cells if (c.part, c.id) == (found.part, found.id)]
        least = sum(known(n, rules)[0] for n in shown if n is not None)
        return replace(found, people=None, fewest=int(max(rules.people, least)))


def without(view: StatementView, names: Names) -> StatementView:
    """A statement of which something more is hidden."""
    return StatementView({n: count for n, count in view.shown.items() if n not in names})


def scores_without(cells: Sequence[Cell], names: Names) -> tuple[Cell, ...]:
    """Cells without the scores that are withheld.

    All hidden ones of a histogram then have the same reason: which is small is not told.
    """
    gone = {
        (cell.part, cell.id)
        for cell in cells
        if cell.count is not None and of_scale(cell.id, cell.category) in names
    }
    made = []
    for cell in cells:
        if cell.part is Part.STATEMENT:
            made.append(cell)
        elif of_scale(cell.id, SCORES) not in names:
            hide = cell.count is None or of_scale(cell.id, cell.category) in names
            changed = hide and (cell.part, cell.id) in gone
            made.append(replace(cell, count=None, hidden=Hidden.COMPLEMENT) if changed else cell)
    return tuple(made)
