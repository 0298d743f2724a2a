"""A table as CSV, Parquet and SPSS, always to the same bytes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from weerbaar.research.columns import KINDS, decimals, is_number
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
