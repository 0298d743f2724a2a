"""The words of a balance say what its picture shows, and no more."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.rooms import sheet
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.figures.balance_person import balance_choices
from weerbaar.model import AnswerSheet, score
from weerbaar.pages.results import group_html
from weerbaar.present.balance import (
    group_balance,
    group_balance_spec,
    person_balance,
    person_balance_spec,
)
from weerbaar.present.balance_words import verdict

LETTERS = st.text(alphabet="gor.", min_size=12, max_size=12)


def person(content, letters, language="nl"):
    """The spec and the page's balance of somebody who answered so."""
    profile, test = score(sheet(content, letters)), content.instruments["zelftest"]
    spec = person_balance_spec(profile, test, Voice(content, language))
    return spec, person_balance(profile, test, Voice(content, language))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=LETTERS)
def test_a_person_reads_the_numbers_of_both_sides(content, letters):
    """Number that asks attention, number of statements, and what is open, at each end and aloud."""
    spec, balance = person(content, letters)
    for side, own in zip(spec.sides, (letters[:6], letters[6:]), strict=True):
        n, left = sum(letter in "or" for letter in own), own.count(".")
        chosen = balance_choices(spec)
        count, asks, unanswered = (text.picked(chosen) for text in (side.count, *side.lines))
        assert count == f"{n} van 6"
        assert asks == ("vraagt aandacht" if n == 1 else "vragen aandacht")
        assert unanswered == (f"{left} niet beantwoord" if left else "")
        said = f"{side.name}: {n} van 6 {asks}"
        assert said in html.unescape(balance.svg)
        assert said in spec.words.description


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=LETTERS)
def test_the_verdict_names_the_side_that_hangs_lower(content, letters):
    """Level without skips is even, level with skips is unsure; else the heavier side is named."""
    spec, balance = person(content, letters)
    even, unsure = (content.text(f"balance.verdict.{key}", "nl") for key in ("even", "unsure"))
    if spec.lean == 0:
        assert balance.verdict == (unsure if spec.difference != (0, 0) else even)
    else:
        assert spec.sides[spec.lean > 0].name in balance.verdict
        assert spec.sides[spec.lean < 0].name not in balance.verdict


@pytest.mark.parametrize(
    ("letters", "key"),
    [("ggg ggg ggg ggo", "little"), ("ggg ggg ggg goo", "more"), ("ggg ggg ggg .oo", "more")],
)
def test_one_statement_more_is_only_a_little(content, letters, key):
    """From two statements on, as in the rules of the source, a side asks more; one is a little."""
    spec, balance = person(content, letters)
    told = content.text(f"balance.verdict.{key}", "nl", side=spec.sides[1].name)
    assert balance.verdict == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_is_told_from_its_release(content, group, language):
    """Ranges of published shares at both ends; with these the side of acting clearly asks more."""
    group.share(*["ggg ggg oor rro"] * 9, *["ggg ggo oor ggo"] * 3)
    release = group.reveal()
    spec = group_balance_spec(release, Voice(content, language))
    balance = group_balance(release, Voice(content, language))
    assert "%" in spec.sides[0].count
    assert spec.lean > 0
    more = content.text("balance.verdict.more", language, side=spec.sides[1].name)
    assert balance.verdict == more


def test_a_small_group_has_words_for_its_levels(content, group):
    """Five to nine people: a level and no number at either end; neighbours are not told apart."""
    group.share(*["ggg ggg goo ggg"] * 6)
    release = group.reveal()
    spec = group_balance_spec(release, Voice(content, "nl"))
    assert [side.count for side in spec.sides] == ["vraagt weinig", "vraagt enige"]
    assert not any(letter.isdigit() for side in spec.sides for letter in side.count)
    profile = release.as_profile(content.instruments["zelftest"].model)
    told = verdict(spec, profile, Voice(content, "nl"))
    assert told == content.text("balance.verdict.unsure", "nl")


def test_there_is_none_when_nothing_may_be_shown(content, group):
    """Fewer than five: no balance."""
    group.share(*["ggg ggg ggg ooo"] * 4)
    release = group.reveal()
    assert group_balance(release, Voice(content, "nl")) is None


def test_no_balance_where_sides_are_not_compared(content):
    """A dilemma has two sides that no rule compares, and so no tightrope."""
    dilemma = content.instruments["dilemma"]
    profile = score(AnswerSheet(dilemma.model, {}))
    compared = {"awareness_side", "acting_side"} <= {str(rule) for rule in profile.rules.used}
    assert (person_balance(profile, dilemma, Voice(content, "nl")) is not None) is compared


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_finds_it_below_the_net(content, group, pictures, language):
    """Picture, verdict and heading on a phone, after the net; one's own is told of in scripts."""
    group.share(*["ggg ggg oor rro"] * 12)
    page = group_html(group.reveal(), Voice(content, language), pictures)
    heading = content.text("balance.heading.group", language)
    assert page.index('class="net"') < page.index(heading) < page.index('class="balance"')
    assert 'class="verdict-of-balance"' in page
