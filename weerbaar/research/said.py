"""What a notebook shows as words: sentences, and a table with room for them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd


class Said(str):
    """A sentence or a few, that a notebook shows as text and not as a literal."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the lines as a list, or the only one as a paragraph."""
        lines = [escape(line) for line in self.splitlines()]
        if len(lines) > 1:
            return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        return f"<p>{''.join(lines)}</p>"


@dataclass(frozen=True)
class Explained:
    """What a table is about, and a table that says what its columns mean."""

    about: str
    frame: pd.DataFrame

    def _repr_html_(self) -> str:
        """Return a table whose texts are whole, unlike those of an ordinary frame."""
        style = "text-align:left;white-space:normal;vertical-align:top"
        heads = "".join(f'<th style="{style}">{escape(name)}</th>' for name in self.frame.columns)
        rows = "".join(
            f'<tr><th scope="row" style="{style}">{escape(str(name))}</th>'
            + "".join(f'<td style="{style}">{escape(text)}</td>' for text in texts)
            + "</tr>"
            for name, *texts in self.frame.itertuples(name=None)
        )
        table = f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<p>{escape(self.about)}</p>{table}"
