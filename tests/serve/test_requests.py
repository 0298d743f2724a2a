"""What the scripts of our pages ask: each request, again, wrongly, and of a store in trouble."""

from __future__ import annotations

import gzip
import io
import json
import logging
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.pages.rooms import CALM, SOCIAL, coloured
from tests.serve.served import Served
from weerbaar.catalog import LANGUAGES
from weerbaar.room import Kind
from weerbaar.room.codes import ALPHABET
from weerbaar.room.errors import StoreError
from weerbaar.serve import desks
from weerbaar.serve.participants import Faceless
from weerbaar.serve.requests import MOST_BYTES, SECURITY

ACTS = ("begin", "deel", "klaar")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One server for all tests of this file."""
    found = Served(tmp_path_factory.mktemp("served"))
    yield found
    found.stop()


@pytest.fixture
def code(served):
    """A session of the test's own, and none that an earlier test left."""
    for session in served.room.sessions():
        served.room.archive(session.code)
    return served.room.open().code


def body(served, colours=SOCIAL, **more):
    """What a phone sends; a begin and a finish are the same without answers."""
    digest = served.content.default.model.digest
    basis = {"token": secrets.token_hex(16), "digest": digest, "language": "nl"}
    return {**basis, "answers": coloured(served.content, colours), **more}


def counts(served, code):
    """How many joined, are done, and shared."""
    with served.room._store.read() as transaction:
        session, tally = transaction.find(code), transaction.tally(code)
    return session.joined, session.done, tally.sheets


def state(served, code, language="nl", **headers):
    """The state, as it is after what was known of it has grown old."""
    served.desks.states._made.clear()
    return served.ask("GET", f"/sessie/{code}/stand?taal={language}", **headers)


def reveal(served, code):
    """Walk to the release."""
    served.room.count_heads(code, 40)
    served.room.close(code)
    return served.room.reveal(code)


# --- what goes well ------------------------------------------------------------------------------
def test_a_phone_begins_shares_and_is_counted_once(served, code):
    """Begin, share and "done" answer what became of it, and the same phone counts once for ever."""
    sent = body(served)
    for _ in range(2):
        assert served.ask("POST", f"/sessie/{code}/begin", sent)[::2] == (200, {"phase": "open"})
    assert counts(served, code) == (1, 0, 0)
    for _ in range(3):
        assert served.ask("POST", f"/sessie/{code}/deel", sent)[::2] == (200, {"outcome": "shared"})
    assert counts(served, code) == (1, 1, 1)
    kept = body(served)
    for _ in range(2):
        assert served.ask("POST", f"/sessie/{code}/klaar", kept)[::2] == (200, {"outcome": "kept"})
    assert counts(served, code) == (2, 2, 1)
    served.room.close(code)
    assert served.ask("POST", f"/sessie/{code}/deel", sent)[2] == {"outcome": "shared"}
    late = body(served)
    assert served.ask("POST", f"/sessie/{code}/deel", late)[::2] == (200, {"outcome": "closed"})
    assert counts(served, code) == (2, 2, 1)


def test_a_whole_room_shares_in_the_same_second(served, code):
    """Of 45 phones that share at once, each twice, every one is counted exactly once."""
    phones = [body(served, CALM) for _ in range(45)]
    barrier = threading.Barrier(45)

    def share(sent):
        barrier.wait()
        return [served.ask("POST", f"/sessie/{code}/deel", sent)[::2] for _ in range(2)]

    with ThreadPoolExecutor(45) as threads:
        replies = [reply for both in threads.map(share, phones) for reply in both]
    assert replies == [(200, {"outcome": "shared"})] * 90
    assert counts(served, code) == (45, 45, 45)


def test_a_code_may_be_written_in_any_way(served, code):
    """Small letters and a hyphen lead to the same session."""
    written = f"{code[:3]}-{code[3:]}".lower()
    assert served.ask("POST", f"/sessie/{written}/begin", body(served))[0] == 200
    assert state(served, code.lower())[0] == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_is_told_once_until_it_changes(served, code, language):
    """A phone that knows the state gets 304 and no byte; after closing it gets the new one."""
    status, headers, told = state(served, code, language)
    assert (status, told) == (200, {"phase": "open", "group": None})
    for mark in (headers["etag"], f"W/{headers['etag']}"):
        again = state(served, code, language, If_None_Match=mark)
        assert (again[0], again[2]) == (304, b"")
    served.room.close(code)
    changed = state(served, code, language, If_None_Match=headers["etag"])
    assert (changed[0], changed[2]) == (200, {"phase": "closed", "group": None})


def test_many_that_ask_for_the_state_ask_the_store_once(served, code, monkeypatch):
    """However many phones ask for a session, the store is read once in a while."""
    looks = []
    view = type(served.room).view
    monkeypatch.setattr(type(served.room), "view", lambda *a: looks.append(a) or view(*a))
    monkeypatch.setattr(served.desks.states, "_seconds", 60.0)
    with ThreadPoolExecutor(20) as threads:
        asked = [f"/sessie/{code}/stand"] * 200
        found = list(threads.map(lambda path: served.ask("GET", path)[0], asked))
    assert found == [200] * 200
    assert len(looks) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_group_picture_comes_only_after_the_reveal(served, code, language):
    """Before the reveal there is a sentence and no mark; after it everybody gets one picture."""
    for _ in range(12):
        served.ask("POST", f"/sessie/{code}/deel", body(served))
    path = f"/sessie/{code}/beeld?taal={language}"
    for _ in ("open", "closed"):
        assert state(served, code)[2]["group"] is None
        status, _, refusal = served.ask("GET", path)
        assert (status, refusal["code"], refusal["retry"]) == (404, "no_picture", False)
        assert refusal["error"] == served.content.text("errors.no_picture", language)
        served.room.close(code)
    reveal(served, code)
    mark = state(served, code)[2]["group"]
    assert mark
    status, headers, plain = served.ask("GET", path)
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert b"<svg" in plain
    assert b"href" not in plain, "it is the same at every address"
    small = served.ask("GET", path, Accept_Encoding="gzip")
    assert gzip.decompress(small[2]) == plain
    served.room.archive(code)
    assert state(served, code)[2] == {"phase": "archived", "group": mark}
    assert served.ask("GET", path)[2] == plain, "a phone that comes back late still gets it"


def test_the_group_picture_is_drawn_once_for_all(served, code, monkeypatch):
    """However many phones ask in the same second, one picture is made, and kept by the server."""
    for _ in range(12):
        served.ask("POST", f"/sessie/{code}/deel", body(served))
    reveal(served, code)
    made = []
    group = type(served.desks.participant).group
    monkeypatch.setattr(
        type(served.desks.participant), "group", lambda *a: made.append(a) or group(*a)
    )
    with ThreadPoolExecutor(30) as threads:
        asked = [f"/sessie/{code}/beeld?taal=en"] * 60
        found = set(threads.map(lambda path: served.ask("GET", path)[2], asked))
    assert len(found) == len(made) == 1


def test_a_phone_is_told_where_its_group_went_on(served, code):
    """After the next round opened the state names it."""
    for _ in range(5):
        served.ask("POST", f"/sessie/{code}/deel", body(served))
    reveal(served, code)
    held = served.room.open_round(code, served.content.default.model.id)
    assert state(served, code)[2]["elsewhere"]["code"] == held.code
    served.room.archive(held.code)
    assert "elsewhere" not in state(served, code)[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kit_is_the_same_for_everybody_and_may_be_kept(served, language):
    """The address in the page gives the kit, kept for good; another version is asked for again."""
    for instrument in served.content.instruments.values():
        page = served.ask("GET", served.desks.kits.url(instrument.model.id, language))
        assert page[0] == 200
        assert "immutable" in page[1]["cache-control"]
        same = f"/pakket/{instrument.model.id}.{language}.json"
        for old in ("", "?v=", "?v=000000000000"):
            status, headers, kit = served.ask("GET", same + old)
            assert (status, headers["cache-control"], kit) == (200, "no-cache", page[2])
        small = served.ask("GET", same, Accept_Encoding="gzip", origin=None)
        assert json.loads(gzip.decompress(small[2])) == page[2]
    for wrong in ("bestaat-niet.nl", "zelftest.de", "zelftest.", ".nl", "..nl"):
        assert served.ask("GET", f"/pakket/{wrong}.json")[0] == 404


def test_the_screen_is_told_what_changed(served, code):
    """The beamer's page gets its regions, then nothing, then what changed; done is counted."""
    first = served.ask("POST", "/scherm/stand", {"type": "look", "seen": {}, "language": "nl"})
    assert first[0] == 200
    assert code in first[2]["regions"]["stage"]["html"]
    seen = {name: region["mark"] for name, region in first[2]["regions"].items()}
    asked = {"type": "look", "seen": seen, "state": {}, "language": "nl"}
    assert served.ask("POST", "/scherm/stand", asked)[2]["regions"] == {}
    served.ask("POST", f"/sessie/{code}/klaar", body(served))
    assert "stage" in served.ask("POST", "/scherm/stand", asked)[2]["regions"]


# --- what does not -------------------------------------------------------------------------------
def refused(served, found, status, code, language="nl", *, retry=False):
    """Check that an answer is one sentence of ours, with the headers that every answer has."""
    assert found[0] == status
    assert (found[2]["code"], found[2]["retry"]) == (code, retry)
    ours = {text[language] for key, text in served.content.ui.items() if key.startswith("errors.")}
    assert found[2]["error"] in ours
    for name, value in SECURITY.items():
        assert found[1].get(name.lower()) == value, name
    assert found[1]["cache-control"] == "no-store"
    assert not {"set-cookie", "server"} & set(found[1])


def test_the_screen_can_only_be_looked_at(served, code):
    """Whatever kind of message is sent, the answer is that of a look."""
    for kind in ("draw", "act", None, ["look"]):
        sent = {"type": kind, "seen": {}, "state": {}}
        status, _, answer = served.ask("POST", "/scherm/stand", sent)
        assert (status, set(answer)) == (200, {"regions", "language", "clock"})


@pytest.mark.parametrize(
    "origin", [None, "null", "", "http://evil.example", "http://127.0.0.1:1", "http://[", "x"]
)
def test_another_site_can_do_nothing(served, code, origin):
    """A POST without our own origin is refused, whatever it asks, and nothing is counted."""
    paths = [*(f"/sessie/{code}/{act}" for act in ACTS), "/scherm/stand"]
    for path in paths:
        refused(served, served.ask("POST", path, body(served), origin=origin), 403, "origin")
    assert counts(served, code) == (0, 0, 0)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_too_large_is_refused(served, code, act, language):
    """A body of more than 8 kB is refused in a sentence, and nothing is counted."""
    sent = body(served, language=language, more="x" * MOST_BYTES)
    found = served.ask("POST", f"/sessie/{code}/{act}?taal={language}", sent)
    refused(served, found, 413, "too_large", language)
    assert counts(served, code) == (0, 0, 0)


MALFORMED = ["", "{", "[]", "null", "7", '"x"', b"\xff\xfe", "[" * 8000, '{"a":' * 1500, "NaN"]


@pytest.mark.parametrize("sent", MALFORMED)
def test_what_is_no_object_is_refused(served, code, sent):
    """A body that is no JSON, or no object, is refused in a sentence, and nothing is counted."""
    for path in [*(f"/sessie/{code}/{act}" for act in ACTS), "/scherm/stand"]:
        refused(served, served.ask("POST", path, sent), 400, "malformed")
    assert counts(served, code) == (0, 0, 0)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
def test_only_what_is_meant_can_be_done(served, code, method):
    """Another method than the one in the table is refused."""
    for act in ACTS:
        assert served.ask(method, f"/sessie/{code}/{act}")[0] == 405
    if method not in {"GET", "HEAD"}:
        for path in (f"/sessie/{code}/stand", f"/sessie/{code}/beeld", "/pakket/zelftest.nl.json"):
            refused(served, served.ask(method, path), 405, "method")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"token": "abc"}, 400, "token_malformed"),
        ({"token": ["a" * 32]}, 400, "token_malformed"),
        ({"digest": "0" * 16}, 409, "answers_version"),
        ({"answers": {"jij-zelfbeeld": "paars"}}, 400, "answers_shape"),
        ({"answers": ["green"]}, 400, "answers_shape"),
        ({"answers": {}}, 400, "nothing_answered"),
    ],
)
def test_a_wrong_part_is_told_in_a_sentence(served, code, wrong, status, said, language):
    """What does not fit is refused in the language that was asked, and nothing is counted."""
    sent = body(served, language=language, **wrong)
    found = served.ask("POST", f"/sessie/{code}/deel", sent)
    refused(served, found, status, said, language)
    assert counts(served, code) == (0, 0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("asked", "said"),
    [("AAAAAA", "code_unknown"), ("abc", "code_malformed"), ("%3Cscript%3E", "code_malformed")],
)
def test_an_unknown_code_is_told(served, asked, said, language):
    """A code that is nobody's, or that cannot be, is a 404 with our sentence."""
    for act in ACTS:
        sent = body(served, language=language)
        refused(served, served.ask("POST", f"/sessie/{asked}/{act}", sent), 404, said, language)
    for what in ("stand", "beeld"):
        found = served.ask("GET", f"/sessie/{asked}/{what}?taal={language}")
        refused(served, found, 404, said, language)


def test_a_session_that_is_over_takes_nobody(served, code):
    """Begin and done are refused; a share is told that it came too late."""
    served.room.archive(code)
    for act in ("begin", "klaar"):
        found = served.ask("POST", f"/sessie/{code}/{act}", body(served))
        refused(served, found, 409, "session_over")
    assert served.ask("POST", f"/sessie/{code}/deel", body(served))[2] == {"outcome": "closed"}


def test_a_session_on_paper_takes_no_phones(served):
    """Nobody can begin, share or be done by phone in a session on paper."""
    code = served.room.open(kind=Kind.PAPER).code
    for act in ACTS:
        found = served.ask("POST", f"/sessie/{code}/{act}", body(served))
        refused(served, found, 409, "on_paper")


@contextmanager
def trouble(served, monkeypatch, code):
    """A store of which nothing can be read or written."""

    class Trouble:
        def read(self):
            raise StoreError(code, path="x", reason="x", found=1, known=1)

        write = read

    served.desks.states._made.clear()
    served.desks.pages._made.clear()
    with monkeypatch.context() as patched:
        patched.setattr(served.room, "_store", Trouble())
        yield
    served.desks.states._made.clear()
    served.desks.pages._made.clear()


@pytest.mark.parametrize(
    "reason", ["busy", "full", "unwritable", "corrupt", "unusable", "foreign", "newer"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_store_in_trouble_asks_for_patience(served, code, monkeypatch, reason, language):
    """Whatever is wrong with the store, a phone reads a sentence and that it should try again."""
    sent = body(served, language=language)
    with trouble(served, monkeypatch, reason):
        found = [served.ask("POST", f"/sessie/{code}/{act}", sent) for act in ACTS]
        found += [
            served.ask("GET", f"/sessie/{code}/{what}?taal={language}")
            for what in ("stand", "beeld")
        ]
        look = {"type": "look", "language": language}
        found.append(served.ask("POST", f"/scherm/stand?taal={language}", look))
        page = served.ask("GET", f"/{code}?taal={language}")
    facts = {"path": "x", "reason": "x", "found": 1, "known": 1}
    sentence = served.content.text(f"errors.store.{reason}", language, **facts)
    for status, _, reply in found:
        assert (status, reply) == (503, {"error": sentence, "code": reason, "retry": True})
    assert page[0] == 503
    assert served.content.text("errors.unexpected", language) in page[2].decode()
    assert served.ask("POST", f"/sessie/{code}/deel", sent)[2] == {"outcome": "shared"}
    assert counts(served, code) == (1, 1, 1)


def test_no_value_and_no_traceback_is_told_or_logged(served, code, monkeypatch):
    """When something unforeseen fails, neither the answer nor the log holds what was sent."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(Faceless())
    sent = body(served)

    def fail(*_given):
        raise RuntimeError(json.dumps(sent))

    with monkeypatch.context() as patched:
        patched.setattr(logging.getLogger("tornado.application"), "handlers", [handler])
        patched.setattr(logging.getLogger("tornado.application"), "propagate", False)
        patched.setattr(type(served.room), "share", fail)
        found = served.ask("POST", f"/sessie/{code}/deel", sent)
    refused(served, found, 500, "unexpected", retry=True)
    assert log.getvalue().splitlines() == ["tornado.application: RuntimeError"]


def test_a_link_preview_counts_nobody(served, code):
    """Loading the page, the state and the kit, however often, is not taking part."""
    for path in (f"/{code}", f"/sessie/{code}/stand", served.desks.kits.url("zelftest", "nl")):
        for _ in range(3):
            assert served.ask("GET", path, origin=None)[0] == 200
    assert counts(served, code) == (0, 0, 0)


def test_sharing_does_not_wait_for_who_only_looks(served, code, monkeypatch):
    """While every reader and the drawer are busy, a share is kept and answered."""
    hold = threading.Event()
    readers = [
        served.desks._readers.submit(hold.wait, 60)
        for _ in range(served.desks._readers._max_workers)
    ]
    readers.append(served.desks._drawer.submit(hold.wait, 60))
    try:
        assert served.ask("POST", f"/sessie/{code}/deel", body(served))[2] == {"outcome": "shared"}
        assert not any(reader.done() for reader in readers)
    finally:
        hold.set()
    assert counts(served, code) == (1, 1, 1)


def test_who_guesses_codes_leaves_nothing_behind(served, code, monkeypatch):
    """Codes that do not exist are not kept, and push out nothing that was made for a group."""
    monkeypatch.setattr(desks, "_MOST", 10)
    served.ask("POST", f"/sessie/{code}/deel", body(served))
    reveal(served, code)
    for path, shared in (("/sessie/{}/beeld", "groups"), ("/{}", "pages")):
        kept = getattr(served.desks, shared)._made
        kept.clear()
        assert served.ask("GET", path.format(code))[0] == 200
        made = dict(kept)
        for sign in ALPHABET:
            assert served.ask("GET", path.format(sign * 6))[0] == 404
        assert kept == made


def test_what_is_kept_does_not_grow_for_ever(served, code, monkeypatch):
    """With many sessions the one that was made longest ago is let go."""
    monkeypatch.setattr(desks, "_MOST", 3)
    served.desks.states._made.clear()
    codes = [served.room.open().code for _ in range(4)]
    for one in codes:
        assert served.ask("GET", f"/sessie/{one}/stand")[0] == 200
    assert list(served.desks.states._made) == codes[1:]
