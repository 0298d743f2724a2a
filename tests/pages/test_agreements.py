"""Agreements and the report on the facilitator's page: after the reveal, for any session."""

from __future__ import annotations

import base64
import re
from datetime import date, timedelta

import pytest

from tests.pages.rooms import Group, at
from tests.pages.test_facilitator import CALM, SOCIAL, Page
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.agreements import Agreement, GroupPlan
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.room.waves import today

TODAY = date.fromisoformat(today())
SOON = TODAY + timedelta(days=30)
FORM = {
    "what-1": "We bellen wie het raakt.",
    "owner-1": "burgemeester",
    "by-1": SOON.isoformat(),
    "follow_up": SOON.isoformat(),
    "exercise": "dilemma-reflectie",
}
KEPT = GroupPlan(
    (Agreement("We bellen wie het raakt.", "burgemeester", SOON),), SOON, "dilemma-reflectie"
)


@pytest.fixture
def desk(room, content, pictures):
    """The desk of the facilitator's page."""
    return FacilitatorDesk(room, content, pictures, lambda: at("10.1.2.3"), lambda _: None)


@pytest.fixture
def board(desk):
    """A page that was just opened."""
    return Page(desk)


@pytest.fixture
def code(group):
    """A session that was revealed."""
    group.share(*[SOCIAL] * 12)
    group.reveal()
    return group.code


def test_agreements_are_kept_changed_and_emptied(board, room, content, code):
    """What is in the form is kept with the session and shown again; an empty form erases it."""
    board.act()
    assert "We bellen" not in board.shown["agreements"]
    assert board.act("agree", code, **FORM) == content.text("agreements.saved", "nl", code=code)
    assert room.plans.of(code) == KEPT
    for shown in ("We bellen wie het raakt.", 'value="burgemeester"', SOON.isoformat()):
        assert shown in board.shown["agreements"]
    assert re.search(r'<option value="dilemma-reflectie" selected', board.shown["agreements"])
    assert board.act("agree", code) == content.text("agreements.erased", "nl", code=code)
    assert room.plans.of(code) == GroupPlan()


def test_an_empty_row_is_left_out(board, room, code):
    """Agreements may stand in any row; spaces alone are no agreement."""
    form = {re.sub("1$", "3", key): value for key, value in FORM.items()}
    board.act("agree", code, **form, **{"what-1": "  ", "owner-2": "\t"})
    assert room.plans.of(code) == KEPT


@pytest.mark.parametrize(
    ("wrong", "key", "facts"),
    [
        ({"owner-3": ""}, "plan_owner", {"number": 3}),
        ({"what-3": " "}, "plan_what", {"number": 3}),
        ({"what-3": "a" * 201}, "plan_what", {"number": 3}),
        ({"by-3": ""}, "plan_day", {"number": 3, "day": today()}),
        ({"by-3": "1999-01-01"}, "plan_day", {"number": 3, "day": today()}),
        ({"by-3": "gauw"}, "plan_date", {}),
        ({"follow_up": "1999-01-01"}, "plan_follow_up", {"day": today()}),
    ],
)
def test_a_half_agreement_is_refused_by_its_own_number(
    board, room, content, code, wrong, key, facts
):
    """The refusal names the row on the page; what was kept stays."""
    board.act("agree", code, **FORM)
    row = {"what-3": "Praten", "owner-3": "griffier", "by-3": SOON.isoformat()}
    told = board.act("agree", code, **{**FORM, **row, **wrong})
    if "day" in facts:
        facts = {**facts, "day": Voice(content, "nl").day(facts["day"])}
    assert told == content.text(f"errors.{key}", "nl", **facts)
    assert board.state["wrong"]
    assert room.plans.of(code) == KEPT


def test_nothing_is_agreed_or_reported_before_the_reveal(board, room, content, group):
    """Without a picture there is no form and no report, also for a page that asks for one."""
    group.share(*[CALM] * 12)
    board.act()
    assert (board.shown["agreements"], board.shown["report"]) == ("", "")
    told = board.act("agree", group.code, **FORM)
    assert told == content.text("errors.plan_unrevealed", "nl")
    for action in ("report_pdf", "report_slides"):
        told = board.act(action, group.code)
        assert told == content.text("errors.report_unrevealed", "nl", code=group.code)
    assert room.plans.of(group.code) == GroupPlan()


def test_an_earlier_session_keeps_its_own_agreements(board, room, content, pictures, code):
    """A session that is looked at again can be changed, and the one of now is not."""
    room.archive(code)
    now = Group(room, content, pictures)
    now.share(*[CALM] * 12)
    now.reveal()
    board.act("show", code)
    assert f'data-for="{code}"' in board.shown["agreements"]
    board.act("agree", code, **FORM)
    assert room.plans.of(code) == KEPT
    assert room.plans.of(now.code) == GroupPlan()
    assert f'data-value="{code}"' in board.shown["report"]


def test_the_next_measurement_shows_what_was_agreed_last_time(board, room, content, pictures, code):
    """Who measures again reads the agreements of the session that is repeated."""
    room.plans.keep(code, KEPT)
    room.archive(code)
    later = Group(room, content, pictures, room.open(wave_of=code).code)
    later.share(*[CALM] * 12)
    later.reveal()
    board.act()
    assert content.text("agreements.earlier", "nl") in board.shown["agreements"]
    assert "We bellen wie het raakt." in board.shown["agreements"]


@pytest.mark.parametrize(("action", "begin"), [("report_pdf", b"%PDF"), ("report_slides", b"PK")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_handed_over_once(desk, room, content, code, action, begin, language):
    """A press gives a file in the language that was chosen; looking again gives none."""
    room.plans.keep(code, KEPT)
    message = {"type": "act", "action": action, "value": code, "values": {"language": language}}
    reply = desk.handle({**message, "state": {"language": "nl"}})
    made = reply["download"]
    assert base64.b64decode(made["base64"]).startswith(begin)
    ending = {"report_pdf": "pdf", "report_slides": "pptx"}[action]
    named = content.text("report.file", language, code=code, day=today())
    assert made["name"] == f"{named}.{ending}"
    assert reply["state"]["told"] == content.text("report.page.made", "nl", file=made["name"])
    assert "download" not in reply["state"]
    assert "download" not in desk.handle({"type": "look", "state": reply["state"]})


def test_a_report_needs_the_questionnaire_of_then(board, room, content, code, monkeypatch):
    """When the questionnaire has changed there is no button, and asking is refused."""
    from dataclasses import replace

    with room._store.write() as transaction:
        transaction.save(replace(transaction.find(code), digest="older"))
    board.act()
    assert board.shown["report"] == ""
    assert board.act("report_pdf", code) == content.text("errors.other_instrument", "nl")
