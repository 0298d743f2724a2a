"""Paint a drawing as SVG that can stand inside a page and be read aloud; standard library only.

What a drawing leaves open becomes markup with open places: a piece is a text, a list of pieces, or
a place that is filled later. Pieces are plain data, so they can go to a phone as JSON and be filled
there (`weerbaar/pages/static/pictures.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from weerbaar.figures.contour import Contour, number_text
from weerbaar.figures.marks import (
    Chosen,
    Drawing,
    MarkGroup,
    Moving,
    OpenMark,
    Paint,
    Pick,
    Shape,
    Stretched,
    Varied,
    Words,
    each,
)
from weerbaar.figures.style import FONT_STACK, INK

Piece = str | Sequence[Any] | Mapping[str, Any]
"""A text; a list of pieces; or a place, ``{"by": name}`` or ``{"by": name, "of": pieces}``."""

_PREFIX: Final = {"by": "prefix"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def svg(drawing: Drawing, *, prefix: str) -> str:
    """Return a drawing as SVG for inside a page; it takes the width of what it stands in.

    Parameters
    ----------
    drawing : Drawing
        What to paint.
    prefix : str
        Starts every id, so that two pictures can stand on one page.

    Raises
    ------
    ValueError
        If the prefix cannot start an id.
    """
    if not _NAME.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot start an id")
    words = drawing.words
    told = {"title": escape(words.title), "description": escape(words.description)}
    return _filled(_picture(drawing), {**drawing.chosen, **told, "prefix": prefix})


def template(drawing: Drawing) -> Piece:
    """Return a drawing as markup in which all is open that depends on answers.

    Its title, its description and its prefix are open too, under these names.
    """
    return _compacted(_picture(drawing))


def _piece(item: MarkGroup | OpenMark | Pick[Any] | tuple[Any, ...]) -> Piece:
    """Return a mark or a group as a piece of markup, or each of several."""
    match item:
        case Shape():
            return f'<path d="{item.contour.svg()}"{_paint(item)}/>'
        case Words():
            return _text(item)
        case MarkGroup():
            return _group(item)
        case tuple():
            return list(map(_piece, item))
    return _open(item)


def _open(mark: Varied | Stretched | Moving | Pick[Any]) -> Piece:
    match mark:
        case Varied():
            return ['<path d="', mark.contour.svg(), '"', _place(mark.paint.each(_paint)), "/>"]
        case Stretched():
            data = [_place(pick.each(Contour.svg)) for pick in mark.contours]
            return ['<path d="', data, '"', _paint(mark.paint), "/>"]
        case Moving():
            return _moving(mark)
    return _place(mark.each(_piece))


def _moving(mark: Moving) -> Piece:
    inside: Piece = _piece(mark.marks)
    if mark.name:
        inside = [f'<g class="{mark.name}">', inside, "</g>"]
    if (mark.x, mark.y, mark.size) == (0, 0, 1):
        return inside
    grown = f" scale({number_text(mark.size)})" if mark.size != 1 else ""
    place = f"translate({number_text(mark.x)} {number_text(mark.y)}){grown}"
    return [f'<g transform="{place}">', inside, "</g>"]


def _text(words: Words) -> str:
    kept = {"x": number_text(words.x), "y": number_text(words.y)}
    if words.turn:
        kept["transform"] = f"rotate({number_text(words.turn)} {kept['x']} {kept['y']})"
    kept["font-size"] = number_text(words.size)
    if words.bold:
        kept["font-weight"] = "700"
    if words.anchor != "left":
        kept["text-anchor"] = _ANCHORS[words.anchor]
    if words.colour != INK:
        kept["fill"] = words.colour
    return f"<text{_attributes(kept)}>{escape(words.text)}</text>"


def _group(group: MarkGroup) -> Piece:
    turns: list[Piece] = []
    for turn in group.turns:
        about = " ".join(map(number_text, turn.about))
        turns += [("rotate(", _number(turn.angle), f" {about})")]
    turned: Piece = (' transform="', turns, '"') if turns else ""
    named: Piece = (' id="', _PREFIX, f'-{group.part}"') if group.part else ""
    return ["<g", named, turned, ">", *map(_piece, group.marks), "</g>"]


def _picture(drawing: Drawing) -> Piece:
    width = number_text(round(drawing.width, 1))
    height = _number(each(drawing.height, lambda height: round(height, 1)))
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
    look = f' font-family="{FONT_STACK}" stroke-linejoin="round" fill="{INK.lower()}">'
    return [
        *(start, width, " ", height, '" role="img" aria-labelledby="'),
        *(_PREFIX, "-title ", _PREFIX, '-desc"', look),
        *('<title id="', _PREFIX, '-title">', {"by": "title"}, "</title>"),
        *('<desc id="', _PREFIX, '-desc">', {"by": "description"}, "</desc>"),
        *(*map(_piece, drawing.groups), "</svg>"),
    ]


def _place(pick: Pick[Piece]) -> Piece:
    of = pick.of
    return {"by": pick.by, "of": dict(of) if isinstance(of, Mapping) else list(of)}


def _number(value: float | Pick[float]) -> Piece:
    return _place(value.each(number_text)) if isinstance(value, Pick) else number_text(value)


def _filled(found: Piece, chosen: Chosen) -> str:
    if isinstance(found, str):
        return found
    if not isinstance(found, Mapping):
        return "".join(_filled(part, chosen) for part in found)
    if "of" not in found:
        return str(chosen[found["by"]])
    pick: Pick[Piece] = Pick(found["by"], found["of"])
    return _filled(pick.picked(chosen), chosen)


def _compacted(found: Piece) -> Piece:
    """Return a piece with as few parts as can be."""
    if isinstance(found, str):
        return found
    if isinstance(found, Mapping):
        return _place(Pick(found["by"], found["of"]).each(_compacted)) if "of" in found else found
    parts: list[Piece] = []
    for part in _flat(found):
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts[0] if len(parts) == 1 else parts


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for one in map(_compacted, pieces):
        if isinstance(one, str | Mapping):
            yield one
        else:
            yield from one


def _paint(paint: Paint) -> str:
    kept = {"fill": paint.fill}
    if paint.edge != "none":
        kept |= {"stroke": paint.edge, "stroke-width": number_text(paint.width)}
    if paint.edge != "none" and paint.dash:
        kept["stroke-dasharray"] = " ".join(map(number_text, paint.dash))
    if paint.opacity is not None:
        kept["opacity"] = number_text(paint.opacity)
    return _attributes(kept)


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())
