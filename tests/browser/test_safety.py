"""What a stranger on the same network can reach, and what is left of a participant."""

from __future__ import annotations

import http.client
import json
import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.running import COLOURS
from tests.processes import command, listening
from weerbaar.serve.requests import SECURITY

pytestmark = pytest.mark.browser

RED = ["red"] * 12
AGENT = "Waarnemer/7.3 (proef)"
SCRIPT = "<script>alert(1)</script>"

CLOSED = [
    "tree",
    "lab",
    "login",
    "api",
    "api/status",
    "api/contents",
    "api/contents/zelftest.ipynb",
    "api/kernels",
    "api/kernels/00000000-0000-0000-0000-000000000000",
    "api/kernels/00000000-0000-0000-0000-000000000000/channels",
    "kern/zelftest",
    "kern/begeleiden",
    "api/kernelspecs",
    "api/sessions",
    "api/terminals",
    "api/me",
    "api/config/x",
    "files/zelftest.ipynb",
    "view/zelftest.ipynb",
    "nbconvert/html/zelftest.ipynb",
    "static/base/images/logo.png",
    "voila",
    "voila/render/zelftest.ipynb",
    "voila/render/begeleiden.ipynb",
    "voila/files/zelftest.ipynb",
    "voila/static/main.js",
    "voila/templates/weerbaar/static/x",
    "voila/api/shutdown/x",
    "zelftest.ipynb",
    "begeleiden.ipynb",
    "sessies.sqlite",
    "server.log",
    "..%2f..%2fetc%2fpasswd",
    "weerbaar/static/../../../pyproject.toml",
    "weerbaar/static/participant.py",
    "hulp/..",
    "terminals/websocket/1",
    "metrics",
    ".env",
]


def headers_hold(headers, where):
    """Every security header is there, and nothing that names a visitor or the server's make."""
    for name, value in SECURITY.items():
        assert headers.get(name.lower()) == value, f"{where}: {name}"
    assert "set-cookie" not in headers, where
    assert "access-control-allow-origin" not in headers, where


def test_every_answer_carries_the_security_headers(weerbaar, code):
    """Pages, scripts, answers and refusals: each has the headers and sets no cookie."""
    page = weerbaar.request("GET", f"/{code}")[2].decode()
    assets = [part.split('"')[0] for part in page.split('"') if "weerbaar/static/" in part]
    assert len(assets) >= 3
    asked = [("GET", path) for path in ("/", f"/{code}", "/zelf", "/scherm", "/leeft", *assets)]
    asked += [("GET", f"/hulp/{weerbaar.tool}"), ("GET", "/AAAAAA"), ("GET", "/niets")]
    asked += [("GET", "/weerbaar/static/x.js"), ("PUT", f"/{code}"), ("DELETE", "/zelf")]
    asked += [("GET", f"/sessie/{code}/{name}") for name in ("stand", "beeld", "deel")]
    asked += [("POST", f"/sessie/{code}/{name}") for name in ("begin", "deel", "klaar", "stand")]
    asked += [("POST", "/scherm/stand"), ("GET", "/pakket/zelftest.nl.json")]
    for method, path in asked:
        status, headers, _ = weerbaar.request(method, path)
        headers_hold(headers, f"{method} {path} {status}")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"])
def test_nothing_of_jupyter_is_open_to_participants(weerbaar, method):
    """No tree, files, contents, kernels list or terminals, whatever the method."""
    for path in CLOSED:
        status, _, body = weerbaar.request(method, f"/{path}")
        assert status in (403, 404, 405), f"{method} {path}: {status}"
        assert b"Traceback" not in body
        assert b"cells" not in body


def test_another_site_can_do_nothing(weerbaar, code):
    """Requests that another site makes a browser send are refused, and change nothing."""
    token = "0123456789abcdef" * 2
    body = json.dumps({"token": token, "language": "nl"})
    for headers in ({"Origin": "http://elders.example"}, {}, {"Origin": "null"}):
        for path in (f"/sessie/{code}/begin", f"/sessie/{code}/klaar", "/scherm/stand"):
            assert weerbaar.request("POST", path, headers, body, own=False)[0] == 403
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (0, 0)


def test_what_is_typed_in_an_address_is_never_run(weerbaar, code, people):
    """A script in language, code or path is shown as text or not at all."""
    page = people.page()
    for path in (
        f"{code}?taal={SCRIPT}",
        f"zelf?taal={SCRIPT}",
        f"?code={SCRIPT}",
        f"?code={code}&taal={SCRIPT}",
        f'?code="><img src=x onerror=alert(1)>&taal="{SCRIPT}',
        f"hulp/{weerbaar.tool}?taal={SCRIPT}",
        f"scherm?taal={SCRIPT}&theme={SCRIPT}&template={SCRIPT}",
        f"{SCRIPT}",
        f"{code}?theme={SCRIPT}&template=lab",
    ):
        page.goto(weerbaar.base + path)
        assert "<script>alert" not in page.content()
        assert page.locator("html").get_attribute("lang") in ("nl", "en")
        assert page.locator("img[src=x]").count() == 0


def test_the_facilitator_is_alone_on_this_computer(weerbaar):
    """The facilitator's server listens on the loopback only, and wants its token."""
    lab = weerbaar.server("jupyterlab")
    assert set(listening([lab])) == {"127.0.0.1"}
    where = urlsplit(weerbaar.addresses["facilitator_url"])
    outside = urlsplit(weerbaar.base).hostname
    if outside != "127.0.0.1":
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((outside, where.port), timeout=10)
    for path in ("/voila/render/begeleiden.ipynb", "/lab", "/api/contents", "/api/kernels"):
        for query in ("", "?token=", "?token=0123456789"):
            assert ask_lab(where.port, path + query) in (302, 403), path + query
    assert where.query.startswith("token=")
    arguments = " ".join(command(p) for p in [lab, *lab.parents()])
    assert where.query.removeprefix("token=") not in arguments


def ask_lab(port, path):
    """Ask the facilitator's server; gives the status."""

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_nothing_of_a_participant_is_left(weerbaar, code, people):
    """After share and reveal no file holds a token, an address, a browser or answers."""
    phones = [people.phone(user_agent=AGENT).open(code) for _ in range(2)]
    for phone in phones:
        phone.answer_all(RED)
        phone.see_picture()
    phones[0].share()
    phones[1].go("keep")
    phones[1].step("end")
    tokens = [phone.draft["token"] for phone in phones]
    assert all(phone.page.context.cookies() == [] for phone in phones)
    weerbaar.reveal(code)
    for phone in phones:
        expect(phone.step("group").locator("ol")).to_be_visible()
    signs = [AGENT.encode(), *(token.encode() for token in tokens)]
    signs += [bytes.fromhex(token) for token in tokens]
    signs += [
        f'"{phones[0].weerbaar.instrument.statements[0].id}": "{c}"'.encode() for c in COLOURS
    ]
    for path in weerbaar.data.path.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert not any(sign in held for sign in signs), path.name
    log = (weerbaar.data.path / "server.log").read_text(encoding="utf-8")
    for sign in (urlsplit(weerbaar.base).hostname, code, "GET ", "Mozilla", "Traceback", "jij-"):
        assert sign not in log


def test_files_are_their_owner_s(weerbaar):
    """Sessions and logs can be read by the person who started weerbaar, and by nobody else."""
    for path in weerbaar.data.path.iterdir():
        if path.suffix in (".sqlite", ".log"):
            assert path.stat().st_mode & 0o077 == 0, path.name
