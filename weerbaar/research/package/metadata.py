"""What programs read of a package: the data package, the instrument, versions and checksums."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib import metadata
from typing import Any

import pandas as pd
from pydantic import JsonValue

import weerbaar
from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.local import is_address
from weerbaar.catalog.study_file import StudyFile
from weerbaar.research.columns import CATEGORIES
from weerbaar.research.package.citation import MEDIA, Json, stated
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.texts import full_title, keywords
from weerbaar.research.package.variables import Both, Variable

SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"

_LIBRARIES = ("pandas", "pyarrow", "pyreadstat", "frictionless", "scipy", "opendp", "XlsxWriter")
_STATEMENT = {"id", "short", "text", "help", "colours", "source"}
_ASKED: dict[str, Any] = {
    **dict.fromkeys(("title", "source", "scale", "sides", "sides_note"), True),
    "quadrants": {
        "__all__": {"id": True, "side": True, "name": True, "statements": {"__all__": _STATEMENT}}
    },
}
"""What of an instrument is handed over."""
_TRUTH: Json = {"trueValues": ["True"], "falseValues": ["False"]}


def as_json(found: Json) -> bytes:
    """JSON for people and programs: two spaces, UTF-8, a line end."""
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def data_version(files: Mapping[str, bytes]) -> str:
    """Names exactly these figures: the version of the program and a fingerprint of the tables."""
    sums = {name: _sha(data) for name, data in files.items() if name.endswith(".csv")}
    mark = _sha(json.dumps(sums, sort_keys=True).encode())[:12]
    return f"{weerbaar.__version__}+{mark}"


def versions() -> Json:
    """With what a package is made."""
    python = ".".join(platform.python_version_tuple()[:2])
    libraries = {name: metadata.version(name) for name in _LIBRARIES}
    return {"weerbaar": weerbaar.__version__, "python": python, **libraries}


def codebook(contents: Contents) -> pd.DataFrame:
    """One row per column of every table; texts per language in columns of their own."""
    rows = [
        {
            "table": table,
            "column": one.name,
            "type": one.type,
            "measure": one.measure,
            **{f"label_{language}": one.label[language] for language in LANGUAGES},
            **{f"unit_{language}": one.unit[language] or None for language in LANGUAGES},
            **{language: one.about[language] for language in LANGUAGES},
            **{f"missing_{language}": one.missing[language] or None for language in LANGUAGES},
        }
        for table, variables in contents.variables.items()
        for one in variables
    ]
    marks = pd.Series([contents.simulated] * len(rows), dtype="boolean")
    return pd.DataFrame(rows, dtype="string").assign(simulated=marks)


def instrument_file(contents: Contents) -> Json:
    """All that a participant is asked, and the digest that names it."""
    asked, digest = contents.instrument.file, contents.instrument.model.digest
    about = {"id": asked.id, "version": asked.version, "digest": digest}
    return {**about, "simulated": contents.simulated, **asked.model_dump(include=_ASKED)}


def datapackage(contents: Contents, files: Mapping[str, bytes]) -> Json:
    """A Frictionless data package (v1): every file with its size and hash, tables with a schema."""
    asked, study = contents.instrument, contents.study
    resources = [_resource(name, data, contents) for name, data in sorted(files.items())]
    return {
        "profile": "data-package",
        "name": f"weerbaar-{asked.file.id}-{contents.source}",
        "title": full_title(contents),
        "description": " ".join(contents.both(f"about.{contents.source}").values()),
        "version": data_version(files),
        **(_chosen(study) if study else {}),
        "sources": [{"title": asked.file.source}],
        "keywords": [word for _, word in keywords(contents)],
        "weerbaar": {
            "source": contents.source.value,
            "simulated": contents.simulated,
            "instrument": asked.file.id,
            "digest": asked.model.digest,
            "rules": dict(contents.rules),
            "by": list(contents.by),
            "noise": _noise(contents),
            "versions": versions(),
            "study": study.model_dump(exclude_none=True) if study else None,
        },
        "resources": list[JsonValue](resources),
    }


def checksums(files: Mapping[str, bytes]) -> bytes:
    """One line per file, as ``sha256sum -c`` reads it."""
    lines = [f"{_sha(data)}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()


def _noise(contents: Contents) -> Json | None:
    if contents.noise is None:
        return None
    about = {name: found for name, found in vars(contents.noise).items() if name != "cells"}
    return {**about, "unit": "sheet", "mechanism": "discrete Laplace"}


def _chosen(study: StudyFile) -> Json:
    """Licence and people, as far as a researcher chose them."""
    licence, organisation = study.licence, study.organisation
    people: list[JsonValue] = [
        stated(
            {
                "title": creator.name,
                "role": "author",
                "path": creator.orcid,
                "organization": creator.affiliation,
            }
        )
        for creator in study.creators
    ]
    if organisation:
        named = {"title": organisation.name, "role": "publisher"}
        people.append(stated({**named, "path": organisation.ror}))
    name = None if is_address(licence or "") else licence
    return stated(
        {
            "id": study.doi and f"https://doi.org/{study.doi}",
            "licenses": [stated({"name": name, "path": study.licence_address})]
            if licence
            else None,
            "contributors": people,
        }
    )


def _resource(name: str, data: bytes, contents: Contents) -> Json:
    stem, suffix = name.rsplit("/", 1)[-1].rsplit(".", 1)
    found: Json = {
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
    found |= {"type": "table", "profile": "tabular-data-resource", "title": stem}
    if stem in contents.variables:
        found["description"] = _both(contents.about(stem))
        fields: list[JsonValue] = [_field(one) for one in contents.variables[stem]]
    else:
        names = codebook(contents).columns
        fields = [{"name": name, "type": "string"} for name in names[:-1]]
        fields.append({"name": names[-1], "type": "boolean", **_TRUTH})
    return {
        **found,
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(one: Variable) -> Json:
    return {
        "name": one.name,
        "type": one.type,
        "title": _both(one.label),
        "description": _both(one.about),
        "dtype": one.kind,
        **({"unit": _both(one.unit)} if any(one.unit.values()) else {}),
        **({"constraints": {"enum": list(CATEGORIES[one.name])}} if one.kind == "category" else {}),
        **(_TRUTH if one.kind == "boolean" else {}),
    }


def _both(both: Both) -> str:
    return " / ".join(both.values())


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
