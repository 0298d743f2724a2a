"""A frame as CSV and Parquet, always to the same bytes; and back, by what is documented."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from weerbaar.research.columns import CATEGORIES, COLUMNS
from weerbaar.research.package.spss import from_sav

FORMATS = ("csv", "parquet", "sav")


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


def _read_csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""])


def _read_parquet(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


_READERS: Mapping[str, Callable[[bytes], pd.DataFrame]] = {
    "csv": _read_csv,
    "parquet": _read_parquet,
    "sav": from_sav,
}
