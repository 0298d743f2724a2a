"""Answers that are packed once, however often they are given."""

from __future__ import annotations

import gzip
import hashlib
from functools import cached_property

from tornado.web import RequestHandler

_YEAR = 365 * 24 * 3600


class Packed:
    """A body, and the same body as small as it gets.

    Parameters
    ----------
    level
        How hard to try: for what is given once, packing well costs more than it saves.
    """

    def __init__(self, body: str | bytes, level: int = 9) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self._level = level

    @cached_property
    def small(self) -> bytes:
        """As gzip."""
        return gzip.compress(self.body, compresslevel=self._level, mtime=0)

    @cached_property
    def version(self) -> str:
        """Fingerprint of the content, so that a browser may keep it for good."""
        return hashlib.sha256(self.body).hexdigest()[:12]


def give(handler: RequestHandler, packed: Packed, kind: str = "text/html") -> None:
    """Answer with a body, packed for who can unpack it."""
    handler.set_header("Content-Type", f"{kind}; charset=utf-8")
    handler.set_header("Vary", "Accept-Encoding")
    if "gzip" in handler.request.headers.get("Accept-Encoding", ""):
        handler.set_header("Content-Encoding", "gzip")
        handler.finish(packed.small)
    else:
        handler.finish(packed.body)


def give_for_good(handler: RequestHandler, packed: Packed, kind: str) -> None:
    """Answer with what a browser may keep when its address (``v``) holds the fingerprint."""
    fresh = handler.get_query_argument("v", "") == packed.version
    keep = f"public, max-age={_YEAR}, immutable" if fresh else "no-cache"
    handler.set_header("Cache-Control", keep)
    handler.set_header("X-Content-Type-Options", "nosniff")
    give(handler, packed, kind)
