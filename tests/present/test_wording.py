"""Numbers in words: shares, levels, figures, evidence, and the promise."""

from __future__ import annotations

import dataclasses
import re

import pytest

from tests.pages.rooms import ids, sheet
from weerbaar.catalog import LANGUAGES, Voice, references
from weerbaar.disclosure import Band, Detail, Policy, Release, StatementFigure
from weerbaar.disclosure.release import Tendency
from weerbaar.model import Measure, RuleId, advise, score
from weerbaar.model.profile import group_profile
from weerbaar.present import wording
from weerbaar.present.nets import group_lines
from weerbaar.present.wording import (
    advice_text,
    figure_sentence,
    level_axis,
    level_said,
    level_word,
    percent,
    promise,
)

NONE = Band(0, 0)
FEW = Band(0, 3)
MANY = Band(17, 20)


@pytest.mark.parametrize(
    ("share", "words"), [(None, "-"), (0.0, "0"), (1.0, "100"), (1 / 3, "33"), (2 / 3, "67")]
)
def test_a_share_is_a_whole_percentage(share, words):
    """A share is rounded to a whole number, and an unknown one is a dash."""
    assert percent(share) == words


@pytest.mark.parametrize(
    ("level", "dutch", "english"),
    [
        (0, "weinig aandacht", "little attention"),
        (0.75, "weinig of enige aandacht", "little or some attention"),
        (1.0, "enige aandacht", "some attention"),
        (1.5, "enige of veel aandacht", "some or much attention"),
        (2, "veel aandacht", "much attention"),
        (None, "te weinig antwoorden", "too few answers"),
    ],
)
def test_a_level_is_a_word(content, level, dutch, english):
    """A level says how much attention is asked, and what lies between two levels names both."""
    test = content.instruments["zelftest"]
    assert level_word(level, test, Voice(content, "nl")) == dutch
    assert level_word(level, test, Voice(content, "en")) == english


def test_a_level_of_a_vote_asks_for_nothing(content):
    """In a vote green is no better than red: a level says how much doubt or no there is."""
    vote, test = content.instruments["dilemma"], content.instruments["zelftest"]
    assert level_word(0, vote, Voice(content, "nl")) == "weinig twijfel of nee"
    assert level_said(1.5, vote, Voice(content, "nl")) == "kreeg enige of veel twijfel of nee"
    assert level_said(2, vote, Voice(content, "en")) == "got much doubt or no"
    assert level_said(2, test, Voice(content, "nl")) == "vraagt veel aandacht"
    assert level_axis(vote, Voice(content, "nl")) == "kreeg twijfel of nee"
    assert level_axis(test, Voice(content, "nl")) == "vraagt aandacht"


FIGURES = {
    "exact, with orange and red apart": (
        StatementFigure(
            "s",
            FEW,
            green=Band(7, 10),
            not_green=Band.exactly(10),
            orange=Band.exactly(6),
            red=Band.exactly(4),
            share=(0.5, 0.5),
        ),
        "10 van 20 niet groen, 6 oranje, 4 rood",
        "10 of 20 not green, 6 orange, 4 red",
    ),
    "exact, with a tendency": (
        StatementFigure(
            "s",
            NONE,
            green=Band.exactly(13),
            not_green=Band.exactly(7),
            tendency=Tendency.MOSTLY_RED,
            share=(0.35, 0.35),
        ),
        "7 van 20 niet groen, meer rood dan oranje",
        "7 of 20 not green, more red than orange",
    ),
    "exact, with people who skipped": (
        StatementFigure(
            "s",
            Band.exactly(5),
            green=Band.exactly(10),
            not_green=Band.exactly(5),
            share=(1 / 3, 1 / 3),
        ),
        "5 van 15 niet groen, 5 sloegen over",
        "5 of 15 not green, 5 skipped",
    ),
    "few not green": (
        StatementFigure("s", FEW, green=MANY, not_green=FEW, share=(0, 0.15)),
        "hooguit 3 van 20 niet groen",
        "at most 3 of 20 not green",
    ),
    "few green": (
        StatementFigure("s", FEW, green=FEW, not_green=MANY, share=(0.85, 1)),
        "hooguit 3 van 20 groen",
        "at most 3 of 20 green",
    ),
    "a level only": (
        StatementFigure("s", Band(11, 15), level=1, share=(1 / 3, 2 / 3)),
        "weinig antwoorden, vraagt enige aandacht",
        "few answers, asks for some attention",
    ),
    "too few answered": (
        StatementFigure("s", Band(16, 20)),
        "te weinig antwoorden",
        "too few answers",
    ),
}


@pytest.mark.parametrize(("figure", "dutch", "english"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_is_a_sentence(content, figure, dutch, english):
    """Every kind of figure is told in both languages, with no more than it holds."""
    instrument = content.instruments["zelftest"]
    assert figure_sentence(figure, 20, instrument, Voice(content, "nl")) == dutch
    assert figure_sentence(figure, 20, instrument, Voice(content, "en")) == english


def test_a_figure_is_told_in_the_words_of_its_scale(content):
    """A vote says yes, doubt and no where the self-test says green, orange and red."""
    vote = content.instruments["dilemma"]
    figure = FIGURES["exact, with orange and red apart"][0]
    told = figure_sentence(figure, 20, vote, Voice(content, "nl"))
    assert told == "10 van 20 twijfel of nee, 6 twijfel, 4 nee"
    for figure, dutch, english in FIGURES.values():
        for language, usual in (("nl", dutch), ("en", english)):
            colours = r"\b(groen|oranje|rood|green|orange|red)\b"
            told = figure_sentence(figure, 20, vote, Voice(content, language))
            assert not re.search(colours, told), usual


def words_of(content, promised):
    """All sentences of a promise."""
    return " ".join([*promised.core, *promised.more])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "value"), [("minimum", 8), ("statements_from", 17), ("band", 2)])
def test_the_promise_follows_the_policy(content, language, name, value):
    """Another parameter gives another promise: it is worded from the session's own policy."""
    usual = words_of(content, promise(Voice(content, language), Policy(), private=False))
    stricter = dataclasses.replace(Policy(), **{name: value})
    other = words_of(content, promise(Voice(content, language), stricter, private=False))
    assert other != usual
    assert f" {value}" in other
    assert "{" not in other


def test_the_promise_fits_the_occasion(content):
    """Alone, in a session, in a rehearsal and at a service each get their own sentences."""
    occasions = {"local": {}, "hosted": {"hosted": True}, "rehearsal": {"rehearsal": True}}
    made = {
        (name, private): words_of(
            content, promise(Voice(content, "nl"), Policy(), private=private, **more)
        )
        for name, more in occasions.items()
        for private in (True, False)
    }
    sentences = {s.id: s.text["nl"] for s in content.privacy.sentences}
    assert len(set(made.values())) == len(made)
    for (name, private), words in made.items():
        assert (sentences["private"] in words) is private
        assert (sentences["sharing"] in words) is not private
        assert (sentences["limit_sharing"] in words) is not private
        assert (sentences["limit_hosted"] in words) is (name == "hosted")
        assert (sentences["limit_local"] in words) is (name != "hosted")
        assert (sentences["rehearsal"] in words) is (name == "rehearsal")


def test_the_short_promise_is_about_who_sees_what(content):
    """Before the first statement stand: where answers are, only sums, bands, and the limit."""
    made = promise(Voice(content, "nl"), Policy(), private=False)
    sentences = {s.id: s for s in content.privacy.sentences}
    for key in ("where", "only_sums", "group_band", "limit_local", "limit_sharing"):
        told = sentences[key].text["nl"].format(band=3, partners=2, min=5, statements_from=10)
        assert told in made.core, key


def evidence(content, profile, rule, language):
    """The evidence of a rule in words."""
    test = content.instruments["zelftest"]
    fired = {found.rule: found for found in advise(profile)}
    return advice_text(fired[rule], test, Voice(content, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_of_a_group_is_in_percentages(content, language):
    """A rule that fired for a group tells the shares that made it fire, to the group."""
    test = content.instruments["zelftest"]
    shares = dict(zip((q.id for q in test.model.quadrants), (0.1, 0.2, 0.62, 0.3), strict=True))
    profile = group_profile(test.model, Measure.GROUP, shares)
    told = evidence(content, profile, RuleId.STANDS_OUT, language)
    assert "62%" in told.evidence
    assert "30%" in told.evidence
    assert told.text == test.rule("stands_out").text_group[language]
    assert told.involve == test.quadrant("sociaal").closing[language]
    side = evidence(content, profile, RuleId.ACTING_SIDE, language).evidence
    assert "46%" in side
    assert "15%" in side


def test_evidence_of_a_small_group_is_in_levels(content):
    """A rule that fired on levels names no number."""
    test = content.instruments["zelftest"]
    levels = dict(zip((q.id for q in test.model.quadrants), (0, 0, 2, 1), strict=True))
    profile = group_profile(test.model, Measure.LEVEL, levels, ("sociaal",))
    told = evidence(content, profile, RuleId.STANDS_OUT, "nl").evidence
    assert "minder groen dan in elk ander vlak" in told
    side = evidence(content, profile, RuleId.ACTING_SIDE, "nl").evidence
    assert "enige of veel aandacht" in side
    assert not any(sign.isdigit() for sign in told + side)


def test_evidence_of_a_person_counts(content):
    """What one person reads has the counts, and what was left open only when it was."""
    told = evidence(content, score(sheet(content, "ogg ogg ogg og.")), RuleId.SPREAD, "nl")
    assert told.evidence == "Jouw antwoorden: 4 oranje, 7 groen, 1 niet beantwoord."
    assert "oranje" in told.text
    assert told.ours
    calm = evidence(content, score(sheet(content, "ogg ggg ggg ggg")), RuleId.CONTENT, "nl")
    assert calm.evidence == "Jouw antwoorden: 1 oranje, 11 groen."
    assert not calm.ours


def test_the_check_of_the_content_knows_what_a_rule_can_be_told(content):
    """The placeholders that ``weerbaar check`` allows in a rule are those that are filled in."""
    test = content.instruments["zelftest"]
    (first, *_) = advise(score(sheet(content, "ogg ogg ogg ogg")))
    assert set(wording._facts(first, test, Voice(content, "nl"))) == references._RULE_FACTS


def test_a_release_has_as_many_lines_as_it_shows(content, pictures, group):
    """In words a release is one line per statement, as the picture has one wedge."""
    group.share(*["ggg ggo orr ggg"] * 12)
    release = group.reveal()
    lines = group_lines(release, Voice(content, "nl"))
    assert release.detail is Detail.STATEMENTS
    assert isinstance(release, Release)
    assert len(lines) == len(ids(content))
    assert lines[0].endswith(": hooguit 3 van 12 niet groen.")
    assert lines[7].endswith(": hooguit 3 van 12 groen.")
