"""The connections of the participants' server: as many as the system can hold, and for how many.

A phone that loads the page opens some connections at once. One more than there may be is accepted
a moment later: until then it waits in the backlog, which the system keeps.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import psutil
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import add_accept_handler, bind_sockets
from tornado.web import Application

try:
    import resource
except ImportError:  # Windows has no limit of this kind
    resource = None  # type: ignore[assignment]

PHONE_CONNECTIONS = 3
"""What a browser opens at once while it loads the page, as was measured; then it is one."""

PHONE_MB = 0.1
"""Memory of a phone, with some room above what ``run.py bench room`` measured."""

LARGEST = 400
"""More phones than this were never tried."""

_WANTED = 4096
_SELECT = 512  # more than this Python's own way of waiting cannot watch on Windows
_OTHER = 64  # files, threads and what else the server itself holds open
_SHARE = 0.6  # of free memory: the machine has other things to do

IDLE_SECONDS = 20
"""After which a phone lets go of what it does not use; one that waits asks more often than that."""

_BODY_SECONDS = 10
_LARGEST_BODY = _LARGEST_HEAD = 2**16
_BACKLOG = 1024


class LimitedServer(HTTPServer):
    """An HTTP server that never holds more connections than it may.

    Parameters
    ----------
    limit
        How many that are.
    """

    def initialize(self, application: Application, *, limit: int, **settings: Any) -> None:  # type: ignore[override]  # tornado makes its servers so
        """Take the application and the limit."""
        super().initialize(
            application,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=_BODY_SECONDS,
            max_body_size=_LARGEST_BODY,
            max_header_size=_LARGEST_HEAD,
            **settings,
        )
        self._limit = limit
        self._open = 0
        self._listening: list[socket.socket] = []
        self._stop_accepting: list[Callable[[], None]] = []

    def open_at(self, host: str, port: int) -> int:
        """Listen; gives the port.

        Raises
        ------
        OSError
            If somebody else listens there.
        """
        self._listening = bind_sockets(port, host, backlog=_BACKLOG)
        self._accept()
        found: int = self._listening[0].getsockname()[1]
        return found

    def on_close(self, server_conn: object) -> None:
        """Accept the next one."""
        super().on_close(server_conn)
        self._open -= 1
        self._keep_limit()

    def _accepted(self, connection: socket.socket, address: Any) -> None:
        self._open += 1
        self.handle_stream(IOStream(connection, max_buffer_size=4 * _LARGEST_BODY), address)
        self._keep_limit()

    def _keep_limit(self) -> None:
        # Half full: a connection ends with its answer, and is not kept for the next question.
        self.conn_params.no_keep_alive = self._open > self._limit // 2
        if self._open >= self._limit:
            while self._stop_accepting:
                self._stop_accepting.pop()()
        elif not self._stop_accepting:
            self._accept()

    def _accept(self) -> None:
        self._stop_accepting = [add_accept_handler(one, self._accepted) for one in self._listening]


def most_connections() -> int:
    """How many connections the server can hold, once it has asked for what it may have."""
    if resource is None:
        return _SELECT - _OTHER
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(_OTHER, _wanted(soft, hard) - _OTHER)


def ask_for_connections() -> None:
    """Raise the number of files that this process may have open, as far as it is allowed to."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_wanted(soft, hard), hard))
    except (OSError, ValueError):
        return


def most_phones() -> int:
    """How many phones can load the page at the same moment."""
    free = psutil.virtual_memory().available * _SHARE / 2**20
    return min(LARGEST, int(free / PHONE_MB), most_connections() // PHONE_CONNECTIONS)


def _wanted(soft: int, hard: int) -> int:
    infinite = resource.RLIM_INFINITY
    if soft == infinite:
        return _WANTED
    return max(soft, _WANTED if hard == infinite else min(hard, _WANTED))
