"""The real content: complete, and everything the program says has words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from weerbaar.catalog import LANGUAGES, ContentError, check_content, load_content
from weerbaar.catalog.content import Content
from weerbaar.catalog.explain import _CODES
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.words import problem_lines
from weerbaar.disclosure import Policy
from weerbaar.disclosure.policy import policy_of
from weerbaar.model.instrument import Side
from weerbaar.model.rules import SELF_TEST, Rules

PACKAGE = Path(__file__).parents[2] / "weerbaar"


@pytest.fixture(scope="module")
def content() -> Content:
    """The content that is shipped."""
    return load_content()


def test_the_content_has_no_problems():
    """All content files are well formed, complete in both languages, and agree."""
    assert problem_lines(check_content())[1:] == []


def test_the_self_test_is_the_one_of_the_design(content):
    """Four quadrants in their order, three statements each, two quadrants on either side."""
    model = content.instruments["zelftest"].model
    assert [q.id for q in model.quadrants] == ["jij", "startpunt", "sociaal", "omgeving"]
    assert [len(q.statements) for q in model.quadrants] == [3, 3, 3, 3]
    assert [q.id for q in model.on_side(Side.AWARENESS)] == ["jij", "startpunt"]
    assert [q.id for q in model.on_side(Side.ACTING)] == ["sociaal", "omgeving"]
    assert len(set(model.digest)) > 4
    assert len(model.digest) == 32


def test_the_thresholds_are_those_of_the_design(content):
    """The thresholds in the content are the ones written down in the design."""
    assert content.instruments["zelftest"].model.rules == Rules(
        used=SELF_TEST,
        stands_out_at_least=2,
        stands_out_above=1,
        side_above=2,
        content_max_orange=2,
        group_stands_out_above=0.15,
        group_side_above=0.15,
        group_content_at_most=0.15,
        level_content_at_most=0,
    )


def test_the_policy_in_the_content_is_allowed(content):
    """The disclosure parameters in the content are within the floors and are the design's."""
    assert policy_of(content) == Policy()


def test_everything_can_be_found_by_its_id(content):
    """Texts are found by the ids of the model; an unknown id or language is loud, no fallback."""
    instrument = content.instruments["zelftest"]
    for quadrant in instrument.model.quadrants:
        assert instrument.quadrant(quadrant.id).id == quadrant.id
        for statement in quadrant.statements:
            entry = instrument.statement(statement.id)
            assert entry.id == statement.id
            assert all(content.tool(tool).what["nl"] for tool in entry.tip.tools)
    assert {instrument.rule(rule).id for rule in instrument.model.rules.used} == SELF_TEST
    lookups = (instrument.quadrant, instrument.statement, instrument.rule, content.tool)
    for lookup in lookups:
        with pytest.raises(KeyError):
            lookup("nothing")
    with pytest.raises(KeyError):
        instrument.file.title["de"]
    with pytest.raises(KeyError):
        content.text("no.such.text", "nl")


def test_a_placeholder_is_filled_or_missed_loudly(content):
    """An interface text is given all its facts, or the mistake shows at once."""
    key = next(key for key, text in content.ui.items() if re.search(r"\{n\}", text.nl))
    facts = dict.fromkeys(re.findall(r"\{(\w+)\}", content.ui[key].nl), "7")
    assert "7" in content.text(key, "nl", **facts)
    with pytest.raises(KeyError):
        content.text(key, "nl", other=1)


def raised(module: str, error: str) -> set[str]:
    """The codes with which errors of a kind are made anywhere in a part of the program."""
    calls = (
        node
        for path in (PACKAGE / module).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    return {
        call.args[0].value
        for call in calls
        if call.func.id == error and call.args and isinstance(call.args[0], ast.Constant)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_a_room_has_words(content, language):
    """Whatever a room or a store refuses can be said in one sentence in each language."""
    codes = {f"errors.{code}" for code in raised("room", "Refusal")}
    codes |= {f"errors.store.{code}" for code in raised("room/store", "StoreError")}
    codes |= {f"errors.store.{code}" for code in ("corrupt", "full", "busy", "unusable")}
    assert len(codes) > 14
    for code in codes:
        assert content.ui[code][language].rstrip().endswith((".", "?")), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_in_content_has_words(content, language):
    """Whatever can be wrong with a content file has words with a remedy in each language."""
    for code in {*_CODES.values(), "no_file", "syntax", "twice", "order", "id_twice", "wrong"}:
        assert content.ui[f"check.problems.{code}"][language]


def test_content_is_read_once_and_errors_name_everything(tmp_path):
    """Content is read once; a folder without content is refused with all that is missing."""
    assert load_content() is load_content()
    with pytest.raises(ContentError) as caught:
        load_content(tmp_path)
    assert {p.code for p in caught.value.problems} == {"no_file"}
    assert [p.file for p in caught.value.problems] == [
        "actieplan.yaml",
        "agenda.yaml",
        "casussen",
        "checks",
        "choices.yaml",
        "disclosure.yaml",
        "lokaal.yaml",
        "privacy.yaml",
        "research.yaml",
        "tools.yaml",
        "ui",
        "uitleg.yaml",
        "werkvormen",
        "zelftest/instrument.yaml",
    ]
    assert str(caught.value).count("\n") == 13


def test_a_problem_without_words_is_still_told():
    """When the words for problems fail, a problem is told by its code rather than not at all."""
    problem = Problem("x.yaml", 3, "a.b", "never-heard-of", {"found": "1"})
    assert problem_lines([problem]) == ["x.yaml:3: a.b: never-heard-of (found=1)"]
