"""Sessions begun by the version before: what was counted then and what is counted now add up."""

import json
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.sealed.earlier import earlier_counts
from tests.model.made_up import any_answers
from tests.model.made_up import sheet as sheet_of
from tests.model.shapes import FOUR, instrument
from tests.room.places import opened, released, room, sheet, tally_of, token
from weerbaar.disclosure.sealed.contribution import for_research
from weerbaar.disclosure.sealed.sealing import Opener
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.tally import Tally, all_keys, answer_key, scales, score_key, taken_over
from weerbaar.room.store import open_store
from weerbaar.room.store.engine import SCHEMA_VERSION

BEFORE = Path(__file__).parent / "version_3"
WRITTEN = json.loads((BEFORE / "sessions.json").read_text(encoding="utf-8"))


@pytest.fixture
def begun(file):
    """A room on the file that the version before wrote: one open session and one closed."""
    with closing(sqlite3.connect(file)) as database:
        database.executescript((BEFORE / "sessions.sql").read_text(encoding="utf-8"))
    store = open_store(file)
    yield room(store), store
    store.close()


def sheets(code):
    """What was shared in a session of that file."""
    return [
        AnswerSheet(FOUR, {i: Colour(c) for i, c in given.items()})
        for given in WRITTEN["sheets"][code]
    ]


def expected(before, after=()):
    """The tally of sheets of before, of which only the complete ones have scores, and of now."""
    whole = Tally.total(Tally.of(one) for one in before if one.complete)
    parts = Tally.total(Tally.of(one) for one in before if not one.complete)
    kept = {k: n for k, n in parts.counts.items() if k == "sheets" or k.startswith("a:")}
    return Tally.total([whole, Tally(kept), *map(Tally.of, after)])


def nested(tally):
    """Whether each population lies in the next larger one, and every score is over all of it."""
    for scale in scales(FOUR):
        whole = [s for s in scales(FOUR) if s.id in scale.within]
        for inner, outer in pairwise(sorted(whole, key=lambda s: -len(s.statements))):
            assert tally.complete(inner) <= tally.complete(outer)
        for outer in whole:
            points = range(scale.most + 1)
            scored = sum(tally[score_key(outer.id, scale.id, n)] for n in points)
            assert scored == tally.complete(outer)
    for quadrant in FOUR.quadrants:
        for statement in quadrant.statements:
            for colour in Colour:
                inside = tally[answer_key(statement.id, colour, quadrant.id)]
                assert inside <= tally.given(statement.id, colour)
    return True


def test_a_session_closed_before_is_revealed_and_sealed(begun):
    """Nothing that was shared is lost, and its scores are those of the complete sheets."""
    place, store = begun
    code = WRITTEN["closed"]
    assert place.reveal(code).n == 13
    found = Opener(WRITTEN["private"], FOUR).open(place.sealed(code))
    assert found.tally == for_research(expected(sheets(code)), FOUR)
    assert [found.tally.complete(scale) for scale in scales(FOUR)] == [8] * 7
    assert tally_of(store, code) == Tally()
    assert (found.heads, found.joined, found.done) == (20, 13, 13)


def test_a_session_half_filled_before_takes_new_shares(begun):
    """Sheets with keys of before and of now add up; every population stays within the larger."""
    place, store = begun
    code = WRITTEN["open"]
    new = [sheet(Colour.RED, skip=1)] * 6 + [sheet()] * 5 + [sheet(Colour.ORANGE, skip=7)]
    for one in new:
        place.share(code, token(), one)
    whole = expected(sheets(code), new)
    found = taken_over(tally_of(store, code), FOUR)
    assert found == whole
    assert nested(found)
    released(place, code)
    sealed = Opener(WRITTEN["private"], FOUR).open(place.sealed(code)).tally
    assert sealed == for_research(whole, FOUR)
    assert nested(sealed)
    assert sealed.complete(scales(FOUR)[0]) == 11
    assert sealed.complete(scales(FOUR)[1]) == 17


def test_the_version_before_leaves_the_file_alone_from_here(begun, file):
    """It would not know the keys of now, so the file says that it is of a newer version."""
    place, _ = begun
    assert [s.code for s in place.sessions()] == [WRITTEN["closed"], WRITTEN["open"]]
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_keys_of_before_are_taken_over_in_every_store(store):
    """Whichever store keeps them: a session with such keys is revealed with its scores."""
    place = room(store)
    code = opened(place)
    old = [sheet(Colour.RED)] * 5 + [sheet(skip=2)] * 2
    with store.write() as transaction:
        transaction.add_tally(code, Tally(earlier_counts(Tally.total(map(Tally.of, old)))))
    place.share(code, token(), sheet())
    assert taken_over(tally_of(store, code), FOUR) == expected(old, [sheet()])
    released(place, code)
    assert place.view(code).release.n == 8


@settings(max_examples=30)
@given(st.lists(any_answers, max_size=8), st.lists(any_answers, max_size=8))
def test_what_was_counted_before_and_now_adds_up(before, after):
    """Any sheets of before and of now, in any number."""
    old, new = ([sheet_of(one) for one in people] for people in (before, after))
    counted = Tally(earlier_counts(Tally.total(map(Tally.of, old)))) + Tally.total(
        map(Tally.of, new)
    )
    found = taken_over(counted, FOUR)
    assert found == expected(old, new)
    assert found.fits(FOUR)
    assert nested(found)
    assert taken_over(found, FOUR) == found


def test_a_side_without_a_quadrant_had_a_score_of_its_own():
    """That key of before means nothing now, and does not stop the reveal."""
    made = instrument({"x": Side.ACTING, "y": Side.ACTING}, 1)
    green = AnswerSheet(made, dict.fromkeys((s.id for s in made.statements), Colour.GREEN))
    old = earlier_counts(Tally.of(green)) | {"h:awareness:0": 1}
    assert taken_over(Tally(old), made) == Tally.of(green)
    assert set(Tally.of(green).counts) <= set(all_keys(made))
