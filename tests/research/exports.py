"""An export of the made-up councils that come with the program, made once for all tests."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.example import example
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.research.audit import Vocabulary
from weerbaar.research.package import Contents, pooled
from weerbaar.research.package.metadata import PACKAGE, SUMS, checksums
from weerbaar.research.package.write import package_files
from weerbaar.research.vocabulary import vocabulary


@cache
def pool() -> Pool:
    """Sixty made-up sessions."""
    place, key = example()
    return Pool.read(read_sealed(place), key, load_content().instruments["zelftest"].model)


@cache
def contents() -> Contents:
    """Their groups, as they would be handed over, with a table with noise."""
    _, noise = pool().noisy(0.5)
    return pooled(pool().release(("group_type",)), load_content(), noise)


@cache
def files() -> dict[str, bytes]:
    """The package of it."""
    return package_files(contents(), load_content())


@cache
def words() -> Vocabulary:
    """What the program may write."""
    return vocabulary(load_content())


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
