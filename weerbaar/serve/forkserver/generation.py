"""One life of the forking process, as seen by the process that owns it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from weerbaar.serve.forkserver.launch import Pulse
from weerbaar.serve.forkserver.lineage import readable_within
from weerbaar.serve.forkserver.wire import EventReader

_ROOT = Path(__file__).resolve().parents[3]
# Not ``-m``: the folder it happens to start in is no place to import from, yet with ``-P`` kernels
# would not find modules beside their notebook. The folder that holds this package goes last, for a
# caller who found it in a way of its own.
_COMMAND = """\
import sys
sys.path[:] = [folder for folder in sys.path if folder]
root = sys.argv.pop(1)
root in sys.path or sys.path.append(root)
from weerbaar.serve.forkserver.server import main
sys.exit(main())
"""
# A Unix socket's path may have 104 characters on macOS and 108 on Linux.
_LONGEST_FOLDER = 80


class ForkServerError(RuntimeError):
    """There is no forking process and there will not be one soon."""


class Generation:
    """A forking process, its socket and the line that ties it to us.

    Parameters
    ----------
    preload
        Modules to have imported.
    """

    def __init__(self, preload: Sequence[str]) -> None:
        self.pulse = Pulse()
        self._folder = Path(tempfile.mkdtemp(prefix="fork-", dir=_short_folder()))
        self.path = self._folder / "socket"
        self._control, theirs = socket.socketpair()
        try:
            self.process = subprocess.Popen(
                self._command(preload, theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=sys.__stderr__ if _has_stderr() else subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is not for the kernels
            )
        except OSError:
            self._control.close()
            self._remove_folder()
            raise
        finally:
            theirs.close()

    def _command(self, preload: Sequence[str], control: int) -> list[str]:
        options = {
            "--socket": self.path,
            "--preload": ",".join(preload),
            "--control": control,
            "--owner": os.getpid(),
        }
        arguments = [f"{name}={value}" for name, value in options.items()]
        return [sys.executable, "-c", _COMMAND, str(_ROOT), *arguments]

    def await_ready(self, seconds: float) -> list[str]:
        """Wait until it has warmed up; return the problems it met on the way.

        Raises
        ------
        ForkServerError
            If it cannot serve, or takes longer.
        """
        events = EventReader()
        deadline = time.monotonic() + seconds
        while readable_within(self._control.fileno(), max(0.0, deadline - time.monotonic())):
            data = self._control.recv(65536)
            if not data:
                raise ForkServerError("the forking process ended while it warmed up")
            for event in events.feed(data):
                if event["event"] == "broken":
                    raise ForkServerError(event["reason"])
                return list(event["problems"])
        raise ForkServerError(f"the forking process was not ready within {seconds:.0f} s")

    def terminate(self) -> None:
        """Ask it to end itself and its kernels."""
        self.process.terminate()

    def kill(self) -> None:
        """End it at once; kernels that it forked live on."""
        self.process.kill()

    def bury(self) -> None:
        """Wait for its end and clean up after it."""
        self.process.wait()
        self._control.close()
        self._remove_folder()

    def _remove_folder(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _short_folder() -> str:
    """Return a folder for temporary files of which the name leaves room for a socket's."""
    folder = tempfile.gettempdir()
    return folder if len(folder) <= _LONGEST_FOLDER else "/tmp"  # noqa: S108 - mkdtemp makes one of our own in it


def _has_stderr() -> bool:
    """Say whether this process has an stderr to pass on; a daemon may have none."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        os.fstat(sys.__stderr__.fileno())  # type: ignore[union-attr]
        return True
    return False
