"""Where the lists of a net stand when a quadrant lies in the middle of its side."""

from __future__ import annotations

import pytest

from tests.figures import samples
from tests.figures.drawn import clashes
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.figures.net import net_figure
from weerbaar.figures.net_layout import REACH, tall, wide
from weerbaar.figures.net_spec import NetSpec, PersonFill, QuadrantSpec, SideSpec, WedgeSpec
from weerbaar.model import AnswerSheet
from weerbaar.present.nets import person_spec


def net(count: int) -> NetSpec:
    """A net of ``count`` quadrants, half of them on each side, with three statements each."""
    keys = [f"q{index}" for index in range(count)]
    quadrants = tuple(
        QuadrantSpec(
            key,
            "Druk dichtbij",
            tuple(
                WedgeSpec(f"{key}-{n}", 3 * place + n, "dankbaarheid", PersonFill("green"))
                for n in (1, 2, 3)
            ),
        )
        for place, key in enumerate(keys)
    )
    half = count // 2
    sides = (
        SideSpec("awareness", "bewustzijn", tuple(keys[:half])),
        SideSpec("acting", "handelen", tuple(keys[half:])),
    )
    return NetSpec(quadrants, sides, samples.words())


@pytest.mark.parametrize(("count", "middle"), [(2, ("q0", "q1")), (6, ("q1", "q4"))])
def test_a_list_in_the_middle_stands_over_or_under_the_middle_of_the_disc(count, middle):
    """On a phone it is centred, clear of the disc, and further off than the lists in corners."""
    places = tall(net(count))
    x, y = places.centre
    blocks = {block.quadrant.key: block for block in places.blocks}
    far = {key: abs(block.y + block.height / 2 - y) for key, block in blocks.items()}
    for key in middle:
        assert blocks[key].x + blocks[key].width / 2 == pytest.approx(x)
        assert min(abs(blocks[key].y - y), abs(blocks[key].y + blocks[key].height - y)) > REACH
        assert far[key] == max(far.values())
    assert blocks[middle[0]].y < y < blocks[middle[1]].y


def test_beside_the_disc_both_columns_have_as_many_lists():
    """On a screen three lists stand left and three right, each column in the order of the disc."""
    places = wide(net(6))
    columns = {-1: [], 1: []}
    for block in sorted(places.blocks, key=lambda block: block.y):
        columns[-1 if block.x < places.centre[0] else 1].append(block.quadrant.key)
    assert columns == {-1: ["q0", "q5", "q4"], 1: ["q1", "q2", "q3"]}


def test_two_lists_share_one_column():
    """On a screen two quadrants need no second column: no room is left empty for it."""
    two, four = (wide(net(count)) for count in (2, 4))
    assert {block.x for block in two.blocks} == {max(block.x for block in two.blocks)}
    assert two.width < four.width


@pytest.mark.parametrize("count", [2, 4, 6])
def test_no_texts_overlap_on_a_phone(count):
    """At 320 pixels no text lies on another or falls off the picture."""
    assert clashes(net_figure(net(count))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", load_content().instruments)
def test_every_questionnaire_fits_on_a_phone(instrument, language):
    """The names and labels of each that is shipped leave each other room at 320 pixels."""
    content = load_content()
    one = content.instruments[instrument]
    spec = person_spec(AnswerSheet(one.model), one, Voice(content, language))
    assert clashes(net_figure(spec)) == []
