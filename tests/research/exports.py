"""An export of the made-up councils that come with the program, made once for all tests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache

from weerbaar.catalog import load_content
from weerbaar.catalog.study_file import StudyFile
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.files import example_files, read_sealed
from weerbaar.research.audit import Vocabulary
from weerbaar.research.handover import vocabulary
from weerbaar.research.package import Contents, pooled
from weerbaar.research.package.metadata import PACKAGE, SUMS, checksums
from weerbaar.research.package.write import package_files


@cache
def pool() -> Pool:
    """Sixty made-up sessions."""
    place, key = example_files()
    return Pool.read(read_sealed(place), key, load_content().instruments["zelftest"].model)


@cache
def contents() -> Contents:
    """Their groups, as they would be handed over, with a table with noise."""
    _, noise = pool().noisy(0.5)
    return pooled(pool().release(("group_type",)), load_content(), noise)


@cache
def files() -> dict[str, bytes]:
    """The package of it."""
    return package_files(contents())


@cache
def words() -> Vocabulary:
    """What the program may write."""
    return vocabulary(load_content())


STUDY = StudyFile.model_validate(
    {
        "title": {"nl": "Weerbare raden", "en": "Resilient councils"},
        "creators": [
            {
                "family": "Carberry",
                "given": "Josiah",
                "orcid": "0000-0002-1825-0097",
                "affiliation": "Brown University",
            },
            {"family": "=1+1 & Zn"},
        ],
        "description": {"nl": "Hoe raden over druk praten."},
        "organisation": {"name": "TU Delft", "ror": "02e2c7k09"},
        "funder": {"name": "NWO", "ror": "04jsz6e67", "grant": "016.123"},
        "period": {"start": "2026-03", "end": "2026-11-28"},
        "universe": {"nl": "Raadsleden", "en": "Councillors"},
        "mode": {"en": "On one's own phone"},
        "response": {"nl": "61 % van wie er waren"},
        "licence": "cc-by-nc-4.0",
        "rights_holder": "De griffies",
        "access": "restricted",
        "contact": {"name": "Anna", "mail": "anna@example.org"},
        "doi": "10.1234/abcd",
    }
)
"""A study file with every field; one of the makers has a name that looks like a formula."""


@cache
def told() -> dict[str, bytes]:
    """The package with that study file."""
    return package_files(replace(contents(), study=STUDY))


def light() -> dict[str, bytes]:
    """The same with one format of each table, so that an audit of it takes less time."""
    left_out = (".parquet", ".sav", ".xlsx", ".xml", ".jsonld")
    return summed({n: data for n, data in files().items() if not n.endswith(left_out)})


def summed(found: dict[str, bytes]) -> dict[str, bytes]:
    """Files that are all listed, as whoever spoils an export on purpose would leave them."""
    rest = {name: data for name, data in found.items() if name != SUMS}
    if PACKAGE in rest:
        about = json.loads(rest[PACKAGE])
        known = {one["path"]: one for one in about["resources"]}
        about["resources"] = [
            {
                **known.get(name, {"path": name}),
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            }
            for name, data in rest.items()
            if name != PACKAGE
        ]
        rest[PACKAGE] = json.dumps(about).encode()
    return resummed(rest)


def resummed(found: dict[str, bytes]) -> dict[str, bytes]:
    """Files with checksums that fit."""
    rest = {name: data for name, data in found.items() if name != SUMS}
    return {**rest, SUMS: checksums(rest)}


def put(found: dict[str, bytes], folder):
    """Write files to a folder."""
    for name, data in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
