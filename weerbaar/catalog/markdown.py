"""Markdown -> HTML; the only user of mistune."""

from __future__ import annotations


def to_html(text: str) -> str:
    """HTML of a text in Markdown. HTML in the text is shown as it was typed, never obeyed.

    Parameters
    ----------
    text
        A ``Markdown`` field; headings in it begin at the second level.
    """
    # Phones' kernels read the content too, and never need this.
    import mistune

    return str(mistune.create_markdown(escape=True)(text))
