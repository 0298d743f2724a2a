"""Scripts and styles over HTTP: known names only, kept for good only under their fingerprint."""

from __future__ import annotations

import gzip

import pytest
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from weerbaar.pages.assets import bundle, bundles
from weerbaar.serve.assets import PREFIX, AssetHandler, asset, asset_url


class TestAssets(AsyncHTTPTestCase):
    """The handler in a server of its own."""

    def get_app(self):
        """As both servers mount it."""
        return Application([(rf"/{PREFIX}([a-z_.]+)", AssetHandler)])

    def ask(self, url, **more):
        """Fetch without unpacking."""
        return self.fetch(url, decompress_response=False, **more)

    def test_an_asset_under_its_fingerprint_may_be_kept_for_good(self):
        """The address that our pages use is immutable, and gives the very content."""
        for name in (*bundles(), "icon.svg"):
            answer = self.ask(asset_url("/", name))
            assert answer.code == 200
            assert answer.body == asset(name).body
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
            assert answer.headers["Content-Type"].startswith(kind[name.rsplit(".", 1)[1]])

    def test_an_asset_under_another_fingerprint_is_asked_for_again(self):
        """An old or made-up version, or none, is answered but never kept."""
        for query in ("", "?v=", "?v=000000000000", "?v=a&v=b"):
            answer = self.ask(f"/{PREFIX}style.css{query}")
            assert answer.code == 200
            assert answer.headers["Cache-Control"] == "no-cache"

    def test_what_is_not_an_asset_is_not_found(self):
        """A name that we do not know, or a path, is a 404: no file is ever looked up."""
        for name in ("draft.js", "participant.py", "style", "icon.png", "..", "a.b"):
            assert self.ask(f"/{PREFIX}{name}").code == 404
        for path in ("../render.py", "%2e%2e/render.py", "/etc/passwd", "a/b.js"):
            assert self.ask(f"/{PREFIX}{path}").code == 404

    def test_an_asset_is_packed_for_who_can_unpack_it(self):
        """With and without gzip the content is the same."""
        url = asset_url("/", "participant.js")
        packed = self.ask(url, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == bundle("participant.js").encode()
        plain = self.ask(url, headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_the_address_changes_with_the_content(monkeypatch):
    """Another content has another address, so that no phone shows last year's page."""
    before = asset("style.css").version
    asset.cache_clear()
    monkeypatch.setattr("weerbaar.serve.assets.bundle", lambda _name: "changed")
    try:
        assert asset("style.css").version != before
        assert asset_url("/x/", "style.css").startswith(f"/x/{PREFIX}style.css?v=")
    finally:
        asset.cache_clear()


def test_an_unknown_asset_has_no_address():
    """A template that names an asset that is not there fails at once."""
    with pytest.raises(KeyError):
        asset_url("/", "lost.js")
