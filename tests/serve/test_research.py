"""``weerbaar research`` as a whole: it opens the notebook to this computer only, and ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from run import ROOT
from tests.browser.running import eventually
from tests.processes import command, family, listening, living
from weerbaar.catalog import load_content
from weerbaar.serve.options import Options, StartError
from weerbaar.serve.research import FOLDER, NOTEBOOK, ResearchLauncher

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")


class Research:
    """The real command, in a folder of its own."""

    def __init__(self, folder):
        self.data, self._ready = folder / "data", folder / "ready.json"
        own = dict.fromkeys(("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"))
        environment = {name: str(folder) for name in own}
        files = ["--data-dir", str(self.data), "--ready-file", str(self._ready)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "weerbaar.cli", "research", "--no-browser", *files],
            cwd=folder,
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        eventually(lambda: self._ready.exists() or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.stdout.read()
        self.url = json.loads(self._ready.read_text(encoding="utf-8"))["notebook_url"]

    def end(self):
        """End it as Ctrl-C does, and give the exit code and what it said."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=60)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def research(tmp_path_factory):
    started = Research(tmp_path_factory.mktemp("research"))
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def status(url):
    """Status of the answer to an ordinary request."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_notebook_answers_to_its_token_only(research):
    """The address that is printed gives the notebook; without its token nobody gets anything."""
    where = urlsplit(research.url)
    assert where.hostname == "127.0.0.1"
    (token,) = parse_qs(where.query)["token"]
    contents = f"http://{where.netloc}/api/contents/{NOTEBOOK}"
    assert status(f"{contents}?token={token}") == 200
    assert status(contents) in {401, 403}
    assert status(research.url) == 200
    started = family(research.process.pid)
    assert len(started) >= 2
    assert not [process for process in started if token in command(process)]
    assert set(listening(started)) == {"127.0.0.1"}


def test_the_researcher_works_on_a_copy(research):
    """The notebook is a copy in the data folder, and no session is opened for it."""
    own = research.data / FOLDER / NOTEBOOK
    assert own.read_bytes() == (ROOT / "notebooks" / NOTEBOOK).read_bytes()
    assert not list(research.data.glob("*.sqlite*"))


def test_it_ends_with_everything_it_started(research):
    """Ctrl-C ends all processes, says so, and is no error."""
    started = family(research.process.pid)
    code, said = research.end()
    assert code == 0, said
    assert research.url in said
    assert not living(started)


def test_what_a_researcher_changed_stays(tmp_path):
    """A notebook that is there already is left as it is."""
    own = tmp_path / FOLDER / NOTEBOOK
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    ResearchLauncher(Options(tmp_path), load_content(), print)._own_folder()
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """A folder that cannot be made is refused in words, with its name."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    launcher = ResearchLauncher(Options(tmp_path / "file"), load_content(), print)
    with pytest.raises(StartError) as caught:
        launcher._own_folder()
    assert caught.value.code == "research.unwritable"
    assert str(tmp_path / "file") in str(caught.value.facts["path"])
