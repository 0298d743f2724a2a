"""Mistakes in texts of pages, and in YAML itself: each is told, and words stay words."""

from __future__ import annotations

from functools import partial

import pytest

from tests.catalog.sample_content import INSTRUMENT, PAGE, RULES
from tests.catalog.spoiled import Mistake, assert_told, edit, only, told
from weerbaar.catalog import load_content

page = partial(Mistake, PAGE)

MISTAKES = {
    "a brace too many": page("Dag {name}", "Dag {name", "hello", "braces"),
    "a placeholder in one language": page(
        "Dag {name}", "Dag {naam}", "hello", "placeholders", facts={"nl": "{naam}", "en": "{name}"}
    ),
    "an interface text in one language": page("  en: Hello {name}\n", "", "hello.en", "missing"),
    "an interface text without languages": page(
        "hello:\n  nl: Dag {name}\n  en: Hello {name}\n", "hello: Dag\n", "hello", "no_group"
    ),
    "a colon in a text without quotes": page("Dag {name}", "Let op: {name}", "", "syntax"),
    "a text that begins with an exclamation mark": page("Dag {name}", "!Dag {name}", "", "syntax"),
    "a text that begins with a star": page("Dag {name}", "*Dag* {name}", "", "syntax"),
    "a text that begins with two braces": page("Dag {name}", "{{name}}", "", "syntax"),
    "a tab": page("  nl: Dag", "	nl: Dag", "", "syntax"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_where_it_is(root, mistake):
    """Each kind of mistake is one problem, at its file, line and field, with what is needed."""
    assert_told(root, mistake)


def test_a_field_given_twice_hides_no_other_mistake(root):
    """A file with a field given twice is read on, and its other mistakes are told as well."""
    edit(root, PAGE, "  en: Hello {name}\n", "  nl: Hoi\nhello:\n  nl: Dag\n")
    assert told(root) == {
        (PAGE, "hello.nl", "twice"),
        (PAGE, "hello", "twice"),
        (PAGE, "hello.en", "missing"),
    }


@pytest.mark.parametrize(
    ("file", "written", "code"),
    [
        (INSTRUMENT, None, "no_file"),
        (RULES, None, "no_file"),
        ("zelftest/intro.yaml", b"", "no_group"),
        ("tools.yaml", b"- a\n- b\n", "no_group"),
        ("privacy.yaml", b"\xff\xfe\x00", "syntax"),
        ("disclosure.yaml", b"%PDF-1.7", "syntax"),
        ("choices.yaml", b"a: 1\n---\na: 2\n", "syntax"),
    ],
)
def test_a_file_that_is_no_content_is_one_problem(root, file, written, code):
    """A file that is gone, empty, a list or no text at all is told in one sentence."""
    (root / file).unlink()
    if written is not None:
        (root / file).write_bytes(written)
    problem = only(root)
    assert (problem.file, problem.code) == (file, code)


def test_words_stay_words(root):
    """What YAML would read as true, false or a date stays the word that was written."""
    words = {"no": "off", "Yes": "on", "2026-01-31": "y", "NULL-punt": "n", "True": "False"}
    lines = [f"{k}:\n  nl: {nl}\n  en: {en}\n" for k, (nl, en) in enumerate(words.items())]
    (root / "ui" / "words.yaml").write_text("".join(f"w{line}" for line in lines))
    ui = load_content(root).ui
    assert {ui[f"words.w{i}"].nl: ui[f"words.w{i}"].en for i in range(len(words))} == words
