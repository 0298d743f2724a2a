"""Scripts and styles over HTTP, on both servers; the address holds a fingerprint of the content."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache

from tornado.web import HTTPError, RequestHandler

from weerbaar.pages.assets import STATIC, bundle, bundles

PREFIX = "weerbaar/static/"
_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600


@cache
def asset_body(name: str) -> bytes:
    """Content of an asset; KeyError when there is no such asset."""
    if name == "icon.svg":
        return (STATIC / name).read_bytes()
    if name not in bundles():
        raise KeyError(name)
    return bundle(name).encode()


@cache
def packed(name: str) -> bytes:
    """An asset as small as it gets; packed once."""
    return gzip.compress(asset_body(name), compresslevel=9, mtime=0)


@cache
def asset_version(name: str) -> str:
    """Fingerprint of an asset, so that a browser may keep it for good."""
    return hashlib.sha256(asset_body(name)).hexdigest()[:12]


def asset_url(base: str, name: str) -> str:
    """Address of an asset."""
    return f"{base}{PREFIX}{name}?v={asset_version(name)}"


class AssetHandler(RequestHandler):
    """Gives an asset; only names that we know are looked up, never a path."""

    def set_default_headers(self) -> None:
        """Set what every answer of the server carries."""
        for name, value in self.settings.get("headers", {}).items():
            self.set_header(name, value)
        self.clear_header("Server")

    def get(self, name: str) -> None:
        """Answer with an asset."""
        try:
            body = asset_body(name)
        except KeyError:
            raise HTTPError(404) from None
        fresh = self.get_query_argument("v", "") == asset_version(name)
        self.set_header("Content-Type", f"{_TYPES[name.rsplit('.', 1)[1]]}; charset=utf-8")
        self.set_header(
            "Cache-Control", f"public, max-age={_YEAR}, immutable" if fresh else "no-cache"
        )
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = packed(name)
        self.finish(body)
