"""Research releases made by hand, for tests of frames, measures and pictures."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.comparisons import published_comparison
from weerbaar.disclosure.pooling.estimates import Spread
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Comparison,
    Covariances,
    Design,
    PartKind,
    PooledGroup,
    RefusedGroup,
    Reliability,
    ResearchRelease,
    ResearchRules,
    Share,
    Suppression,
    SurveyResponse,
)
from weerbaar.model import Instrument

COLOURS = ("green", "orange", "red", "skip")


def share(value, *, error=0.02, effect=1.5, answers=400, part=PartKind.STATEMENT, of="a1"):
    """A share with its error."""
    return Share(part, of, value, error, effect, answers)


def group(key=(), *, level=0.3, sessions=12, people=240, instrument: Instrument = FOUR, hide=()):
    """A group in which every statement has about the same share, and some are hidden."""
    cells, shares = [], []
    for place, statement in enumerate(instrument.statements):
        value = round(min(0.98, level + 0.03 * place), 3)
        hidden = statement.id in hide
        cells += _cells(statement.id, value, people, hidden=hidden)
        known = Share(PartKind.STATEMENT, statement.id, value, 0.03, 1.4, people)
        shares.append(replace(known, value=None, standard_error=None) if hidden else known)
    for quadrant in instrument.quadrants:
        size = people * len(quadrant.statements)
        shares.append(Share(PartKind.QUADRANT, quadrant.id, level, 0.02, 2.0, size))
    sides = dict.fromkeys(quadrant.side.value for quadrant in instrument.quadrants)
    shares += [Share(PartKind.SIDE, side, level, 0.018, 2.2, people * 6) for side in sides]
    cells += [Cell(PartKind.TOTAL, "total", str(score), 20) for score in range(5)]
    response = SurveyResponse(sessions, people + 60, None, people + 20, people, 0.7, 0.85)
    figures = tuple(cells), tuple(shares), _alphas(instrument)
    together = {"covariances": Covariances(0.2, 0.1), "response": response}
    return PooledGroup(key, sessions, people, *figures, **together)


def release(
    *groups,
    by=("group_type",),
    refusals=(),
    simulated=True,
    instrument=FOUR,
    design=Design.INDEPENDENT,
):
    """A release of some groups, compared."""
    made = tuple(groups) or (group(instrument=instrument),)
    rules = ResearchRules()
    names = (instrument.id, instrument.digest)
    comparisons = compared(*made, design=design)
    return ResearchRelease(*names, rules, by, simulated, made, tuple(refusals), comparisons)


def compared(*groups, design=Design.INDEPENDENT):
    """Every two groups that have a key, part by part, as a pool would tell of them."""
    made = []
    for first, second in combinations([one for one in groups if one.key], 2):
        others = {(s.part, s.id): s for s in second.shares}
        for one in first.shares:
            two = others[one.part, one.id]
            about = (first.key, second.key, design, 24, one.part, one.id)
            if None in (one.value, two.value):
                made.append(Comparison(*about, one.value, two.value))
                continue
            error = (one.standard_error**2 + two.standard_error**2) ** 0.5
            made.append(published_comparison(about, (one, two), Spread(error, 20.0), few=False))
    return tuple(made)


def two_groups(**differ):
    """A release of all sessions, of two group types, and of one that may not be shown."""
    return release(
        group(),
        group((("group_type", "gemeenteraad"),), level=0.25),
        group((("group_type", "provinciale-staten"),), **{"level": 0.45, **differ}),
        refusals=(RefusedGroup((("group_type", "fractie"),), "few_sessions"),),
    )


def _cells(statement, value, people, *, hidden):
    not_green = value * people
    counts = (people - not_green, not_green * 0.7, not_green * 0.3, 12)
    rounded = [round(count / 5) * 5 for count in counts]
    cells = [
        Cell(PartKind.STATEMENT, statement, c, n) for c, n in zip(COLOURS, rounded, strict=True)
    ]
    if hidden:
        cells[1] = replace(cells[1], count=None, hidden=Suppression.COMPLEMENTARY)
        cells[2] = replace(cells[2], count=None, hidden=Suppression.PRIMARY)
    return cells


def _alphas(instrument):
    size = len(instrument.statements)
    quadrants = [
        Reliability(PartKind.QUADRANT, quadrant.id, len(quadrant.statements), 0.6, 0.2, 220)
        for quadrant in instrument.quadrants
    ]
    return (*quadrants, Reliability(PartKind.TOTAL, "total", size, 0.8, 0.15, 220))
