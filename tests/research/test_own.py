"""One council beside the others: from its own picture, and with no more alarms than are said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from tests.disclosure.councils import councils, pool
from tests.disclosure.made_up import simulated_councils
from tests.model.shapes import FOUR
from tests.research.pools import group, release
from tests.research.test_pictures import MODEL, wording
from weerbaar.catalog import LANGUAGES
from weerbaar.disclosure import Policy, disclose
from weerbaar.disclosure.pooling.research_release import Design, PartKind, ResearchRules, Share
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally
from weerbaar.research.frames import releases_frame
from weerbaar.research.own import OwnError, own_comparisons
from weerbaar.research.view import View

RULES = ResearchRules()


def picture(rows, instrument=FOUR, name="1"):
    """What a room of these people was shown, as an export of its own has it."""
    colours, names = list(Colour), [s.id for s in instrument.statements]
    sheets = [
        AnswerSheet(
            instrument,
            {i: colours[a] for i, a in zip(names, row, strict=True) if a is not None},
        )
        for row in rows
    ]
    made = disclose(Tally.total([Tally.of(sheet) for sheet in sheets]), instrument, Policy())
    return releases_frame([(name, made)], instrument)


def shares(people, part=PartKind.SIDE):
    """True shares of a council, by id."""
    names = [s.id for s in FOUR.statements]
    found = {}
    for quadrant in FOUR.quadrants:
        key = quadrant.side.value if part is PartKind.SIDE else quadrant.id
        found.setdefault(key, []).extend(names.index(s.id) for s in quadrant.statements)
    return {
        key: np.mean([row[p] > 0 for row in people for p in places if row[p] is not None])
        for key, places in found.items()
    }


def test_the_others_are_the_pool_without_the_council():
    """Taken out of what was published, the others come out as they truly are, to some points."""
    everything = pool().release().groups[0]
    by_series = {}
    for council in councils():
        by_series.setdefault(council.contribution.series, []).append(council)
    tried = 0
    for waves in by_series.values():
        if len(waves[-1].rows) < 12:
            continue
        pictures = pd.concat([picture(w.rows, name=str(n)) for n, w in enumerate(waves)])
        rest = [c.rows for c in councils() if c not in waves]
        true = shares([row for rows in rest for row in rows])
        own = shares(waves[-1].rows)
        for one in own_comparisons(everything, pictures, RULES):
            if one.part is PartKind.SIDE and one.difference is not None:
                assert one.design is Design.OWN
                assert one.councils == len(by_series) - 1
                assert one.first_share == pytest.approx(true[one.id], abs=0.02)
                assert one.low < own[one.id] - true[one.id] < one.high
                tried += 1
    assert tried > 30


def test_a_council_like_the_others_is_seldom_called_different():
    """Among councils that differ by chance alone at most 5 % are found to, banding and all."""
    alarms = tests = 0
    for seed in range(4):
        made = list(simulated_councils(FOUR, 40, seed=700 + seed))
        sizes = np.array([len(c.rows) for c in made])
        values = {key: [] for key in shares(made[0].rows)}
        for council in made:
            for key, value in shares(council.rows).items():
                values[key].append(value)
        whole = []
        for key, found in values.items():
            total = float((sizes * found).sum() / sizes.sum())
            pull = sizes * (np.array(found) - total) / sizes.sum()
            error = float(np.sqrt(len(made) / (len(made) - 1) * (pull**2).sum()))
            whole.append(
                Share(PartKind.SIDE, key, round(total, 3), round(error, 3), 2.0, 400, 0.002)
            )
        everybody = replace(group(sessions=len(made), people=int(sizes.sum())), shares=tuple(whole))
        for council in made:
            if len(council.rows) >= 10:
                one = own_comparisons(everybody, picture(council.rows), RULES)[0]
                tests += 1
                alarms += one.p_value < 0.05
    assert tests > 80
    assert binom.sf(alarms - 1, tests, 0.05) > 0.005


def test_a_council_far_from_the_others_is_found():
    """Everybody red in a pool with a third not green: told as higher, in words too."""
    rows = [[2] * 12] * 20
    pool_ = release(group(sessions=40, people=900, instrument=MODEL), instrument=MODEL)
    pictures = picture(rows, MODEL)
    for language, words in zip(
        LANGUAGES, ("in de eigen raad is", "in the council itself"), strict=True
    ):
        said = View(pool_, wording(language)).own(pictures).splitlines()
        assert len(said) == 2
        assert all(words in line for line in said)
    table = View(pool_, wording()).own_table(pictures)
    assert set(table["design"]) == {"own"}
    assert set(table[table["part"] == "side"]["verdict"]) == {"higher"}
    assert "lower" not in set(table["verdict"])
    assert len(table) == 12 + 4 + 2


def test_a_small_room_is_compared_by_its_levels():
    """Of five to nine people a third is known: the interval is wide, and chance is reckoned so."""
    pool_ = group(sessions=40, people=900)
    wide = {c.id: c for c in own_comparisons(pool_, picture([[1] * 12] * 7), RULES)}
    narrow = {c.id: c for c in own_comparisons(pool_, picture([[1] * 12] * 30), RULES)}
    for quadrant in FOUR.quadrants:
        one, other = wide[quadrant.id], narrow[quadrant.id]
        assert one.high - one.low > other.high - other.low
        assert one.p_value > other.p_value
    assert wide["a1"].difference is None


def test_nothing_is_compared_with_too_few_others():
    """The others must themselves be a group that may be shown, the council left out."""
    pictures = picture([[1] * 12] * 20)
    few = group(sessions=3, people=240)
    with pytest.raises(OwnError, match="few"):
        own_comparisons(few, pictures, RULES)
    assert own_comparisons(few, pictures, RULES, counted=False)
    with pytest.raises(OwnError, match="few"):
        own_comparisons(group(sessions=9, people=50), pictures, RULES)
    with pytest.raises(OwnError, match="none"):
        own_comparisons(group(), pictures.iloc[:0], RULES)
    for language in LANGUAGES:
        said = View(release(few, instrument=MODEL), wording(language)).own(pictures)
        assert said.startswith(("Zonder deze raad", "Without this council"))


def test_the_pool_is_asked_nothing():
    """Row for row the comparison is the same from a release that was read back without a pool."""
    made = pool().release()
    pictures = picture(councils()[0].rows)
    copy = replace(made, comparisons=(), refusals=())
    first, second = (own_comparisons(r.groups[0], pictures, r.rules) for r in (made, copy))
    assert first == second
