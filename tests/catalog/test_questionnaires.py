"""The questionnaires that are shipped beside the self-test, and how they stand side by side."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from weerbaar.catalog import LANGUAGES, check_content, load_content
from weerbaar.catalog.content import InstrumentContent
from weerbaar.catalog.paths import content_root
from weerbaar.model import RuleId, Side

pytestmark = pytest.mark.usefixtures("parsed_once")

INSTRUMENTS = load_content().instruments
OWN = {
    "zelftest-integer-handelen": "ih-",
    "weerbare-cultuur": "wc-",
    "dilemma": "dl-",
}
"""Those whose texts are the project's own, and how the ids of their parts begin."""


def one(name: str) -> InstrumentContent:
    """A questionnaire by its id."""
    return INSTRUMENTS[name]


@pytest.mark.parametrize(
    ("name", "sides", "used"),
    [
        ("zelftest-integer-handelen", (3, 3), ("alone", "group", "research")),
        ("weerbare-cultuur", (2, 2), ("alone", "group", "research")),
        ("dilemma", (1, 1), ("group",)),
    ],
)
def test_each_has_its_shape_and_its_use(name, sides, used):
    """Three statements in every quadrant, as many quadrants on both sides, and its own use."""
    instrument = one(name)
    assert tuple(len(instrument.model.on_side(side)) for side in Side) == sides
    assert {len(q.statements) for q in instrument.model.quadrants} == {3}
    assert instrument.file.used == used


@pytest.mark.parametrize(("name", "prefix"), OWN.items())
def test_parts_say_which_questionnaire_they_are_of(name, prefix):
    """Ids of quadrants and statements begin alike, so that none is taken for another's."""
    model = one(name).model
    parts = [part.id for part in (*model.quadrants, *model.statements)]
    assert all(part.startswith(prefix) for part in parts)


@pytest.mark.parametrize("name", OWN)
def test_every_quadrant_rests_on_something_that_can_be_found(name):
    """Its source names an address, says when that was looked up, and that the words are ours."""
    for quadrant in one(name).file.quadrants:
        assert "Van dit project" in quadrant.source
        assert re.search(r"https?://\S+|\d{4}, Research in \w+", quadrant.source), quadrant.id
        assert re.search(r"nagezocht op \d{4}-\d\d-\d\d", quadrant.source, re.IGNORECASE)
    assert all(rule.ours for rule in one(name).rules.rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vote_is_read_at_a_glance(language):
    """Six statements of one short sentence; the words of the scale are yes, unsure and no."""
    vote = one("dilemma").file
    texts = [s.text[language] for q in vote.quadrants for s in q.statements]
    assert len(texts) == 6
    assert max(map(len, texts)) <= 60
    assert all(text.count(".") == 1 for text in texts)
    words = [colour.word[language] for colour in vote.scale]
    assert words == (["ja", "twijfel", "nee"] if language == "nl" else ["yes", "unsure", "no"])


def test_a_vote_says_that_it_is_about_a_choice_and_comes_twice():
    """Before the first statement: that there are A and B, and that one votes again."""
    welcome = one("dilemma").intro.welcome
    for language, again in (("nl", "nog een keer"), ("en", "once more")):
        said = " ".join(text[language] for text in welcome.text)
        assert re.search(r"\bA\b.*\bB\b", said)
        assert again in said


def test_a_vote_has_no_weak_quadrant():
    """No is a choice too: no rule points at a quadrant or a side."""
    rules = one("dilemma").model.rules.used
    assert rules == {RuleId.CONTENT, RuleId.STILL_OPEN, RuleId.SPREAD, RuleId.DISCUSS}


@pytest.mark.parametrize(
    ("statement", "tool"),
    [("jij-zelfbeeld", "zelftest-integer-handelen"), ("sociaal-advies", "cultuurchecklist")],
)
def test_the_self_test_leads_to_the_other_two(statement, tool):
    """The statement that the source ties to another test names it as a tool, which is here."""
    assert tool in one("zelftest").statement(statement).tip.tools
    what = load_content().tool(tool).what
    assert " hier" in what.nl
    assert " here" in what.en


def test_no_tip_leads_back_to_where_one_is():
    """Whoever fills in a questionnaire is not sent to that same questionnaire to go on with."""
    for name, instrument in INSTRUMENTS.items():
        for statement in instrument.model.statements:
            for tool in instrument.statement(statement.id).tip.tools:
                assert load_content().tool(tool).instrument != name, statement.id


# --- what no questionnaire may do ---------------------------------------------------------------
def broken(tmp_path: Path, file: str, *edits: tuple[str, str]) -> set[tuple[str, str]]:
    """Where and what is wrong after editing one file of the content."""
    root = Path(shutil.copytree(content_root(), tmp_path / "content"))
    path = root / file
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return {(p.where, p.code) for p in check_content(root) if p.file == file}


def without(rule: str, file: str) -> tuple[str, str]:
    """The edit that leaves out a rule."""
    text = (content_root() / file).read_text(encoding="utf-8")
    found = re.search(rf"  - id: {rule}\n.*?\n(?=\n  - id|\Z)", text, re.DOTALL)
    assert found
    return found[0], ""


@pytest.mark.parametrize("rule", ["acting_side", "stands_out", "spread", "discuss"])
def test_rules_that_need_each_other_come_together(tmp_path, rule):
    """One side without the other, several without one, or no last word: each is told."""
    file = "weerbare-cultuur/rules.yaml"
    assert broken(tmp_path, file, without(rule, file)) == {("rules", "order")}


@pytest.mark.parametrize("rule", ["strengths", "several_stand_out", "content"])
def test_a_questionnaire_may_do_without_a_rule(tmp_path, rule):
    """Which rules there are is content."""
    file = "weerbare-cultuur/rules.yaml"
    assert broken(tmp_path, file, without(rule, file)) == set()


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        (
            [("id: ih-haast", "id: jij-werkdruk"), ("id: ih-buiten", "id: dl-dragen")],
            {
                ("quadrants.0.statements.0.id", "id_twice"),
                ("quadrants.5.id", "id_twice"),
            },
        ),
        ([('"Wie ik ben"', '"Wie ik ben en was"')], {("quadrants.0.name", "too_long")}),
    ],
    ids=["an id of another questionnaire", "a name too long for a phone"],
)
def test_a_part_that_does_not_fit_is_told(tmp_path, edits, found):
    """Cases and plans name parts by id, and two names stand side by side on a phone."""
    file = "zelftest-integer-handelen/instrument.yaml"
    assert broken(tmp_path, file, *edits) == found
