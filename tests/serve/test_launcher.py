"""``weerbaar start`` as a whole: it starts once, keeps its secrets, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from run import ROOT
from tests.browser.running import Weerbaar, eventually
from tests.processes import command, family, listening, living
from weerbaar.room.place import read_place

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")


@pytest.fixture
def own(tmp_path):
    """A weerbaar of the test's own, that may be mistreated."""
    weerbaar = Weerbaar(tmp_path)
    yield weerbaar
    weerbaar.stop()


def token(weerbaar):
    """What lets a facilitator in."""
    (found,) = parse_qs(urlsplit(weerbaar.addresses["facilitator_url"]).query)["token"]
    return found


def status(url):
    """Status of the answer to an ordinary request, redirects followed."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=90) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as error:
        return error.code, url


# --- while it runs ------------------------------------------------------------------------------
def test_every_address_in_the_ready_file_answers(started):
    """The ready file names four addresses and a code, and each of them works at once."""
    found = started.addresses
    assert {"participant_url", "screen_url", "facilitator_url", "session_code"} <= set(found)
    for name in ("participant_url", "screen_url"):
        assert status(found[name])[0] == 200
    assert found["participant_url"].endswith(f"/{started.room.current().code}")
    for url in found.values():
        if url.startswith("http"):
            assert url in started.said


def test_the_facilitators_server_asks_for_its_token(started):
    """Without the token nobody gets a page or a list of files from the facilitator's server."""
    where = urlsplit(started.addresses["facilitator_url"])
    assert where.hostname == "127.0.0.1"
    base = f"http://{where.netloc}"
    assert status(f"{base}/api/contents?token={token(started)}")[0] == 200
    for path in ("/api/contents", "/api/kernels", "/api/contents?token=wrong"):
        assert status(base + path)[0] in {401, 403}
    answer, url = status(f"{base}/voila/render/begeleiden.ipynb")
    assert answer in {401, 403} or "/login" in url


def test_the_facilitators_server_is_on_this_machine_only(started):
    """The facilitator's server listens on the loopback address, and on nothing else."""
    assert set(listening([started.server("jupyterlab")])) == {"127.0.0.1"}


def test_the_token_is_in_no_command_line(started):
    """Other users of the machine can read command lines: the token stands in none of them."""
    secret = token(started)
    assert len(secret) >= 24
    commands = [command(process) for process in family(started.process.pid)]
    assert len(commands) >= 3
    assert not [line for line in commands if secret in line]


def test_the_participants_server_does_not_know_the_token(started):
    """What phones talk to could not let anybody in to the facilitator's server if it wanted."""
    environment = started.server("weerbaar.serve.participants").environ()
    assert token(started) not in environment.values()
    assert "JUPYTER_TOKEN" not in environment


def test_logs_hold_no_addresses_and_no_codes(started):
    """After ordinary visits and errors no log tells who was there, where, or in which session."""
    code = started.addresses["session_code"]
    for path in (f"/{code}", "/AAAAAA", "/nergens", "/?taal=%ff", f"/api/kernels/{code}/channels"):
        started.request("GET", path)
    started.request("POST", "/sessie/nergens/deel", body=b"nergens")
    files = list(started.data.path.glob("*.log"))
    assert len(files) == 2
    written = started.logs()
    assert not re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", written)
    for secret in (code, token(started), "AAAAAA", "nergens"):
        assert secret not in written
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_start_is_refused(started):
    """The same folder is not served twice; the running one does not notice the attempt."""
    ready = started.folder / "ready.json"
    before = ready.read_text()
    done = start_again(started, "--ready-file", str(ready))
    assert done.returncode == 1
    assert started.text("start.already", pid=started.process.pid) in done.stdout
    assert ready.read_text() == before
    assert started.request("GET", "/leeft")[0] == 200
    assert read_place(started.data.path).pid == started.process.pid


def start_again(weerbaar, *arguments):
    """Run ``weerbaar start`` with the folder of another one, and wait for its end."""
    start = ["start", "--no-browser", "--port", "0", "--data-dir", str(weerbaar.data.path)]
    return subprocess.run(
        [sys.executable, "-m", "weerbaar.cli", *start, *arguments],
        cwd=weerbaar.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# --- how it ends --------------------------------------------------------------------------------
def test_a_start_survives_a_kill_and_ends_on_ctrl_c(own):
    """After a kill no server lives on; the next start finds the session; Ctrl-C ends it all."""
    own.start("--host", "127.0.0.1", "--rehearsal")
    code = own.addresses["session_code"]
    own.room.join(code, "0" * 32)
    everything = family(own.process.pid)
    own.process.kill()
    own.process.wait()
    eventually(lambda: not living(everything), what="the end of what a killed start left")

    own.start("--host", "127.0.0.1")
    assert own.addresses["session_code"] == code
    session = own.room.current()
    assert (session.code, session.joined) == (code, 1)
    assert own.text("start.found", code=code, day=session.day) in own.said
    everything = family(own.process.pid)
    own.process.send_signal(signal.SIGINT)
    assert own.process.wait(90) == 0
    eventually(lambda: not living(everything), what="the end of everything")
    assert not (own.folder / "ready.json").exists()
    assert own.said.rstrip().endswith(own.text("start.stopped"))
    assert "Traceback" not in own.said


def test_a_start_can_be_ended_before_it_is_ready(own):
    """A termination signal during the start ends what was started so far, without a complaint."""
    folder = own.folder / "data"
    terminal = own.folder / "terminal.txt"
    where = ["--data-dir", str(folder), "--host", "127.0.0.1", "--port", "0"]
    with terminal.open("wb") as output:
        own.process = subprocess.Popen(
            [sys.executable, "-m", "weerbaar.cli", "start", "--no-browser", *where],
            cwd=own.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    eventually(lambda: len(family(own.process.pid)) >= 3, what="both servers")
    everything = family(own.process.pid)
    own.process.terminate()
    assert own.process.wait(90) == 0
    eventually(lambda: not living(everything), what="the end of everything")
    assert own.text("start.stopped") in own.said
    assert own.text("start.participant", url="").strip() not in own.said


def test_a_server_that_dies_ends_the_start_with_a_sentence(own):
    """When a server ends by itself the other one is ended too, and the sentence names the log."""
    own.start("--host", "127.0.0.1")
    everything = family(own.process.pid)
    own.server("weerbaar.serve.participants").kill()
    assert own.process.wait(90) == 1
    eventually(lambda: not living(everything), what="the end of everything")
    log = own.data.path / "server.log"
    assert own.text("start.server_died", path=log) in own.said
    assert not (own.folder / "ready.json").exists()


def test_the_ready_file_is_whole(started):
    """Whoever waits for the ready file never reads half of it: it holds valid JSON at once."""
    assert json.loads((started.folder / "ready.json").read_text()) == started.addresses
    assert not list(started.folder.glob("ready.json.*"))
