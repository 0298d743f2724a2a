"""A frame as CSV, Parquet and SPSS, always to the same bytes; and back, by what is documented."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from weerbaar.research.columns import CATEGORIES, COLUMNS

FORMATS = ("csv", "parquet", "sav")

_SAV_DATE = slice(92, 109)
"""Where the header of a .sav says on which day and at which second it was made (SPSS)."""
_SAV_NEVER = b"01 Jan 7000:00:00"
_SAV_LABEL = 64
_SAV_TEXT = 250
_SAV_VALUE = 120
"""Most bytes of a title, of what a variable means, and of what a value means."""


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


def to_sav(
    frame: pd.DataFrame,
    title: str,
    labels: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
) -> bytes:
    """An SPSS file with labels of variables and values.

    Texts stay texts; booleans become 0 and 1; what is missing is system-missing, or empty text.
    """
    import pyreadstat

    plain = pd.DataFrame({name: _for_sav(frame[name]) for name in frame.columns})
    named: dict[str, Any] = {
        name: {
            int(value) if str(frame[name].dtype) == "boolean" else value: _cut(words, _SAV_VALUE)
            for value, words in known.items()
        }
        for name, known in values.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        pyreadstat.write_sav(
            plain,
            path,
            file_label=_cut(title, _SAV_LABEL),
            column_labels={name: _cut(text, _SAV_TEXT) for name, text in labels.items()},
            variable_value_labels=named,
        )
        data = bytearray(path.read_bytes())
    data[_SAV_DATE] = _SAV_NEVER
    return bytes(data)


def from_bytes(data: bytes, name: str, suffix: str) -> pd.DataFrame:
    """Read a table back, with the columns and dtypes that its name stands for.

    Raises
    ------
    KeyError
        If a column is missing, or the table is none of ours.
    """
    raw = _READERS[suffix](data)
    return pd.DataFrame(
        {column: _typed(raw[column], column, kind) for column, kind in COLUMNS[name].items()}
    )


def _typed(column: pd.Series[Any], name: str, kind: str) -> pd.Series[Any]:
    known = column.where(column.notna() & (column.astype("object") != ""), None)
    if kind == "category":
        dtype = pd.CategoricalDtype(list(CATEGORIES[name]))
        return known.astype("object").astype(dtype)
    if kind == "boolean":
        truth = {"True": True, "False": False, "1.0": True, "0.0": False}
        return known.astype("object").map(lambda v: truth.get(str(v))).astype("boolean")
    if kind == "string":
        return known.astype("object").astype("string")
    return pd.to_numeric(known).astype(kind)  # type: ignore[call-overload, no-any-return]


def _for_sav(column: pd.Series[Any]) -> pd.Series[Any]:
    kind = str(column.dtype)
    if kind in ("string", "category"):
        return column.astype("object").where(column.notna(), "").astype("object")
    return column.astype("Float64").astype("float64")


def _cut(text: str, most: int) -> str:
    """At most so many bytes: the labels of SPSS have an end."""
    return text.encode()[:most].decode(errors="ignore")


def _read_csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""])


def _read_parquet(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


def _read_sav(data: bytes) -> pd.DataFrame:
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
