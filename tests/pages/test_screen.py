"""The screen's desk: what the beamer shows in each phase."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from tests.pages.rooms import json_values
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.screen import ScreenDesk

SOCIAL = "ggg ggo orr ggg"


def stage(desk, **more):
    """What is on the screen now."""
    return desk.handle({"type": "look", **more})["regions"]["stage"]["html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_session_it_waits(screen, content, language):
    """Before any session the screen says that it starts by itself."""
    assert content.text("screen.none", language) in stage(screen, language=language)


def test_the_screen_follows_the_session(group, screen, content):
    """QR and done count while open, the number shared when closed, then the picture."""
    text = content.text
    group.ask("begin")
    opened = stage(screen)
    assert f"10.1.2.3:8770/{group.code}" in opened
    assert "<svg" in opened
    assert f"<b>0</b> {text('screen.done_many', 'nl')}" in opened
    group.ask("finish")
    assert f"<b>1</b> {text('screen.done_one', 'nl')}" in stage(screen)
    group.share(*[SOCIAL] * 12)
    assert f"<b>13</b> {text('screen.done_many', 'nl')}" in stage(screen)
    group.room.count_heads(group.code, 20)
    assert text("screen.heads", "nl", n=20) in stage(screen)
    group.room.close(group.code)
    closed = stage(screen)
    assert text("screen.shared_many", "nl", n=12) in closed
    assert "<svg" not in closed
    group.room.reveal(group.code)
    shown = stage(screen)
    test = content.instruments["zelftest"]
    name = test.quadrant("sociaal").name["nl"]
    title = test.rule("stands_out").title["nl"].format(quadrant=name)
    assert "<svg" in shown
    assert str(escape(title)) in shown


def test_while_open_the_screen_shows_done_and_not_joined(group, screen):
    """Who only started is not counted on the beamer: nobody is waited for in public."""
    before = stage(screen)
    for _ in range(7):
        group.ask("begin")
    assert stage(screen) == before


def test_a_small_group_sees_a_guide(group, screen, content):
    """With fewer than five shares the beamer shows the guide for a talk and no figure."""
    group.share(*[SOCIAL] * 4)
    group.reveal()
    shown = stage(screen)
    assert "<svg" not in shown
    for line in content.instruments["zelftest"].intro.under_five:
        assert str(escape(line["nl"])) in shown


def test_the_screen_speaks_the_language_of_the_session(room, screen, content):
    """The session's language goes before the one that the page asks for."""
    room.open(language="en")
    reply = screen.handle({"type": "look", "language": "nl"})
    assert reply["language"] == "en"
    assert content.text("screen.invite", "en") in reply["regions"]["stage"]["html"]
    assert '<html lang="en">' in screen.page("nl", base="/", asset=lambda name: name)


def test_the_screen_has_no_controls(group, screen):
    """Nothing on the beamer can be pressed or typed in, in any phase."""
    looks = [stage(screen)]
    group.share(*[SOCIAL] * 12)
    group.room.close(group.code)
    looks.append(stage(screen))
    group.reveal()
    looks.append(stage(screen))
    looks.append(screen.page("nl", base="/", asset=lambda name: name))
    for html in looks:
        for tag in ("<button", "<input", "<select", "<form", "data-action"):
            assert tag not in html


def test_the_next_session_takes_over(group, screen, room):
    """A screen that stays open all evening goes on with the next session by itself."""
    group.share(*[SOCIAL] * 12)
    group.reveal()
    room.archive(group.code)
    code = room.open().code
    assert f"/{code}" in stage(screen)


def test_what_is_shown_already_is_not_sent_again(group, screen):
    """A look sends the stage only when it changed."""
    first = screen.handle({"type": "look"})["regions"]
    seen = {name: region["mark"] for name, region in first.items()}
    assert screen.handle({"type": "look", "seen": seen})["regions"] == {}
    group.ask("finish")
    assert "stage" in screen.handle({"type": "look", "seen": seen})["regions"]


def test_without_a_server_the_code_is_shown(group, room, content):
    """In a notebook without a running server the screen shows the code to type."""
    desk = ScreenDesk(room, content, lambda: None)
    assert group.code in stage(desk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(message=st.dictionaries(st.text(max_size=8), json_values))
def test_any_message_is_answered(screen, group, message):
    """No message makes the desk raise or changes a session."""
    before = group.stored()
    json.dumps(screen.handle(message))
    assert group.stored() == before
