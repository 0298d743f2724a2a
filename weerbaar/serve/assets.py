"""Bodies that are compressed once, however often they are sent; scripts and styles among them.

The address of an asset holds a fingerprint of its content, on both servers.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache

from tornado.web import HTTPError, RequestHandler

from weerbaar.pages.assets import STATIC, bundle, bundles

PREFIX = "weerbaar/static/"
_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
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


@cache
def asset(name: str) -> Compressed:
    """An asset; KeyError when there is no such asset."""
    if name == "icon.svg":
        return Compressed((STATIC / name).read_bytes())
    if name not in bundles():
        raise KeyError(name)
    return Compressed(bundle(name))


def asset_url(base: str, name: str) -> str:
    """Address of an asset."""
    return f"{base}{PREFIX}{name}?v={asset(name).version}"


class AssetHandler(RequestHandler):
    """Gives an asset; only names that we know are looked up, never a path."""

    def set_default_headers(self) -> None:
        """Set what every answer of the server carries."""
        for name, value in self.settings.get("headers", {}).items():
            self.set_header(name, value)
        self.clear_header("Server")

    def compute_etag(self) -> None:
        """Take no fingerprint of every answer: the address holds one."""

    def get(self, name: str) -> None:
        """Answer with an asset."""
        try:
            found = asset(name)
        except KeyError:
            raise HTTPError(404) from None
        send_immutable(self, found, _TYPES[name.rsplit(".", 1)[1]])
