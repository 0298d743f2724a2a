"""Releases of the real questionnaires to report on, from made-up people."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.disclosure.rooms import tallies
from tests.model.made_up import IDS
from weerbaar.catalog import Content
from weerbaar.disclosure import Policy, Release, disclose
from weerbaar.model import AnswerSheet, Colour, Tally
from weerbaar.model.plan import Agreement, GroupPlan
from weerbaar.present.change import TwoWaves
from weerbaar.report.occasion import Occasion

DAY = date(2026, 11, 22)
PLAN = GroupPlan(
    (
        Agreement("We bellen binnen een dag wie het raakt.", "burgemeester", DAY),
        Agreement("Elk kwartaal een casus — in de commissie.", "griffier", DAY + timedelta(40)),
        Agreement("Elke fractie kiest een luisterend oor.", "voorzitters", DAY + timedelta(90)),
    ),
    DAY + timedelta(92),
    "dilemma-reflectie",
)
EMPTY = GroupPlan()
_WEIGHTS = ((8, 1.5, 0.5), (5, 3, 2), (3, 4, 3), (7, 2, 1), (5, 3, 2), (8, 1, 1))


def released(
    content: Content, n: int, seed: int = 1, *, name: str = "zelftest", turn: int = 0
) -> Release:
    """What n made-up people lead to; with another turn other quadrants ask for attention."""
    chance, model = random.Random(seed), content.instruments[name].model
    weights = _WEIGHTS[turn:] + _WEIGHTS[:turn]
    sheets = [
        AnswerSheet(
            model,
            {
                statement.id: chance.choices(list(Colour), weight)[0]
                for quadrant, weight in zip(model.quadrants, weights, strict=False)
                for statement in quadrant.statements
            },
        )
        for _ in range(n)
    ]
    return disclose(Tally.total(map(Tally.of, sheets)), model, Policy())


def occasion(release: Release, plan: GroupPlan = PLAN, then: Release | None = None) -> Occasion:
    """A meeting around a release, and an earlier one when it repeats that."""
    both = TwoWaves(then, release, "2026-05-22", DAY.isoformat()) if then else None
    return Occasion("ACDEFG", DAY, "gemeenteraad", plan, both)


def any_release(content: Content) -> st.SearchStrategy[Release]:
    """Any release of the self-test that some room leads to."""
    model = content.instruments["zelftest"].model
    own = dict(zip(IDS, (s.id for s in model.statements), strict=True))

    def renamed(made: Tally) -> Release:
        swap = lambda key: re.sub(r"(?<=:)([a-d][1-3])(?=:)", lambda m: own[m[1]], key)  # noqa: E731
        return disclose(Tally({swap(k): n for k, n in made.counts.items()}), model, Policy())

    return tallies(most=40).map(renamed)
