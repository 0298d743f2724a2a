"""Write a package: everything in memory, checked in a temporary sibling, then moved into place."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.research.columns import HIDDEN_IN
from weerbaar.research.package.about import full_title
from weerbaar.research.package.citation import catalogue, citation
from weerbaar.research.package.codebook import (
    codebook,
    codebook_page,
    codes_of,
    joined,
    labels,
    values_of,
)
from weerbaar.research.package.contents import Contents, ExportRefused
from weerbaar.research.package.ddi import ddi
from weerbaar.research.package.formats import to_csv, to_parquet
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
from weerbaar.research.package.spss import to_sav
from weerbaar.research.package.texts import method, readme
from weerbaar.research.package.workbook import workbook

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, so that it says nothing."""


def give_name(made: Path, out: Path) -> None:
    """Give it its name, unless somebody took that name meanwhile.

    In one step: what was made lies either where it was, or under its name.

    Raises
    ------
    ExportRefused
        ``exists`` if the name is taken.
    """
    if made.is_dir():
        # A folder cannot replace a folder that holds something, nor a file.
        if out.exists():
            raise ExportRefused("exists", path=out)
        made.rename(out)
        return
    try:
        # An empty file holds the name, so that nothing of others is replaced.
        out.open("xb").close()
    except FileExistsError:
        raise ExportRefused("exists", path=out) from None
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
    ExportRefused
        ``exists`` if there is something under that name; ``invalid`` if the data package is not
        valid, which is a mistake of ours. Nothing is left behind.
    """
    if out.exists() or out.is_symlink():
        raise ExportRefused("exists", path=out)
    files = package_files(contents, content)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _sibling(out) as place:
        folder = place / "package"
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        _validate(folder / PACKAGE, out)
        check(folder)
        made = folder
        if out.suffix == ".zip":
            made = place / "package.zip"
            made.write_bytes(zipped(files))
        give(made, out)
    return out


def package_files(contents: Contents, content: Content) -> dict[str, bytes]:
    """Every file of a package by its path, in the order in which they are made."""
    files = dict(_tables(contents, content))
    files["codebook.csv"] = to_csv(codebook(contents, content))
    version = data_version(files)
    files["tables.xlsx"] = workbook(contents, content, version)
    files["instrument.json"] = as_json(instrument_file(contents))
    files["versions.json"] = as_json({"simulated": contents.simulated, **versions()})
    files["README.md"] = readme(contents, content, version).encode()
    for name in LANGUAGES:
        files[f"codebook.{name}.md"] = codebook_page(contents, Voice(content, name)).encode()
        files[f"method.{name}.md"] = method(contents, Voice(content, name)).encode()
    files["ddi.xml"] = ddi(contents, content, version)
    # A citation without an author would be made up.
    if contents.study:
        files["CITATION.cff"] = citation(contents, contents.study, content, version)
    handed = {name: data for name, data in files.items() if name.startswith(("data/", "tables."))}
    files["dcat.jsonld"] = as_json(catalogue(contents, content, version, handed))
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
    name_of_all = full_title(contents, content)
    notes = {
        "weerbaar.title": name_of_all,
        "weerbaar.simulated": str(contents.simulated).lower(),
        "weerbaar.digest": contents.instrument.model.digest,
    }
    for name, frame in contents.tables.items():
        yield f"data/{name}.csv", to_csv(frame)
        yield f"data/{name}.parquet", to_parquet(frame, notes)
        values = _told(name, contents, content)
        yield f"data/{name}.sav", to_sav(frame, name, name_of_all, labels(name, content), values)


def _told(table: str, contents: Contents, content: Content) -> dict[str, dict[str, str]]:
    """Labels of the values that occur, and of the codes: SPSS lists labels also of nothing."""
    frame, found = contents.tables[table], {}
    for name, known in values_of(table, contents, content).items():
        boolean = str(frame[name].dtype) == "boolean"
        here = {str(value) for value in frame[name].dropna().unique()}
        kept = {value: joined(pair) for value, pair in known.items() if boolean or value in here}
        if kept:
            found[name] = kept
    codes = {value: joined(pair) for value, pair in codes_of(table, content).items()}
    return found | dict.fromkeys(HIDDEN_IN.get(table, ()), codes)


def _validate(path: Path, out: Path) -> None:
    """Let the frictionless library judge; what it finds wrong is a mistake of ours."""
    from frictionless import Package

    report = Package(str(path)).validate()
    if not report.valid:
        found = report.flatten(["title", "note"])
        raise ExportRefused("invalid", path=out, found=found[:3])


@contextmanager
def _sibling(out: Path) -> Iterator[Path]:
    """A folder beside the output, on the same disk, that is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
