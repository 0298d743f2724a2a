"""The package for who cites, finds and archives it: CITATION.cff, and DCAT as JSON-LD."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import weerbaar
from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.catalog.local import is_address
from weerbaar.catalog.study_file import Creator, Organisation, StudyFile
from weerbaar.catalog.yaml_file import to_yaml
from weerbaar.research.package.about import abstracts, full_title, keywords, titles
from weerbaar.research.package.contents import Contents

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
_TONGUES = {"nl": "NLD", "en": "ENG"}
_THEME = "GOVE"
"""Government and public sector: what every questionnaire here is about."""
_ACCESS = {"open": "PUBLIC", "restricted": "RESTRICTED", "closed": "NON_PUBLIC"}
_MOMENTS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""Types of a moment by how many signs it has."""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def citation(contents: Contents, study: StudyFile, content: Content, version: str) -> bytes:
    """``CITATION.cff``, format 1.2.0."""
    digest = contents.instrument.model.digest
    asked = [content.text("package.citation", name, digest=digest) for name in LANGUAGES]
    address = "license-url" if is_address(study.licence or "") else "license"
    contact = study.contact and {"name": study.contact.name, "email": study.contact.mail}
    found = {
        "cff-version": "1.2.0",
        "message": " / ".join(content.text("package.cite", name) for name in LANGUAGES),
        "type": "dataset",
        "title": full_title(contents, content),
        "abstract": " ".join([*abstracts(contents, content).values(), *asked]),
        "version": version,
        "doi": study.doi,
        address: study.licence,
        "authors": [_known(_author(creator)) for creator in study.creators],
        "contact": [_known(contact)] if contact else None,
        "keywords": _keywords(content),
        "references": [
            {
                "type": "software",
                "title": "weerbaar",
                "version": weerbaar.__version__,
                "authors": [{"name": "weerbaar"}],
            }
        ],
    }
    return to_yaml(_known(found)).encode()


def catalogue(
    contents: Contents, content: Content, version: str, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The package as DCAT 3 in JSON-LD, with the properties that DCAT-AP-NL 3 asks for.

    Addresses of files are those beside this one, so that they hold wherever it is published.
    """
    study = contents.study
    name = f"weerbaar-{contents.instrument.file.id}-{version}"
    found: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:title": _texts(titles(contents, content)),
        "dct:description": _texts(abstracts(contents, content)),
        "dct:identifier": study.doi if study and study.doi else name,
        "dcat:version": version,
        "dcat:theme": {"@id": f"{_AUTHORITY}/data-theme/{_THEME}"},
        "dcat:keyword": [
            {"@value": word, "@language": tongue}
            for tongue in LANGUAGES
            for word in keywords(Voice(content, tongue))
        ],
        "dct:language": [{"@id": f"{_AUTHORITY}/language/{t}"} for t in _TONGUES.values()],
        **(_chosen(study) if study else {}),
    }
    licence = found.get("dct:license")
    found["dcat:distribution"] = [
        _distribution(path, data, licence) for path, data in sorted(files.items())
    ]
    return found


def _chosen(study: StudyFile) -> dict[str, Any]:
    """What a researcher chose to say."""
    period, contact = study.period, study.contact
    return _known(
        {
            "dct:creator": [_person(creator) for creator in study.creators],
            "dct:publisher": study.organisation and _agent(study.organisation),
            "dct:license": study.licence_address and {"@id": study.licence_address},
            "dct:rightsHolder": study.rights_holder
            and {"@type": "foaf:Agent", "foaf:name": study.rights_holder},
            "dct:accessRights": study.access
            and {"@id": f"{_AUTHORITY}/access-right/{_ACCESS[study.access]}"},
            "dct:temporal": period
            and {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _moment(period.start),
                "dcat:endDate": _moment(period.end),
            },
            "dcat:contactPoint": contact
            and _known(
                {
                    "@type": "vcard:Kind",
                    "vcard:fn": contact.name,
                    "vcard:hasEmail": contact.mail and {"@id": f"mailto:{contact.mail}"},
                }
            ),
        }
    )


def _author(creator: Creator) -> dict[str, Any]:
    return {
        "family-names": creator.family,
        "given-names": creator.given,
        "orcid": creator.orcid,
        "affiliation": creator.affiliation,
    }


def _person(creator: Creator) -> dict[str, Any]:
    names = {"foaf:familyName": creator.family, "foaf:givenName": creator.given}
    return _known(
        {"@id": creator.orcid, "@type": "foaf:Person", "foaf:name": creator.name, **names}
    )


def _agent(found: Organisation) -> dict[str, Any]:
    return _known({"@id": found.ror, "@type": "foaf:Organization", "foaf:name": found.name})


def _distribution(path: str, data: bytes, licence: object) -> dict[str, Any]:
    ending = path.rsplit(".", 1)[-1]
    return _known(
        {
            "@type": "dcat:Distribution",
            "dct:title": path,
            "dcat:accessURL": {"@id": path},
            "dcat:downloadURL": {"@id": path},
            "dcat:mediaType": {
                "@id": f"https://www.iana.org/assignments/media-types/{MEDIA[ending]}"
            },
            "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": hashlib.sha256(data).hexdigest(),
            },
            "dct:license": licence,
        }
    )


def _texts(said: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in said.items()]


def _moment(text: str) -> dict[str, str]:
    return {"@value": text, "@type": _MOMENTS[len(text)]}


def _keywords(content: Content) -> list[str]:
    return [word for language in LANGUAGES for word in keywords(Voice(content, language))]


def _known(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody stated."""
    return {name: value for name, value in found.items() if value is not None}
