"""A next wave: chosen, warned about, and then and now from two releases on every page."""

from __future__ import annotations

import dataclasses
import re

import pytest
from markupsafe import escape

from tests.pages.rooms import SHELL, Group
from tests.pages.test_facilitator import CALM, SOCIAL, Page
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.disclosure.change import Verdict
from weerbaar.present.change import change_spec, change_text, two_waves
from weerbaar.room import Kind, Phase

RED = "rrr rrr rrr rrr"


@pytest.fixture
def board(facilitator):
    """A page of the facilitator."""
    return Page(facilitator)


@pytest.fixture
def waves(room, content, pictures):
    """Reveal one wave after another, each shared so by so many; gives the last code."""

    def make(*shared, **choices):
        code = None
        for colours, people in shared:
            session = room.open(wave_of=code, **choices)
            if code:
                room.archive(code)
            group = Group(room, content, pictures, session.code)
            group.share(*[colours] * people)
            group.reveal()
            code = session.code
        return code

    return make


def both(room, code):
    """Two waves as pages have them."""
    return two_waves(room, room.view(code))


def test_only_sessions_with_a_picture_of_this_questionnaire_can_be_followed(
    board, room, content, waves
):
    """Offered are released sessions, put away or not; not given up ones, nor old questionnaires."""
    first, last = waves((CALM, 6)), waves((SOCIAL, 6))
    given_up = room.open().code
    room.archive(given_up)
    old = waves((CALM, 6))
    with room._store.write() as transaction:
        session = transaction.find(old)
        transaction.save(dataclasses.replace(session.archive(), digest="another"))
    board.act()
    options = re.findall(r'<option value="([A-Z0-9]{6})"', board.shown["next"])
    assert options == [last, first]
    assert str(escape(content.text("wave.next.text", "nl"))) in board.shown["next"]


def test_without_a_picture_there_is_nothing_to_follow(board, content):
    """Before the first reveal the page says so and offers no button."""
    board.act()
    assert content.text("wave.next.none", "nl") in board.shown["next"]
    assert 'data-action="ask_wave"' not in board.shown["next"]


@pytest.mark.parametrize("kind", [Kind.LIVE, Kind.REHEARSAL])
def test_a_next_wave_is_opened_after_a_question(board, room, waves, kind):
    """What is taken over is said first; then the earlier session is put away and repeated."""
    code = waves((CALM, 6), kind=kind, group_type="fractie", size_class="5-9")
    board.act("ask_wave", wave=code, language="nl")
    assert len(room.sessions()) == 1
    assert re.search(rf'data-action="wave" data-value="{code}"', board.shown["next"])
    assert code in board.shown["next"]
    board.act("wave", code, language="en")
    wave = room.current()
    assert (wave.wave_of, wave.kind, wave.language) == (code, kind, "en")
    assert (wave.group_type, wave.size_class) == ("fractie", "5-9")
    assert room.view(code).session.phase is Phase.ARCHIVED
    assert code in board.shown["head"]


def test_an_open_session_is_warned_about_and_called_off(board, room, content, waves):
    """Before a wave puts an open session away, the page says so, and no is no."""
    code = waves((CALM, 6))
    room.archive(code)
    current = room.open().code
    board.act("ask_wave", wave=code)
    assert str(escape(content.text("facilitator.next.warning", "nl"))) in board.shown["next"]
    board.act("cancel")
    assert room.current().code == current
    assert "wave-now" not in board.shown["next"]


def test_the_same_day_is_warned_about(board, content, waves, monkeypatch):
    """Nearly the same people on one evening: the danger is told; another day it is not."""
    code = waves((CALM, 6))
    warning = str(escape(content.text("wave.next.same_day", "nl")))
    board.act("ask_wave", wave=code)
    assert warning in board.shown["next"]
    monkeypatch.setattr("weerbaar.pages.waves.today", lambda: "2199-01-01")
    board.act("ask_wave", wave=code)
    assert "wave-now" in board.shown["next"]
    assert warning not in board.shown["next"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wave_that_cannot_be_puts_nothing_away(facilitator, room, content, waves, language):
    """A code that is unknown or has no picture is refused by name and changes nothing."""
    waves((CALM, 6))
    unfinished = room.open().code
    board = Page(facilitator, language)
    before = room.sessions()
    for code, error in ((unfinished, "wave_unreleased"), ("NOBODY", "code_unknown")):
        told = board.act("wave", code)
        assert told == content.text(f"errors.{error}", language, code=code)
        assert board.state["wrong"]
        assert room.sessions() == before
    board.act("ask_wave", wave=unfinished)
    assert "wave-now" not in board.shown["next"]


def test_then_and_now_is_on_every_page_after_the_reveal_and_not_before(
    board, room, content, pictures, screen, waves
):
    """One wave has nothing to compare; two have, everywhere, with what it cannot prove."""
    first = waves((CALM, 12))
    title, prove = content.text("wave.title", "nl"), content.text("wave.prove", "nl")
    prove = str(escape(prove))

    def shown(code):
        board.act()
        stage = screen.handle({"type": "look"})["regions"]["stage"]["html"]
        phone = Group(room, content, pictures, code).ask("group").get("html", "")
        return board.shown["result"], stage, phone

    assert not [page for page in shown(first) if prove in page]
    second = room.open(wave_of=first).code
    room.archive(first)
    group = Group(room, content, pictures, second)
    group.share(*[RED] * 14)
    assert not [page for page in shown(second) if prove in page or f">{title}<" in page]
    group.reveal()
    before = content.text("wave.same_day.then", "nl")
    higher = content.text("wave.verdicts.higher", "nl", green="groen", then=before)
    for page in shown(second):
        assert prove in page
        assert page.count(higher) >= 4
    board.act("show", first)
    assert prove not in board.shown["result"]
    board.act("show", second)
    assert prove in board.shown["result"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_and_picture_say_the_same(room, content, waves, language):
    """Every quadrant has its range, then and now, and its verdict, in the text and the picture."""
    two = dataclasses.replace(both(room, waves((CALM, 14), (RED, 14))), then_day="2025-11-22")
    text, spec = (
        change_text(two, Voice(content, language)),
        change_spec(two, Voice(content, language)),
    )
    assert [line.verdict for line in text.quadrants] == [Verdict.HIGHER] * 4
    assert len(text.statements) == 12
    for line, row in zip(text.quadrants, spec.rows, strict=True):
        assert (row.name, row.verdict, row.words) == (line.name, line.verdict, line.words)
        told = content.text(
            "wave.line",
            language,
            name=line.name,
            then=line.then,
            now=line.now,
            verdict=line.words,
        )
        assert told in spec.words.description
        assert f"{round(100 * row.now.high)}%" in line.now
    assert {tick.at for tick in spec.ticks} == {0, 0.5, 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_on_a_day_is_before_and_after_the_conversation(room, content, waves, language):
    """Two dates that are the same say nothing: then the words are before and after; else dates."""
    two = both(room, waves((CALM, 14), (RED, 14)))
    text, words = (
        change_text(two, Voice(content, language)),
        change_spec(two, Voice(content, language)).words,
    )
    before = content.text("wave.same_day.then", language)
    after = content.text("wave.same_day.now", language)
    assert (text.then, text.now, words.then, words.now) == (before, after) * 2
    assert two.now_day.replace("-", "\N{NON-BREAKING HYPHEN}") not in text.compared
    later = change_text(dataclasses.replace(two, then_day="2025-11-22"), Voice(content, language))
    assert "2025" in later.compared
    assert later.then == content.text("wave.then", language)


def test_a_small_group_has_words_for_levels(room, content, waves):
    """Between groups of five to nine the words say how much attention is asked; no statements."""
    two = both(room, waves((CALM, 8), (RED, 8)))
    text, spec = change_text(two, Voice(content, "nl")), change_spec(two, Voice(content, "nl"))
    assert {(line.then, line.now) for line in text.quadrants} == {
        ("weinig aandacht", "veel aandacht")
    }
    assert [tick.words for tick in spec.ticks] == ["weinig", "enige", "veel"]
    assert text.statements == []


def test_with_too_few_people_the_page_says_why_nothing_is_compared(board, content, waves, screen):
    """A wave below five leaves a sentence on the facilitator's page and no picture anywhere."""
    waves((CALM, 4), (RED, 12))
    board.act()
    assert str(escape(content.text("wave.nothing", "nl"))) in board.shown["result"]
    assert "change-" not in board.shown["result"]
    assert "change-" not in screen.handle({"type": "look"})["regions"]["stage"]["html"]


def test_the_head_counts_the_waves(board, content, room, waves):
    """The third wave names both earlier ones, the first one first."""
    code = waves((CALM, 6), (CALM, 6), (CALM, 6))
    found = {session.code: session for session in room.sessions()}
    middle = found[found[code].wave_of]
    both = (found[middle.wave_of], middle)
    facts = [{"code": s.code, "day": Voice(content, "nl").day(s.day)} for s in both]
    earlier = ", ".join(content.text("wave.one", "nl", **fact) for fact in facts)
    board.act()
    assert content.text("wave.number", "nl", number=3, earlier=earlier) in board.shown["head"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_joins_a_next_wave_is_told_so_first(room, content, pictures, waves, language):
    """The promise of a next wave names the earlier day; that of other sessions has no such word."""
    first = waves((CALM, 6))
    second = room.open(wave_of=first).code
    sentence = next(s for s in content.privacy.sentences if s.id == "wave")
    day = Voice(content, language).day(room.view(first).session.day)
    told = str(escape(sentence.text[language].format(earlier_day=day)))
    for code, expected in ((first, False), (second, True)):
        page = Group(room, content, pictures, code).desk.page(code, language, **SHELL)
        assert (told in page.split('data-step="block"')[0]) is expected


def test_the_picture_is_kept_per_pair_of_releases(room, content, pictures, waves):
    """The same two waves are drawn once; another wave beside the same one is another picture."""
    two = both(room, waves((CALM, 12), (SOCIAL, 12)))
    other = both(room, waves((RED, 12), (SOCIAL, 12)))
    first = pictures.change(two, "nl", layout="wide")
    assert pictures.change(dataclasses.replace(two), "nl", layout="wide") is first
    assert pictures.change(other, "nl", layout="wide") != first
