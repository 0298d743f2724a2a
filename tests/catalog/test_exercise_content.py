"""The exercises that are shipped: one for every tool and result, and in sentences one can say."""

from __future__ import annotations

import re

import pytest

from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.catalog.exercises import Exercise

CONTENT = load_content()
EXERCISES = list(CONTENT.exercises.values())
SENTENCE_END = re.compile(r"(?<=[.?!:])\u2019?\s+")
QUOTE = re.compile(r"\u2018[^\u2018]+[.?!]\u2019")
LAW = re.compile(r"\b(artikel|article) \d")
CHECKED = re.compile(r"(nagezocht op|checked on) \d{1,2} [A-Za-z]+ \d{4}")
NEED_CARDS = {
    "perspectievenmethode": 7,
    "incident-bespreken": 7,
    "denkgereedschap": 20,
    "dilemma-reflectie": 4,
    "media-en-sociale-media": 4,
}
each = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda twins: twins.nl.id)
both = pytest.mark.parametrize("language", LANGUAGES)


def texts(exercise: Exercise) -> list[str]:
    """Everything that is read of an exercise; ``source`` is a list of addresses."""
    steps = [text for step in exercise.steps for text in (step.title, step.do, step.say)]
    reasons = [fit.why for fit in (*exercise.fits, *exercise.sides)]
    below = [re.sub(r"^[-#\s]+", "", line) for line in exercise.text.split("\n")]
    about = [exercise.about, exercise.goal, exercise.online, exercise.paper]
    cards = [text for card in exercise.cards for text in (card.title, *card.lines)]
    return [*about, *exercise.materials, *steps, *cards, *reasons, *exercise.pitfalls, *below]


def test_every_exercise_that_a_tip_names_is_worked_out():
    """A tool that is an exercise has steps to run."""
    named = {tool.id for tool in CONTENT.tools_file.tools if tool.kind == "werkvorm"}
    worked = {tool for twins in EXERCISES for tool in twins.nl.tools}
    assert named <= worked


@pytest.mark.parametrize("people", [7, 20, 36])
def test_after_any_result_there_are_two_to_choose_from(people):
    """Each quadrant and each side has two exercises for a group of this size, one of them short."""
    fitting = [t.nl for t in EXERCISES if t.nl.group.least <= people <= t.nl.group.most]
    for quadrant in CONTENT.instruments["zelftest"].model.quadrants:
        found = [e for e in fitting if quadrant.id in {fit.quadrant for fit in e.fits}]
        assert len(found) >= 2, quadrant.id
        assert min(e.minutes for e in found) <= 30, quadrant.id
    for side in ("awareness", "acting"):
        assert sum(side in {fit.side for fit in e.sides} for e in fitting) >= 2, side


def test_a_group_without_figures_has_exercises_without_votes():
    """The guides for a party group, too small for any figure, ask for no vote."""
    for name in ("fractie-tests", "cultuur-in-de-fractie"):
        guide = CONTENT.exercises[name].nl
        assert guide.group.most <= 8
        assert not any(step.vote for step in guide.steps)


@both
@each
def test_it_can_be_read_and_said(exercise, language):
    """Sentences are short, a step is said in less than a minute, and the screen shows few words."""
    words = exercise[language]
    found = [s for text in texts(words) for s in SENTENCE_END.split(text) if s.strip()]
    lengths = [len(sentence.split()) for sentence in found]
    assert sum(lengths) / len(lengths) < 12
    assert max(lengths) <= (25 if language == "nl" else 30)
    for step in words.steps:
        assert len(step.say.split()) <= 90, step.title
        assert len(step.do.split()) <= 40, step.title
    assert len(words.text.split()) <= 210


@both
@each
def test_every_pitfall_comes_with_words_to_say(exercise, language):
    """What goes wrong is followed by a sentence that rescues it."""
    pitfalls = exercise[language].pitfalls
    assert 3 <= len(pitfalls) <= 5
    assert all(QUOTE.search(pitfall) for pitfall in pitfalls)


@both
@each
def test_a_law_is_named_with_the_day_it_was_checked(exercise, language):
    """Whoever reads an article number also reads when it was looked up."""
    words = exercise[language]
    if any(LAW.search(text) for text in texts(words)):
        assert CHECKED.search(words.text)
        assert "http" in words.source


@both
@pytest.mark.parametrize("name", NEED_CARDS)
def test_whoever_needs_cards_prints_them(name, language):
    """What has to lie on the table comes from the printer, and no text asks to write it first."""
    exercise = CONTENT.exercises[name][language]
    titles = [card.title for card in exercise.cards]
    assert len(set(titles)) == len(titles) == NEED_CARDS[name]
    assert any(re.search("afgedrukt|printed", thing) for thing in exercise.materials)


@each
def test_the_languages_are_two_texts(exercise):
    """No text was left in the other language."""
    nl, en = texts(exercise.nl), texts(exercise.en)
    assert not {text for text in nl if text.strip()} & set(en)
    assert exercise.nl.title != exercise.en.title
