"""Read the checks, and tell what in them leads nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from weerbaar.catalog.checks import PLACE_WORDS, Advised, Answer, LegalRule, SelfCheck
from weerbaar.catalog.explain import validated
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.references import fillings, problem_at
from weerbaar.catalog.yaml_file import Document, Location, read_yaml

_FOLDER = "checks"


def read_checks(
    root: Path, problems: list[Problem], tools: AbstractSet[str], cases: AbstractSet[str]
) -> dict[str, SelfCheck]:
    """Every check of the content folder, by id, in the order of the file names.

    Parameters
    ----------
    root
        The content folder.
    problems
        Gets everything that is wrong.
    tools, cases
        Ids that a check may name; none at all when they could not be read, and then those go
        unchecked.

    Returns
    -------
    Checks that are well formed; of use only when there are no problems.
    """
    found: dict[str, SelfCheck] = {}
    paths = sorted((root / _FOLDER).glob("*.yaml"))
    if not paths:
        problems.append(Problem(_FOLDER, 0, "", "no_file"))
    for path in paths:
        document = read_yaml(path, root)
        check = validated(document, SelfCheck, problems)
        if check:
            found[check.id] = check
            problems.extend(_own_name(check, path.stem, document, tools))
            problems.extend(_twice(check, document))
            problems.extend(_filled(check, document))
            problems.extend(_leads(check, document, {"tools": tools, "cases": cases}))
    return found


def _own_name(
    check: SelfCheck, name: str, document: Document, tools: AbstractSet[str]
) -> Iterator[Problem]:
    if check.id != name:
        yield problem_at(document, ("id",), "id_not_file", {"found": check.id, "expected": name})
    elif tools and name not in tools:
        facts = {"found": name, "options": ", ".join(sorted(tools))}
        yield problem_at(document, ("id",), "unknown_tool", facts)


def _twice(check: SelfCheck, document: Document) -> Iterator[Problem]:
    """Ids that stand for two things."""
    lists: list[tuple[Location, Sequence[str]]] = [
        ((field,), [part.id for part in getattr(check, field)])
        for field in ("scale", "laws", "places", "offices", "rules", "sections")
    ]
    if check.tell:
        lists.append((("tell", "people"), [person.id for person in check.tell.people]))
    for at, ids in lists:
        for name, count in Counter(ids).items():
            if count > 1:
                last = len(ids) - 1 - list(ids)[::-1].index(name)
                yield problem_at(document, (*at, last, "id"), "id_twice", {"found": name})
    seen: set[str] = set()
    for i, section in enumerate(check.sections):
        for j, question in enumerate(section.questions):
            if question.id in seen:
                at = ("sections", i, "questions", j, "id")
                yield problem_at(document, at, "id_twice", {"found": question.id})
            seen.add(question.id)


def _filled(check: SelfCheck, document: Document) -> Iterator[Problem]:
    """Only what the law says is filled in with the words of an office."""
    yield from fillings(check.model_copy(update={"rules": ()}), document, set())
    for i, rule in enumerate(check.rules):
        at: Location = ("rules", i)
        yield from fillings(rule.model_copy(update={"statements": ()}), document, set(), at)
        for j, statement in enumerate(rule.statements):
            yield from fillings(statement, document, {*PLACE_WORDS}, (*at, "statements", j))


def _leads(
    check: SelfCheck, document: Document, known: dict[str, AbstractSet[str]]
) -> Iterator[Problem]:
    """Ids of offices, answers, rules, laws, tools and cases that do not exist."""
    offices = {office.id for office in check.offices}
    scale = [kind.id for kind in check.scale]
    known = {**known, "rules": {rule.id for rule in check.rules}}
    places = {place.id for place in check.places}
    for i, office in enumerate(check.offices):
        yield from _one_unknown(office.place, places, ("offices", i, "place"), document)
    for i, rule in enumerate(check.rules):
        yield from _law(check, rule, ("rules", i), document)
    for i, section in enumerate(check.sections):
        for j, question in enumerate(section.questions):
            at: Location = ("sections", i, "questions", j)
            yield from _unknown(question.offices, offices, (*at, "offices"), document)
            if [answer.id for answer in question.answers] != scale:
                facts = {"expected": ", ".join(scale)}
                yield problem_at(document, (*at, "answers"), "order", facts)
            for k, answer in enumerate(question.answers):
                yield from _answer(answer, known, offices, (*at, "answers", k), document)


def _law(check: SelfCheck, rule: LegalRule, at: Location, document: Document) -> Iterator[Problem]:
    offices = {office.id for office in check.offices}
    laws = {law.id for law in check.laws}
    for i, statement in enumerate(rule.statements):
        here: Location = (*at, "statements", i, "articles")
        for office, articles in statement.articles.items():
            place = (*here, office)
            yield from _one_unknown(office, offices, place, document)
            for article in articles:
                yield from _one_unknown(article.law, laws, place, document)
    for i, fact in enumerate(rule.facts):
        yield from _unknown(fact.offices, offices, (*at, "facts", i, "offices"), document)


def _answer(
    answer: Answer,
    known: dict[str, AbstractSet[str]],
    offices: AbstractSet[str],
    at: Location,
    document: Document,
) -> Iterator[Problem]:
    for field, ids in known.items():
        yield from _unknown(getattr(answer, field), ids, (*at, field), document, always=False)
    for field in ("do", "ask"):
        advised: tuple[Advised, ...] = getattr(answer, field)
        for i, entry in enumerate(advised):
            yield from _unknown(entry.offices, offices, (*at, field, i, "offices"), document)


def _unknown(
    names: Sequence[str],
    known: AbstractSet[str],
    at: Location,
    document: Document,
    *,
    always: bool = True,
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if known or always:
            yield from _one_unknown(name, known, (*at, index), document)


def _one_unknown(
    name: str, known: AbstractSet[str], at: Location, document: Document
) -> Iterator[Problem]:
    if name not in known:
        facts = {"found": name, "options": ", ".join(sorted(known)) or "-"}
        yield problem_at(document, at, "unknown_name", facts)
