"""Bodies of responses that are compressed once, however often they are sent."""

from __future__ import annotations

import gzip
import hashlib

from tornado.web import RequestHandler

_YEAR = 365 * 24 * 3600


class Compressed:
    """A body, and the same body as small as it gets.

    Parameters
    ----------
    body
        What is sent to whoever takes no gzip.
    level
        How hard to try: for what is sent once, compressing well costs more than it saves.

    Attributes
    ----------
    gzip
        The body as gzip.
    version
        Fingerprint of the content, so that a browser may keep it for good.
    """

    def __init__(self, body: str | bytes, level: int = 9) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.gzip = gzip.compress(self.body, compresslevel=level, mtime=0)
        self.version = hashlib.sha256(self.body).hexdigest()[:12]


def send(handler: RequestHandler, body: Compressed, kind: str = "text/html") -> None:
    """Answer with a body, compressed for whoever takes gzip."""
    handler.set_header("Content-Type", f"{kind}; charset=utf-8")
    handler.set_header("Vary", "Accept-Encoding")
    if "gzip" in handler.request.headers.get("Accept-Encoding", ""):
        handler.set_header("Content-Encoding", "gzip")
        handler.finish(body.gzip)
    else:
        handler.finish(body.body)


def send_immutable(handler: RequestHandler, body: Compressed, kind: str) -> None:
    """Answer with what a browser may keep for good when its address (``v``) has the fingerprint."""
    fresh = handler.get_query_argument("v", "") == body.version
    keep = f"public, max-age={_YEAR}, immutable" if fresh else "no-cache"
    handler.set_header("Cache-Control", keep)
    handler.set_header("X-Content-Type-Options", "nosniff")
    send(handler, body, kind)
