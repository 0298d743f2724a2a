"""A visitor who speaks to the server directly and says what no page would say."""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from weerbaar.bootstrap import SESSIONS

pytestmark = pytest.mark.browser

TOKEN = "0123456789abcdef" * 2


def wrong_shares(weerbaar) -> Iterator[dict[str, Any]]:
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


def post(weerbaar, path, body):
    """Ask for something; gives the status and what was answered."""
    status, _, answer = weerbaar.request("POST", path, body=body)
    return status, json.loads(answer)


def test_a_share_that_was_tampered_with_changes_nothing(weerbaar, code):
    """Wrong colours, statements, types and versions get one sentence and are not counted."""
    file = weerbaar.data.path / SESSIONS
    before = file.read_bytes()
    for share in wrong_shares(weerbaar):
        status, answer = post(weerbaar, f"/sessie/{code}/deel", json.dumps(share))
        assert 400 <= status < 500, share
        assert "outcome" not in answer, share
        assert not answer["retry"], share
        assert answer["error"].strip(), share
        assert not any(sign in answer["error"] for sign in ("Traceback", "Error", "/", "{"))
    assert file.read_bytes() == before
    assert weerbaar.shared(code) == 0


@pytest.mark.parametrize("code", ["AAAAAA", "x", "%2e%2e", "..%2f..", "x" * 5000, "'%20or%201"])
def test_a_code_that_is_none_is_refused(weerbaar, code):
    """Whatever stands where a code should be, there is one sentence and nothing else."""
    for name in ("begin", "deel", "klaar"):
        body = json.dumps({"token": TOKEN, "answers": {}})
        status, _, answer = weerbaar.request("POST", f"/sessie/{code}/{name}", body=body)
        assert 400 <= status < 500
        assert b"Traceback" not in answer
    assert weerbaar.request("GET", f"/sessie/{code}/stand")[0] in (400, 404)


@pytest.mark.parametrize(
    "body",
    [
        *("", "null", "5", '"custom"', "[]", "{}", "{", '{"token": {"a": 1}}', "\x00", '["share"]'),
        *('{"type": "handle"}', '{"answers": ' + "[" * 3000, '{"x": "' + "red" * 3000 + '"}'),
    ],
    ids=lambda body: body[:20] or "nothing",
)
def test_a_request_that_makes_no_sense_breaks_nothing(weerbaar, code, body):
    """Whatever is sent is refused in a sentence, and the server goes on as before."""
    for path in (f"/sessie/{code}/begin", f"/sessie/{code}/deel", f"/sessie/{code}/klaar"):
        status, answer = post(weerbaar, path, body)
        assert 400 <= status < 500
        assert answer["error"].strip()
        assert not answer["retry"]
    status, _, answer = weerbaar.request("GET", f"/sessie/{code}/stand")
    assert (status, json.loads(answer)["phase"]) == (200, "open")
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (0, 0)


def test_a_request_of_a_megabyte_ends_only_its_own_connection(weerbaar, code):
    """It is refused without being read, and the next one is answered."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        status, _, _ = weerbaar.request("POST", f"/sessie/{code}/deel", body="x" * 1_000_000)
        assert 400 <= status < 500
    assert weerbaar.request("GET", f"/sessie/{code}/stand")[0] == 200


def test_nothing_of_it_is_written_down(weerbaar):
    """After all this no log holds a traceback, an answer or a value that was sent."""
    logs = weerbaar.logs()
    for sign in ("Traceback", "paars", TOKEN, "drop table", "jij-"):
        assert sign not in logs
