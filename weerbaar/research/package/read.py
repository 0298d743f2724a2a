"""Read a package back: the same frames, dtypes included."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from weerbaar.research.columns import COLUMNS
from weerbaar.research.package.formats import FORMATS, from_bytes


class PackageError(ValueError):
    """A package that cannot be read back.

    Attributes
    ----------
    code
        ``no_package``, ``changed`` or ``unknown_table``.
    name
        The file it is about.
    """

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code = code
        self.name = name


def read_package(
    path: Path, form: str = "parquet", only: Collection[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Every table of a package by name, as it was when the package was written.

    Parameters
    ----------
    path
        A folder or a zip.
    form
        Which of the three files of a table is read: ``csv``, ``parquet`` or ``sav``.
    only
        Names of the tables to read; None for all.

    Raises
    ------
    PackageError
        If it is no package of ours, or a file is not what the package says it is.
    """
    if form not in FORMATS:
        raise PackageError("no_package", form)
    found: dict[str, pd.DataFrame] = {}
    for resource in _described(path):
        name = str(resource["path"])
        if not name.startswith("data/") or resource["format"] != form:
            continue
        table = Path(name).stem
        if only is not None and table not in only:
            continue
        data = _bytes(path, name)
        if f"sha256:{hashlib.sha256(data).hexdigest()}" != resource["hash"]:
            raise PackageError("changed", name)
        if table not in COLUMNS:
            raise PackageError("unknown_table", name)
        found[table] = from_bytes(data, table, form)
    return {name: found[name] for name in COLUMNS if name in found}


def _described(path: Path) -> list[dict[str, Any]]:
    try:
        resources = json.loads(_bytes(path, "datapackage.json"))["resources"]
    except (ValueError, LookupError, TypeError):
        raise PackageError("no_package", str(path)) from None
    return list(resources)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            return (path / name).read_bytes()
        with zipfile.ZipFile(path) as zipped:
            return zipped.read(name)
    except (OSError, KeyError, zipfile.BadZipFile):
        raise PackageError("no_package", name) from None
