"""Reads a package back, with the columns and types that the names of its tables stand for."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from weerbaar.research.columns import COLUMNS, KINDS, dtype, is_number


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
    """
    found: dict[str, pd.DataFrame] = {}
    for resource in json.loads(_read(path, "datapackage.json"))["resources"]:
        name = str(resource["path"])
        table = Path(name).stem
        if not name.startswith("data/") or resource["format"] != form:
            continue
        if only is None or table in only:
            found[table] = from_bytes(_read(path, name), table, form)
    return {name: found[name] for name in COLUMNS if name in found}


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        return (path / name).read_bytes()
    with zipfile.ZipFile(path) as zipped:
        return zipped.read(name)


def from_bytes(data: bytes, name: str, form: str) -> pd.DataFrame:
    """Read a table back, with the columns and dtypes that its name stands for.

    Parameters
    ----------
    name
        Of the table.
    form
        ``csv``, ``parquet`` or ``sav``.
    """
    raw = READERS[form](data)
    return pd.DataFrame({column: _typed(raw[column], column) for column in COLUMNS[name]})


def _read_csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""])


def _read_parquet(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


def _read_sav(data: bytes) -> pd.DataFrame:
    """Codes for what is hidden are missing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        frame: pd.DataFrame = pyreadstat.read_sav(path)[0]
    return frame


def _typed(column: pd.Series[Any], name: str) -> pd.Series[Any]:
    kind = KINDS[name]
    known = column.where(column.notna() & (column.astype("object") != ""), None)
    if kind == "boolean":
        truth = {"True": True, "False": False, "1.0": True, "0.0": False}
        return known.astype("object").map(lambda v: truth.get(str(v))).astype("boolean")
    if is_number(name):
        return pd.to_numeric(known).astype(kind)  # type: ignore[call-overload, no-any-return]
    return known.astype("object").astype(dtype(name))


READERS: Mapping[str, Callable[[bytes], pd.DataFrame]] = {
    "csv": _read_csv,
    "parquet": _read_parquet,
    "sav": _read_sav,
}
FORMATS = tuple(READERS)
"""How the three files of a table end."""
