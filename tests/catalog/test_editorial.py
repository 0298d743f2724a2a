"""How we write: the content keeps to it, and what does not is told with its line and a remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from weerbaar.catalog.editorial import (
    documents,
    editorial_hints,
    passages,
    read_rules,
    review_texts,
    review_values,
    stale,
)
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.files import parse_yaml
from weerbaar.catalog.paths import content_root

RULES, _ = read_rules()
LONG = "Dit is een zin " + "die maar door en door gaat " * 4 + "tot het einde."


def review(text, file="tools.yaml"):
    """What is said of a YAML text: line, field, code."""
    document = parse_yaml(text, file)
    found = [*review_texts(passages(document), RULES), *review_values(passages(document))]
    assert all(line != str(found[0]) for line in problem_lines(found)[1:])
    return [(problem.line, problem.where, problem.code) for problem in found]


def both(nl, en="Good morning"):
    """A text in both languages."""
    return f'a:\n  nl: "{nl}"\n  en: "{en}"\n'


def test_the_content_reads_as_we_want():
    """No text of the content breaks a rule for writing; facts about the law have source and day."""
    assert problem_lines(editorial_hints(RULES), heading="hints")[1:] == []


@pytest.mark.parametrize(
    ("file", "after"),
    [
        ("tools.yaml", "In een actieplan schrijf je op"),
        ("casussen/nl/de-stem-van-de-achterban.md", "Nu ligt er een plan voor een beek."),
        ("casussen/nl/de-stem-van-de-achterban.md", "Wat zeg je tegen de voorzitter?"),
        ("zelftest/instrument.yaml", "Een van de twee klopt, of het wisselt."),
    ],
)
def test_a_spoiled_sentence_is_found_where_it_stands(tmp_path, file, after):
    """In YAML, in the fields and in the text of Markdown: one hint, at its very line."""
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    text = (content_root() / file).read_text(encoding="utf-8")
    at = text.index(after)
    (tmp_path / file).write_text(text[:at] + LONG + " " + text[at:], encoding="utf-8")
    hints = [hint for hint in editorial_hints(RULES, tmp_path) if hint.facts.get("found") == LONG]
    (problem,) = hints
    assert (problem.file, problem.code) == (file, "long_sentence")
    assert problem.line == text[:at].count("\n") + 1
    assert LONG in problem_lines([problem], "en", "hints")[1]


def test_sentences_are_held_short_one_by_one_and_on_average():
    """Twenty-five words pass and twenty-six do not; three of sixteen are too much together."""
    assert review(both("woord " * 25)) == []
    assert review(both("woord " * 26)) == [(2, "a.nl", "long_sentence")]
    sixteen = "Een " + "woord " * 14 + "meer. "
    assert review(both(sixteen * 3)) == [(2, "a.nl", "long_mean")]
    assert review(both(sixteen * 2)) == []


def test_a_word_of_the_field_is_not_reported_and_others_are():
    """What councils say every day is no jargon and not too long, whatever its ending."""
    assert review(both("De portefeuillehouders en de fractievoorzitter praten.")) == []
    long = both("De verantwoordingssystematiek staat vast.")
    assert review(long) == [(2, "a.nl", "long_word")]
    allowed = {**RULES.allowed, "nl": (*RULES.allowed["nl"], "verantwoordings*")}
    rules = RULES.model_validate({**RULES.model_dump(), "allowed": allowed})
    assert review_texts(passages(parse_yaml(long, "tools.yaml")), rules) == []


@pytest.mark.parametrize(
    ("nl", "en", "line", "code"),
    [
        ("Doe het middels een brief.", "Hi", 2, "avoid_jargon"),
        ("Wij IMPLEMENTEREN het plan.", "Hi", 2, "avoid_jargon"),
        ("Met betrekking tot het plan.", "Hi", 2, "avoid_jargon"),
        ("Neem bijv. een brief.", "Hi", 2, "avoid_jargon"),
        ("Hoi", "Stakeholders may come.", 3, "avoid_jargon"),
        ("Ieder zegt wat hij of zij vindt.", "Hi", 2, "avoid_gendered"),
        ("Hoi", "Ask the chairman.", 3, "avoid_gendered"),
        ("Dat doe je uiteraard niet.", "Hi", 2, "avoid_moralising"),
    ],
)
def test_words_that_we_avoid_are_found(nl, en, line, code):
    """Alone, in capitals, with an ending, as several words, shortened; with what to write."""
    assert [(at, what) for at, _, what in review(both(nl, en))] == [(line, code)]


def test_two_words_in_one_sentence_are_two_hints():
    """Whoever repairs a sentence knows at once of everything in it."""
    found = list(passages(parse_yaml(both("Derhalve tevens een brief."), "tools.yaml")))
    told = problem_lines(review_texts(found, RULES))
    assert len(told) == 3
    assert "'Derhalve'" in told[1]
    assert "'tevens'" in told[2]


@pytest.mark.parametrize(
    "nl", ["De middelste brief.", "Zeg: \u2018Dat is uiteraard zo.\u2019", "Een conforme kopie."]
)
def test_other_words_are_left_alone(nl):
    """A part of another word is none, and people in a story may judge."""
    assert review(both(nl)) == []


def test_researchers_have_words_of_their_own():
    """Their files may use the words of research; their sentences stay short all the same."""
    text = both(f"Betrouwbaarheidsintervallen impliceren niets. {LONG}")
    assert [code for _, _, code in review(text, "research.yaml")] == ["long_sentence"]


def test_a_file_that_reads_heavily_is_told():
    """Short sentences of long words are heavy, from a hundred words on."""
    heavy = both("Gemeenteraadsleden vertegenwoordigen integriteitsbelangen. " * 40)
    assert (0, "nl", "hard_to_read") in review(heavy)
    assert (0, "nl", "hard_to_read") not in review(heavy[:700] + '"\n  en: "Good morning"\n')


@pytest.mark.parametrize(
    "nl",
    ["Dat staat in artikel 28.", "De Gemeentewet zegt dat.", "Zie de Awb."],
)
def test_the_law_needs_a_source_and_a_day(nl):
    """An article or a law without them is told; with them, at or around the text, it is not."""
    assert review(both(nl)) == [(2, "a.nl", "law_undated")]
    dated = f'facts:\n  - text:\n      nl: "{nl}"\n      en: Hi\n    source: x\n'
    assert review(dated) == [(3, "facts.0.text.nl", "law_undated")]
    assert review(f'{dated}    checked: "2026-11-22"\n') == []


def test_a_forgotten_translation_is_told():
    """A sentence that is the same in both languages was not translated; a name may be."""
    assert review(both("Dit is een zin.", "Dit is een zin.")) == [(3, "a.en", "not_translated")]
    assert review(both("Weerbaar", "Weerbaar")) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("source: 'zie https://voorbeeld'", "odd_address"),
        ("source: 'zie https:/voorbeeld.nl'", "odd_address"),
        ("source: 'zie https://voorbeeld.nl/a, en http://b.nl/c_(d).'", None),
        ("checked: 'november 2026'", "no_day"),
        ("checked: '2026-13-01'", "no_day"),
        ("checked: '2026-11-22'", None),
    ],
)
def test_addresses_and_days_have_their_form(value, code):
    """An address that leads nowhere, or a day that is none, is told wherever it stands."""
    assert [found for _, _, found in review(f"facts:\n  - {value}\n")] == ([code] if code else [])


def test_only_a_day_that_is_given_makes_a_fact_old():
    """No clock is looked at: the same content gives the same hints, until somebody asks."""
    facts = list(passages(parse_yaml('facts:\n  - checked: "2026-11-22"\n', "tools.yaml")))
    assert list(stale(facts, RULES, date(2027, 11, 30))) == []
    (problem,) = stale(facts, RULES, date(2027, 12, 1))
    assert (problem.line, problem.where, problem.code) == (2, "facts.0.checked", "stale")
    assert "12" in problem_lines([problem])[1]


def test_the_rules_agree_with_themselves():
    """No word is both of the field and avoided, and no remedy is a word that we avoid."""
    for kind, lists in RULES.avoid.items():
        for language, words in lists.items():
            for word, instead in words.items():
                assert not RULES.allows(word.rstrip("*"), language), word
                assert list(RULES.avoided(word.rstrip("*"), language)), (kind, word)
                assert not list(RULES.avoided(instead, language)), instead


def test_every_file_is_looked_at():
    """Texts of every YAML and Markdown file in the content are read, whatever kind it is.

    Two of them are empty, for whoever fills them in.
    """
    root = content_root()
    looked_at = {document.file for document in documents(root)}
    there = {
        path.relative_to(root).as_posix()
        for path in [*root.rglob("*.yaml"), *root.glob("*/??/*.md")]
    }
    assert there - looked_at == {"redactie.yaml"}
    silent = {d.file for d in documents(root) if not any(p.language for p in passages(d))}
    assert silent == {"lokaal.yaml", "voorbeeld/studie.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("longest: 25", "longest: veel", "sentences.longest"),
        ("months: 12", "maanden: 12", "maanden"),
        ("  jargon:", "  jargons:", "avoid.jargons.[key]"),
    ],
)
def test_a_mistake_in_the_rules_is_told(tmp_path, old, new, where):
    """The rules themselves are checked like all content."""
    shutil.copy(content_root() / "redactie.yaml", tmp_path)
    path = Path(tmp_path / "redactie.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    rules, problems = read_rules(tmp_path)
    assert rules is None
    assert where in [problem.where for problem in problems]
    assert read_rules(tmp_path / "nowhere")[1][0].code == "no_file"
