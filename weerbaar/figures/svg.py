"""From a matplotlib figure to a small SVG that can stand inside a page and be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from xml.etree import ElementTree as ET

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from weerbaar.figures.markup import wrapped
from weerbaar.figures.style import INK

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_KEPT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity")
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True)
class Element:
    """One shape or text, and the part of the picture that it belongs to.

    Attributes
    ----------
    part : str
        Empty when it belongs to no named part.
    markup : str
        The element itself.
    """

    part: str
    markup: str


def inline_svg(figure: Figure, *, title: str, description: str, prefix: str) -> str:
    """Return a figure as SVG for inside a page.

    Parameters
    ----------
    figure : Figure
        Drawn at 72 dots per inch, so that a picture unit is an SVG unit.
    title, description : str
        For screen readers.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    """
    body = "".join(grouped(elements(figure), prefix))
    return wrapped(body, size(figure), title=title, description=description, prefix=prefix)


def size(figure: Figure) -> tuple[float, float]:
    """Return width and height of a figure in SVG units."""
    width, height = figure.get_size_inches()
    return float(width) * 72, float(height) * 72


def elements(figure: Figure) -> list[Element]:
    """Return what a figure draws, in order, without matplotlib's wrapping."""
    text = StringIO()
    FigureCanvasSVG(figure)
    with rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "weerbaar",
            "path.simplify": False,
            "savefig.bbox": None,
        }
    ):
        figure.savefig(text, format="svg", dpi=72, metadata=_NO_METADATA)
    root = ET.fromstring(text.getvalue())  # noqa: S314 - matplotlib wrote it just now
    return list(_leaves(root, ""))


def grouped(items: list[Element], prefix: str) -> Iterator[str]:
    """Yield markup with neighbours of one part in a group named after it.

    A part has to be drawn without a break, or its name would occur twice.
    """
    current = ""
    for item in items:
        if item.part != current:
            yield ("</g>" if current else "") + (
                f'<g id="{prefix}-{item.part}">' if item.part else ""
            )
            current = item.part
        yield item.markup
    if current:
        yield "</g>"


def _leaves(node: ET.Element, gid: str) -> Iterator[Element]:
    for child in node:
        tag = child.tag.removeprefix(_NAMESPACE)
        if tag == "g":
            # matplotlib numbers what has no name of its own: axes_1, patch_2, text_3
            name = child.get("id", "")
            yield from _leaves(child, gid if re.fullmatch(r"\w+_\d+", name) else name)
        elif tag in ("path", "text"):
            markup = _path(child) if tag == "path" else _text(child)
            if markup:
                yield Element(gid, markup)


def _path(node: ET.Element) -> str:
    style = _declarations(node)
    fill = style.setdefault("fill", "#000000")
    if "stroke" not in style and fill == "none":
        return ""
    kept = {name: style[name] for name in _KEPT if name in style}
    data = re.sub(r"\s*([MLCQz])\s*", r"\1", node.get("d", ""))
    data = re.sub(r"-?\d+\.\d+", lambda number: _short(f"{float(number[0]):.1f}"), data)
    return f'<path d="{data.strip()}"{_attributes(kept)}/>'


def _text(node: ET.Element) -> str:
    style = _declarations(node)
    # matplotlib writes one property or several, depending on its version.
    names = ("font", "font-weight", "font-size")
    font = " ".join(style[name] for name in names if name in style)
    kept = {"x": node.get("x", "0"), "y": node.get("y", "0")}
    turn = re.match(r"rotate\((-?[\d.]+)", node.get("transform", ""))
    if turn and float(turn[1]) != 0:
        x, y = (_rounded(kept[name]) for name in ("x", "y"))
        kept["transform"] = f"rotate({_rounded(turn[1])} {x} {y})"
    points = re.search(r"([\d.]+)px", font)
    kept["font-size"] = points[1] if points else "10"
    if re.search(r"\b(700|bold)\b", font):
        kept["font-weight"] = "700"
    if style.get("text-anchor", "start") != "start":
        kept["text-anchor"] = style["text-anchor"]
    colour = style.get("fill", "#000000")
    if colour != INK.lower():  # the picture's own, if nothing else is said
        kept["fill"] = colour
    return f"<text{_attributes(kept)}>{escape(node.text or '')}</text>"


def _declarations(node: ET.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in node.get("style", "").split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{_rounded(value)}"' for name, value in values.items())


def _rounded(value: str) -> str:
    numbers = r"-?\d+\.\d+"
    return re.sub(numbers, lambda number: _short(f"{float(number[0]):.2f}"), value)


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
