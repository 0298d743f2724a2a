"""The package for whoever cites, finds and archives it: CITATION.cff, and DCAT as JSON-LD."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pydantic import JsonValue

import weerbaar
from weerbaar.catalog.files import to_yaml
from weerbaar.catalog.local import is_address
from weerbaar.catalog.study_file import Creator, Organisation, StudyFile
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.texts import abstracts, full_title, keywords, titles

Json = dict[str, JsonValue]

MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "sav": "application/x-spss-sav",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
}
"""Media types by how the name of a file ends."""

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_TONGUES = ("NLD", "ENG")
_THEME = "GOVE"
"""Government and public sector: what every questionnaire here is about."""
_ACCESS = {"open": "PUBLIC", "restricted": "RESTRICTED", "closed": "NON_PUBLIC"}
_MOMENTS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""Types of a moment by how many signs it has."""
_CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def citation(contents: Contents, study: StudyFile, version: str) -> bytes:
    """``CITATION.cff``, format 1.2.0."""
    asked = contents.both("citation", digest=contents.instrument.model.digest)
    address = "license-url" if is_address(study.licence or "") else "license"
    contact = study.contact
    authors: list[JsonValue] = [
        stated(
            {
                "family-names": creator.family,
                "given-names": creator.given,
                "orcid": creator.orcid,
                "affiliation": creator.affiliation,
            }
        )
        for creator in study.creators
    ]
    words: list[JsonValue] = [word for _, word in keywords(contents)]
    found: Json = {
        "cff-version": "1.2.0",
        "message": " / ".join(contents.both("cite").values()),
        "type": "dataset",
        "title": full_title(contents),
        "abstract": " ".join([*abstracts(contents).values(), *asked.values()]),
        "version": version,
        "doi": study.doi,
        address: study.licence,
        "authors": authors,
        "contact": [stated({"name": contact.name, "email": contact.mail})] if contact else None,
        "keywords": words,
        "references": [
            {
                "type": "software",
                "title": "weerbaar",
                "version": weerbaar.__version__,
                "authors": [{"name": "weerbaar"}],
            }
        ],
    }
    return to_yaml(stated(found)).encode()


def catalogue(contents: Contents, version: str, files: Mapping[str, bytes]) -> Json:
    """The package as DCAT 3 in JSON-LD, with the properties that DCAT-AP-NL 3 asks for.

    Addresses of files are those beside this one, so that they hold wherever it is published.
    """
    study = contents.study
    name = f"weerbaar-{contents.instrument.file.id}-{version}"
    chosen = _chosen(study) if study else {}
    licence = chosen.get("dct:license")
    return {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:title": _texts(titles(contents).items()),
        "dct:description": _texts(abstracts(contents).items()),
        "dct:identifier": contents.stated.doi or name,
        "dcat:version": version,
        "dcat:theme": {"@id": f"{_AUTHORITY}/data-theme/{_THEME}"},
        "dcat:keyword": _texts(keywords(contents)),
        "dct:language": [{"@id": f"{_AUTHORITY}/language/{t}"} for t in _TONGUES],
        **chosen,
        "dcat:distribution": [
            _distribution(path, data, licence) for path, data in sorted(files.items())
        ],
    }


def stated(found: Mapping[str, JsonValue]) -> Json:
    """Without what nobody stated."""
    return {name: value for name, value in found.items() if value is not None}


def _chosen(study: StudyFile) -> Json:
    """What a researcher chose to say."""
    period, contact, licence = study.period, study.contact, study.licence_address
    made: Json = {
        "dct:creator": [_person(creator) for creator in study.creators],
        "dct:publisher": _agent(study.organisation),
        "dct:license": _address(licence),
        "dct:rightsHolder": study.rights_holder
        and {"@type": "foaf:Agent", "foaf:name": study.rights_holder},
        "dct:accessRights": study.access
        and {"@id": f"{_AUTHORITY}/access-right/{_ACCESS[study.access]}"},
    }
    if period:
        made["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _moment(period.start),
            "dcat:endDate": _moment(period.end),
        }
    if contact:
        made["dcat:contactPoint"] = stated(
            {
                "@type": "vcard:Kind",
                "vcard:fn": contact.name,
                "vcard:hasEmail": _address(contact.mail and f"mailto:{contact.mail}"),
            }
        )
    return stated(made)


def _person(creator: Creator) -> Json:
    return stated(
        {
            "@id": creator.orcid,
            "@type": "foaf:Person",
            "foaf:name": creator.name,
            "foaf:familyName": creator.family,
            "foaf:givenName": creator.given,
        }
    )


def _agent(found: Organisation | None) -> Json | None:
    if found is None:
        return None
    return stated({"@id": found.ror, "@type": "foaf:Organization", "foaf:name": found.name})


def _address(found: str | None) -> Json | None:
    return {"@id": found} if found else None


def _distribution(path: str, data: bytes, licence: JsonValue) -> Json:
    kind = MEDIA[path.rsplit(".", 1)[-1]]
    return stated(
        {
            "@type": "dcat:Distribution",
            "dct:title": path,
            "dcat:accessURL": {"@id": path},
            "dcat:downloadURL": {"@id": path},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{kind}"},
            "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": hashlib.sha256(data).hexdigest(),
            },
            "dct:license": licence,
        }
    )


def _texts(said: Iterable[tuple[str, str]]) -> list[JsonValue]:
    return [{"@value": text, "@language": language} for language, text in said]


def _moment(text: str) -> Json:
    return {"@value": text, "@type": _MOMENTS[len(text)]}
