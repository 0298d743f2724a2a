"""Write a package: everything in memory, checked in a temporary sibling, then moved into place."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.research.package.codebook import codebook, codebook_page, labels, value_labels
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.formats import to_csv, to_parquet, to_sav
from weerbaar.research.package.metadata import (
    PACKAGE,
    SUMS,
    as_json,
    checksums,
    data_version,
    datapackage,
    instrument_file,
    versions,
)
from weerbaar.research.package.texts import citation, method, readme, title

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, so that it says nothing."""


class OutputExists(Exception):  # noqa: N818 -- nothing went wrong, it is only there
    """There is something already under that name; it stays as it is."""


class InvalidPackage(Exception):  # noqa: N818 -- names what was found
    """A data package that frictionless does not accept: a mistake of ours."""


def give_name(made: Path, out: Path) -> None:
    """Give it its name, unless somebody took that name meanwhile.

    In one step: what was made lies either where it was, or under its name.

    Raises
    ------
    OutputExists
        If the name is taken.
    """
    if made.is_dir():
        # A folder cannot replace a folder that holds something, nor a file.
        if out.exists():
            raise OutputExists
        made.rename(out)
        return
    try:
        # An empty file holds the name, so that nothing of others is replaced.
        out.open("xb").close()
    except FileExistsError:
        raise OutputExists from None
    try:
        made.replace(out)
    except OSError:
        out.unlink()
        raise


def write_package(
    contents: Contents,
    content: Content,
    out: Path,
    check: Callable[[Path], None] = lambda _path: None,
    give: Callable[[Path, Path], None] = give_name,
) -> Path:
    """Write a package to a folder, or to a zip when the name ends in ``.zip``.

    The same contents give the same bytes, with the same versions of the libraries.

    Parameters
    ----------
    check
        Called with the folder before it gets its name; what it raises leaves nothing behind.
    give
        Called with what was made, which lies beside the output on the same disk, and with the
        output, to do what :func:`give_name` does.

    Raises
    ------
    OutputExists
        If there is something under that name.
    InvalidPackage
        If the data package is not valid; nothing is left behind.
    """
    if out.exists() or out.is_symlink():
        raise OutputExists
    files = package_files(contents, content)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _sibling(out) as place:
        folder = place / "package"
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        _validate(folder / PACKAGE)
        check(folder)
        made = folder
        if out.suffix == ".zip":
            made = place / "package.zip"
            made.write_bytes(zipped(files))
        give(made, out)
    return out


def package_files(contents: Contents, content: Content) -> dict[str, bytes]:
    """Every file of a package by its path, in the order in which they are made."""
    tables = dict(_tables(contents, content))
    files = {
        **tables,
        "codebook.csv": to_csv(codebook(contents, content)),
        "instrument.json": as_json(instrument_file(contents)),
        "versions.json": as_json({"simulated": contents.simulated, **versions()}),
        "README.md": readme(contents, content).encode(),
    }
    for name in LANGUAGES:
        files[f"codebook.{name}.md"] = codebook_page(contents, content, name).encode()
        files[f"method.{name}.md"] = method(contents, content, name).encode()
    version = data_version(files)
    files["CITATION.cff"] = citation(contents, content, version).encode()
    files[PACKAGE] = as_json(datapackage(contents, content, files))
    return {**files, SUMS: checksums(files)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files, with no time in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, data)
    return target.getvalue()


def _tables(contents: Contents, content: Content) -> Iterator[tuple[str, bytes]]:
    name_of_all = " / ".join(title(contents, content, language) for language in LANGUAGES)
    notes = {
        "weerbaar.title": name_of_all,
        "weerbaar.simulated": str(contents.simulated).lower(),
        "weerbaar.digest": contents.instrument.model.digest,
    }
    for name, frame in contents.tables.items():
        yield f"data/{name}.csv", to_csv(frame)
        yield f"data/{name}.parquet", to_parquet(frame, notes)
        values = _told(frame, value_labels(name, contents, content))
        yield f"data/{name}.sav", to_sav(frame, name_of_all, labels(name, content), values)


def _told(
    frame: pd.DataFrame, values: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Labels of the values that occur: SPSS lists every label, also those of nothing."""
    found = {}
    for name, known in values.items():
        boolean = str(frame[name].dtype) == "boolean"
        here = {str(value) for value in frame[name].dropna().unique()}
        kept = {value: text for value, text in known.items() if boolean or value in here}
        if kept:
            found[name] = kept
    return found


def _validate(path: Path) -> None:
    """Let the frictionless library judge; what it finds wrong is a mistake of ours."""
    from frictionless import Package

    report = Package(str(path)).validate()
    if not report.valid:
        found = report.flatten(["title", "note"])
        raise InvalidPackage(f"data package is not valid: {found[:3]}")


@contextmanager
def _sibling(out: Path) -> Iterator[Path]:
    """A folder beside the output, on the same disk, that is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
