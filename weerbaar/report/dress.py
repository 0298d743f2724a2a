"""The clothes of a deck: layouts in the colours of the house, and corners of the file format."""

from __future__ import annotations

import re
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.shapes.autoshape import CT_Shape
from pptx.shapes.autoshape import Shape
from pptx.util import Emu, Pt

from weerbaar.figures.style import PAPER, SOFT_INK, TONES, WHITE

DEEP, DEEP_LIGHT, LINE = "#14504A", "#E4F0EC", "#D9DCD9"
"""Colours of the pages that pictures do not use; tests/report/test_slides.py compares them."""

_THEME = {
    "dk2": DEEP,
    "lt2": PAPER,
    "accent1": TONES["green"].fill,
    "accent2": TONES["not_green"].fill,
    "accent3": TONES["orange"].fill,
    "accent4": TONES["red"].fill,
    "accent5": DEEP,
    "accent6": SOFT_INK,
    "hlink": DEEP,
    "folHlink": DEEP,
}
_FRONT, _PLAIN = 0, 5
"""Places of the two layouts that are kept, among those that python-pptx brings."""
_FOOT = ("DATE", "FOOTER", "SLIDE_NUMBER")
_FOOT_SIZE = Pt(12)
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""Names the kind of a field; it may be the same in every deck."""


def dress(deck: Any) -> tuple[Any, Any]:
    """Keep two layouts, in our colours: with a dark ground, and with a title above a body."""
    layouts = deck.slide_layouts
    front, plain = layouts[_FRONT], layouts[_PLAIN]
    for layout in list(layouts):
        if layout not in (front, plain):
            layouts.remove(layout)
    package = deck.part.package
    preview = package.part_related_by(RELATIONSHIP_TYPE.THUMBNAIL)
    package.drop_rel(package.relate_to(preview, RELATIONSHIP_TYPE.THUMBNAIL))  # of an empty deck
    master = deck.slide_master
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    theme._blob = _themed(theme.blob)  # noqa: SLF001 -- a theme has no other door
    stretch = deck.slide_width / Emu(9144000)  # the width of what python-pptx brings
    for shape in master.placeholders:
        shape.left, shape.width = Emu(int(shape.left * stretch)), Emu(int(shape.width * stretch))
    for layout in (front, plain):
        for shape in list(layout.placeholders):
            if any(name in str(shape.placeholder_format.type) for name in _FOOT):
                shape.element.getparent().remove(shape.element)
            elif "SUBTITLE" in str(shape.placeholder_format.type):
                shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            else:
                shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        for paragraph in layout.element.iter(qn("a:lvl1pPr")):
            paragraph.set("algn", "l")
    _left(master)
    fill_with(front.background.fill, DEEP)
    fill_with(plain.background.fill, PAPER)
    return front, plain


def rgb(colour: str) -> RGBColor:
    """A colour of the house as slides want it."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def fill_with(fill: Any, colour: str) -> None:
    """Fill with one colour."""
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def foot_words(layout: Any, place: tuple[int, int, int, int], words: str) -> None:
    """Words that stand below every slide of a layout."""
    run = loose_text_box(layout, place).text_frame.paragraphs[0].add_run()
    run.text = words
    run.font.size = _FOOT_SIZE
    run.font.color.rgb = rgb(SOFT_INK)


def foot_number(layout: Any, place: tuple[int, int, int, int]) -> None:
    """The number of whatever slide it is seen on."""
    shape = loose_text_box(layout, place)
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    paragraph = next(shape.element.iter(qn("a:p")))
    colour = f'<a:solidFill><a:srgbClr val="{SOFT_INK.lstrip("#")}"/></a:solidFill>'
    paragraph.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{_FIELD}" type="slidenum">'
            f'<a:rPr sz="{_FOOT_SIZE.centipoints}">{colour}</a:rPr><a:t>1</a:t></a:fld>'
        )
    )


def lines_below(frame: Any) -> None:
    """A thin line under every cell of a table, whose style is taken away."""
    for cell in frame.element.iter(qn("a:tcPr")):
        # The format wants lines before the filling.
        cell.insert(
            0,
            parse_xml(
                f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill>'
                f'<a:srgbClr val="{LINE.lstrip("#")}"/></a:solidFill></a:lnB>'
            ),
        )
    for style in frame.element.iter(qn("a:tableStyleId")):
        style.getparent().remove(style)


def labels_on_white(chart: Any, series: str) -> None:
    """Lay the labels of one series of a chart on white, where its pattern would hide them."""
    for found in chart.element.iter(qn("c:ser")):
        name = next(found.iter(qn("c:tx"))).xpath("string(.//c:v)")
        for text in found.xpath("./c:dLbls/c:dLbl/c:tx") if name == series else ():
            text.addnext(
                parse_xml(
                    f"<c:spPr {nsdecls('c', 'a')}><a:solidFill>"
                    f'<a:srgbClr val="{WHITE.lstrip("#")}"/></a:solidFill></c:spPr>'
                )
            )


def spoken(slide: Any, locale: str) -> None:
    """Say of every run of text in which language it is."""
    for kind in ("a:rPr", "a:endParaRPr"):
        for run in slide.element.iter(qn(kind)):
            run.set("lang", locale)
    for run in slide.element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", locale)


def loose_text_box(layout: Any, place: tuple[int, int, int, int]) -> Shape:
    """A text box on a layout, which cannot make its own; places are left, top, width, height."""
    tree = next(layout.element.iter(qn("p:spTree")))
    number = max(int(found) for found in tree.xpath("//p:cNvPr/@id")) + 1
    made = CT_Shape.new_textbox_sp(number, f"Foot {number}", *place)  # type: ignore[no-untyped-call]
    tree.append(made)
    shape = Shape(made, layout.shapes)
    shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    return shape


def _left(master: Any) -> None:
    """Titles begin at the left, also where somebody adds a slide."""
    for style in master.element.iter(qn("p:titleStyle")):
        for level in style.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")


def _themed(blob: bytes) -> bytes:
    text = blob.decode("utf-8")
    for name, colour in _THEME.items():
        made = rf"\g<1>{colour.lstrip('#').upper()}\g<2>"
        text = re.sub(rf'(<a:{name}><a:srgbClr val=")[0-9A-Fa-f]{{6}}("/>)', made, text)
    return text.encode("utf-8")
