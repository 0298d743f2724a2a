"""What leaves a browser: a proxy that all of its traffic goes through, and how to compare it."""

from __future__ import annotations

import http.client
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.browser.running import PATIENCE

# What is random by design: the value by which a phone can repeat what it asked.
TOKEN = re.compile(rb'"token":"[0-9a-f]{32}"')
# How often this is asked says how long somebody looks; what is asked may not differ.
POLL = re.compile(r"/stand(\?|$)")
# What belongs to a connection and not to what is said over it.
HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding"}


@dataclass(frozen=True)
class Request:
    """One request, as it left the browser."""

    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def told(self) -> Request:
        """The same without what is random."""
        return replace(self, body=TOKEN.sub(b'"token":"random"', self.body))

    def names(self, header: str) -> bool:
        """Whether a header came along."""
        return any(name.lower() == header.lower() for name, _ in self.headers)

    @property
    def is_poll(self) -> bool:
        """Whether this is asked every few seconds."""
        return bool(POLL.search(self.address))


def differences(one: list[Request], other: list[Request]) -> Counter[Request]:
    """Give what left in one visit and not in the other; of what is polled the number is free."""
    first, second = (Counter(request.told for request in visit) for visit in (one, other))
    for said in (first, second):
        for request in said:
            said[request] = 1 if request.is_poll else said[request]
    return (first - second) + (second - first)


class Recorder(ThreadingHTTPServer):
    """A proxy that keeps what comes by, and lets through only what is for one server.

    Attributes
    ----------
    requests
        Everything that was asked, for whatever address.
    """

    daemon_threads = True

    def __init__(self, base: str) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.requests: list[Request] = []
        self.base = base
        self.address = f"127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def elsewhere(self) -> list[str]:
        """Addresses that are not of the server."""
        return [one.address for one in self.requests if not one.address.startswith(self.base)]

    def close(self) -> None:
        """Stop."""
        self.shutdown()
        self.server_close()


class Line(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    server: Recorder

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Any method is kept, also one that nobody thought of."""
        if name.startswith("do_"):
            return self.take
        raise AttributeError(name)

    def take(self) -> None:
        """Keep a request; pass it on when it is for the server."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = tuple(self.headers.items())
        self.server.requests.append(Request(self.command, self.path, headers, body))
        if not self.path.startswith(self.server.base):
            self.send_error(403)
            return
        where = urlsplit(self.path)
        server = http.client.HTTPConnection(where.netloc, timeout=PATIENCE)
        kept = {name: value for name, value in headers if name.lower() not in HOP}
        asked = where._replace(scheme="", netloc="").geturl()
        server.request(self.command, asked, body or None, kept)
        answer = server.getresponse()
        given = answer.read()
        server.close()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in {*HOP, "content-length"}:
                self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(given)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given)

    def log_message(self, *_: object) -> None:
        """Say nothing in the terminal."""
