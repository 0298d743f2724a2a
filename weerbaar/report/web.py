"""The threads of the net as one shape, for behind the first and the last slide."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from weerbaar.report.dress import loose_text_box, rgb

_RINGS, _SPOKES = 5, 12


def web(layout: Any, centre: tuple[int, int], reach: int, colour: str) -> None:
    """Put rings and spokes on a layout.

    Parameters
    ----------
    centre, reach
        In EMU; what falls outside the slide is not seen.
    """
    place = centre[0] - reach, centre[1] - reach, 2 * reach, 2 * reach
    shape = loose_text_box(layout, place)
    properties = shape.element.spPr
    properties.remove(properties.find(qn("a:prstGeom")))
    properties.find(qn("a:xfrm")).addnext(
        parse_xml(
            f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{2 * reach}" h="{2 * reach}"'
            f' fill="none">{_rings(reach)}{_spokes(reach)}</a:path></a:pathLst></a:custGeom>'
        )
    )
    shape.line.color.rgb, shape.line.width = rgb(colour), Pt(1)


def _rings(reach: int) -> str:
    return "".join(
        f'<a:moveTo><a:pt x="{reach + radius}" y="{reach}"/></a:moveTo>'
        f'<a:arcTo wR="{radius}" hR="{radius}" stAng="0" swAng="21600000"/>'
        for radius in (reach * step // _RINGS for step in range(1, _RINGS + 1))
    )


def _spokes(reach: int) -> str:
    drawn = ""
    for turn in range(_SPOKES):
        angle = (turn + 0.5) * 2 * pi / _SPOKES
        for step, radius in (("moveTo", reach // _RINGS), ("lnTo", reach)):
            x, y = round(reach + radius * cos(angle)), round(reach + radius * sin(angle))
            drawn += f'<a:{step}><a:pt x="{x}" y="{y}"/></a:{step}>'
    return drawn
