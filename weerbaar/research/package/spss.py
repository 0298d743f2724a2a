"""A frame as an SPSS file: labels, measure levels, formats, and codes for what is hidden."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from weerbaar.research.columns import COLUMNS, HIDDEN_IN, decimals, measure

CODES: Mapping[str, int] = {"could_betray": -97, "small": -98, "complement": -99}
"""Numbers that stand for what is hidden, by reason. They are user-missing, so that SPSS, PSPP and
pandas leave them out, and whoever wants to know why a number is not there can still see it. No
figure can be one of them: counts are not negative, and what can be is far from it."""

_DATE = slice(92, 109)
"""Where the header of a .sav says on which day and at which second it was made."""
_NEVER = b"01 Jan 7000:00:00"
_LABEL = 64
_TEXT = 250
_VALUE = 120
"""Most bytes of a title, of what a variable means, and of what a value means."""
_WIDTH = 8
"""Digits that a number is shown with, as SPSS has it by default."""


def to_sav(
    frame: pd.DataFrame,
    table: str,
    title: str,
    labels: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
) -> bytes:
    """An SPSS file with all that SPSS can know of a table.

    Texts stay texts; booleans become 0 and 1; what is hidden becomes a code that is user-missing,
    and what else is missing system-missing, or empty text.

    Parameters
    ----------
    table
        Name of the table, which says of what kind its columns are.
    labels
        What each column means.
    values
        What the values of each column mean; of a number the codes for what is hidden.
    """
    import pyreadstat

    codes = {name: _codes(frame, name) for name in HIDDEN_IN.get(table, ())}
    columns = {name: _plain(frame[name], codes.get(name)) for name in frame.columns}
    kinds = COLUMNS[table]
    numbers = [name for name, kind in kinds.items() if _numeric(kind)]
    known = {name: _labels(told, kinds[name]) for name, told in values.items() if name in columns}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        pyreadstat.write_sav(
            pd.DataFrame(columns),
            path,
            file_label=_cut(title, _LABEL),
            column_labels={name: _cut(text, _TEXT) for name, text in labels.items()},
            variable_value_labels=known,
            variable_measure={name: measure(name, kind) for name, kind in kinds.items()},
            variable_format={n: f"F{_WIDTH}.{decimals(n, kinds[n])}" for n in numbers},
            missing_ranges={name: list(reasons_of(table).values()) for name in codes},
        )
        data = bytearray(path.read_bytes())
    data[_DATE] = _NEVER
    return bytes(data)


def reasons_of(table: str) -> dict[str, int]:
    """Codes that can stand in the columns of a table, by why a figure is hidden."""
    told = "hidden" in COLUMNS[table]
    return {reason: code for reason, code in CODES.items() if (reason == "could_betray") != told}


def from_sav(data: bytes) -> pd.DataFrame:
    """What pandas makes of an SPSS file: codes for what is hidden are missing."""
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        frame: pd.DataFrame = pyreadstat.read_sav(path)[0]
    return frame


def _codes(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """A code for every cell that is empty because it is hidden."""
    if "hidden" in frame.columns:
        why = frame["hidden"].astype("object").map(lambda reason: CODES.get(str(reason)))
    else:
        why = pd.Series(CODES["could_betray"], index=frame.index)
    return why.astype("Float64").where(frame[name].isna())


def _plain(column: pd.Series[Any], codes: pd.Series[Any] | None) -> pd.Series[Any]:
    if not _numeric(str(column.dtype)):
        return column.astype("object").where(column.notna(), "").astype("object")
    numbers = column.astype("Float64")
    return (numbers if codes is None else numbers.fillna(codes)).astype("float64")


def _labels(told: Mapping[str, str], kind: str) -> dict[Any, str]:
    return {int(v) if _numeric(kind) else v: _cut(words, _VALUE) for v, words in told.items()}


def _numeric(kind: str) -> bool:
    return kind in ("Int64", "Float64", "boolean")


def _cut(text: str, most: int) -> str:
    """At most so many bytes: the labels of SPSS have an end."""
    return text.encode()[:most].decode(errors="ignore")
