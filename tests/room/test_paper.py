"""Sums counted on cards: entered as a whole, kept apart from phones, shown by the same rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.shapes import FOUR
from tests.room.places import room, sheet, token
from weerbaar.disclosure import Detail, Policy, disclose
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room import Kind
from weerbaar.room.paper import paper_tally

STATEMENTS = [statement.id for statement in FOUR.statements]
CARDS = st.dictionaries(st.sampled_from(STATEMENTS), st.sampled_from(Colour), min_size=1)


def counted(green, orange, red):
    """The same numbers for every statement."""
    numbers = {Colour.GREEN: green, Colour.ORANGE: orange, Colour.RED: red}
    return dict.fromkeys(STATEMENTS, numbers)


def on_paper(place):
    """Open a session on paper and give its code."""
    return place.open(instrument="made-up", kind=Kind.PAPER).code


@given(st.lists(CARDS, min_size=1, max_size=24))
def test_cards_show_what_phones_would(cards):
    """Counted from the same answers, paper and phones give the same release, figure by figure."""
    phones = Tally.total(Tally.of(AnswerSheet(FOUR, card)) for card in cards)
    counts = {
        one: {colour: sum(card.get(one) is colour for card in cards) for colour in Colour}
        for one in STATEMENTS
    }
    paper = paper_tally(FOUR, len(cards), counts)
    assert disclose(paper, FOUR, Policy()) == disclose(phones, FOUR, Policy())


def test_entering_again_replaces_and_the_reveal_erases(store):
    """The last count holds, also for people nobody counted; nothing is sealed or left."""
    place = room(store)
    code = on_paper(place)
    place.paper.enter(code, FOUR, 20, counted(1, 1, 1))
    session = place.paper.enter(code, FOUR, 12, counted(4, 4, 4))
    assert (session.done, session.heads) == (12, None)
    place.close(code)
    with pytest.raises(Refusal, match="details_fixed"):
        place.paper.enter(code, FOUR, 12, counted(0, 0, 12))
    release = place.reveal(code)
    assert (release.n, release.detail) == (12, Detail.STATEMENTS)
    assert place.view(code).session.heads == 12
    with store.read() as transaction:
        assert transaction.tally(code) == Tally()
    with pytest.raises(Refusal, match="sealed_nobody"):
        place.sealed(code)


def test_paper_and_phones_never_mix(store):
    """A phone is refused in a session on paper, and cards in a session of phones."""
    place = room(store)
    code = on_paper(place)
    for refused in (
        lambda: place.share(code, token(), sheet()),
        lambda: place.join(code, token()),
        lambda: place.finish(code, token()),
    ):
        with pytest.raises(Refusal, match="on_paper"):
            refused()
    phones = place.open(instrument="made-up").code
    with pytest.raises(Refusal, match="not_on_paper"):
        place.paper.enter(phones, FOUR, 12, counted(4, 4, 4))


def test_more_cards_than_people_are_refused_and_a_counted_number_stays(store):
    """14 people hand in no 99 cards; nor does a head count entered too low afterwards pass."""
    place = room(store)
    code = on_paper(place)
    place.count_heads(code, 14)
    with pytest.raises(Refusal, match="cards_many") as refused:
        place.paper.enter(code, FOUR, 99, counted(33, 33, 33))
    assert refused.value.facts == {"cards": 99, "heads": 14}
    session = place.paper.enter(code, FOUR, 12, counted(4, 4, 4))
    assert (session.done, session.heads) == (12, 14)
    place.count_heads(code, 11)
    place.close(code)
    with pytest.raises(Refusal, match="cards_many"):
        place.reveal(code)
    place.count_heads(code, 12)
    assert place.reveal(code).n == 12


@pytest.mark.parametrize(
    ("cards", "counts", "code"),
    [
        (0, counted(0, 0, 0), "bad_value"),
        (1000, counted(1, 0, 0), "bad_value"),
        (10, counted(4, 4, 3), "paper_many"),
        (10, counted(-1, 4, 3), "paper_many"),
        (10, counted(0, 0, 0), "nothing_counted"),
        (10, {}, "nothing_counted"),
    ],
)
def test_a_count_that_cannot_be_is_refused(store, cards, counts, code):
    """More answers than cards, or none at all, changes nothing."""
    place = room(store)
    session = on_paper(place)
    with pytest.raises(Refusal, match=code):
        place.paper.enter(session, FOUR, cards, counts)
    assert place.view(session).session.done == 0
