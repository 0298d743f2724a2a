"""The page of a check that somebody does alone: the law per office in words, and the promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from weerbaar.catalog import Voice
from weerbaar.catalog.cases import Case
from weerbaar.catalog.checks import PLACE_WORDS, Article, LegalRule, Office, Place, SelfCheck
from weerbaar.present.wording import Promise


@dataclass(frozen=True)
class Said:
    """One thing that the law says to one office, and in which articles."""

    text: str
    articles: str


@dataclass(frozen=True)
class ToOffice:
    """All that one rule says to one office.

    Attributes
    ----------
    articles
        The articles in which it is said, each once and without its paragraphs.
    """

    office: Office
    said: tuple[Said, ...]
    articles: str


def offices_by_place(check: SelfCheck) -> list[tuple[Place, list[Office]]]:
    """Offices to choose from, those of one kind of government together."""
    return [
        (place, [office for office in check.offices if office.place == place.id])
        for place in check.places
    ]


def asked_of(check: SelfCheck, office: Office | None) -> list[str]:
    """Ids of the questions that an office is asked; all of them when none was chosen."""
    return [q.id for q in check.questions if not (office and q.offices) or office.id in q.offices]


def law_of(check: SelfCheck, voice: Voice) -> dict[str, list[ToOffice]]:
    """What each rule says, by its id, to each office to which it says anything."""
    return {rule.id: list(_to_offices(check, rule, voice)) for rule in check.rules}


def law_offices(check: SelfCheck) -> dict[str, list[str]]:
    """To which offices each act says something, by its id; offices in their order."""
    named = {
        (article.law, office)
        for rule in check.rules
        for statement in rule.statements
        for office, articles in statement.articles.items()
        for article in articles
    }
    return {
        law.id: [office.id for office in check.offices if (law.id, office.id) in named]
        for law in check.laws
    }


def check_promise(voice: Voice) -> Promise:
    """What is promised about the answers of a check; the same for every check."""
    sentences = [s for s in voice.content.privacy.sentences if s.when == "check"]
    return Promise(
        core=[voice.of(s.text) for s in sentences if s.core],
        more=[voice.of(s.text) for s in sentences if not s.core],
    )


def cases_named(check: SelfCheck, voice: Voice) -> dict[str, Case]:
    """The cases that a check names, by id."""
    names = {name for question in check.questions for a in question.answers for name in a.cases}
    return {name: voice.of(voice.content.cases[name]) for name in sorted(names)}


def _to_offices(check: SelfCheck, rule: LegalRule, voice: Voice) -> Iterator[ToOffice]:
    places = {place.id: place for place in check.places}
    laws = {law.id: voice.of(law.name) for law in check.laws}

    def named(article: Article, *, part: bool = True) -> str:
        facts = {"number": article.number, "law": laws[article.law]}
        if article.part is None or not part:
            return voice("selfcheck.law.article", **facts)
        return voice("selfcheck.law.article_part", part=article.part, **facts)

    for office in check.offices:
        place = places[office.place]
        words = {name: voice.of(getattr(place, name)) for name in PLACE_WORDS}
        spoken = [one for one in rule.statements if office.id in one.articles]
        said = tuple(
            Said(
                voice.of(one.text).format(**words),
                "; ".join(named(article) for article in one.articles[office.id]),
            )
            for one in spoken
        )
        whole = [
            named(article, part=False) for one in spoken for article in one.articles[office.id]
        ]
        if said:
            yield ToOffice(office, said, "; ".join(dict.fromkeys(whole)))
