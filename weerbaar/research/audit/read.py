"""Any export -> files and tables; every kind of file gives the same plain tables."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from weerbaar.research.audit.report import Unreadable

KINDS: Mapping[str, frozenset[str]] = {
    "noise": frozenset({"id", "category", "count", "epsilon", "error_95", "unit"}),
    "counts": frozenset({"group", "part", "id", "category", "count", "hidden"}),
    "groups": frozenset({"group", "sessions", "people", "complete"}),
    "shares": frozenset({"group", "part", "id", "not_green", "answers"}),
    "reliability": frozenset({"group", "part", "id", "alpha", "people"}),
    "items": frozenset({"group", "id", "difficulty", "answers"}),
    "keys": frozenset({"group", "variable", "value"}),
    "refusals": frozenset({"group", "reason"}),
    "releases": frozenset({"session", "part", "id", "midpoint", "low", "high", "level", "n"}),
    "sessions": frozenset({"session", "n", "detail"}),
    "covariances": frozenset({"group", "mean_covariance"}),
    "comparisons": frozenset({"first", "second", "difference"}),
    "log": frozenset({"table", "row", "what", "why"}),
    "codebook": frozenset({"table", "column", "nl", "en"}),
}
"""Columns by which a table is known; the first kind that fits counts."""

SUFFIXES = (".csv", ".parquet", ".sav")


@dataclass(frozen=True)
class Table:
    """A table as it stands in a file.

    Attributes
    ----------
    kind
        One of ``KINDS``, or None when it is none of ours.
    frame
        Numbers as Float64, everything else as text; nothing is filled in.
    """

    file: str
    kind: str | None
    frame: pd.DataFrame


@dataclass(frozen=True)
class Export:
    """All that was found.

    Attributes
    ----------
    files
        Bytes by path inside the export.
    single
        Whether it is one table by itself.
    """

    files: Mapping[str, bytes]
    single: bool

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table, by path."""
        return tuple(
            _table(name, data)
            for name, data in sorted(self.files.items())
            if PurePosixPath(name).suffix in SUFFIXES
        )

    def read_json(self, name: str) -> Any:
        """A JSON file of the export; None when it is missing or broken."""
        try:
            return json.loads(self.files[name])
        except (KeyError, ValueError):
            return None


def read_export(path: Path) -> Export:
    """Read a folder, a zip or a single table.

    Raises
    ------
    Unreadable
        When there is nothing there, or nothing of ours.
    """
    try:
        if path.is_dir():
            found = {
                file.relative_to(path).as_posix(): file.read_bytes()
                for file in sorted(path.rglob("*"))
                if file.is_file()
            }
            return _whole(found)
        data = path.read_bytes()
        if path.suffix in SUFFIXES:
            return Export({path.name: data}, single=True)
        return _whole(_unzipped(data))
    except FileNotFoundError:
        raise Unreadable("no_file") from None
    except OSError:
        raise Unreadable("broken") from None


def _whole(files: dict[str, bytes]) -> Export:
    if not any(PurePosixPath(name).suffix in SUFFIXES for name in files):
        raise Unreadable("no_export")
    return Export(files, single=False)


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            names = [name for name in zipped.namelist() if not name.endswith("/")]
            return {name: zipped.read(name) for name in names}
    except zipfile.BadZipFile:
        raise Unreadable("broken" if data[:2] == b"PK" else "no_export") from None


def _table(name: str, data: bytes) -> Table:
    try:
        frame = _READERS[PurePosixPath(name).suffix](data)
    # Each reader has errors of its own for a file that is not what its name says.
    except Exception:  # noqa: BLE001
        raise Unreadable("broken") from None
    columns = {str(column) for column in frame.columns}
    kind = next((kind for kind, known in KINDS.items() if known <= columns), None)
    return Table(name, kind, _plain(frame))


def _csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""])


def _parquet(data: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(data))


def _sav(data: bytes) -> pd.DataFrame:
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        frame: pd.DataFrame = pyreadstat.read_sav(path)[0]
    return frame.replace("", pd.NA)


_READERS = {".csv": _csv, ".parquet": _parquet, ".sav": _sav}


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers as numbers and the rest as text, whatever the file called them."""
    plain: dict[str, Any] = {}
    for name in frame.columns:
        column = frame[name].astype("object").where(frame[name].notna(), None)
        try:
            plain[str(name)] = pd.to_numeric(column).astype("Float64")
        except (ValueError, TypeError):
            plain[str(name)] = column.astype("string")
    return pd.DataFrame(plain)
