"""The loop of the forking process: requests in, children out, never waiting for any one client."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import time
from collections.abc import Iterator

from weerbaar.serve.forkserver.child import Order
from weerbaar.serve.forkserver.lineage import open_pidfd
from weerbaar.serve.forkserver.reaping import ended_children
from weerbaar.serve.forkserver.wire import Request, RequestReader, WireError, send_event

# A client sends its request in one go; whoever takes longer is not one of ours.
REQUEST_SECONDS = 5.0


class Client:
    """A connection: first a request to be read, then the line to a kernel's owner."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.reader = RequestReader()
        self.deadline = time.monotonic() + REQUEST_SECONDS
        self.pid: int | None = None


class Server:
    """Accepts requests, forks, reports what became of the children.

    Parameters
    ----------
    listener
        Where clients connect.
    control
        The line to the process that started us; when it closes, everything ends.
    owner
        That process.
    """

    def __init__(
        self, listener: socket.socket, control: socket.socket | None, owner: int | None
    ) -> None:
        self._listener = listener
        self._control = control
        self._owner = owner
        self._owner_pidfd = open_pidfd(owner) if owner else None
        self._clients: dict[int, Client] = {}  # by file descriptor
        self._kernels: dict[int, Client] = {}  # by process
        self._stopping = False
        # Signals only wake the loop up; what they mean is looked up there.
        self._wake_reader, self._wake_writer = socket.socketpair()
        for sock in (listener, self._wake_reader, self._wake_writer):
            sock.settimeout(0)
        # No epoll: it would be one kernel object shared with the children.
        self._selector = selectors.PollSelector()
        for watched in (listener, self._wake_reader, control, self._owner_pidfd):
            if watched is not None:
                self._selector.register(watched, selectors.EVENT_READ)

    def run(self) -> Order | None:
        """Serve until told to stop; in a forked child, return what it is to become."""
        signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._stop)
        while not self._stopping:
            for key, _ in self._selector.select(self._patience()):
                order = self._handle(key.fd)
                if order is not None:
                    return order
            self._drop_silent_clients()
        self._end_kernels()
        return None

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _patience(self) -> float | None:
        """Return the seconds until the first silent client's time is up."""
        deadlines = [client.deadline for client in self._clients.values() if client.pid is None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _handle(self, fd: int) -> Order | None:
        """Deal with one descriptor that has something to say."""
        if fd == self._listener.fileno():
            self._accept()
        elif fd == self._wake_reader.fileno():
            self._drain_signals()
            self._reap()
        elif fd in self._clients:
            return self._listen_to(self._clients[fd])
        elif fd == self._owner_pidfd or (self._control and fd == self._control.fileno()):
            self._stopping = True
        return None

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except BlockingIOError:
            return
        except OSError:
            time.sleep(0.05)  # out of descriptors: let something end first
            return
        sock.settimeout(0)
        self._clients[sock.fileno()] = Client(sock)
        self._selector.register(sock, selectors.EVENT_READ)

    def _drain_signals(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wake_reader.recv(4096):
                pass

    def _listen_to(self, client: Client) -> Order | None:
        """Read on; fork once the request is complete."""
        if client.pid is not None:
            # The owner never speaks after its request: it hung up, so nobody wants this kernel.
            _kill_group(client.pid)
            self._forget(client)
            return None
        try:
            request = client.reader.feed(client.sock)
        except (WireError, OSError) as error:
            send_event(client.sock, "refused", reason=str(error))
            self._forget(client)
            return None
        return self._fork(client, request) if request is not None else None

    def _fork(self, client: Client, request: Request) -> Order | None:
        """Make a child; return its order in the child and nothing here."""
        try:
            with _signals_held_back():
                pid = os.fork()
                if pid == 0:
                    return self._as_child(client, request)
        except OSError as error:
            send_event(client.sock, "refused", reason=f"cannot fork: {error.strerror}")
            self._forget(client)
            return None
        client.pid = pid
        self._kernels[pid] = client
        client.reader.close()
        # Opened by the parent, who has not reaped yet: it cannot be another process.
        pidfd = open_pidfd(pid)
        send_event(client.sock, "forked", [pidfd] if pidfd is not None else [], pid=pid)
        if pidfd is not None:
            os.close(pidfd)
        return None

    def _as_child(self, client: Client, request: Request) -> Order:
        """In the child: close everything that belongs to the parent or to other kernels."""
        signal.set_wakeup_fd(-1)
        for other in self._clients.values():
            if other is not client:
                other.sock.close()
                other.reader.close()
        for sock in (self._listener, self._wake_reader, self._wake_writer, self._control):
            if sock is not None:
                sock.close()
        if self._owner_pidfd is not None:
            os.close(self._owner_pidfd)
        self._selector.close()
        client.sock.settimeout(None)
        return Order(request, client.sock, client.reader.fds, self._owner)

    def _reap(self) -> None:
        """Tell the owners of kernels that ended how they ended."""
        for pid, status in ended_children(_kill_group):
            client = self._kernels.pop(pid, None)
            if client is not None:
                send_event(client.sock, "exited", status=status)
                self._forget(client)

    def _drop_silent_clients(self) -> None:
        now = time.monotonic()
        for client in list(self._clients.values()):
            if client.pid is None and client.deadline <= now:
                self._forget(client)

    def _forget(self, client: Client) -> None:
        """Close a connection; its kernel, if it has one, is still reaped later."""
        if self._clients.pop(client.sock.fileno(), None) is not None:
            self._selector.unregister(client.sock)
        client.reader.close()
        client.sock.close()

    def _end_kernels(self) -> None:
        """Kill what still runs: its owner is gone or has said that it is over."""
        for pid in self._kernels:
            _kill_group(pid)
        for pid in self._kernels:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _kill_group(pid: int) -> None:
    """Kill a child that is not reaped yet, and whatever runs in its process group."""
    for kill in (os.killpg, os.kill):  # it may not have made its group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let no signal handler of ours run in the child; the child lifts this for itself."""
    mine = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield
    finally:
        if os.getpid() == mine:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
