"""From the picture of a group to the cases that fit it."""

from __future__ import annotations

import re

import pytest

from tests.pages.rooms import at
from weerbaar.pages.facilitator import FacilitatorDesk

SOCIAL = "ggg ggo orr ggg"
EVEN = "ggo ggo ggo ggo"


def link(room, content, group, place):
    """The address that the result leads to; None when it leads nowhere."""
    state = {"language": "nl", "show": group.code}
    desk = FacilitatorDesk(room, content, lambda: place, lambda _: None)
    html = desk.handle({"state": state})["regions"]["meaning"]["html"]
    found = re.search(r'href="([^"]*casussen[^"]*)"', html)
    return found and found[1]


@pytest.mark.parametrize(
    ("sheets", "query"),
    [
        ([SOCIAL] * 12, "vlak=sociaal&amp;taal=nl"),
        ([EVEN] * 12, "taal=nl"),
        ([EVEN] * 3, "taal=nl"),
    ],
)
def test_the_result_leads_to_cases_of_the_weakest_quadrant(room, content, group, sheets, query):
    """One weakest quadrant: its cases. None, or a group too small for a picture: all of them."""
    place = at("10.1.2.3")
    group.share(*sheets)
    assert link(room, content, group, place) is None, "not before the reveal"
    group.reveal()
    assert link(room, content, group, place) == f"{place.own_url}casussen?{query}"
    assert link(room, content, group, None) is None, "nothing to lead to"
