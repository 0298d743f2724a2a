"""Earlier versions of a questionnaire: a corrected word cuts no series, another meaning does."""

from __future__ import annotations

import pytest
import yaml

from tests.catalog.sample_content import INSTRUMENT
from tests.catalog.spoiled import Mistake, assert_told, edit, only
from weerbaar.catalog import load_content
from weerbaar.catalog.instrument import as_asked_then, digest
from weerbaar.catalog.schema import InstrumentFile

STATEMENT = """
      - id: jij-werkdruk
        same_meaning: true
        why:
          nl: "een woord verbeterd"
          en: "a word corrected"
        text:
          nl: "Mijn werkdruk was te doen."
          en: "My workload was manageable."
"""


def model(root):
    """The self-test of a folder."""
    return load_content(root).instruments["zelftest"].model


def declare(root, digest_, statements=STATEMENT, more=""):
    """Add an earlier version to the questionnaire."""
    path = root / INSTRUMENT
    told = f"\nversions:\n  - digest: {digest_}\n    until: 2026-11-01\n{more}"
    told += f"    statements:{statements}" if statements else ""
    text = path.read_text(encoding="utf-8").rstrip() + told
    path.write_text(text, encoding="utf-8")


def worded(root, **fields):
    """The digest that the questionnaire has with another wording of a statement."""
    raw = yaml.safe_load((root / INSTRUMENT).read_text(encoding="utf-8"))
    raw["quadrants"][0]["statements"][1].update(fields)
    return digest(InstrumentFile.model_validate(raw))


WAS = {"nl": "Mijn werkdruk was te doen.", "en": "My workload was manageable."}


def test_a_corrected_word_leaves_answers_valid(root, sound):
    """Answers to the earlier wording count, and the present version keeps its own digest."""
    before = model(sound).digest
    then = worded(root, text=WAS)
    declare(root, then)
    now = model(root)
    assert now.digest == before, "the map itself is not asked of anybody"
    assert now.earlier == (then,)
    assert now.asks(then)
    assert now.asks(before)
    assert not now.asks("0" * 32)


def test_help_that_was_not_there_can_be_said(root):
    """``help: null`` is a statement that had none; left out, it had the present one."""
    raw = yaml.safe_load((root / INSTRUMENT).read_text(encoding="utf-8"))
    place = next(
        i for i, s in enumerate(raw["quadrants"][0]["statements"]) if s["id"] == "jij-zelfbeeld"
    )
    del raw["quadrants"][0]["statements"][place]["help"]
    then = digest(InstrumentFile.model_validate(raw))
    entry = STATEMENT.replace("jij-werkdruk", "jij-zelfbeeld")
    declare(root, then, entry[: entry.index("        text:")] + "        help: null\n")
    assert model(root).earlier == (then,)


def test_a_corrected_scale_and_number_can_be_said(root):
    """A word of the scale and the number of the version belong to what was asked."""
    raw = yaml.safe_load((root / INSTRUMENT).read_text(encoding="utf-8"))
    now = InstrumentFile.model_validate(raw)
    raw["version"] = 3
    raw["scale"][1]["meaning"] = {"nl": "dit geldt een beetje", "en": "this is a bit true"}
    then = digest(InstrumentFile.model_validate(raw))
    more = """    version: 3
    scale:
      - id: orange
        same_meaning: true
        why: {nl: "een woord verbeterd", en: "a word corrected"}
        meaning: {nl: "dit geldt een beetje", en: "this is a bit true"}
"""
    declare(root, then, "", more)
    found = load_content(root).instruments["zelftest"]
    assert found.model.earlier == (then,)
    assert digest(as_asked_then(found.file, found.file.versions[0])) == then != digest(now)


MISTAKES = {
    "another meaning": ("same_meaning: true", "same_meaning: false", "statements.0.same_meaning"),
    "an unknown statement": ("- id: jij-werkdruk", "- id: jij-drukte", "statements.0.id"),
    "a word left out": ("te doen.", "te doen!", "digest"),
    "no day": ("2026-11-01", "1 november", "until"),
}
CODES = {
    "another meaning": "version_meaning",
    "an unknown statement": "unknown_statement",
    "a word left out": "version_differs",
    "no day": "bad_day",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_an_earlier_version_is_told(root, name):
    """What may not be taken together is refused at its line and field, with what to do."""
    declare(root, worded(root, text=WAS))
    old, new, where = MISTAKES[name]
    mistake = Mistake(INSTRUMENT, old, new, f"versions.0.{where}", CODES[name], after="\nversions:")
    if where == "digest":
        edit(root, INSTRUMENT, old, new, after="\nversions:")
        problem = only(root)
        assert (problem.where, problem.code) == (mistake.where, mistake.code)
        return
    assert_told(root, mistake)


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: jij-werkdruk", "id: jij-drukte"), ("side: awareness", "side: acting")],
)
def test_another_structure_is_another_questionnaire(root, sound, old, new):
    """No list of earlier wordings can make up for other ids or another structure."""
    then = model(sound).digest
    edit(root, INSTRUMENT, old, new, after="quadrants:")
    declare(root, then, "")
    problem = only(root)
    assert (problem.where, problem.code) == ("versions.0.digest", "version_differs")
    assert problem.facts["expected"] == then


def test_the_present_version_is_no_earlier_one(root):
    """Naming the present digest, or one digest twice, is a mistake."""
    then = worded(root, text=WAS)
    declare(root, worded(root), "")
    assert (only(root).code, only(root).where) == ("version_now", "versions.0.digest")
    path = root / INSTRUMENT
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\nversions:")], encoding="utf-8")
    declare(root, then)
    text = path.read_text(encoding="utf-8")
    again = text[text.index("  - digest:", text.index("\nversions:")) :]
    path.write_text(f"{text.rstrip()}\n{again}", encoding="utf-8")
    assert (only(root).code, only(root).where) == ("id_twice", "versions.1.digest")


def test_a_digest_is_recognised_by_its_shape(root):
    """A digest that cannot be one is told as such."""
    declare(root, "abc")
    assert (only(root).code, only(root).where) == ("bad_digest", "versions.0.digest")
