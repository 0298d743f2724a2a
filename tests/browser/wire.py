"""The wire between phones and the server, in the hands of a test: cut it, clog it, lose answers."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading

CHUNK = 65536
RESET = struct.pack("ii", 1, 0)


class Wire:
    """A TCP relay on a port of its own.

    Attributes
    ----------
    clogged
        Nothing gets through any more, though connections stay up: a phone out of range.
    mute
        What the server answers is lost, though everything reaches it.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server((host, 0))
        self.port = self._listener.getsockname()[1]
        self.host = host
        self.clogged = False
        self.mute = False
        self._down = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base(self) -> str:
        """Address that a phone is given in place of the server's own."""
        return f"http://{self.host}:{self.port}/"

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._down = True
        self.drop()

    def drop(self) -> None:
        """Break every connection; new ones are welcome."""
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def mend(self) -> None:
        """Let everything through again; what was held up before is lost."""
        self.drop()
        self._down = self.clogged = self.mute = False

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        if self._down:
            phone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            phone.close()
            return
        try:
            server = socket.create_connection(self._target, timeout=10)
        except OSError:
            phone.close()
            return
        server.settimeout(None)
        self._pairs.append((phone, server))
        with phone, server, selectors.DefaultSelector() as ready:
            ready.register(phone, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, phone)
            with contextlib.suppress(OSError):
                self._relay(ready, server)

    def _relay(self, ready: selectors.BaseSelector, server: socket.socket) -> None:
        while True:
            for key, _ in ready.select():
                data = key.fileobj.recv(CHUNK)
                if not data:
                    return
                lost = self.clogged or (self.mute and key.fileobj is server)
                if not lost:
                    key.data.sendall(data)
