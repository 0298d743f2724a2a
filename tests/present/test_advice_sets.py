"""Every set of advice that occurs fits what was answered, and nothing in it clashes."""

from __future__ import annotations

import re
from math import ceil, floor

import pytest

from tests.present.advice_sets import (
    CONTENT,
    FILE,
    KINDS,
    NAMES,
    Case,
    given,
    people,
    sets,
    words,
    written,
)
from tests.scripts.sheets import LETTERS
from weerbaar.catalog import LANGUAGES
from weerbaar.model import Advice, AnswerSheet, RuleId, advise, score
from weerbaar.model.profile import Measure, Part
from weerbaar.model.rules import OTHERWISE

EVERY = pytest.mark.parametrize(("name", "kind"), [(n, k) for n in NAMES for k in KINDS])
SIDES = {RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE}
STANDING = {RuleId.STANDS_OUT, RuleId.SEVERAL_STAND_OUT}
TO_DO = {
    "nl": "Begin Kies Neem Vraag Lees Bespreek Leg Zoek Oefen Stel Bedenk Kijk Schrijf Maak Zorg",
    "en": "Start Choose Take Ask Read Discuss Show Look Practise Propose Think Write Make",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_list_of_all_sets_is_as_it_was_read(name):
    """What occurs is what was read; to write it anew: python -m tests.present.advice_sets."""
    assert written(name) in FILE.read_text(encoding="utf-8")


def test_the_list_holds_nothing_else():
    """Every set in the list is one that occurs."""
    count = sum(len(sets(name, kind)) for name in NAMES for kind in KINDS)
    assert FILE.read_text(encoding="utf-8").count("\n## ") == count


@EVERY
def test_no_two_rules_clash_and_something_is_always_said(name, kind):
    """Calm first; one of the rules for otherwise exactly when none else, and never beside calm."""
    for case, advice in sets(name, kind).values():
        rules = [one.rule for one in advice]
        said = set(rules)
        assert rules == sorted(said, key=list(RuleId).index), case.example
        assert rules[-1] is RuleId.DISCUSS
        assert (RuleId.CONTENT in said) == (rules[0] is RuleId.CONTENT), "calm comes first"
        assert len(said & SIDES) <= 1, case.example
        assert len(said & STANDING) <= 1, case.example
        others = said - OTHERWISE - {RuleId.STRENGTHS, RuleId.DISCUSS}
        assert len(said & OTHERWISE) == (not others), case.example
        assert not (RuleId.ALL_ASK in said and RuleId.STRENGTHS in said), case.example
        assert not (RuleId.CONTENT in said and said & STANDING and said & SIDES), "said twice"


@EVERY
def test_numbers_are_those_of_the_profile_and_nothing_strong_is_weak(name, kind):
    """Of every seventh case: the evidence, counted again."""
    for number, case in enumerate(KINDS[kind](name)):
        if number % 7:
            continue
        advice = advise(case.profile)
        named = {one.rule: {one.quadrant, *one.quadrants} - {None} for one in advice}
        weak = named.get(RuleId.STANDS_OUT) or named.get(RuleId.SEVERAL_STAND_OUT) or set()
        assert not weak & named.get(RuleId.STRENGTHS, set()), case.example
        for one in advice:
            _is_its_own(one, case)


def _is_its_own(one: Advice, case: Case) -> None:
    """The numbers that an advice tells are those of the profile that it is about."""
    found, profile = one.evidence, case.profile
    parts = {part.id: part for part in profile.quadrants}
    totals = (profile.green, profile.orange, profile.red, profile.open, profile.missing)
    assert totals == (found.green, found.orange, found.red, found.open, found.missing)
    named = [parts[key] for key in (one.quadrant, *one.quadrants) if key]
    if one.rule in STANDING:
        rest = [part for part in parts.values() if part not in named]
        assert all(map(_known, parts.values())), "nothing is above what is not known"
        assert found.value == min(part.attention for part in named)
        assert found.most == max(part.attention for part in named)
        assert found.rest == max(part.attention for part in rest)
        if profile.measure is not Measure.LEVEL:
            assert found.value > found.rest
    elif one.rule is RuleId.STRENGTHS:
        assert found.value == max(part.attention for part in named)
        assert found.high == max((part.high for part in named if part.high), default=None)
        assert {part.green for part in named} <= {found.each_green}
    elif one.rule in {RuleId.CONTENT, RuleId.ALL_ASK}:
        edge = max if one.rule is RuleId.CONTENT else min
        assert found.value == edge(part.attention for part in parts.values())
        if profile.measure is not Measure.PERSON:
            assert (found.low, found.high) == (
                min(part.low for part in parts.values()),
                max(part.high for part in parts.values()),
            )
    elif one.side:
        here, there = profile.side(one.side), profile.side(one.side.other)
        assert all(map(_known, parts.values())), "nothing is above what is not known"
        assert (found.value, found.rest) == (here.attention, there.attention)
        assert (found.of, found.rest_of) == (here.of, there.of)


def _known(part: Part) -> bool:
    return part.attention is not None


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_nothing_is_said_of_a_colour_that_was_not_chosen(name, kind, language):
    """Nor to a group of orange or red, which its figures may hide; and nothing is left open."""
    instrument = CONTENT.instruments[name]
    scale = {colour.id: colour.word[language] for colour in instrument.file.scale}
    not_green = instrument.file.not_green[language]
    for case, advice in sets(name, kind).values():
        chosen = given(case.profile) or ("green",)
        for one in advice:
            text = words(name, one, language)
            said = " ".join(filter(None, (text.title, text.text, text.evidence, text.involve)))
            assert "{" not in said
            assert "  " not in said
            # In English *no* is an article too.
            plain = re.sub(r"\bno (?!is|or)(?=[a-z])", "", said.replace(not_green, ""))
            for colour in set(scale) - set(chosen):
                assert not re.search(rf"\b{scale[colour]}\b", plain, re.IGNORECASE), (
                    case.example,
                    said,
                )


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_there_is_something_useful_to_do(name, kind, language):
    """Besides talking about it, each set says a thing to begin with."""
    for case, advice in sets(name, kind).values():
        texts = [words(name, one, language).text for one in advice[:-1]]
        begins = rf"(?:^|[.?!:] )(?:\w+ ){{0,2}}(?:{TO_DO[language].replace(' ', '|')})\b"
        assert any(re.search(begins, text, re.IGNORECASE) for text in texts), (case.example, texts)


@pytest.mark.parametrize("kind", ["5 to 9 people", "10 to 12 people"])
@pytest.mark.parametrize("name", NAMES)
def test_a_maximum_is_a_maximum_and_an_estimate_is_called_so(name, kind):
    """To a group: at most, at least and more than with true ends; every other number is about."""
    for case in KINDS[kind](name):
        for one in advise(case.profile):
            text, found = words(name, one, "nl").evidence or "", one.evidence
            ends = re.findall(r"(hooguit|minstens|meer dan) (\d+)%", text)
            for word, number in ends:
                share = found.low if word == "minstens" else found.high
                edge = floor(100 * share + 1e-9) if word == "minstens" else ceil(100 * share - 1e-9)
                assert int(number) == edge, (case.example, text)
            about = re.findall(r"ongeveer (\d+)%", text)
            shown = [round(100 * x) for x in (found.value, found.rest) if x is not None]
            assert [int(number) for number in about] == shown[: len(about)], (case.example, text)
            assert len(re.findall(r"\d+%", text)) == len(ends) + len(about), text
            if kind == "5 to 9 people":
                assert not re.search(r"\d", text), "of few people no number is told"


@pytest.mark.parametrize("name", NAMES)
def test_the_list_is_of_what_sheets_add_up_to(name):
    """A sheet that is filled in as the list says has the profile that the list says it has."""
    model = CONTENT.instruments[name].model
    may_skip = {s.id for s in model.statements if s.may_skip}
    for number, case in enumerate(people(name)):
        if number % 997:
            continue
        letters = case.example.removesuffix(" (what may be skipped)")
        skips = letters != case.example
        answers = {}
        for quadrant, own in zip(model.quadrants, letters.split(), strict=True):
            # Those that may be skipped get the last letters, so an open one, or else the first.
            order = sorted(quadrant.statements, key=lambda s: (s.id in may_skip) is skips)
            for statement, letter in zip(order, own, strict=True):
                if letter != ".":
                    answers[statement.id] = LETTERS[letter]
        profile = score(AnswerSheet(model, answers))
        assert advise(profile) == advise(case.profile), case.example


# --- what was wrong, or of no use ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("letters", "rules"),
    [
        (".gg ggg ggg ggg", ["content"]),
        ("ggg .gg ggg ggg", ["still_open"]),
        ("rrr ggg rrr ggg", ["several_stand_out"]),
        ("rrr rrr ggg ggg", ["several_stand_out", "awareness_side"]),
        ("rrr rrr rrr rrr", ["all_ask"]),
        (".rr rrr rrr rrr", ["all_ask"]),
        ("goo ggg ggg ggg", ["content", "stands_out"]),
        ("ggo ggo ggg ggg", ["content", "awareness_side"]),
        ("ggg ggg ggg ggr", ["one_point"]),
        ("rgg rgg rgg rgg", ["spread"]),
    ],
)
def test_a_sheet_leads_to_advice_that_fits(letters, rules):
    """Newcomers, twelve reds, two red quadrants, two oranges: worked by hand."""
    model = CONTENT.instruments["zelftest"].model
    pairs = zip(model.statements, letters.replace(" ", ""), strict=True)
    sheet = AnswerSheet(model, {s.id: LETTERS[letter] for s, letter in pairs if letter != "."})
    assert [one.rule for one in advise(score(sheet))] == [*rules, "discuss"]
