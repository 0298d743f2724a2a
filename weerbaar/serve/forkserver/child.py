"""From a fresh fork to a Jupyter kernel: shed what was the parent's, then be ordinary."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import random
import signal
import socket
import sys
import tempfile
import time
import traceback
import uuid
from dataclasses import dataclass
from typing import Any, NoReturn

from weerbaar.serve.forkserver.lineage import end_with_owner
from weerbaar.serve.forkserver.prepared import Prepared
from weerbaar.serve.forkserver.wire import Request, send_event

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# Python ignores these two from the start; every other signal has the system's own default.
_IGNORED = {getattr(signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name)}


@dataclass(frozen=True)
class Order:
    """What the child takes along out of the fork server.

    Parameters
    ----------
    request
        How to start.
    line
        The connection to whoever asked; it stays open as long as both live.
    fds
        stdout and stderr, to be put in their places.
    owner
        The process whose end is also this kernel's end.
    """

    request: Request
    line: socket.socket
    fds: list[int]
    owner: int | None


def become_kernel(order: Order, prepared: Prepared | None = None) -> NoReturn:
    """Be a kernel from here on, begun with what was prepared if that suits; never returns.

    The normal end of the interpreter is skipped: tearing down modules would first copy the
    memory that is shared with all other kernels.
    """
    ready = False
    status: object = 1
    try:
        _settle(order)
        end_with_owner(order.line, order.owner)
        app = boot(order.request.argv, prepared)
        send_event(order.line, "ready")
        ready = True
        app.start()
        end_control(app)
        status = 0
    except SystemExit as leaving:
        status = leaving.code
    except BaseException as error:  # noqa: BLE001 - a fork must not run on into its parent's code
        if ready:
            traceback.print_exc(file=sys.__stderr__)
        else:
            _report_failure(order.line, error)
    leave(status)


def boot(argv: list[str], prepared: Prepared | None = None) -> Any:
    """Start an ipykernel application up to where its ports are bound and its shell exists."""
    sys.argv = ["ipykernel_launcher", *argv]
    if prepared is not None and prepared.suits(argv, os.environ):
        app = prepared.take(argv)
    else:
        if prepared is not None:
            prepared.drop()
        app = _begin(argv)
    if not app.heartbeat.is_alive():
        # It binds its port in its own thread, whose failure nobody would notice.
        raise OSError(errno.EADDRINUSE, "the heartbeat has no port")
    ipywidgets = sys.modules.get("ipywidgets")
    if ipywidgets is not None:
        # It does this when it is imported inside a kernel; here it was imported long before.
        ipywidgets.register_comm_target()
    return app


def _begin(argv: list[str]) -> Any:
    # Here: the environment is to be prepared before it is imported.
    from ipykernel.kernelapp import IPKernelApp

    # 1 switches ipykernel's own parent poller off (see `end_with_owner`) and keeps it from
    # printing how to connect by hand.
    app: Any = IPKernelApp.instance(parent_handle=1)
    app.initialize(argv)
    return app


def end_control(app: Any) -> None:
    """Let the control thread finish what it was doing before the rest is taken apart.

    ipykernel (7.4) stops the thread that carries its output first. A control thread that was still
    flushing that output, as it does right after answering a shutdown, then waits ten seconds for a
    thread that is gone, and whoever asked for the shutdown sends a signal in the meantime.
    """
    thread = app.control_thread
    if thread is not None and thread.is_alive():
        thread.stop()
        thread.join(timeout=1)


def _report_failure(line: socket.socket, error: BaseException) -> None:
    """Say why there is no kernel, and whether other ports would help."""
    reason = f"{type(error).__name__}: {error}"[:500]
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    send_event(line, "failed", reason=reason, port_taken=taken)


def leave(status: object) -> NoReturn:
    """End the process as the interpreter would: exit handlers, flushed streams, a status."""
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()  # noqa: SLF001 - there is no other way to call them
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    if status is None:
        os._exit(0)
    os._exit(status & 0xFF if isinstance(status, int) else 1)


def _settle(order: Order) -> None:
    """Make this process one of its own: session, signals, streams, folder, environment, chance."""
    os.setsid()
    _reset_signals()
    _place_streams(order.fds)
    if order.request.cwd:
        os.chdir(order.request.cwd)
    os.environ.clear()
    os.environ.update(order.request.env)
    time.tzset()
    _set_backend()
    _reseed()


def _reset_signals() -> None:
    """Give every signal the handler it has in a Python that has just started."""
    signal.set_wakeup_fd(-1)
    for signum in signal.valid_signals():
        if signal.getsignal(signum) in (signal.SIG_DFL, None) or signum in _IGNORED:
            continue
        # A handful of signals are not for programs to handle.
        with contextlib.suppress(OSError, ValueError):
            signal.signal(signum, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Last: the parent blocked everything around the fork, so that none of its handlers ran here.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _place_streams(fds: list[int]) -> None:
    """Read from nothing, write where the client wants it."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    for target, fd in enumerate(fds, start=1):
        os.dup2(fd, target)
        os.close(fd)


def _set_backend() -> None:
    """Let this kernel's MPLBACKEND count, although matplotlib read the fork server's at import."""
    matplotlib = sys.modules.get("matplotlib")
    wanted = os.environ.get("MPLBACKEND") or INLINE_BACKEND
    if matplotlib is not None and wanted != INLINE_BACKEND:
        matplotlib.rcParams["backend"] = wanted


def _reseed() -> None:
    """Forget the chance that all children would share.

    `secrets`, `uuid4` and OpenSSL ask the system each time or notice a fork; Python seeds `random`
    again by itself. Said here too, so that nothing rests on a detail of a version.
    """
    random.seed()
    uuid._last_timestamp = None  # type: ignore[attr-defined]  # noqa: SLF001
    # Also: the new environment may name another folder.
    tempfile._name_sequence = None  # type: ignore[attr-defined]  # noqa: SLF001
    tempfile.tempdir = None
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()
