"""The participant's desk: the page that it draws, alone or in a session, and what is shared."""

from __future__ import annotations

import json

import pytest

from tests.pages.rooms import (
    CALM,
    SHELL,
    SOCIAL,
    Group,
    NoStore,
    coloured,
    in_each_language,
    places,
    token,
)
from weerbaar.catalog import Voice
from weerbaar.pages.kit import phone_kit
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.room import Kind, Phase, Room
from weerbaar.room.store import MemoryStore


@pytest.fixture
def alone(content, pictures):
    """The desk of a private self-test; its store raises on any use."""
    return ParticipantDesk(Room(NoStore(), content), content, pictures)


@in_each_language
def test_a_private_test_never_touches_the_store(alone, content, language):
    """Without a code the form and the kit come without any use of the store."""
    private = content.text("participant.intro.private", language)
    page = alone.page("", language, **SHELL)
    assert private in page
    assert private in alone.handle({"type": "draw", "language": language})["html"]
    digest = content.instruments["zelftest"].model.digest
    reply = alone.handle({"type": "kit", "digest": digest, "language": language})
    assert json.dumps(reply["kit"]) == json.dumps(
        json.loads(phone_kit(content.default, Voice(content, language)))
    )


@pytest.mark.parametrize("kind", ["begin", "share", "finish", "state", "group"])
def test_a_private_test_has_nothing_to_share(alone, content, kind):
    """What needs a session is refused without a code, before the store is asked anything."""
    message = {"type": kind, "code": "", "token": token(), "answers": coloured(content, CALM)}
    assert alone.handle(message)["code"] == "code_malformed"


@in_each_language
def test_a_private_page_offers_no_sharing(alone, language):
    """The page without a code holds no button to share and no place for a group's picture."""
    page = alone.page("", language, **SHELL)
    assert 'data-go="share"' not in page
    assert 'data-slot="group"' not in page


def test_a_share_counts_once(group):
    """The same phone may share as often as it likes: it counts once, as joined and as done."""
    message = group.message("share", SOCIAL)
    assert [group.desk.handle(message)["outcome"] for _ in range(3)] == ["shared"] * 3
    session = group.room.view(group.code).session
    assert (session.joined, session.done) == (1, 1)
    group.room.close(group.code)
    assert group.room.view(group.code).shared == 1
    assert group.desk.handle(message)["outcome"] == "shared", "it was counted before closing"


def test_a_share_after_closing_is_told(group):
    """A tap after closing is answered with 'closed' and changes nothing."""
    group.room.close(group.code)
    before = group.stored()
    assert group.ask("share", SOCIAL) == {"outcome": "closed"}
    assert group.stored() == before


@in_each_language
def test_an_empty_sheet_is_not_shared(group, content, language):
    """A sheet on which nothing was answered is refused in a sentence."""
    before = group.stored()
    reply = group.ask("share", "... ... ... ...", language=language)
    assert reply["error"] == content.text("errors.nothing_answered", language)
    assert group.stored() == before


def test_starting_and_finishing_are_counted_once(group):
    """Start counts a phone as joined, 'done, not sharing' as done, each once."""
    phone = token()
    for _ in range(2):
        assert group.ask("begin", token=phone) == {"phase": "open"}
        assert group.ask("finish", token=phone) == {"outcome": "kept"}
    session = group.room.view(group.code).session
    assert (session.joined, session.done) == (1, 1)
    group.room.close(group.code)
    assert group.room.view(group.code).shared == 0


@in_each_language
def test_a_page_holds_the_whole_form(group, content, language):
    """The page that the server draws has every statement, colour, meaning and skip in it."""
    page = group.desk.page(group.code, language, **SHELL)
    test = content.instruments["zelftest"].file
    assert f'<html lang="{language}">' in page
    for quadrant in test.quadrants:
        for statement in quadrant.statements:
            places(page, [statement.text[language]])
            for value in ("green", "orange", "red", ""):
                if value:
                    places(page, [getattr(statement.colours, value)[language]])
                assert f'name="{statement.id}" value="{value}"' in page
    words = page.split("data-words>")[1].split("</script>")[0]
    assert json.loads(words)["state"]["none"] == content.text("participant.state.none", language)
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_page_of_a_rehearsal_says_so(room, content, pictures):
    """A rehearsal is flagged on the participant's page and in its promise; a real one is not."""
    desk = ParticipantDesk(room, content, pictures)
    flag = content.text("page.rehearsal", "nl")
    for kind in (Kind.LIVE, Kind.REHEARSAL):
        code = room.open(kind=kind).code
        drawn = desk.handle({"type": "draw", "code": code})["html"]
        assert (flag in drawn) is (kind is Kind.REHEARSAL)


def test_a_page_of_an_archived_session_is_refused(group):
    """Nobody can begin in a session that was put away."""
    group.room.archive(group.code)
    assert group.ask("draw")["code"] == "session_over"
    assert group.ask("begin")["code"] == "session_over"
    assert group.room.view(group.code).session.phase is Phase.ARCHIVED


def test_a_session_of_another_questionnaire_is_told(content, pictures):
    """A session begun with an older questionnaire is refused in a sentence, in every message."""
    store = MemoryStore()
    group = Group(Room(store, content), content, pictures)
    group.share(*[CALM] * 12)
    group.reveal()
    state = store._state
    old = state.sessions[group.code]
    state.sessions[group.code] = old.__class__(**{**vars(old), "digest": "older"})
    state.releases[group.code] = state.releases[group.code].replace(group.digest, "older")
    for kind in ("draw", "begin", "share", "finish", "state", "group"):
        assert group.ask(kind, CALM)["code"] == "other_instrument", kind


def test_a_phone_is_shown_where_its_group_went_on(group, content):
    """After a next round opened a phone gets its code and name; of another kind it does not."""
    group.share(*[SOCIAL] * 5)
    group.reveal()
    assert "elsewhere" not in group.ask("state")
    first = content.default.model.id
    held = group.room.open_round(group.code, first)
    there = group.ask("state")["elsewhere"]
    assert there["code"] == held.code
    assert content.default.file.title["nl"] in there["text"]
    group.room.archive(held.code)
    assert "elsewhere" not in group.ask("state")
    group.room.open(kind=Kind.REHEARSAL)
    assert "elsewhere" not in group.ask("state")


@in_each_language
def test_a_code_that_is_typed_on_a_notebooks_page_is_looked_up(group, room, content, language):
    """A form is drawn for the session of a code, as typed; an unknown one is told in a sentence."""
    typed = f"{group.code[:3]}-{group.code[3:]}".lower()
    assert f'data-code="{group.code}"' in group.ask("draw", code=typed, language=language)["html"]
    assert 'data-code=""' in group.ask("draw", code="", language=language)["html"]
    paper = room.open(kind=Kind.PAPER).code
    for code, said in (("AAAAAA", "code_unknown"), ("abc", "code_malformed"), (paper, "on_paper")):
        text = content.text(f"errors.{said}", language)
        reply = group.ask("draw", code=code, language=language)
        assert reply == {"error": text, "code": said, "retry": False}


@in_each_language
def test_a_page_says_where_its_kit_is(group, content, language):
    """The page names the address of the kit of its questionnaire, in its language."""
    asked = []
    shell = {**SHELL, "kit": lambda *names: asked.append(names) or "/kit"}
    assert 'data-kit="/kit"' in group.desk.page(group.code, language, **shell)
    assert asked == [(content.default.model.id, language)]
