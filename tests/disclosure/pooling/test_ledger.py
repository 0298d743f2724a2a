"""Ledger: nothing that follows from adding and subtracting releases is about a few."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.councils import contribution, keys, pool, sheet
from tests.model.shapes import FOUR
from weerbaar.disclosure.policy import PolicyError
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.pooling.research_release import Rules
from weerbaar.disclosure.pooling.research_rules import Member, refusal
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally

RULES = Rules()


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
    assert refusal(members, RULES) == reason


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
    with pytest.raises((PolicyError, ValueError)):
        Rules(**lax)
    assert Rules(sessions=5, people=50, largest=0.3, threshold=20).people == 50


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
    for text in ("", "{}", "[]", '{"format": 2}', ledger.to_json()[:-5]):
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


@settings(max_examples=40)
@given(st.lists(st.sets(st.integers(0, 9), min_size=3), min_size=2, max_size=5))
def test_no_two_releases_differ_by_a_few(releases):
    """Whatever is released one after the other: of any two, the difference is none or a group."""
    ledger, shown = Ledger.empty(), []
    for names in releases:
        wanted = group(*sorted(names))
        if refusal(wanted, RULES) is None and not close(ledger, wanted=wanted):
            ledger = ledger.enter({(): wanted})
            shown.append(set(names))
    for one, other in itertools.permutations(shown, 2):
        if one > other:
            assert len(one - other) >= 3


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
    refused = {refusal.key: refusal.reason for refusal in release.refusals}
    assert refused
    assert shown
    assert not shown & set(refused)
    assert shown | set(refused) == set(made._groups(("group_type", "year")))
    assert all(group.series >= 3 and group.people >= 28 for group in release.groups)
