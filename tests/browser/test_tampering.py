"""A visitor who speaks to the kernel directly and says what no page would say."""

from __future__ import annotations

import contextlib

import pytest
import websocket

from tests.browser.line import Line
from weerbaar.pages.notebook import SESSIONS

pytestmark = pytest.mark.browser

TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def visitor(weerbaar):
    """A kernel, without a page."""
    line = Line(weerbaar)
    yield line
    line.leave()


def wrong_shares(weerbaar):
    """Shares that are wrong in one way each."""
    ids = [statement.id for statement in weerbaar.instrument.statements]
    right = {"token": TOKEN, "digest": weerbaar.instrument.digest, "answers": {ids[0]: "red"}}
    for answers in (
        {ids[0]: "paars"},
        {ids[0]: 1},
        {ids[0]: True},
        {ids[0]: ["red"]},
        {ids[0]: {"red": 1}},
        {"jij-bestaat-niet": "red"},
        {"": "red"},
        {ids[0]: "red", "__class__": "red"},
        ["red"],
        "red",
        None,
        {},
        dict.fromkeys(ids, None),
    ):
        yield {**right, "answers": answers}
    for digest in ("", "0" * 64, None, 5, ["x"]):
        yield {**right, "digest": digest}
    for token in ("", "x", TOKEN.upper() + "Z", TOKEN + "\n", None, 5, {"a": 1}, "'; drop table"):
        yield {**right, "token": token}
    for code in ("", "AAAAAA", "../../", "x" * 5000, None, 5, {"a": 1}):
        yield {**right, "code": code}


def test_a_share_that_was_tampered_with_changes_nothing(weerbaar, code, visitor):
    """Wrong colours, statements, types, versions and codes get one sentence and are not counted."""
    file = weerbaar.house.folder / SESSIONS
    before = file.read_bytes()
    for share in wrong_shares(weerbaar):
        answer = visitor.ask({"type": "share", "code": code, "language": "nl", **share})
        assert "outcome" not in answer, share
        assert answer["error"].strip(), share
        assert not any(sign in answer["error"] for sign in ("Traceback", "Error", "/", "{"))
    assert file.read_bytes() == before
    assert weerbaar.shared(code) == 0


@pytest.mark.parametrize(
    "data",
    [
        None,
        5,
        "custom",
        [],
        {},
        {"method": "custom"},
        {"method": "custom", "content": None},
        {"method": "custom", "content": ["share"]},
        {"method": "custom", "content": {"type": {"a": 1}}},
        {"method": "custom", "content": {"type": ["share"], "language": ["nl"]}},
        {"method": "custom", "content": {"type": "handle"}},
        {"method": "update", "state": {"_esm": "alert(1)", "_handle": 1}},
        {"method": "update", "state": {"comm": None, "layout": "IPY_MODEL_x"}},
        {"method": "update", "buffer_paths": [["x"]], "state": {}},
        {"method": "request_state"},
        {"method": "verzonnen"},
    ],
    ids=str,
)
def test_a_message_that_makes_no_sense_breaks_nothing(weerbaar, code, visitor, data):
    """Whatever is sent, the kernel goes on answering as if nothing happened."""
    visitor.tell(data)
    assert visitor.ask({"type": "view", "code": code}) | {"id": 0} == {"phase": "open", "id": 0}


@pytest.mark.parametrize("text", ["red" * 100_000, "\ud800"], ids=["300 kB", "half a sign"])
def test_a_message_that_is_none_ends_only_its_own_connection(weerbaar, code, visitor, text):
    """A message above the limit, or of no text, is refused; who connects again finds all well."""
    with contextlib.suppress(OSError, websocket.WebSocketException):
        visitor.ask({"type": "share", "code": code, "answers": {"x": text}})
        pytest.fail("it was taken")
    visitor.connect()
    assert visitor.ask({"type": "view", "code": code})["phase"] == "open"


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "verzonnen"])
def test_a_visitor_can_run_nothing(weerbaar, code, visitor, tmp_path, channel):
    """No message that runs code, ends the kernel or asks about it has any effect."""
    sign = tmp_path / "ran"
    run = {"code": f"open({str(sign)!r}, 'w')", "silent": False, "user_expressions": {}}
    visitor.send("execute_request", run, channel)
    visitor.send("shutdown_request", {"restart": False}, channel)
    visitor.send("interrupt_request", {}, channel)
    visitor.send("complete_request", {"code": "import os; os.", "cursor_pos": 14}, channel)
    visitor.send("debug_request", {"command": "evaluate", "arguments": run}, channel)
    visitor.send(
        "comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {}}, channel
    )
    visitor.send("input_reply", {"value": "x"}, channel)
    with contextlib.suppress(OSError, websocket.WebSocketException):
        assert visitor.ask({"type": "view", "code": code})["phase"] == "open"
    visitor.connect()
    assert visitor.ask({"type": "view", "code": code})["phase"] == "open"
    assert not sign.exists()


def test_nothing_of_it_is_written_down(weerbaar):
    """After all this no log holds a traceback, an answer or a value that was sent."""
    logs = weerbaar.logs()
    for sign in ("Traceback", "paars", TOKEN, "drop table", "jij-"):
        assert sign not in logs
