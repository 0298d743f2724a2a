"""Numbers of complete sheets: with all that is shown beside them, nothing small is narrowed."""

from collections import defaultdict
from functools import cache, partial
from itertools import product
from math import inf

import numpy as np

from weerbaar.disclosure.pooling.complete_cases import CompleteCases
from weerbaar.disclosure.pooling.research_release import PartKind, ResearchRules
from weerbaar.disclosure.pooling.sessions import ScaleLayout
from weerbaar.disclosure.pooling.suppression import StatementCounts, rounded, suppress_histogram

RULES = ResearchRules()
SMALL = RULES.threshold - 1
COUNTS = (0, 1, 5, 8, 9, 10, 11, 12, 13, 17, 18, 21, 22, 23, 24)
NONE = np.zeros((0, 3), int)


def scale(name, statements, *within):
    """A scale without counts: what is told of it follows from sizes alone."""
    return ScaleLayout(PartKind.QUADRANT, name, statements, (name, *within), NONE, {})


NESTED = (scale("q", (0, 1), "total"), scale("r", (2,), "total"), scale("total", (0, 1, 2)))


def view(skip, people):
    """A statement of which only the skips are looked at; few go with green, and leave the share."""
    shown = {"not_green": 25} if skip <= SMALL else {"skip": rounded(skip, RULES)}
    return StatementCounts({"people": people, **shown})


@cache
def told(skips, complete, people=80):
    """What is shown of a group of about eighty: skips of statements, and complete sheets.

    None when there are too few to show their scores.
    """
    views = [view(skip, people) for skip in skips]
    known = CompleteCases(NESTED, people, views, RULES)
    numbers = [
        known.number(place, n)
        if n is not None and known.tell(place, (RULES.people, inf))
        else "not scored"
        for place, n in zip((0, 2), complete, strict=True)
    ]
    return tuple(v.shown.get("skip") for v in views[:2]), *numbers


def shown_complete(complete):
    """Complete sheets, as far as they decide what is shown; 0 for too few."""
    rounded_ = RULES.round_to * np.round(complete / RULES.round_to)
    return np.where(complete < RULES.people, 0, rounded_)


def shown_skip(skips):
    """Skips as far as they decide what is shown: those that are hidden look alike."""
    return np.where(skips <= SMALL, 0, (RULES.round_to * np.round(skips / RULES.round_to)))


def test_who_knows_the_rules_learns_nothing_from_numbers_of_complete_sheets():
    """Of all groups of 78 to 82 that look alike, no small gap is narrowed.

    Gaps are the skips of two statements, the sheets that are not complete on both, those not
    complete on all, and every difference of two: each is surely no small count, or what the
    statements alone say of it up to the threshold. The attacker knows the program.
    """
    people, inside, gaps = np.arange(78, 83), np.arange(0, 53), np.arange(0, 65)
    n, one, two, inner, outer = (
        a.ravel()
        for a in np.meshgrid(
            people, [0, 1, 4, 9, 10, 12, 13, 17], [0, 9, 10, 12], inside, gaps, indexing="ij"
        )
    )
    may = (inner >= np.maximum(one, two)) & (outer >= inner) & (outer >= 12) & (outer <= n)
    # Scores may also be left out for another reason than too few people.
    known = [(1, 1), (1, 0), (0, 0)]
    n, one, two, inner, outer = (np.tile(a[may], len(known)) for a in (n, one, two, inner, outer))
    first, second = (np.repeat(column, may.sum()) for column in zip(*known, strict=True))
    # What is decided follows from what is rounded; so equal roundings need one decision only.
    decided = np.stack(
        [
            *(shown_skip(one), shown_skip(two)),
            *(first * shown_complete(n - inner), second * shown_complete(n - outer)),
        ],
        axis=1,
    ).astype(int)
    cases, which = np.unique(decided, axis=0, return_inverse=True)
    looks = [told((a, b, 12), (c or None, d or None)) for a, b, c, d in cases.tolist()]
    names = {look: place for place, look in enumerate(dict.fromkeys(looks))}
    alike = np.array([names[look] for look in looks])[which.ravel()]
    plain = {look[0]: place for place, look in enumerate(names)}
    before = np.array([plain[look[0]] for look in looks])[which.ravel()]
    hidden = 0
    sizes = {"one": one, "two": two, "inner": inner, "outer": outer, "between": outer - inner}
    sizes |= {f"{a} {b}": sizes[b] - sizes[a] for a in ("one", "two") for b in ("inner", "outer")}
    for name, size in sizes.items():
        low, high = ends(size, alike, len(names))
        least, most = ends(size, before, len(names))
        for look, place in names.items():
            if low[place] > SMALL:
                continue
            statements = plain[look[0]]
            hidden += 1
            assert low[place] <= least[statements], (name, look, low[place], high[place])
            assert high[place] >= min(SMALL, most[statements]), (name, look, high[place])
    assert len(names) > 30
    assert {type(look[2]) for look in names if isinstance(look[1], int)} == {int, str, type(None)}
    assert hidden > 100


def ends(size, group, groups):
    """Least and most of a number per group of worlds that look alike."""
    low, high = np.full(groups, 99), np.full(groups, -1)
    np.minimum.at(low, group, size)
    np.maximum.at(high, group, size)
    return low, high


def test_a_histogram_beside_a_hidden_number_of_complete_sheets_betrays_nothing():
    """Of all groups of 43 to 47 that look alike, with a histogram of three scores: every hidden
    small count and every hidden small number of skips can be 0 and 9, and nobody knows that the gap
    is any smaller. (With the number of sheets told, see test_hiding.)"""
    alike = defaultdict(list)
    for sheets, skip, whole in product(range(43, 48), (0, 9, 10), range(30, 48)):
        for first, second in product(COUNTS, COUNTS):
            counts = (first, second, whole - first - second)
            if skip <= sheets - whole and counts[2] >= 0:
                look = histogram(skip if skip > SMALL else 0, counts)
                alike[look].append((skip, sheets - whole, *counts))
    tried = 0
    for look, found in alike.items():
        skip, gap, *cells = np.array(found).T
        assert gap.max() >= SMALL, look
        hidden = [size for size, shown in zip(cells, look[-1], strict=False) if shown is None]
        for size in hidden if look[0] else [*hidden, skip]:
            if size.min() <= SMALL:
                tried += 1
                assert (size.min(), size.max() >= SMALL) == (0, True), look
    assert tried > 5


@cache
def histogram(skip, counts):
    """What is shown: skips, the number of complete sheets, and the counts of the histogram."""
    known = CompleteCases((scale("q", (0, 1)),), 45, [view(skip, 45), view(0, 45)], RULES)
    skips = view(skip, 45).shown.get("skip")
    if not known.tell(0, (RULES.people, inf)):
        return skips, None, (), ()
    number = known.number(0, sum(counts))
    reasons = suppress_histogram(counts, known.known(0), RULES, partial(known.tell, 0))
    shown = tuple(None if r else rounded(n, RULES) for n, r in zip(counts, reasons, strict=True))
    return skips, number, tuple(reasons), shown
