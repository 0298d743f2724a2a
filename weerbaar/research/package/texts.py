"""What a package says of itself and its study: title, abstract, README, method and codebook.

Of the study it tells what the study file states, and 'not stated' for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.study_file import Organisation
from weerbaar.catalog.texts import EitherText
from weerbaar.research.package.contents import Contents, Source
from weerbaar.research.package.variables import Both, Variable, in_one_line

FACTS = (
    *("creators", "organisation", "funder", "period", "universe", "mode", "response"),
    *("licence", "rights_holder", "access", "contact", "doi"),
)
"""What is told of a study, in order; labels are the texts ``package.study.<name>``."""

FILES = (
    ("data/", "data"),
    ("tables.xlsx", "workbook"),
    ("data/log.csv", "log"),
    ("codebook.csv, codebook.nl.md, codebook.en.md", "codebook"),
    ("datapackage.json", "datapackage"),
    ("method.nl.md, method.en.md", "method"),
    ("instrument.json", "instrument"),
    ("versions.json", "versions"),
    ("ddi.xml", "ddi"),
    ("dcat.jsonld", "dcat"),
    ("CITATION.cff", "citation"),
    ("SHA256SUMS", "sums"),
)
"""What the README tells of files, in order; the texts are ``package.readme.<name>``."""

_COLUMNS = ("column", "type", "measure", "unit", "meaning", "empty")
"""Heads of the codebook to read."""


def titles(contents: Contents) -> Both:
    """Title of the package in the languages that it has one in, marked when data are made up."""
    if contents.study is None:
        asked = contents.instrument.file.title
        key = f"title.{contents.source}"
        said = {name: contents.say(key, name, questionnaire=asked[name]) for name in LANGUAGES}
    else:
        said = contents.study.title.said
    if not contents.simulated:
        return said
    return {name: f"{contents.say('mark_short', name)}: {text}" for name, text in said.items()}


def title(contents: Contents, language: str) -> str:
    """Title in a language, or in the other one when it was not translated."""
    said = titles(contents)
    return said.get(language) or next(iter(said.values()))


def full_title(contents: Contents) -> str:
    """Title in every language that it has."""
    return in_one_line(titles(contents))


def abstracts(contents: Contents) -> Both:
    """What the package is, per language: the mark, the researcher's own words, and ours."""
    own = contents.stated.description
    return {
        name: " ".join(
            [
                *([contents.say("mark", name)] if contents.simulated else []),
                *([own.said[name]] if own and name in own.said else []),
                contents.say(f"about.{contents.source}", name),
            ]
        )
        for name in LANGUAGES
    }


def keywords(contents: Contents) -> list[tuple[str, str]]:
    """What the package can be found by: language and word."""
    both = contents.both("keywords").items()
    return [(language, word) for language, words in both for word in words.split("; ")]


def study_words(contents: Contents, language: str) -> list[str]:
    """What the researcher says it is about; empty when nothing was said."""
    about = contents.stated.description
    return [about[language]] if about else []


def facts(contents: Contents, language: str) -> dict[str, str]:
    """What is known of the study, by label, in one language."""
    told, nothing = _told(contents, language), contents.say("not_stated", language)
    return {contents.say(f"study.{name}", language): told[name] or nothing for name in FACTS}


def cite(contents: Contents, language: str, version: str) -> str:
    """How to cite the package, or that nobody can: a citation needs an author."""
    study = contents.study
    if study is None:
        return contents.say("no_citation", language)
    return contents.say(
        "cite_as",
        language,
        version=version,
        creators="; ".join(creator.name for creator in study.creators),
        title=title(contents, language),
        publisher=f" {study.organisation.name}." if study.organisation else "",
        doi=f" https://doi.org/{study.doi}" if study.doi else "",
    )


def readme(contents: Contents, version: str) -> str:
    """What this is, of whom, and what is where, in both languages (Markdown)."""
    return "\n\n".join(_readme(contents, name, version) for name in LANGUAGES) + "\n"


def method(contents: Contents, language: str) -> str:
    """How the figures were made, and what they cannot prove (Markdown)."""
    asked = contents.instrument.file
    parts = [
        f"# {contents.say('method.title', language)}",
        *_warning(contents, language),
        contents.say(
            "method.questionnaire",
            language,
            title=asked.title[language],
            version=asked.version,
            digest=contents.instrument.model.digest,
            source=asked.source,
        ),
        contents.say(f"method.origin.{contents.source}", language),
        *rules_told(contents, language),
        *_noise(contents, language),
        contents.say("method.limits", language),
    ]
    return "\n\n".join(parts) + "\n"


def rules_told(contents: Contents, language: str) -> list[str]:
    """By which rules figures were hidden, rounded or shown as a band."""
    rules = dict(contents.rules)
    if contents.source is Source.POOLED:
        rules["largest"] = round(100 * rules["largest"])
        names = ["groups", "cells", "shares", "alpha", "comparisons", "response"]
    else:
        names = ["rooms", "rooms_limit"]
    return [contents.say(f"method.{name}", language, **rules) for name in names]


def codebook_page(contents: Contents, language: str) -> str:
    """The codebook to read, in one language (Markdown)."""
    head = [contents.say(f"codebook.{name}", language) for name in _COLUMNS]
    parts = [f"# {contents.say('codebook.title', language)}", *_warning(contents, language)]
    for table, variables in contents.variables.items():
        parts += [f"## {table}", contents.about(table)[language]]
        rows = [_row(one, contents, language) for one in variables]
        parts.append("\n".join(_line(row) for row in [head, ["---"] * len(head), *rows]))
        meanings = [(f"`{one.name}`", one.values) for one in variables if one.values]
        codes = next((one.codes for one in variables if one.codes), {})
        if codes:
            meanings.append(("SPSS", {str(code): both for code, both in codes.items()}))
        lines = [f"- {name}: {_meanings(known, language)}" for name, known in meanings]
        parts += ["\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"


def _readme(contents: Contents, language: str, version: str) -> str:
    def head(key: str) -> str:
        return f"## {contents.say(key, language)}"

    files = [
        f"- `{path}`: {contents.say(f'readme.{key}', language)}"
        for path, key in FILES
        if contents.study or key != "citation"
    ]
    return "\n\n".join(
        [
            f"# {title(contents, language)}",
            *_warning(contents, language),
            *study_words(contents, language),
            contents.say(f"about.{contents.source}", language),
            head("readme.study"),
            "\n".join(f"- {name}: {told}" for name, told in facts(contents, language).items()),
            *([] if contents.stated.licence else [contents.say("no_licence", language)]),
            head("how_to_cite"),
            cite(contents, language, version),
            head("readme.files"),
            "\n".join(files),
            head("readme.tables"),
            "\n".join(f"- `{name}`: {contents.about(name)[language]}" for name in contents.tables),
            contents.say("readme.check", language),
        ]
    )


def _warning(contents: Contents, language: str) -> list[str]:
    return [f"**{contents.say('mark', language)}**"] if contents.simulated else []


def _noise(contents: Contents, language: str) -> list[str]:
    made = contents.noise
    if made is None:
        return []
    numbers = {name: f"{getattr(made, name):g}" for name in ("epsilon", "budget", "error")}
    return [contents.say("method.noise", language, **numbers, clipped=made.clipped)]


def _told(contents: Contents, language: str) -> Mapping[str, str | None]:
    study = contents.stated
    period, licence, contact, funder = study.period, study.licence, study.contact, study.funder
    where = study.licence_address

    def text(said: EitherText | None) -> str | None:
        return said[language] if said else None

    return {
        "creators": "; ".join(
            _with(creator.name, creator.affiliation, creator.orcid) for creator in study.creators
        ),
        "organisation": _organisation(study.organisation),
        "funder": _organisation(funder, funder.grant if funder else None),
        "period": " - ".join(dict.fromkeys((period.start, period.end))) if period else None,
        "universe": text(study.universe),
        "mode": text(study.mode),
        "response": text(study.response),
        "licence": _with(licence, where if where != licence else None) if licence else None,
        "rights_holder": study.rights_holder,
        "access": contents.say(f"access.{study.access}", language) if study.access else None,
        "contact": _with(contact.name, contact.mail) if contact else None,
        "doi": study.doi,
    }


def _organisation(found: Organisation | None, grant: str | None = None) -> str | None:
    return _with(found.name, grant, found.ror) if found else None


def _with(name: str, *more: str | None) -> str:
    """A name with what is known of it behind it."""
    known = ", ".join(filter(None, more))
    return f"{name} ({known})" if known else name


def _row(one: Variable, contents: Contents, language: str) -> list[str]:
    return [
        f"`{one.name}`",
        one.type,
        contents.say(f"codebook.{one.measure}", language),
        one.unit[language],
        f"{one.label[language]}. {one.about[language]}",
        one.missing[language],
    ]


def _meanings(known: Mapping[str, Both], language: str) -> str:
    return "; ".join(f"`{value}` = {both[language]}" for value, both in known.items())


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
