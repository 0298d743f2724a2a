"""Documents of an organisation's own, for phones in a room without internet."""

from __future__ import annotations

from tornado.web import HTTPError

from weerbaar.catalog.local import FOLDER
from weerbaar.catalog.paths import content_root
from weerbaar.serve.handlers import Page


class OwnDocument(Page):
    """A PDF that ``lokaal.yaml`` names; no other file can be asked for."""

    def get(self, name: str) -> None:
        """Answer with the document."""
        path = f"{FOLDER}/{name}"
        if path not in self.data.content.local.files.values():
            raise HTTPError(404)
        try:
            body = (content_root() / path).read_bytes()
        except OSError:
            # Taken away after the start.
            raise HTTPError(404) from None
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'inline; filename="{name}"')
        self.finish(body)
