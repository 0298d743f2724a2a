"""Nets and bars for pages: what to draw from a sheet or a release, and a cache of drawings.

matplotlib is imported only when something has to be drawn: a phone's kernel fills a template
that was drawn before (``figures.net_fill``).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from weerbaar import __version__
from weerbaar.catalog import Content, InstrumentContent
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.net_fill import fill_person
from weerbaar.figures.net_spec import NetSpec
from weerbaar.model import AnswerSheet
from weerbaar.present.change import TwoWaves, draw_change
from weerbaar.present.nets import group_spec, person_description, person_spec, person_title

_CLAIM = ".claim"
_CLAIM_SECONDS = 30


class Pictures:
    """Draws pictures and keeps each one in a folder, so that it is drawn once per machine.

    Only templates without answers, and pictures of releases, are ever kept.
    """

    def __init__(self, content: Content, folder: Path | None = None) -> None:
        self._content = content
        self._folder = folder
        self._memory: dict[str, str] = {}

    def person(self, sheet: AnswerSheet, language: str, prefix: str = "net-own") -> str:
        """One person's net as SVG; nothing of it is kept."""
        instrument = self._content.instruments[sheet.instrument.id]
        template = self._kept(
            f"template {instrument.model.digest} {language}",
            lambda: self._template(instrument, language),
        )
        colours = {s.id: sheet.colour(s.id) for s in instrument.model.statements}
        return fill_person(
            template,
            {key: colour.value if colour else None for key, colour in colours.items()},
            person_title(instrument, self._content, language),
            person_description(sheet, instrument, self._content, language),
            prefix=prefix,
        )

    def group(self, release: Release, language: str, *, layout: str = "tall") -> str:
        """The group's net as SVG; empty when the release shows no figures."""
        if release.detail is Detail.NOTHING:
            return ""
        spec = group_spec(release, self._content, language)
        return self._kept(
            f"group {layout} {language} {release.to_json()}",
            lambda: _draw_net(spec, layout),
        )

    def may_draw_group(self, release: Release, language: str) -> bool:
        """Whether to ask for the group's net now: it is kept, or nobody else is drawing it.

        All phones ask in the same second after a reveal; one of them may have to draw.
        """
        if self._folder is None or release.detail is Detail.NOTHING:
            return True
        path = self._folder / f"{_key(f'group tall {language} {release.to_json()}')}.svg"
        return path.is_file() or _claim(path.with_suffix(_CLAIM))

    def bars(self, release: Release, language: str, *, narrow: bool = False) -> str:
        """The group's statement bars as SVG; empty unless the release has statements."""
        if release.detail is not Detail.STATEMENTS:
            return ""
        return self._kept(
            f"bars {narrow} {language} {release.to_json()}",
            lambda: _draw_bars(release, self._content, language, narrow=narrow),
        )

    def change(self, both: TwoWaves, language: str, *, layout: str) -> str:
        """Then and now of two waves as SVG; empty when there is nothing to compare."""
        return self._kept(
            f"change {layout} {language} {both.key}",
            lambda: draw_change(both, self._content, language, layout),
        )

    def warm(self, languages: tuple[str, ...]) -> None:
        """Draw the templates of every instrument before the first visitor comes."""
        for instrument in self._content.instruments.values():
            for language in languages:
                self.person(AnswerSheet(instrument.model), language)

    def _template(self, instrument: InstrumentContent, language: str) -> str:
        from weerbaar.figures.net_template import person_template

        return person_template(person_spec(instrument, self._content, language))

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
                with contextlib.suppress(OSError):
                    path.with_suffix(_CLAIM).unlink()
        self._memory[key] = picture
        return picture


def _draw_net(spec: NetSpec, layout: str) -> str:
    from weerbaar.figures.net import net_svg

    return net_svg(spec, prefix=f"net-group-{layout}", layout=layout)


def _draw_bars(release: Release, content: Content, language: str, *, narrow: bool) -> str:
    from weerbaar.present.bars import draw_bars

    return draw_bars(release, content, language, narrow=narrow)


def _key(what: str) -> str:
    return hashlib.sha256(f"{__version__} {what}".encode()).hexdigest()


def _claim(path: Path) -> bool:
    """Be the one who draws; a claim that was kept too long is taken over."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
    except FileExistsError:
        try:
            late = time.time() - path.stat().st_mtime > _CLAIM_SECONDS
        except FileNotFoundError:  # drawn at this very moment
            return True
        if late:
            path.touch()
        return late
    except OSError:  # a folder without room or rights: everybody draws
        return True
    return True


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
