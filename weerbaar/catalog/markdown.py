"""Markdown in one file per language, and what becomes of it: HTML, and plain data for paper.

The front matter of a file holds its facts, what stands below it is the field ``text``. Every
language must agree on all that is no text. Only here is mistune used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AfterValidator, BaseModel
from pydantic_core import PydanticCustomError

from weerbaar.catalog.files import Location
from weerbaar.catalog.references import Mistake
from weerbaar.catalog.texts import LANGUAGES, Id, Strict, Words

_FORBIDDEN = (
    ("html", re.compile(r"<[A-Za-z/!][^\n]{0,40}")),
    ("picture", re.compile(r"!\[[^\n]{0,40}")),
    ("main_heading", re.compile(r"^# .{0,40}", re.MULTILINE)),
)
"""HTML would be shown as it is, a picture comes from elsewhere, a page has its one heading."""


def _plain(text: str) -> str:
    for code, pattern in _FORBIDDEN:
        found = pattern.search(text)
        if found:
            raise PydanticCustomError(code, "not allowed", {"passage": found.group()})
    return text


Markdown = Annotated[Words, AfterValidator(_plain)]
"""Text that ``to_html`` may be given."""


class MarkdownFile(Strict):
    """What every such file has; a kind of file adds its own fields.

    Attributes
    ----------
    SAME
        Fields that must be equal in every language; ``steps.minutes`` means those of each step.
    ALIKE
        Lists that must be equally long in every language; ``cards.lines`` means that of each card.
    """

    SAME: ClassVar[tuple[str, ...]] = ()
    ALIKE: ClassVar[tuple[str, ...]] = ()

    id: Id
    text: Markdown


_File = TypeVar("_File", bound=MarkdownFile)


@dataclass(frozen=True)
class Twins(Generic[_File]):
    """One document in every language; ``twins["en"]`` picks, ``twins.nl`` has what they share."""

    nl: _File
    en: _File

    def __getitem__(self, language: str) -> _File:
        if language not in LANGUAGES:
            raise KeyError(language)
        found: _File = getattr(self, language)
        return found


def check_twins(files: Mapping[str, MarkdownFile]) -> Iterator[tuple[str, Mistake]]:
    """What another language says otherwise than the first.

    Parameters
    ----------
    files
        Documents of one folder by the name of their file.

    Yields
    ------
    tuple of str and Mistake
        The file of the other language, and what in it differs.
    """
    for other, file in files.items():
        one = other.replace(f"/{other.split('/')[-2]}/", f"/{LANGUAGES[0]}/")
        if one != other and one in files:
            for mistake in _differences(file, files[one], one):
                yield other, mistake


def _differences(file: MarkdownFile, first: MarkdownFile, name: str) -> Iterator[Mistake]:
    # Lists of another length are told as such, so that only what stands in both is compared.
    for field in first.ALIKE:
        for (at, mine), (_, theirs) in _pairs(file, first, field):
            if len(mine) != len(theirs):
                facts = {"found": str(len(mine)), "expected": str(len(theirs)), "other": name}
                yield Mistake(at, "twins_length", facts)
    for field in first.SAME:
        for (at, mine), (_, theirs) in _pairs(file, first, field):
            if mine != theirs:
                facts = {"found": _shown(mine), "expected": _shown(theirs), "other": name}
                yield Mistake(at, "twins_differ", facts)


def _pairs(second: MarkdownFile, first: MarkdownFile, field: str) -> Iterator[Any]:
    """A field of both, one by one, each with where it stands."""
    return zip(_fields(second, field), _fields(first, field), strict=False)


def _fields(file: BaseModel, field: str, at: Location = ()) -> Iterator[tuple[Location, object]]:
    """Where a field stands, with its value; ``steps.vote`` stands in each of the steps."""
    name, _, rest = field.partition(".")
    value = getattr(file, name)
    if not rest:
        yield (*at, name), value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _fields(part, rest, (*at, name, index))
    else:
        yield from _fields(value, rest, (*at, name))


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "-"}[value]
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


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
