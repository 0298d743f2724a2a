"""Ledger: nothing that follows from adding and subtracting releases is about a few."""

import itertools
import json
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.councils import contribution, keys, pool, sheet
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.sessions import Member, why_refused
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally

RULES = ResearchRules()


def member(name, people=12, series=None):
    """A session of that name, of a council of its own."""
    return Member(str(name).encode(), str(series or name), people)


def group(*names, people=12):
    """Sessions of a group."""
    return [member(name, people) for name in names]


def close(ledger, **groups):
    """Names of the groups that are refused."""
    made = {((name, ""),): found for name, found in groups.items()}
    return {key[0][0] for key in ledger.too_close(made, RULES)}


def after(*releases):
    """A ledger of releases of one group each, or of several."""
    ledger = Ledger.empty()
    for release in releases:
        families = release if isinstance(release, tuple) else (release,)
        ledger = ledger.enter({(("n", str(n)),): found for n, found in enumerate(families)})
    return ledger


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (group(*"abc"), None),
        (group(*"ab", people=40), "few_sessions"),
        (group(*"abc", people=9), "few_people"),
        ([*group(*"abcd", people=10), member("e", 41)], "one_session_dominates"),
        ([*group(*"abcd", people=10), member("e", 40)], None),
        ([member(n, 30, "one council") for n in range(5)], "few_sessions"),
        ([member(n, 9, f"council {n % 3}") for n in range(9)], "few_people"),
        (
            [member(n, 10, "one council") for n in range(5)] + group(*"abc", people=12),
            "one_session_dominates",
        ),
    ],
)
def test_a_group_needs_sessions_and_people_and_no_one_above_half(members, reason):
    """Three councils, thirty people, none above half; the waves of a council are one of it."""
    assert why_refused(members, RULES) == reason


@pytest.mark.parametrize(
    "lax",
    [
        *({"sessions": 2}, {"people": 29}, {"largest": 0.51}, {"threshold": 9}),
        *({"round_to": 4}, {"difference": 9}, {"largest": 0}),
    ],
    ids=str,
)
def test_rules_may_be_stricter_and_never_laxer(lax):
    """Parameters below their floors are refused."""
    with pytest.raises(ValueError, match=next(iter(lax))):
        ResearchRules(**lax)
    assert ResearchRules(sessions=5, people=50, largest=0.3, threshold=20).people == 50


def test_the_same_group_may_be_released_again():
    """A release that differs in nothing from an earlier one tells nothing new."""
    assert close(after(group(*"abcd")), again=group(*"abcd")) == set()


def test_one_session_more_or_less_is_refused():
    """Both ways: a group with a session more, and one with a session less, however large."""
    ledger = after(group(*"abcdef", people=40))
    assert close(ledger, more=group(*"abcdefg", people=40)) == {"more"}
    assert close(ledger, less=group(*"abcde", people=40)) == {"less"}


def test_what_was_added_must_be_a_group_by_itself():
    """Three councils with ten people together may be added; two, or one that dominates, not."""
    ledger = after(group(*"abcdef"))
    old = group(*"abcdef")
    assert close(ledger, new=[*old, *group(*"xyz", people=5)]) == set()
    assert close(ledger, new=[*old, *group(*"xyz", people=3)]) == {"new"}
    assert close(ledger, new=[*old, *group(*"xy", people=30)]) == {"new"}
    assert close(ledger, new=[*old, *group(*"xy", people=5), member("z", 11)]) == {"new"}


def test_overlapping_groups_need_a_difference_too():
    """Swapping one session for another leaves the one minus the other: refused."""
    ledger = after(group(*"abcdef"))
    assert close(ledger, swapped=group(*"abcdeg")) == {"swapped"}
    assert close(ledger, other=group(*"abcxyz")) == set()


def test_what_the_parts_leave_of_the_whole():
    """All minus the groups that may be shown is the group that may not: then one more goes."""
    whole = after(group(*"abcdefgh"))
    # h alone is left over; giving up the smaller part leaves enough beside it.
    parts = {"small": group(*"abc"), "large": group(*"defg")}
    assert close(whole, **parts) == {"small"}
    # With three left over nothing has to go.
    assert close(whole, one=group(*"abcde")) == set()
    # The other way round: first the parts, then the whole.
    assert close(after((group(*"abc"), group(*"defg"))), whole=group(*"abcdefgh")) == {"whole"}


def test_parts_of_two_releases_cover_a_group_by_a_little():
    """Groups that together hold a group and one session more give that session away."""
    parts = after((group(*"abc"), group(*"defg")))
    assert close(parts, almost=group(*"abcdef")) == {"almost"}


def test_a_ledger_survives_its_file():
    """Read back, a ledger refuses the same; what is no ledger is never taken for an empty one."""
    ledger = after(group(*"abcdef"), (group(*"abc"), group(*"def")))
    again = Ledger.from_json(ledger.to_json())
    assert again == ledger
    assert close(again, more=group(*"abcdefg")) == {"more"}
    for text in ("", "{}", "[]", '{"format": 3}', ledger.to_json()[:-5]):
        with pytest.raises(ValueError):  # noqa: PT011 -- JSON's own error is one
            Ledger.from_json(text)


def test_a_ledger_names_no_session():
    """Two ledgers of the same releases share no hash, and none holds a session or council."""
    one, two = after(group("raad-a", "raad-b")), after(group("raad-a", "raad-b"))
    assert "raad" not in one.to_json()
    assert not set(one.sessions) & set(two.sessions)
    assert "raad" not in repr(one)
    assert one.salt not in repr(one)


def test_entering_twice_changes_nothing():
    """A release that is in the ledger already is not entered again."""
    ledger = after(group(*"abcd"))
    assert ledger.enter({(): group(*"abcd")}) == ledger
    assert ledger.enter({}) == ledger


def test_all_releases_together_count():
    """Folders A, B and A + B + x leave x, which no comparison of two folders finds."""
    one, two = group(*"abcdef", people=25), group(*"ghijkl", people=25)
    ledger = after(one, two)
    both = [*one, *two, member("x", 25)]
    made = ledger.too_close({(): both}, RULES)
    assert made[()].left == "one_council"
    assert len(made[()].releases) == 2
    assert OldRule([one, two]).allows(both)
    # Beside only one of them, the other and x are left: more than enough.
    assert close(after(one), both=both) == set()
    assert close(after(one), both=both, two=two) == {"two"}


def test_a_weighted_sum_counts_too():
    """Three folders of two parts each give twice a part: (A + C) + (B + C) - (A + B)."""
    parts = [group(*"abcd"), group(*"efgh"), [*group("i", people=40), *group(*"jkl")]]
    one, two, three = ([*parts[i], *parts[j]] for i, j in ((0, 1), (1, 2), (0, 2)))
    assert why_refused(three, RULES) is None
    assert close(after(one, two), three=three) == {"three"}


def test_of_a_weighted_sum_people_count_times_their_weight():
    """Twice 20 people outweigh three councils of 12 that count once; twice 18 do not."""
    # X + Y - Z is twice k and once each of a, b and c.
    for people, refused in ((18, set()), (19, {"z"})):
        k = member("k", people)
        x = [k, *group(*"abc"), *group(*"def")]
        y = [k, *group(*"ghi")]
        z = [*group(*"def"), *group(*"ghi")]
        assert close(after(x, y), z=z) == refused


def test_the_waves_of_a_council_are_one_in_a_combination():
    """What is left over of three sessions of two councils is about two councils."""
    waves = [member("x1", 12, "x"), member("x2", 12, "x"), member("y", 12)]
    old = group(*"abcdef")
    assert close(after(old), new=[*old, *waves]) == {"new"}
    assert close(after(old), new=[*old, *waves, member("z", 12), member("u", 12)]) == set()


def test_what_is_out_already_does_not_stop_everything_after_it():
    """A harm that earlier releases did is not held against a group that adds nothing to it."""
    broken = after(group(*"abcdef"), group(*"abcdefg"))
    assert close(broken, far=group(*"rstuvw")) == set()
    assert close(broken, more=group(*"abcdefgh")) == {"more"}


def test_a_refusal_names_the_releases_it_takes_and_no_others():
    """As few earlier releases as will do, with their day and variables, and what would be left."""
    ledger = Ledger.empty()
    days = [date(2026, 3, day) for day in (3, 4, 5, 6)]
    for day, names in zip(days, ("abcdef", "klmnop", "ghijuv", "qrstwy"), strict=True):
        ledger = ledger.enter({(): group(*names)}, day, [("group_type",)])
    (clash,) = ledger.too_close({(): group(*"abcdefghijuvx")}, RULES).values()
    told = tuple((day, (("group_type",),)) for day in (days[0], days[2]))
    assert (clash.left, clash.releases, clash.here) == ("one_council", told, False)
    again = Ledger.from_json(ledger.to_json())
    assert again.too_close({(): group(*"abcdefghijuvx")}, RULES) == {(): clash}
    made = ledger.too_close(
        {(("a", ""),): group(*"ABCDEF"), (("b", ""),): group(*"ABCDEFXY")}, RULES
    )
    assert [(c.left, c.releases, c.here) for c in made.values()] == [("two_councils", (), True)]


def test_a_ledger_of_the_first_format_is_read():
    """Without days and variables; it refuses the same, and grows into the next format."""
    text = after(group(*"abcdef")).to_json()
    raw = json.loads(text)
    raw |= {"format": 1, "releases": [one["groups"] for one in raw["releases"]]}
    old = Ledger.from_json(json.dumps(raw))
    (clash,) = old.too_close({(): group(*"abcdefg")}, RULES).values()
    assert clash.releases == ((None, None),)
    assert Ledger.from_json(old.to_json()) == old


class OldRule:
    """A group against each other, as it was once done: the search has to find its holes."""

    def __init__(self, shown):
        self.shown = shown

    def allows(self, wanted):
        return all(
            not left or why_refused(left, RULES, people=RULES.difference) is None
            for other in self.shown
            for left in (
                [m for m in wanted if m not in other],
                [m for m in other if m not in wanted],
            )
        )


def harmful(shown, most):
    """A combination with whole weights up to ``most`` that may not be shown, by trying them all."""
    sessions = sorted({member for members in shown for member in members})
    rows = np.array([[member in members for member in sessions] for members in shown], int)
    ways = np.array(list(itertools.product(range(-most, most + 1), repeat=len(shown))))
    for weights, way in zip(ways @ rows, ways, strict=True):
        councils = {}
        for (_, council, people), weight in zip(sessions, weights.tolist(), strict=True):
            if weight:
                councils.setdefault(council, []).append(abs(weight) * people)
        if not councils:
            continue
        sizes = [sum(waves) for waves in councils.values()]
        people = sum(max(waves) for waves in councils.values()) / max(abs(weights))
        if len(sizes) < 3 or people < RULES.difference or 2 * max(sizes) > sum(sizes):
            return way.tolist()
    return None


def sequences(number):
    """Made-up councils, some in two waves, and releases that overlap as folders and splits do."""
    random = Random(10)
    for _ in range(number):
        size = random.randint(9, 14)
        everybody = [
            member(n, people, f"c{n if random.random() < 0.8 else n // 2}")
            for n, people in enumerate(random.choices([5, 8, 12, 12, 12, 25], k=size))
        ]
        blocks = [everybody[i::4] for i in range(4)]
        releases = []
        for _ in range(7):
            if random.random() < 0.5:
                made = [m for block in random.sample(blocks, random.randint(1, 3)) for m in block]
                made += random.sample(everybody, random.randint(0, 1))
            else:
                made = random.sample(everybody, random.randint(5, size))
            made = sorted(set(made))
            if why_refused(made, RULES) is None:
                releases.append(made)
        yield releases


def test_an_exhaustive_search_finds_nothing_in_what_the_ledger_allowed():
    """No whole combination of what was let in may not be shown; under the old rule many may not."""
    allowed = old_holes = 0
    for releases in sequences(50):
        ledger, shown, old = Ledger.empty(), [], OldRule([])
        for wanted in releases:
            if not ledger.too_close({(): wanted}, RULES):
                ledger = ledger.enter({(): wanted})
                shown.append(wanted)
            if old.allows(wanted):
                old.shown.append(wanted)
        allowed += len(shown)
        assert harmful(shown[:5], 2) is None
        assert harmful(shown[-4:], 4) is None
        old_holes += harmful(old.shown[:5], 1) is not None
    assert allowed > 100
    assert old_holes > 2


def test_what_is_refused_would_have_betrayed_something():
    """Without waves the search finds a combination for every refused group: none is in vain."""
    refused = found = 0
    for releases in sequences(40):
        alone = [[Member(m.id, str(m.id), m.people) for m in made] for made in releases]
        shown = []
        for wanted in filter(lambda made: why_refused(made, RULES) is None, alone):
            ledger = after(*shown)
            if not ledger.too_close({(): wanted}, RULES):
                shown.append(wanted)
            elif len(shown) < 5:
                refused += 1
                found += harmful([*shown, wanted], 3) is not None
    assert refused > 40
    assert found == refused


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_a_plan_decides_nothing(random):
    """The groups of a plan that are refused are the same in whatever order they are given."""
    everybody = group(*"abcdefghijklmn")
    names = {(("n", str(n)),): random.sample(everybody, random.randint(4, 13)) for n in range(6)}
    first = after(random.sample(everybody, 8))
    order = random.sample(sorted(names), len(names))
    made = first.too_close(names, RULES)
    assert first.too_close({key: names[key] for key in order}, RULES) == made
    let_in = {key: found for key, found in names.items() if key not in made}
    assert not first.too_close(let_in, RULES)
    # Nor can a refused one be added afterwards.
    for key in made:
        assert first.enter(let_in).too_close({key: names[key]}, RULES)


def test_a_pool_keeps_to_its_ledger():
    """After all sessions, those of one session fewer are refused, and nothing is shown of them."""
    tally = Tally.total([Tally.of(sheet(Colour.RED))] * 6)
    files = [seal(contribution(tally, series=str(n)), keys().public) for n in range(12)]
    whole = Pool.read(files, keys().private, FOUR)
    first = whole.release()
    ledger = whole.recorded([first], Ledger.empty())
    assert first.groups
    fewer = Pool.read(files[:-1], keys().private, FOUR)
    second = fewer.release(ledger=ledger)
    assert second.groups == ()
    assert [r.reason for r in second.refusals] == ["too_close"]
    assert fewer.recorded([second], ledger) == ledger
    assert whole.release(ledger=ledger).groups == first.groups
    assert Pool.read(files[:-3], keys().private, FOUR).release(ledger=ledger).groups


def test_refused_groups_are_told_and_not_shown():
    """Every group of a split is either shown or refused with its reason."""
    made = pool()
    release = made.release(("group_type", "year"))
    shown = {group.key for group in release.groups}
    refused = {why_refused.key: why_refused.reason for why_refused in release.refusals}
    assert refused
    assert shown
    assert not shown & set(refused)
    assert shown | set(refused) == set(made._groups(("group_type", "year")))
    assert all(group.series >= 3 and group.people >= 28 for group in release.groups)
