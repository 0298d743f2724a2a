"""What programs read of a package: the data package, the instrument, versions and checksums."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from typing import Any

import weerbaar
from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.catalog.local import is_address
from weerbaar.catalog.study_file import StudyFile
from weerbaar.research.columns import CATEGORIES, COLUMNS
from weerbaar.research.package.about import full_title, keywords
from weerbaar.research.package.citation import MEDIA
from weerbaar.research.package.codebook import TEXT_COLUMNS, field_type
from weerbaar.research.package.contents import Contents

SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"

_LIBRARIES = ("pandas", "pyarrow", "pyreadstat", "frictionless", "scipy", "opendp", "XlsxWriter")


def as_json(found: Any) -> bytes:
    """JSON for people and programs: two spaces, UTF-8, a line end."""
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def data_version(files: Mapping[str, bytes]) -> str:
    """Names exactly these figures: the version of the program and a fingerprint of the tables."""
    sums = {name: _sha(data) for name, data in files.items() if name.endswith(".csv")}
    mark = _sha(json.dumps(sums, sort_keys=True).encode())[:12]
    return f"{weerbaar.__version__}+{mark}"


def versions() -> dict[str, str]:
    """With what a package is made."""
    found = {name: metadata.version(name) for name in _LIBRARIES}
    python = ".".join(platform.python_version_tuple()[:2])
    return {"weerbaar": weerbaar.__version__, "python": python, **found}


def instrument_file(contents: Contents) -> dict[str, Any]:
    """All that a participant is asked, and the digest that names it."""
    asked = contents.instrument.file
    return {
        "id": asked.id,
        "version": asked.version,
        "digest": contents.instrument.model.digest,
        "simulated": contents.simulated,
        "title": asked.title.model_dump(),
        "source": asked.source,
        "scale": [colour.model_dump() for colour in asked.scale],
        "sides": [side.model_dump() for side in asked.sides],
        "sides_note": asked.sides_note.model_dump(),
        "quadrants": [
            {
                "id": quadrant.id,
                "side": quadrant.side,
                "name": quadrant.name.model_dump(),
                "statements": [
                    s.model_dump(include={"id", "short", "text", "help", "colours", "source"})
                    for s in quadrant.statements
                ],
            }
            for quadrant in asked.quadrants
        ],
    }


def datapackage(contents: Contents, content: Content, files: Mapping[str, bytes]) -> dict[str, Any]:
    """A Frictionless data package (v1): every file with its size and hash, tables with a schema."""
    asked = contents.instrument
    return {
        "profile": "data-package",
        "name": f"weerbaar-{asked.file.id}-{contents.source}",
        "title": full_title(contents, content),
        "description": " ".join(
            content.text(f"package.about.{contents.source}", name) for name in LANGUAGES
        ),
        "version": data_version(files),
        **(_chosen(contents.study) if contents.study else {}),
        "sources": [{"title": asked.file.source}],
        "keywords": [word for name in LANGUAGES for word in keywords(Voice(content, name))],
        "weerbaar": {
            "source": contents.source.value,
            "simulated": contents.simulated,
            "instrument": asked.file.id,
            "digest": asked.model.digest,
            "rules": dict(contents.rules),
            "by": list(contents.by),
            "noise": _noise(contents),
            "versions": versions(),
            "study": contents.study and contents.study.model_dump(exclude_none=True),
        },
        "resources": [_resource(name, data, content) for name, data in sorted(files.items())],
    }


def checksums(files: Mapping[str, bytes]) -> bytes:
    """One line per file, as ``sha256sum -c`` reads it."""
    lines = [f"{_sha(data)}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()


def _chosen(study: StudyFile) -> dict[str, Any]:
    """Licence and people, as far as a researcher chose them."""
    licence, organisation = study.licence, study.organisation
    people = [
        {
            "title": creator.name,
            "role": "author",
            **({"path": creator.orcid} if creator.orcid else {}),
            **({"organization": creator.affiliation} if creator.affiliation else {}),
        }
        for creator in study.creators
    ]
    if organisation:
        path = {"path": organisation.ror} if organisation.ror else {}
        people.append({"title": organisation.name, "role": "publisher", **path})
    name = {} if is_address(licence or "") else {"name": licence}
    return {
        **({"id": f"https://doi.org/{study.doi}"} if study.doi else {}),
        **({"licenses": [{**name, "path": study.licence_address}]} if licence else {}),
        "contributors": people,
    }


def _noise(contents: Contents) -> dict[str, Any] | None:
    if contents.noise is None:
        return None
    found = asdict(contents.noise)
    del found["cells"]
    return {**found, "unit": "sheet", "mechanism": "discrete Laplace"}


def _resource(name: str, data: bytes, content: Content) -> dict[str, Any]:
    stem, suffix = name.rsplit("/", 1)[-1].rsplit(".", 1)
    found: dict[str, Any] = {
        "name": name.lower().replace("/", "-").replace(".", "-"),
        "path": name,
        "format": suffix,
        "mediatype": MEDIA.get(suffix, "text/plain"),
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{_sha(data)}",
    }
    if suffix != "csv":
        # What is no CSV is described as a file: the schema of its table stands with the CSV.
        return {**found, "type": "file", "profile": "data-resource"}
    own = stem in COLUMNS
    about = " / ".join(content.research.tables[stem][n] for n in LANGUAGES) if own else None
    return {
        **found,
        "type": "table",
        "profile": "tabular-data-resource",
        "title": stem,
        **({"description": about} if about else {}),
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "schema": {
            "fields": _fields(stem, content) if own else _codebook_fields(),
            "missingValues": [""],
        },
    }


def _fields(table: str, content: Content) -> list[dict[str, Any]]:
    fields = []
    for name, kind in COLUMNS[table].items():
        entry = content.research.column(table, name)
        field: dict[str, Any] = {
            "name": name,
            "type": field_type(kind),
            "title": " / ".join(entry.label[n] for n in LANGUAGES),
            "description": " / ".join(entry.about[n] for n in LANGUAGES),
            "dtype": kind,
        }
        if entry.unit:
            field["unit"] = " / ".join(entry.unit[n] for n in LANGUAGES)
        if kind == "category":
            field["constraints"] = {"enum": list(CATEGORIES[name])}
        if kind == "boolean":
            field |= {"trueValues": ["True"], "falseValues": ["False"]}
        fields.append(field)
    return fields


def _codebook_fields() -> list[dict[str, Any]]:
    marks = {"trueValues": ["True"], "falseValues": ["False"]}
    mark = {"name": "simulated", "type": "boolean", **marks}
    return [*({"name": name, "type": "string"} for name in TEXT_COLUMNS), mark]


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
