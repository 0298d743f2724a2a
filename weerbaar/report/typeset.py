"""Templates and data -> tagged PDF; the only user of typst.

A template stands in ``templates/`` and holds no words: all that is read comes in as data. It
begins with ``#import "house.typ": *``, which has the data, the colours and the boxes.

Seen on typst 0.15: a small page takes 0.03 s, and compiling lets other threads go on.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from weerbaar.catalog import Voice
from weerbaar.figures.fonts import font_folder

Json: TypeAlias = str | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None
"""What a template can be given."""

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARD = "ua-1"
"""PDF/UA-1: tagged, with title and language; typst refuses what would break it."""

_PREFIXES = ("failed to compile document: ", "PDF/UA-1 error: ")
"""How typst begins, before it says what is wrong."""

_UNPRINTABLE = {"Cc", "Cs"}
"""Control characters and halves of characters: no font has them, and the standard forbids them."""
_NO_CHARACTER = {0xFFFE, 0xFFFF}
"""The two last numbers of every plane, which Unicode keeps free."""


def house(voice: Voice, title: str, footer: str) -> dict[str, Json]:
    """What ``house.typ`` wants of every document."""
    head = {"language": voice.language, "brand": voice("page.site")}
    return {**head, "title": title, "footer": footer}


def pdf(template: str, data: Mapping[str, Json]) -> bytes:
    """A tagged PDF (PDF/UA-1); the same data always gives the same bytes.

    Parameters
    ----------
    template
        File name in ``templates/``, such as ``exercise.typ``.
    data
        What the template reads, with that of :func:`house`; a picture comes as the text of an
        SVG, with the words that stand for it.

    Raises
    ------
    RuntimeError
        If there is no such template, or if it asks for something that the data does not have.
    """
    made = _run(template, data, lambda one: one.compile(format="pdf", pdf_standards=[_STANDARD]))
    return made if isinstance(made, bytes) else made[0]


def page_count(template: str, data: Mapping[str, Json]) -> int:
    """How many pages it takes.

    Raises
    ------
    RuntimeError
        As for :func:`pdf`.
    """
    return int(noted(template, data, "pages"))


def noted(template: str, data: Mapping[str, Json], name: str) -> Any:
    """What a template noted about itself with ``note`` of ``house.typ``, such as on which page.

    Raises
    ------
    RuntimeError
        As for :func:`pdf`, and if it noted nothing under that name.
    """
    found = _run(template, data, lambda one: one.query(f"<{name}>", field="value", one=True))
    return json.loads(found)


def _run(template: str, data: Mapping[str, Json], ask: Callable[[Any], Any]) -> Any:
    """Ask a compiler something; its errors become ours."""
    compiler = _compiler(template, data)
    try:
        return ask(compiler)
    except RuntimeError as error:  # Its own kind comes from compiling only, not from asking.
        where = _where(getattr(error, "diagnostic", ""))
        reason = _reason(getattr(error, "message", str(error)))
    # Raised here, so that no error that quotes the data stands behind it: who fills in a plan has
    # words in there.
    msg = ": ".join(filter(None, (template, where, reason)))
    raise RuntimeError(msg)


def _compiler(template: str, data: Mapping[str, Json]) -> Any:
    # Costs 30 ms, and most never make a document.
    import typst

    path = _TEMPLATES / template
    if not path.is_file():
        msg = f"{template}: no such template"
        raise RuntimeError(msg)
    given = {"data": json.dumps(_printable(data))}
    return typst.Compiler(path, root=_TEMPLATES, font_paths=_fonts(), sys_inputs=given)


@cache
def _fonts() -> Any:
    """Our own font and nothing of the machine, so that a document is the same everywhere."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()]
    )


def _printable(value: Json) -> Json:
    """The data without characters that no document may have."""
    if isinstance(value, str):
        return "".join(filter(_has_a_shape, value))
    if isinstance(value, Mapping):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(part) for part in value]
    return value


def _has_a_shape(character: str) -> bool:
    if character in "\n\t":
        return True
    free = ord(character) & 0xFFFF in _NO_CHARACTER
    return not free and unicodedata.category(character) not in _UNPRINTABLE


def _where(diagnostic: str) -> str:
    found = re.search(r"┌─ (\S+?):(\d+):\d+", diagnostic)
    return f"{Path(found[1]).name}:{found[2]}" if found else ""


def _reason(message: str) -> str:
    for prefix in _PREFIXES:
        message = message.removeprefix(prefix)
    return re.split(r"[\"'`(:]", message, maxsplit=1)[0].strip()
