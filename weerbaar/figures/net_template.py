"""Draw the template that `net_fill` fills: a net in which each wedge has every state."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.figures.net import net_figure
from weerbaar.figures.net_fill import DESCRIPTION, PREFIX, TITLE, state_markup
from weerbaar.figures.net_spec import NetSpec, PersonFill
from weerbaar.figures.plain_svg import wrapped
from weerbaar.figures.svg import Element, elements, grouped, size


def person_template(spec: NetSpec, *, layout: str = "tall") -> str:
    """Return a net for any person, drawn once with matplotlib.

    Parameters
    ----------
    spec : NetSpec
        Its statements and words; answers, title and description in it are not used.
    layout : {"tall", "wide"}
        As for `net.draw_net`.
    """
    figure = net_figure(unanswered(spec), layout=layout, all_states=True)
    items = [_marked(item) for item in elements(figure)]
    body = "".join(grouped(items, PREFIX))
    return wrapped(body, size(figure), title=TITLE, description=DESCRIPTION, prefix=PREFIX)


def unanswered(spec: NetSpec) -> NetSpec:
    """Return a net of the same statements for one person who answered none."""
    quadrants = tuple(
        replace(
            quadrant,
            level=None,
            wedges=tuple(replace(wedge, fill=PersonFill(None)) for wedge in quadrant.wedges),
        )
        for quadrant in spec.quadrants
    )
    return replace(spec, quadrants=quadrants)


def _marked(item: Element) -> Element:
    if not item.state:
        return item
    key = item.part.partition("-")[2]
    return replace(item, markup=state_markup(key, item.state, item.markup))
