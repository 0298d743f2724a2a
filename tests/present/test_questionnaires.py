"""What each questionnaire says to made-up people and groups."""

from __future__ import annotations

import random

import pytest

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.disclosure import Detail, Policy, Release
from weerbaar.disclosure.change import Verdict
from weerbaar.disclosure.rules import disclose
from weerbaar.model import AnswerSheet, Colour, Profile, RuleId, Tally, advise, score
from weerbaar.present.balance import group_balance
from weerbaar.present.change import TwoWaves, change_spec, change_text
from weerbaar.present.extremes import extremes
from weerbaar.present.nets import group_lines
from weerbaar.present.proposals import proposals
from weerbaar.present.wording import AdviceText, advice_text

CONTENT = load_content()
LETTERS = dict(zip("gor", Colour, strict=True))


def sheet(name: str, *quadrants: str) -> AnswerSheet:
    """Answers as letters per quadrant, ``.`` for a skip; the quadrants that follow are green."""
    model = CONTENT.instruments[name].model
    letters = "".join(quadrants).ljust(len(model.statements), "g")
    given = zip(model.statements, letters, strict=True)
    return AnswerSheet(model, {s.id: LETTERS[letter] for s, letter in given if letter != "."})


def release(name: str, sheets: list[AnswerSheet]) -> Release:
    """What a group that shared these gets to see."""
    tally = Tally.total(map(Tally.of, sheets))
    return disclose(tally, CONTENT.instruments[name].model, Policy())


def told(name: str, profile: Profile, language: str = "nl") -> dict[RuleId, AdviceText]:
    """The advice on a profile in words, by rule, in the order in which it is shown."""
    instrument = CONTENT.instruments[name]
    return {a.rule: advice_text(a, instrument, Voice(CONTENT, language)) for a in advise(profile)}


def crowd(name: str, n: int, weights: tuple[int, int, int]) -> list[AnswerSheet]:
    """Made-up people; the same for the same arguments."""
    chance = random.Random(f"{name} {n} {weights}")
    model = CONTENT.instruments[name].model
    return [
        AnswerSheet(
            model, {s.id: chance.choices(list(Colour), weights)[0] for s in model.statements}
        )
        for _ in range(n)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONTENT.instruments)
def test_there_is_always_something_to_say_and_all_of_it_is_filled_in(name, language):
    """Whatever was answered, by one person or by few or many: whole sentences, no open places."""
    model = CONTENT.instruments[name].model
    for weights in ((9, 1, 0), (5, 3, 2), (1, 1, 1), (1, 4, 9)):
        people = crowd(name, 25, weights)
        groups = (release(name, people[:n]).as_profile(model) for n in (7, 12, 25))
        for profile in [*map(score, people), *filter(None, groups)]:
            found = told(name, profile, language)
            assert len(found) >= 2
            for text in found.values():
                said = f"{text.title} {text.text} {text.evidence}"
                assert "{" not in said
                assert ": ," not in said
                assert not text.title.endswith(":")


# --- the self-test on acting with integrity -----------------------------------------------------
INTEGRITY = "zelftest-integer-handelen"


def test_strength_is_told_before_vulnerability():
    """One weak quadrant of six: first the others as strength, then this one, with its numbers."""
    found = told(INTEGRITY, score(sheet(INTEGRITY, "ggg", "ror", "ogg")))
    assert list(found)[:2] == [RuleId.STRENGTHS, RuleId.STANDS_OUT]
    strong, weak = found[RuleId.STRENGTHS], found[RuleId.STANDS_OUT]
    assert strong.title == (
        "Hier sta je het sterkst: Wie ik ben, Druk dichtbij, Hoe wij werken, Van buiten"
    )
    assert weak.title == "Hier ben je het meest kwetsbaar: Mijn bagage"
    assert weak.evidence.startswith("Mijn bagage: 3 van de 3 stellingen rood of oranje.")
    assert weak.involve


def test_two_weak_quadrants_are_both_told():
    """With six quadrants two often tie; then both are points of attention, not a spread."""
    found = told(INTEGRITY, score(sheet(INTEGRITY, "ggg", "rog", "ggg", "ggg", "ogr")))
    assert found[RuleId.SEVERAL_STAND_OUT].title.endswith(": Mijn bagage, Hoe wij werken")
    assert RuleId.SPREAD not in found


def test_two_answers_more_are_no_side_in_eighteen():
    """A side of nine statements weighs from three more on; in the self-test, of six, from two."""
    two = score(sheet(INTEGRITY, "ogg", "ogg"))
    three = score(sheet(INTEGRITY, "ogg", "ogg", "ogg"))
    assert RuleId.AWARENESS_SIDE not in told(INTEGRITY, two)
    assert RuleId.AWARENESS_SIDE in told(INTEGRITY, three)


def test_almost_all_green_is_doubted_kindly():
    """Whoever is green nearly everywhere is asked to have it checked, not congratulated."""
    found = told(INTEGRITY, score(sheet(INTEGRITY, "ogg", "ggo", "gog")))
    assert "leg daarom" in found[RuleId.CONTENT].text.lower()
    skipped = told(INTEGRITY, score(sheet(INTEGRITY, ".gg")))
    assert RuleId.CONTENT not in skipped
    assert "Wie ik ben" not in skipped[RuleId.STRENGTHS].title


def test_a_strength_of_a_small_group_claims_no_more_than_its_level():
    """Level low is at most a third not green, and that is what the evidence says."""
    people = [sheet(INTEGRITY, "rrr" if place < 5 else "ggg") for place in range(7)]
    shown = release(INTEGRITY, people)
    assert shown.detail is Detail.LEVELS
    found = told(INTEGRITY, shown.as_profile(CONTENT.instruments[INTEGRITY].model))
    assert "hooguit een derde" in found[RuleId.STRENGTHS].evidence
    assert "bijna iedereen" not in found[RuleId.STRENGTHS].text.lower()
    assert found[RuleId.STANDS_OUT].title.endswith(": Wie ik ben")


# --- the checklist of a resilient culture -------------------------------------------------------
CULTURE = "weerbare-cultuur"


def test_a_group_reads_about_itself():
    """To a group the advice says 'jullie', and leads to one habit rather than to a culprit."""
    people = [sheet(CULTURE, "ggg", "rro" if place % 3 else "ggg") for place in range(15)]
    profile = release(CULTURE, people).as_profile(CONTENT.instruments[CULTURE].model)
    found = told(CULTURE, profile)
    assert found[RuleId.STANDS_OUT].title.endswith(": Fouten")
    assert "één gewoonte" in found[RuleId.STANDS_OUT].text
    assert "Vraag niet wie dat is" in found[RuleId.DISCUSS].text
    for text in found.values():
        assert " je fractie" not in text.text


# --- the vote on a dilemma ----------------------------------------------------------------------
VOTE = "dilemma"


def test_whoever_chooses_b_firmly_is_not_called_weak():
    """Three times no at choosing, all yes at standing by it: no is a choice too."""
    found = told(VOTE, score(sheet(VOTE, "rrr", "ggg")))
    assert list(found) == [RuleId.SPREAD, RuleId.DISCUSS]
    assert "ook nee is een keuze" in found[RuleId.SPREAD].text
    said = " ".join(text.title + text.text for text in found.values())
    assert not {"kwetsbaar", "zwak", "aandacht"} & set(said.lower().replace(".", "").split())


def test_a_vote_is_headed_by_the_words_of_its_scale():
    """Questions come with where it was most often yes or no; the self-test says strong and weak."""
    vote, usual = (CONTENT.instruments[name] for name in (VOTE, "zelftest"))
    profile = release(VOTE, [sheet(VOTE, "rrr", "ggg")] * 12).as_profile(vote.model)
    assert [one.heading for one in extremes(profile, vote, Voice(CONTENT, "nl"))] == [
        "Hier het vaakst twijfel of nee: Kiezen",
        "Hier het vaakst ja: Dragen",
    ]
    profile = release("zelftest", [sheet("zelftest", "rrr", "ogg", "ogg")] * 12)
    weak, strong = extremes(profile.as_profile(usual.model), usual, Voice(CONTENT, "nl"))
    assert "de meeste aandacht" in weak.heading
    assert "sterkste" in strong.heading


def test_a_vote_has_no_balance():
    """Its two sides are no awareness and acting that hold each other."""
    shown = release(VOTE, crowd(VOTE, 12, (1, 1, 1)))
    assert group_balance(shown, Voice(CONTENT, "nl")) is None
    other = release(CULTURE, crowd(CULTURE, 12, (1, 1, 1)))
    assert group_balance(other, Voice(CONTENT, "nl")) is not None


@pytest.mark.parametrize(("language", "more"), [("nl", "meer ja dan v"), ("en", "more yes than ")])
def test_before_and_after_a_talk_are_told_in_the_words_of_the_vote(language, more):
    """The choice stays and its footing grows: that is what then and now say, without colours."""
    before = [sheet(VOTE, "ggg" if place % 2 else "rrr", "oro") for place in range(23)]
    after = [sheet(VOTE, "ggg" if place % 2 else "rrr", "ggg") for place in range(23)]
    both = TwoWaves(release(VOTE, before), release(VOTE, after), "2026-11-22", "2026-11-22")
    text, spec = (
        change_text(both, Voice(CONTENT, language)),
        change_spec(both, Voice(CONTENT, language)),
    )
    choosing, standing = text.quadrants
    assert choosing.verdict is Verdict.UNSURE
    assert standing.verdict is Verdict.LOWER
    assert standing.words.startswith(more)
    colours = {"groen", "oranje", "rood", "green", "orange", "red"}
    lines = group_lines(both.then, Voice(CONTENT, language))
    said = " ".join([*lines, *(q.words for q in text.quadrants), spec.words.axis])
    assert not colours & set(said.lower().replace(",", " ").replace(".", " ").split())


# --- and what to do next ------------------------------------------------------------------------
@pytest.mark.parametrize("people", [8, 20, 36])
@pytest.mark.parametrize("name", [INTEGRITY, CULTURE])
def test_whatever_stands_out_there_is_an_exercise_that_says_why(name, people):
    """For every quadrant, in a group of any size, the first proposal is about that quadrant."""
    instrument = CONTENT.instruments[name]
    for place, quadrant in enumerate(instrument.model.quadrants):
        weak = sheet(name, *["ggg"] * place, "rrr")
        profile = release(name, [weak] * people).as_profile(instrument.model)
        first = proposals(profile, instrument, Voice(CONTENT, "nl"), people)[0]
        reasons = {fit.quadrant: fit.why for fit in first.exercise.fits}
        assert first.why == reasons[quadrant.id]
