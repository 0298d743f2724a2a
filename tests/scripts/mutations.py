"""Break one thing at a time in what scores, advises and words, on the phone and in Python."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType

_SWAPS = {
    ">=": ">",
    "<=": "<",
    ">": ">=",
    "<": "<=",
    "===": "!==",
    "!==": "===",
    "==": "!=",
    "!=": "==",
    "&&": "||",
    "||": "&&",
    " + ": " - ",
    " - ": " + ",
    " * ": " + ",
    "[1 - ": "[0 + ",
    "...": "",
    " and ": " or ",
    " or ": " and ",
    " is not ": " is ",
    " is ": " is not ",
    " not ": " ",
    "Math.max": "Math.min",
    "max(": "min(",
    "some(": "every(",
    "every(": "some(",
    "any(": "all(",
    "all(": "any(",
    "=True": "=False",
    '"red"': '"orange"',
    '"orange"': '"red"',
    '"green"': '"red"',
    ".push(": ".unshift(",
    "RED": "ORANGE",
    "ORANGE": "RED",
    "GREEN": "RED",
    "AWARENESS": "ACTING",
    ".attention": ".open",
    ".red": ".orange",
    ".orange": ".red",
    ".green": ".orange",
    "left.": "right.",
    "right.": "left.",
    "rest.": "last.",
    "stands_out_above": "side_above",
    "stands_out_at_least": "content_max_orange",
    "ACTING": "AWARENESS",
}
"""What is written, and what a tired hand might write."""


def _whole(written: str) -> str:
    """A pattern that finds what is written, and not a part of a longer word."""
    before = r"(?<!\w)" if written[0].isalnum() else ""
    after = r"(?!\w)" if written[-1].isalnum() else ""
    return before + re.escape(written) + after


_LONGEST_FIRST = sorted(_SWAPS, key=len, reverse=True)
_WRITTEN = re.compile(
    "|".join(["=>", "->", *map(_whole, _LONGEST_FIRST), r"(?<![\w.])(?<!e-)\d+(?![\w.])"])
)


@dataclass(frozen=True)
class Mutation:
    """One change: where, of which line, and the whole text after it."""

    where: str
    line: str
    made: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.line}  ->  {self.made}"


def mutations(where: str, text: str, quiet: re.Pattern[str]) -> Iterator[Mutation]:
    """Every single change of a text, comments and strings of documentation aside."""
    silent = [found.span() for found in quiet.finditer(text)]
    for found in _WRITTEN.finditer(text):
        if any(start <= found.start() < end for start, end in silent):
            continue
        written = found.group()
        swap = _SWAPS.get(written) or (str(int(written) + 1) if written.isdigit() else None)
        if swap is None:
            continue
        changed = text[: found.start()] + swap + text[found.end() :]
        number = text.count("\n", 0, found.start())
        line, made = (whole.splitlines()[number].strip() for whole in (text, changed))
        yield Mutation(where, line, made, changed)


IN_SCRIPT = re.compile(r"// --- the page ---[\s\S]*|//[^\n]*|import[^\n]*")
IN_PYTHON = re.compile(
    r'"""[\s\S]*?"""|#[^\n]*|def [^\n]*|.*(?:GROUP|LEVEL|group_|level_|is None|is not None).*'
)
"""What is not broken: words about the code, what draws a page (which another test looks at), and in
Python what only a group comes to."""


def of_function(function: FunctionType) -> Iterator[Mutation]:
    """Every single change of a function."""
    text = textwrap.dedent(inspect.getsource(function))
    yield from mutations(f"{function.__module__}.{function.__qualname__}", text, IN_PYTHON)


@contextmanager
def broken(function: FunctionType, text: str) -> Iterator[None]:
    """Let a function do what a changed text says, wherever it is used."""
    made = compile(text, "<broken>", "exec").co_consts
    whole = function.__code__
    function.__code__ = next(part for part in made if isinstance(part, CodeType))
    try:
        yield
    finally:
        function.__code__ = whole
