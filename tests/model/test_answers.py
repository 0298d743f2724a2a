"""AnswerSheet: what it refuses, and what it never tells."""

from __future__ import annotations

import logging
import traceback
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.made_up import IDS, Answers, G, R, any_answers, sheet
from tests.model.shapes import FOUR, MIRROR, ONE
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.refusal import Refusal


def refused(raw: object, digest: str | None = None) -> Refusal:
    """The error that parsing these answers gives."""
    with pytest.raises(Refusal) as caught:
        AnswerSheet.parse(FOUR, raw, digest)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"a9": "green"}, "statement"),
        ({"": "green"}, "statement"),
        ({"A1": "green"}, "statement"),
        ({"a1": "purple"}, "colour"),
        ({"a1": "GREEN"}, "colour"),
        ({"a1": ""}, "colour"),
        ({"a1": True}, "colour"),
        ({"a1": 1}, "colour"),
        ({"a1": ["green"]}, "colour"),
        ({"a1": {"green": 1}}, "colour"),
        ([], "shape"),
        ([["a1", "green"]], "shape"),
        ("a1", "shape"),
        (None, "shape"),
        (True, "shape"),
        ({1: "green"}, "shape"),
        ({None: "green"}, "shape"),
    ],
)
def test_what_does_not_fit_is_refused_by_kind(raw, kind):
    """Answers from outside that do not fit the instrument are refused, and told apart by kind."""
    error = refused(raw)
    assert (error.code, error.facts) == ("answers_shape", {"part": kind})


def test_answers_to_another_version_are_refused():
    """Answers that were given to other statements never count, however well they look."""
    assert refused({"a1": "green"}, digest="d0").code == "answers_version"
    assert AnswerSheet.parse(FOUR, {"a1": "green"}, FOUR.digest).colour("a1") is G


@given(any_answers)
def test_parse_reads_what_a_page_sends(given_answers):
    """Every sheet survives the trip through plain strings, skips as None or as absent."""
    plain = {key: given_answers[key].value if key in given_answers else None for key in IDS}
    assert AnswerSheet.parse(FOUR, plain) == sheet(given_answers)
    assert AnswerSheet.parse(FOUR, MappingProxyType(plain)) == sheet(given_answers)


@given(any_answers)
def test_complete_means_every_statement_has_a_colour(given_answers):
    """A sheet is complete exactly when no statement was skipped; a skip has no colour."""
    made = sheet(given_answers)
    assert made.complete == all(made.colour(key) is not None for key in IDS)
    assert [made.colour(key) for key in IDS] == [given_answers.get(key) for key in IDS]


def test_a_sheet_cannot_change():
    """Whoever holds a sheet, or the mapping it was made from, cannot change its answers."""
    source = {"a1": G}
    made = sheet(source)
    source["a1"] = R
    assert made.colour("a1") is G
    with pytest.raises(TypeError):
        made.answers["a1"] = R  # type: ignore[index]
    with pytest.raises(AttributeError):
        made.answers = {}  # type: ignore[misc]


def words_in(text: str) -> set[str]:
    """The colours that a text names, in any spelling of ours."""
    return {c.value for c in Colour if c.value in text.lower()}


@given(any_answers)
def test_a_sheet_never_shows_its_answers(given_answers):
    """However a sheet is printed or logged, it reads like a sheet without answers."""

    def printed(made: AnswerSheet) -> str:
        record = logging.LogRecord("x", logging.INFO, "x", 1, "%s %r", (made, made), None)
        return f"{made} {made!r} {[made]} {record.getMessage()}"

    assert printed(sheet(given_answers)) == printed(sheet({}))


@given(
    raw=st.dictionaries(
        st.sampled_from([*IDS, "zz-secret"]), st.sampled_from(["green", "crimson", "orange"])
    ).filter(lambda raw: "zz-secret" in raw or "crimson" in raw.values())
)
def test_a_refusal_never_repeats_what_was_answered(raw):
    """Neither the error's text nor its traceback names an answer or an unknown statement."""
    error = refused(raw)
    text = "".join(traceback.format_exception(error)) + str(error) + repr(error)
    assert words_in(text) == set()
    assert "crimson" not in text
    assert "zz-secret" not in text


def test_the_structure_of_an_instrument():
    """Quadrants lie on one side each, statements keep their order, and an unknown id is loud."""
    assert [s.id for s in FOUR.statements] == list(IDS)
    for side in Side:
        assert side.other is not side
        assert side.other.other is side
        assert {MIRROR[q.id] for q in FOUR.on_side(side)} == {
            q.id for q in FOUR.on_side(side.other)
        }
    assert FOUR.quadrant("c").statements[1].id == "c2"
    with pytest.raises(KeyError):
        ONE.quadrant("a")


def test_orange_and_red_ask_for_attention_alike():
    """Orange and red count alike for attention and differ only in points for research."""
    asked: Answers = {c.value: c for c in Colour if c.asks_attention}
    assert set(asked) == {"orange", "red"}
    assert [c.points for c in Colour] == [0, 1, 2]
