"""The door of the participants' server: it lets in as many as the system can hold.

A phone that loads the page opens some connections at once. Who comes when all places are taken
waits outside, where the system keeps the line, and gets in a moment later.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import add_accept_handler, bind_sockets
from tornado.web import Application

IDLE_SECONDS = 20
"""After which a phone lets go of what it does not use; one that waits asks more often than that."""

_BODY_SECONDS = 10
_LARGEST_BODY = _LARGEST_HEAD = 2**16
_LINE = 1024


class Door(HTTPServer):
    """An HTTP server that never holds more connections than it may.

    Parameters
    ----------
    most
        How many that are.
    """

    def initialize(self, application: Application, *, most: int, **settings: Any) -> None:  # type: ignore[override]  # tornado makes its servers so
        """Take the application and the number."""
        super().initialize(
            application,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=_BODY_SECONDS,
            max_body_size=_LARGEST_BODY,
            max_header_size=_LARGEST_HEAD,
            **settings,
        )
        self._most = most
        self._held = 0
        self._outside: list[socket.socket] = []
        self._shut: list[Callable[[], None]] = []

    def open_at(self, host: str, port: int) -> int:
        """Listen; gives the port.

        Raises
        ------
        OSError
            If somebody else listens there.
        """
        self._outside = bind_sockets(port, host, backlog=_LINE)
        self._let_in()
        found: int = self._outside[0].getsockname()[1]
        return found

    def on_close(self, server_conn: object) -> None:
        """Make room for the next."""
        super().on_close(server_conn)
        self._held -= 1
        self._look()

    def _enter(self, connection: socket.socket, address: Any) -> None:
        self._held += 1
        self.handle_stream(IOStream(connection, max_buffer_size=4 * _LARGEST_BODY), address)
        self._look()

    def _look(self) -> None:
        # Half full: who has got an answer leaves, and does not keep a place for the next question.
        self.conn_params.no_keep_alive = self._held > self._most // 2
        if self._held >= self._most:
            while self._shut:
                self._shut.pop()()
        elif not self._shut:
            self._let_in()

    def _let_in(self) -> None:
        self._shut = [add_accept_handler(one, self._enter) for one in self._outside]
