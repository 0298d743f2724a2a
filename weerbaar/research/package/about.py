"""What a package says of its study: what the study file says, and 'not stated' for the rest."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.catalog.study_file import Organisation, StudyFile
from weerbaar.catalog.texts import EitherText
from weerbaar.research.package.codebook import joined
from weerbaar.research.package.contents import Contents

FACTS = (
    *("creators", "organisation", "funder", "period", "universe", "mode", "response"),
    *("licence", "rights_holder", "access", "contact", "doi"),
)
"""What is told of a study, in order; labels are the texts ``package.study.<name>``."""


def titles(contents: Contents, content: Content) -> dict[str, str]:
    """Title of the package in the languages that it has one in, marked when data are made up."""
    if contents.study is None:
        asked = contents.instrument.file.title
        key = f"package.title.{contents.source}"
        said = {name: content.text(key, name, questionnaire=asked[name]) for name in LANGUAGES}
    else:
        said = contents.study.title.said
    if not contents.simulated:
        return said
    mark = {name: content.text("package.mark_short", name) for name in LANGUAGES}
    return {name: f"{mark[name]}: {text}" for name, text in said.items()}


def title(contents: Contents, voice: Voice) -> str:
    """Title in a language, or in the other one when it was not translated."""
    found = titles(contents, voice.content)
    return found.get(voice.language) or next(iter(found.values()))


def full_title(contents: Contents, content: Content) -> str:
    """Title in every language that it has."""
    return joined(titles(contents, content).values())


def abstracts(contents: Contents, content: Content) -> dict[str, str]:
    """What the package is, per language: the mark, the researcher's own words, and ours."""
    own = contents.study.description.said if contents.study and contents.study.description else {}
    return {
        name: " ".join(
            [
                *([content.text("package.mark", name)] if contents.simulated else []),
                *([own[name]] if name in own else []),
                content.text(f"package.about.{contents.source}", name),
            ]
        )
        for name in LANGUAGES
    }


def described(contents: Contents, language: str) -> list[str]:
    """What the researcher says it is about; empty when nothing was said."""
    about = contents.study.description if contents.study else None
    return [about[language]] if about else []


def facts(contents: Contents, voice: Voice) -> dict[str, str]:
    """What is known of the study, by label, in one language."""
    told = _told(contents.study, voice) if contents.study else {}
    nothing = voice("package.not_stated")
    return {voice(f"package.study.{name}"): told.get(name) or nothing for name in FACTS}


def unlicensed(contents: Contents) -> bool:
    """Whether nobody chose a licence."""
    return contents.study is None or contents.study.licence is None


def cite(contents: Contents, voice: Voice, version: str) -> str:
    """How to cite the package, or that nobody can: a citation needs an author."""
    study = contents.study
    if study is None:
        return voice("package.no_citation")
    parts = {
        "creators": "; ".join(creator.name for creator in study.creators),
        "title": title(contents, voice),
        "publisher": f" {study.organisation.name}." if study.organisation else "",
        "doi": f" https://doi.org/{study.doi}" if study.doi else "",
    }
    return voice("package.cite_as", version=version, **parts)


def keywords(voice: Voice) -> list[str]:
    """What the package can be found by."""
    return voice("package.keywords").split("; ")


def _told(study: StudyFile, voice: Voice) -> Mapping[str, str | None]:
    period, licence, contact = study.period, study.licence, study.contact
    where = study.licence_address
    access = f"package.access.{study.access}" if study.access else None

    def text(said: EitherText | None) -> str | None:
        return voice.of(said) if said else None

    return {
        "creators": "; ".join(
            _with(creator.name, creator.affiliation, creator.orcid) for creator in study.creators
        ),
        "organisation": _organisation(study.organisation),
        "funder": _organisation(study.funder, study.funder.grant if study.funder else None),
        "period": " - ".join(dict.fromkeys((period.start, period.end))) if period else None,
        "universe": text(study.universe),
        "mode": text(study.mode),
        "response": text(study.response),
        "licence": _with(licence, where if where != licence else None) if licence else None,
        "rights_holder": study.rights_holder,
        "access": voice(access) if access else None,
        "contact": _with(contact.name, contact.mail) if contact else None,
        "doi": study.doi,
    }


def _organisation(found: Organisation | None, grant: str | None = None) -> str | None:
    return _with(found.name, grant, found.ror) if found else None


def _with(name: str, *more: str | None) -> str:
    """A name with what is known of it behind it."""
    known = ", ".join(filter(None, more))
    return f"{name} ({known})" if known else name
