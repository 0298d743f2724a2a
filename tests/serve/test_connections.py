"""The participants' server holds few connections, and nobody is refused because others do."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from run import ROOT
from tests.browser.running import eventually
from tests.pages.rooms import CALM, coloured
from tests.processes import family, living
from tests.serve.served import PATIENCE, Served
from weerbaar.bootstrap import DataFolder

FEW = 10


@pytest.fixture
def narrow(tmp_path):
    """A server that may hold ten connections."""
    served = Served(tmp_path, limit=FEW)
    yield served
    served.stop()


def connection(port):
    """A connection as a browser keeps it: open until the other side closes it."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)


def ask(line, path, body=None, origin=None):
    """Ask over a connection that stays open; gives status and body."""
    headers = {"Origin": origin} if origin else {}
    line.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
    answer = line.getresponse()
    return answer.status, answer.read()


def test_who_finds_no_place_waits_and_gets_in(narrow):
    """Of 60 phones that come at once and hold on, each gets its page; never are there too many."""
    code = narrow.room.open().code
    held = []
    answers = []
    watching = threading.Event()

    def watch():
        while not watching.wait(0.001):
            held.append(len(narrow.server._connections))

    threading.Thread(target=watch, daemon=True).start()
    lines = [connection(narrow.port) for _ in range(60)]
    with ThreadPoolExecutor(60) as threads:
        answers = list(threads.map(lambda line: ask(line, f"/{code}")[0], lines))
        answers += threads.map(lambda line: ask(line, f"/sessie/{code}/stand")[0], lines)
    watching.set()
    assert answers == [200] * 120
    assert max(held) <= FEW
    for line in lines:
        line.close()


def test_a_phone_that_asks_nothing_lets_go(narrow):
    """A connection that nobody uses is closed, and one that is used now and then is kept."""
    narrow.server.conn_params.header_timeout = 0.6
    idle, used = connection(narrow.port), connection(narrow.port)
    assert ask(idle, "/leeft")[0] == ask(used, "/leeft")[0] == 200
    eventually(lambda: ask(used, "/leeft") and len(narrow.server._connections) == 1)
    assert idle.sock.recv(1) == b"", "closed by the server"
    idle.close()
    used.close()


def test_a_body_that_does_not_come_holds_no_place(narrow, monkeypatch):
    """Who announces a body and sends none, or a very large one, is let go."""
    narrow.server.conn_params.body_timeout = 0.2
    for announced in (5, 10**9):
        line = connection(narrow.port)
        line.putrequest("POST", "/sessie/AAAAAA/deel")
        line.putheader("Content-Length", str(announced))
        line.endheaders()
        eventually(lambda: not narrow.server._connections)
        line.close()


@pytest.mark.skipif(os.name != "posix", reason="limits open files as a POSIX shell does")
def test_a_council_gets_in_on_a_frugal_system(tmp_path):
    """With 256 open files at most and a long name of the temporary folder, 45 phones take part."""
    temporary = tmp_path / ("t" * (90 - len(str(tmp_path)) - 1))
    temporary.mkdir()
    ready, data = tmp_path / "ready.json", tmp_path / "data"
    start = f"exec {sys.executable} -m weerbaar.cli start --no-browser --port 0 --host 127.0.0.1"
    process = subprocess.Popen(
        ["sh", "-c", f"ulimit -n 256; {start} --ready-file {ready} --data-dir {data}"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        eventually(lambda: ready.exists() or process.poll() is not None, seconds=120)
        assert process.poll() is None
        url = json.loads(ready.read_text())["participant_url"]
        origin, code = url.rsplit("/", 1)
        data = DataFolder(data)
        with ThreadPoolExecutor(45) as threads:
            found = list(threads.map(lambda _: visit(origin, code, data.content), range(45)))
        assert found == ["shared"] * 45
        session = data.room.view(code).session
        assert (session.joined, session.done) == (45, 45)
    finally:
        everything = family(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(90)
    eventually(lambda: not living(everything), what="the end of everything")


def visit(origin, code, content):
    """What a phone does, over as many connections as a browser opens, all of them kept."""
    port = int(origin.rsplit(":", 1)[1])
    lines = [connection(port) for _ in range(6)]
    for line, path in zip(
        lines, (f"/{code}", "/zelf", "/", "/hulp", "/leeft", "/casussen"), strict=True
    ):
        assert ask(line, path)[0] == 200
    sent = {"token": secrets.token_hex(16), "digest": content.default.model.digest}
    sent |= {"language": "nl", "answers": coloured(content, CALM)}
    assert ask(lines[0], f"/sessie/{code}/begin", sent, origin)[0] == 200
    outcome = json.loads(ask(lines[1], f"/sessie/{code}/deel", sent, origin)[1])["outcome"]
    for line in lines:
        line.close()
    return outcome
