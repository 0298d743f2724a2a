"""Checks for oneself: mistakes are told at their line, and those that are shipped are sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.catalog.sample_check import CHECK, FILE, write_check
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.catalog.checks import SelfCheck
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.files import Problem
from weerbaar.catalog.registry import FILES, Folder
from weerbaar.catalog.texts import Text

TOOLS = {"check-nevenfuncties", "fractie-tests"}
CASES = {"de-stem-van-de-achterban"}

MISTAKES = {
    "a date in words": (
        'checked: "2026-11-22"',
        'checked: "gisteren"',
        "laws.0.checked",
        "bad_day",
    ),
    "a day that is none": ('"2026-11-22"', '"2026-02-30"', "laws.0.checked", "bad_day"),
    "an act without an address": ("https://wetten", "wetten", "laws.0.address", "bad_address"),
    "an article without an act": (
        "[gemeentewet 12]",
        "[artikel twaalf]",
        "rules.0.statements.0.articles.raadslid.0",
        "bad_article",
    ),
    "no article at all": (
        "[gemeentewet 12]",
        "[]",
        "rules.0.statements.0.articles.raadslid",
        "list_too_short",
    ),
    "an act that was not read": (
        "[gemeentewet 12]",
        "[waterwet 12]",
        "rules.0.statements.0.articles.raadslid",
        "unknown_name",
    ),
    "a rule for an office that there is not": (
        "raadslid: [",
        "koning: [",
        "rules.0.statements.0.articles.koning",
        "unknown_name",
    ),
    "an office in a place that there is not": (
        "place: gemeente",
        "place: rijk",
        "offices.0.place",
        "unknown_name",
    ),
    "a rule that there is not": (
        "rules: [openbaar]",
        "rules: [geheim]",
        "sections.0.questions.0.answers.1.rules.0",
        "unknown_name",
    ),
    "a step for an office that there is not": (
        "offices: [raadslid]",
        "offices: [koning]",
        "sections.0.questions.0.answers.1.do.0.offices.0",
        "unknown_name",
    ),
    "a tool that there is not": (
        "[fractie-tests]",
        "[hamer]",
        "sections.0.questions.0.answers.1.tools.0",
        "unknown_name",
    ),
    "a case that there is not": (
        "[de-stem-van-de-achterban]",
        "[de-stem]",
        "sections.0.questions.0.answers.1.cases.0",
        "unknown_name",
    ),
    "a question twice": ("- id: bedrijf", "- id: baan", "sections.0.questions.1.id", "id_twice"),
    "a fact for an office that there is not": (
        "offices: [wethouder]",
        "offices: [koning]",
        "rules.0.facts.0.offices.0",
        "unknown_name",
    ),
    "an answer twice": (
        "  - id: yes\n    label",
        "  - id: no\n    label",
        "scale.1.id",
        "id_twice",
    ),
    "an answer that is missing": (
        "          - id: no\n          - id: yes\n            do",
        "          - id: yes\n            do",
        "sections.0.questions.0.answers",
        "order",
    ),
    "a word of the office in a question": (
        'nl: "Heb je een baan?"\n          en: "Heb je een baan?, please"',
        'nl: "Heb je een {organisation}?"\n          en: "A {organisation}?"',
        "sections.0.questions.0.text",
        "unknown_placeholder",
    ),
    "a word that no office has": (
        'nl: "Je {organisation}"\n          en: "Je {organisation}, please"',
        'nl: "Je {paleis}"\n          en: "Je {paleis}, please"',
        "rules.0.statements.0.text",
        "unknown_placeholder",
    ),
    "a language that is missing": (
        '\n  en: "Inleiding, please"',
        "",
        "lead.en",
        "missing",
    ),
    "the name of another tool": (
        "id: check-nevenfuncties\ntitle",
        "id: fractie-tests\ntitle",
        "id",
        "id_not_file",
    ),
}


def read(root, tools=TOOLS, cases=CASES) -> tuple[dict[str, SelfCheck], list[Problem]]:
    """The checks of a folder, and what is wrong with them."""
    known = {"tools": tools, "cases": cases}
    folder = Folder(root, [row for row in FILES if row.field == "checks"], known)
    return folder.files["checks"], folder.problems()


@pytest.mark.parametrize(("old", "new", "where", "code"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_in_a_check_is_told_where_it_is(tmp_path, old, new, where, code):
    """Each kind of mistake is one problem, at its field and line, in words."""
    write_check(tmp_path)
    assert old in CHECK
    at = CHECK.index(old)
    (tmp_path / FILE).write_text(CHECK[:at] + new + CHECK[at + len(old) :], encoding="utf-8")
    problems = read(tmp_path)[1]
    known = [p for p in problems if p.code != "order"] if code == "id_twice" else problems
    assert [(p.file, p.where, p.code) for p in known] == [(FILE, where, code)]
    assert abs(known[0].line - CHECK[:at].count("\n") - 1) <= 2
    for language in LANGUAGES:
        _, line = problem_lines(known, language)
        assert line != str(known[0])
        assert "{" not in line.replace("{paleis}", "").replace("{organisation}", "").replace(
            "{council}", ""
        ).replace("{house}", "")


def test_a_check_belongs_to_a_tool(tmp_path):
    """A check that no tool leads to is refused, and so is a folder without any."""
    assert [p.code for p in read(tmp_path)[1]] == ["no_file"]
    write_check(tmp_path)
    assert [p.code for p in read(tmp_path)[1]] == []
    assert [
        (p.where, p.code) for p in read(tmp_path, tools={"ruggespraak", "fractie-tests"})[1]
    ] == [("id", "unknown_tool")]


# --- those that are shipped ---------------------------------------------------------------------
CHECKS = list(load_content().checks.values())
LEGAL = re.compile(r"\b(artikel|article|lid|paragraph) \d|\w+wet\b|\bAct\b")
SENTENCE = re.compile(r"(?<=[.?!:])\u2019?\s+")


def texts(value: object) -> Iterator[Text]:
    """Every text of a part of a check."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))


@pytest.fixture(params=CHECKS, ids=lambda check: check.id)
def check(request) -> SelfCheck:
    """A check that is shipped."""
    return request.param


def test_a_check_is_in_plain_sentences(check):
    """Dutch of fifteen words on average and never above twenty-five; nothing left untranslated."""
    for language, most in (("nl", 25), ("en", 30)):
        lengths = [len(s.split()) for t in texts(check) for s in SENTENCE.split(t[language])]
        assert sum(lengths) / len(lengths) < 15
        assert max(lengths) <= most
    long = [text for text in texts(check) if len(text.nl.split()) > 3]
    assert not [text.nl for text in long if text.nl == text.en]


def test_what_the_law_says_stands_with_the_rules_only(check):
    """Questions and advice name no act and no article: those stand where they are dated."""
    for text in texts((check.lead, check.how, check.sections, check.tell)):
        assert not LEGAL.search(text.nl), text.nl
        assert not LEGAL.search(text.en), text.en


NOTHING = {"check-nevenfuncties": "no", "ruggespraak": "no"}
"""The answer of each check that is no reason to do anything."""

TOPIC = re.compile(r"onderwerp|de agenda|meepraat", re.IGNORECASE)


def test_no_answer_is_told_to_do_nothing_and_then_what_to_do(check):
    """What is said of an answer in general is only said where nothing contradicts it."""
    for question in check.questions:
        for answer in question.answers:
            if answer.id == NOTHING[check.id] and not answer.text:
                assert not any((answer.do, answer.ask, answer.rules)), question.id
            elif answer.id != NOTHING[check.id] and not answer.text:
                assert any((answer.do, answer.ask)), (question.id, answer.id)


def test_who_meets_an_interest_on_the_agenda_hears_about_abstaining():
    """Advice that speaks of topics leads to the rule on taking no part."""
    check = load_content().checks["check-nevenfuncties"]
    for question in check.questions:
        for answer in question.answers:
            said = " ".join(step.text.nl for step in (*answer.do, *answer.ask))
            if TOPIC.search(said):
                assert "niet-meedoen" in answer.rules, (question.id, answer.id)


def test_a_general_board_member_in_the_executive_keeps_the_duties_of_both():
    """In a water authority the executive comes from the general board: both articles are named."""
    check = load_content().checks["check-nevenfuncties"]
    rule = next(rule for rule in check.rules if rule.id == "openbaar")
    named = {
        (article.number, article.part)
        for statement in rule.statements
        for article in statement.articles.get("lid-dagelijks-bestuur", ())
    }
    assert {("32", None), ("44k", 3), ("31a", None), ("41", 3)} <= named


def test_side_positions_cover_every_office_and_kind_of_interest():
    """Each office knows when to disclose, what clashes, what is forbidden and when to abstain."""
    check = load_content().checks["check-nevenfuncties"]
    rules = {rule.id: rule for rule in check.rules}
    offices = {office.id for office in check.offices}
    everybody = {"openbaar", "onverenigbaar", "verboden", "niet-meedoen", "vooringenomen"}
    for name in everybody | {"eed", "gedragscode"}:
        said = {office for statement in rules[name].statements for office in statement.articles}
        assert said == offices, name
    assert len(check.questions) >= 15
    used = {name for q in check.questions for answer in q.answers for name in answer.rules}
    assert used == set(rules), "a rule that no answer leads to is never read"
    read_laws = {
        a.law for r in check.rules for s in r.statements for x in s.articles.values() for a in x
    }
    assert read_laws == {law.id for law in check.laws}


def test_self_consultation_has_four_themes_of_four():
    """Relations, work, experiences and property; whoever hesitates gets a next step each time."""
    check = load_content().checks["ruggespraak"]
    assert [len(section.questions) >= 4 for section in check.sections] == [True] * 4
    for question in check.questions:
        steps = Counter(
            {answer.id: len(answer.do) + len(answer.ask) for answer in question.answers}
        )
        assert steps["maybe"], question.id
        assert steps["yes"], question.id
    assert check.tell is not None
    assert [kind.id for kind in check.scale if kind.tell] == ["maybe", "yes"]
