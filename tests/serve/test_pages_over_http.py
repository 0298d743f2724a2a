"""The participants' server as anybody in the room can ask it, with real requests."""

from __future__ import annotations

import gzip
import json

import pytest

from weerbaar.room import Kind
from weerbaar.serve.requests import SECURITY

UNKNOWN = [
    "/tree",
    "/lab",
    "/zelftest",
    "/zelftest.ipynb",
    "/voila/render/zelftest.ipynb",
    "/voila/static/voila.js",
    "/notebooks/zelftest.ipynb",
    "/files/zelftest.ipynb",
    "/voila/files/zelftest.ipynb",
    "/api",
    "/api/contents",
    "/api/kernels",
    "/api/kernelspecs",
    "/api/status",
    "/api/sessions",
    "/api/terminals",
    "/api/shutdown",
    "/api/kernels/0f8fad5b-d9cb-469f-a165-70867728950e",
    "/login",
    "/static/style/style.min.css",
    "/weerbaar/static/../../pages/render.py",
    "/..%2f..%2f..%2f..%2fetc/passwd",
    "//evil.example/",
    "/hulp/",
    "/hulp/bestaat-niet",
    "/hulp/..%2f",
    "/leeft/meer",
    "/" + "a" * 3000,
]


@pytest.fixture(scope="module")
def code(started):
    """The session that was opened at the start."""
    return started.addresses["session_code"]


def page(answer):
    """Body of an answer as text, after a look at what every answer must carry."""
    _status, headers, body = answer
    for name, value in SECURITY.items():
        assert headers.get(name.lower()) == value, name
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers
    assert "server" not in headers
    text = body.decode()
    assert "Traceback" not in text
    assert "site-packages" not in text
    return text


def test_the_pages_of_a_session_are_there(started, code):
    """The landing page, the self-test in a session or alone, the screen and a tool all answer."""
    tool = next(iter(started.data.content.tools_file.tools)).id
    paths = ("/", f"/{code}", f"/{code.lower()}", "/zelf", "/scherm", f"/hulp/{tool}")
    for path in paths:
        answer = started.request("GET", path)
        assert answer[0] == 200, path
        assert '<html lang="nl">' in page(answer)


def test_a_typed_code_leads_to_the_session(started, code):
    """However a code was typed on the landing page, it leads to the session."""
    for typed in (code, code.lower(), f"{code[:3]}-{code[3:]}", f"{code[:3]}+{code[3:]}"):
        status, headers, _ = answer = started.request("GET", f"/?code={typed}&taal=en")
        page(answer)
        assert (status, headers["location"]) == (302, f"/{code}?taal=en")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/?code=ABC", "code_malformed"),
        ("/?code=%3Cscript%3E", "code_malformed"),
        ("/?code=AAAAAA", "code_unknown"),
        ("/ABCDE0", "code_malformed"),
        ("/AAAAAA", "code_unknown"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_code_gets_a_sentence(started, path, key, language):
    """A code that cannot be, or is nobody's, is a 404 with our sentence in the right language."""
    asked = f"{path}{'&' if '?' in path else '?'}taal={language}"
    answer = started.request("GET", asked)
    assert answer[0] == 404
    shown = page(answer)
    assert started.text(f"errors.{key}", language) in shown
    assert "<script>" not in shown


def test_a_session_that_is_over_keeps_its_page(started):
    """A phone that comes back late finds its page, which knows that the session is over."""
    code = started.room.open().code
    started.room.archive(code)
    answer = started.request("GET", f"/{code}")
    assert answer[0] == 200
    assert 'data-phase="archived"' in page(answer)


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("", "nl"),
        ("?taal=en", "en"),
        ("?taal=nl&taal=en", "en"),
        ("?taal=de", "nl"),
        ("?taal=", "nl"),
        ("?taal=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "nl"),
        ("?taal=%ff%fe", "nl"),
        ("?taal=" + "e" * 5000, "nl"),
        ("?taal[]=en", "nl"),
        ("?code=%ff", "nl"),
        ("?theme=dark&template=lab", "nl"),
    ],
)
def test_a_query_can_only_choose_a_language_that_we_know(started, query, language):
    """Whatever else stands in the query, a page comes in a known language and shows none of it."""
    assert started.request("GET", f"/scherm{query}")[0] == 200
    for path in ("/", "/zelf"):
        answer = started.request("GET", path + query)
        assert answer[0] == 200
        shown = page(answer)
        assert f'<html lang="{language}">' in shown
        assert "alert(1)" not in shown


def test_a_session_has_its_own_language(started):
    """A session opened in English greets in English, unless somebody asks otherwise."""
    code = started.room.open(language="en").code
    assert '<html lang="en">' in page(started.request("GET", f"/{code}"))
    assert '<html lang="nl">' in page(started.request("GET", f"/{code}?taal=nl"))
    started.room.archive(code)


@pytest.mark.parametrize("path", UNKNOWN)
def test_there_is_nothing_else(started, path):
    """No file, notebook, API or other page exists here; the answer is our own 404."""
    answer = started.request("GET", path)
    assert answer[0] == 404
    assert started.text("errors.page_unknown") in page(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_page_can_only_be_read(started, code, method):
    """Nothing can be written, changed or removed over HTTP, and no method gives a page away."""
    for path in ("/", f"/{code}", "/zelf", "/scherm", "/leeft", "/api/contents"):
        status, headers, body = started.request(method, path, body=b"")
        assert status in {403, 404, 405}, path
        assert "set-cookie" not in headers
        assert b"Traceback" not in body


def test_a_page_is_packed_for_who_can_unpack_it(started, code):
    """With and without gzip the content of a page is the same, and a proxy is told of both."""
    for path in (f"/{code}", "/scherm", "/", "/nergens"):
        plain = started.request("GET", path)
        small = started.request("GET", path, {"Accept-Encoding": "gzip"})
        assert gzip.decompress(small[2]) == plain[2]
        assert "content-encoding" not in plain[1]
        assert plain[1]["vary"] == small[1]["vary"] == "Accept-Encoding"


def test_that_it_lives_is_told_and_nothing_else(started):
    """Whether the server answers tells nothing about a session or who is there."""
    assert json.loads(page(started.request("GET", "/leeft"))) == {"answers": True}


@pytest.mark.parametrize("sheet", ["kaarten", "telblad"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_questionnaire_can_be_printed(started, sheet, language):
    """Cards and tally sheet of every questionnaire for groups are tagged PDFs."""
    for found in started.data.content.offered("group"):
        path = f"/papier/{found.model.id}/{sheet}.pdf?taal={language}"
        status, headers, body = started.request("GET", path)
        assert (status, headers["content-type"]) == (200, "application/pdf"), path
        assert body.startswith(b"%PDF-")
        assert b"/MarkInfo" in body
    assert started.request("GET", f"/papier/bestaat-niet/{sheet}.pdf")[0] == 404
    assert started.request("GET", "/papier/zelftest/iets.pdf")[0] == 404


def test_a_session_on_paper_sends_phones_away(started):
    """Who types its code reads that it goes on paper."""
    session = started.data.room.open(kind=Kind.PAPER)
    answer = started.request("GET", f"/{session.code}")
    assert answer[0] == 404
    assert started.text("errors.on_paper", "nl") in page(answer)
    started.data.room.archive(session.code)
