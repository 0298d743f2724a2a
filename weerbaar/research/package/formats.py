"""A table as CSV, Parquet and SPSS, always to the same bytes; and a package read back."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from weerbaar.research.columns import COLUMNS, KINDS, decimals, dtype, is_number
from weerbaar.research.package.variables import CODES, Variable, in_one_line

_DATE = slice(92, 109)
"""Where the header of a .sav says on which day and at which second it was made."""
_NEVER = b"01 Jan 7000:00:00"
_LABEL = 64
_TEXT = 250
_VALUE = 120
"""Most bytes of a title, of what a variable means, and of what a value means."""
_WIDTH = 8
"""Digits that a number is shown with, as SPSS has it by default."""


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


def to_csv(frame: pd.DataFrame) -> bytes:
    """RFC 4180, UTF-8; what is missing is empty."""
    return frame.to_csv(index=False, lineterminator="\r\n").encode()


def to_parquet(frame: pd.DataFrame, notes: Mapping[str, str]) -> bytes:
    """Parquet with the dtypes of pandas; ``notes`` go into its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **notes})
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()


def to_sav(frame: pd.DataFrame, title: str, variables: Sequence[Variable]) -> bytes:
    """An SPSS file with all that SPSS can know of a table.

    Texts stay texts; booleans become 0 and 1; what is hidden becomes a code that is user-missing,
    and what else is missing system-missing, or empty text. Only values that occur have a label,
    for SPSS lists labels also of nothing.
    """
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        pyreadstat.write_sav(
            pd.DataFrame({one.name: _plain(frame, one) for one in variables}),
            path,
            file_label=_cut(title, _LABEL),
            column_labels={one.name: _cut(in_one_line(one.label), _TEXT) for one in variables},
            variable_value_labels={
                one.name: labels for one in variables if (labels := _labels(frame, one))
            },
            variable_measure={one.name: one.measure for one in variables},
            variable_format={
                one.name: f"F{_WIDTH}.{decimals(one.name)}"
                for one in variables
                if _numeric(one.name)
            },
            missing_ranges={one.name: list(one.codes) for one in variables if one.codes},
        )
        data = bytearray(path.read_bytes())
    data[_DATE] = _NEVER
    return bytes(data)


def from_bytes(data: bytes, name: str, form: str) -> pd.DataFrame:
    """Read a table back, with the columns and dtypes that its name stands for.

    Parameters
    ----------
    name
        Of the table.
    form
        ``csv``, ``parquet`` or ``sav``.

    Raises
    ------
    KeyError
        If a column is missing, or the table is none of ours.
    """
    raw = _READERS[form](data)
    return pd.DataFrame({column: _typed(raw[column], column) for column in COLUMNS[name]})


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
    for resource in _resources(path):
        name = str(resource["path"])
        table = Path(name).stem
        if not name.startswith("data/") or resource["format"] != form:
            continue
        if only is not None and table not in only:
            continue
        data = _read(path, name)
        if f"sha256:{hashlib.sha256(data).hexdigest()}" != resource["hash"]:
            raise PackageError("changed", name)
        if table not in COLUMNS:
            raise PackageError("unknown_table", name)
        found[table] = from_bytes(data, table, form)
    return {name: found[name] for name in COLUMNS if name in found}


def _resources(path: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(_read(path, "datapackage.json"))["resources"])
    except (ValueError, LookupError, TypeError):
        raise PackageError("no_package", str(path)) from None


def _read(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            return (path / name).read_bytes()
        with zipfile.ZipFile(path) as zipped:
            return zipped.read(name)
    except (OSError, KeyError, zipfile.BadZipFile):
        raise PackageError("no_package", name) from None


def _numeric(name: str) -> bool:
    """Whether SPSS has a column as numbers."""
    return is_number(name) or KINDS[name] == "boolean"


def _plain(frame: pd.DataFrame, variable: Variable) -> pd.Series[Any]:
    """A column as SPSS has it, with a code in every cell that is empty because it is hidden."""
    column = frame[variable.name]
    if not _numeric(variable.name):
        return column.astype("object").where(column.notna(), "").astype("object")
    numbers = column.astype("Float64")
    if variable.codes:
        if "hidden" in frame.columns:
            why = frame["hidden"].astype("object").map(lambda reason: CODES.get(str(reason)))
        else:
            why = pd.Series(CODES["could_betray"], index=frame.index)
        numbers = numbers.fillna(why.astype("Float64"))
    return numbers.astype("float64")


def _labels(frame: pd.DataFrame, variable: Variable) -> dict[Any, str]:
    told: Mapping[Any, Mapping[str, str]] = variable.codes or variable.occurring(frame)
    number = _numeric(variable.name)
    return {int(v) if number else v: _cut(in_one_line(both), _VALUE) for v, both in told.items()}


def _cut(text: str, most: int) -> str:
    """At most so many bytes: the labels of SPSS have an end."""
    return text.encode()[:most].decode(errors="ignore")


def _typed(column: pd.Series[Any], name: str) -> pd.Series[Any]:
    kind = KINDS[name]
    known = column.where(column.notna() & (column.astype("object") != ""), None)
    if kind == "boolean":
        truth = {"True": True, "False": False, "1.0": True, "0.0": False}
        return known.astype("object").map(lambda v: truth.get(str(v))).astype("boolean")
    if is_number(name):
        return pd.to_numeric(known).astype(kind)  # type: ignore[call-overload, no-any-return]
    return known.astype("object").astype(dtype(name))


def _read_csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""])


def _read_parquet(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


def _read_sav(data: bytes) -> pd.DataFrame:
    """Codes for what is hidden are missing."""
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        frame: pd.DataFrame = pyreadstat.read_sav(path)[0]
    return frame


_READERS: Mapping[str, Callable[[bytes], pd.DataFrame]] = {
    "csv": _read_csv,
    "parquet": _read_parquet,
    "sav": _read_sav,
}
FORMATS = tuple(_READERS)
"""How the three files of a table end."""
