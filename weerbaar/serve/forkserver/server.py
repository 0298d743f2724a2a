"""The forking process: warm, single-threaded, started by `ForkServer` or by hand.

Run as ``python -m weerbaar.serve.forkserver.server --socket PATH --preload a,b,c``. It makes no
zmq context and no asyncio loop: a child would inherit a broken copy of either.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import stat
import sys
from pathlib import Path

from weerbaar.serve.forkserver.child import become_kernel
from weerbaar.serve.forkserver.lineage import die_with_parent
from weerbaar.serve.forkserver.loop import Server
from weerbaar.serve.forkserver.warm import WarmError, prepare_environment, warm
from weerbaar.serve.forkserver.wire import send_event

_BACKLOG = 512


def listen(path: Path) -> socket.socket:
    """Open the socket, for this user only, in a folder that is for this user only."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if stat.S_IMODE(path.parent.stat().st_mode) & 0o077:
        raise WarmError("the socket's folder can be entered by others")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(mask)
    listener.listen(_BACKLOG)
    return listener


def main(arguments: list[str] | None = None) -> int:
    """Run the fork server; a forked kernel ends inside this call."""
    options = _parse(arguments)
    control = socket.socket(fileno=options.control) if options.control is not None else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner to decide on
    # No kernels yet, and an import that hangs would hear nothing else.
    die_with_parent(signal.SIGKILL)
    if options.owner is not None and os.getppid() != options.owner:
        return 1
    prepare_environment()
    try:
        problems, prepared = warm(name for name in options.preload.split(",") if name)
        listener = listen(options.socket)
    except (WarmError, OSError) as error:
        if control is not None:
            send_event(control, "broken", reason=str(error))
        sys.stderr.write(f"fork server: {error}\n")
        return 1
    # From here on the loop notices the owner's end, and takes the kernels' groups along.
    die_with_parent(0)
    if control is not None:
        send_event(control, "ready", problems=problems)
    order = Server(listener, control, options.owner).run()
    if order is not None:
        become_kernel(order, prepared)
    with contextlib.suppress(OSError):
        options.socket.unlink()
        options.socket.parent.rmdir()
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="forkserver", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="where to listen")
    parser.add_argument("--preload", default="", help="modules to import, with commas between")
    parser.add_argument("--control", type=int, help="descriptor of a line to the owner")
    parser.add_argument("--owner", type=int, help="process whose end ends everything")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
