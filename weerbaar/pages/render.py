"""Jinja templates with the texts of one language; escapes whatever is filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.figures.style import TONES, symbol_path
from weerbaar.pages.assets import bundle

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, voice: Voice, **values: Any) -> str:
    """Fill in a template.

    Inside it ``voice(key, **facts)`` gives an interface text, ``voice.day(text)`` writes a day in
    words, and ``language`` picks from a text with both languages: ``statement.text[language]``.

    Raises
    ------
    KeyError, jinja2.UndefinedError
        If a text or a value is missing; nothing is shown half.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            voice=voice,
            symbol=symbol,
            inline_style=safe(bundle("style.css")),
            content=voice.content,
            language=voice.language,
            languages=LANGUAGES,
            **values,
        )
    )


def symbol(colour: str) -> Markup:
    """A colour's symbol, the same as in the net; the word beside it is what is read aloud."""
    tone = TONES[colour]
    path = symbol_path(None if colour == "open" else colour)
    return safe(
        f'<svg class="symbol" viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{path}" fill="{tone.fill}" stroke="{tone.edge}" stroke-width="1.6"/></svg>'
    )


def safe(html: str) -> Markup:
    """Mark HTML of our own making, so that a template does not escape it again."""
    return Markup(html)  # noqa: S704  # only ever given what our templates and figures made
