"""Commands run in the test's own process, on folders of their own."""

from __future__ import annotations

import signal
import socket

import pytest

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import load_content
from weerbaar.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder that is named by --data-dir only: the environment names another one."""
    monkeypatch.setenv("WEERBAAR_DATA_DIR", str(tmp_path / "of the environment"))
    return tmp_path / "data"


@pytest.fixture
def data(folder):
    """The same sessions as the command uses."""
    return DataFolder(folder)


@pytest.fixture
def run(folder, capsys):
    """Run a command on the folder; gives its exit code and what it said."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def command(*arguments):
        code = main([*arguments, "--data-dir", str(folder)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    yield command
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def content():
    """All content."""
    return load_content()


@pytest.fixture
def taken_port():
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]
