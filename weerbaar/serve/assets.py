"""Scripts and styles over HTTP, on both servers; the address holds a fingerprint of the content."""

from __future__ import annotations

from functools import cache

from tornado.web import HTTPError, RequestHandler

from weerbaar.pages.assets import STATIC, bundle, bundles
from weerbaar.serve.compressed import Compressed, send_immutable

PREFIX = "weerbaar/static/"
_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


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
