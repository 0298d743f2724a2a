"""Markdown -> HTML, and plain data for paper; the only user of mistune."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def to_html(text: str, below: int = 0) -> str:
    """HTML of a text in Markdown. HTML in the text is shown as it was typed, never obeyed.

    Parameters
    ----------
    text
        A ``Markdown`` field; headings in it begin at the second level.
    below
        How many levels deeper its headings stand in the page.
    """
    # Most who read the content never need this.
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **attrs: Any) -> str:
            return super().heading(text, level + below, **attrs)

    return str(mistune.create_markdown(renderer=Renderer(escape=True))(text))


def to_blocks(text: str) -> list[dict[str, Any]]:
    """A text in Markdown as plain data, for what is no page: a list of blocks.

    Returns
    -------
    list of dict
        ``{"kind": "paragraph" | "heading", "runs": runs}``, a heading with its ``level`` too, or
        ``{"kind": "list", "ordered": bool, "items": [blocks, ...]}``. ``runs`` is a list of
        ``{"text": str, "strong": bool, "emphasis": bool}``. What is none of these comes as the
        paragraphs that it holds: no word is lost.
    """
    import mistune

    tokens: Any = mistune.create_markdown(renderer="ast")(text)
    return [block for token in tokens for block in _blocks(token)]


def _blocks(token: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind, inside = token["type"], token.get("children", [])
    if kind == "heading":
        yield {"kind": kind, "level": token["attrs"]["level"], "runs": _runs(inside)}
    elif kind == "list":
        items = [[b for part in item["children"] for b in _blocks(part)] for item in inside]
        yield {"kind": kind, "ordered": token["attrs"]["ordered"], "items": items}
    elif kind in {"paragraph", "block_text"}:
        yield {"kind": "paragraph", "runs": _runs(inside)}
    elif inside:
        yield from (block for part in inside for block in _blocks(part))
    elif token.get("raw", "").strip():
        yield {"kind": "paragraph", "runs": _runs([token])}


def _runs(
    tokens: list[dict[str, Any]], *, strong: bool = False, emphasis: bool = False
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for token in tokens:
        bold = strong or token["type"] == "strong"
        slanted = emphasis or token["type"] == "emphasis"
        if "children" in token:
            found += _runs(token["children"], strong=bold, emphasis=slanted)
        else:
            # A line that breaks in the file is one line to its reader.
            said = token.get("raw", "\n" if token["type"] == "linebreak" else " ")
            found.append({"text": said, "strong": bold, "emphasis": slanted})
    return found
