"""Pictures of a group for pages, and a cache of those that matplotlib draws.

It is imported only when one of these has to be drawn; a net needs none of it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from weerbaar import __version__
from weerbaar.catalog import Content, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.net import net_svg
from weerbaar.present.change import TwoWaves, draw_change
from weerbaar.present.nets import group_spec


class Pictures:
    """Draws pictures of releases; what takes long is kept, to be drawn once per machine."""

    def __init__(self, content: Content, folder: Path | None = None) -> None:
        self._content = content
        self._folder = folder
        self._memory: dict[str, str] = {}

    def group(self, release: Release, language: str, *, layout: str = "tall") -> str:
        """The group's net as SVG; empty when the release shows no figures."""
        if release.detail is Detail.NOTHING:
            return ""
        spec = group_spec(release, Voice(self._content, language))
        return net_svg(spec, prefix=f"net-group-{layout}", layout=layout)

    def bars(self, release: Release, language: str, *, narrow: bool = False) -> str:
        """The group's statement bars as SVG; empty unless the release has statements."""
        if release.detail is not Detail.STATEMENTS:
            return ""
        return self._kept(
            f"bars {narrow} {language} {release.to_json()}",
            lambda: _draw_bars(release, Voice(self._content, language), narrow=narrow),
        )

    def change(self, both: TwoWaves, language: str, *, layout: str) -> str:
        """Then and now of two waves as SVG; empty when there is nothing to compare."""
        return self._kept(
            f"change {layout} {language} {both.key}",
            lambda: draw_change(both, Voice(self._content, language), layout),
        )

    def _kept(self, what: str, draw: Callable[[], str]) -> str:
        key = _key(what)
        if key in self._memory:
            return self._memory[key]
        path = self._folder / f"{key}.svg" if self._folder else None
        if path and path.is_file():
            picture = path.read_text(encoding="utf-8")
        else:
            picture = draw()
            if path:
                _write(path, picture)
        self._memory[key] = picture
        return picture


def _draw_bars(release: Release, voice: Voice, *, narrow: bool) -> str:
    from weerbaar.present.bars import draw_bars

    return draw_bars(release, voice, narrow=narrow)


def _key(what: str) -> str:
    return hashlib.sha256(f"{__version__} {what}".encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write whole or not at all: another kernel may read at the same moment."""
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).replace(path)
    except OSError:
        # A full disk costs the next visitor some time, not this one the picture.
        if draft:
            Path(draft).unlink(missing_ok=True)
