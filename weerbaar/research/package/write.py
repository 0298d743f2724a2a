"""Write a package: everything in memory, checked in a temporary sibling, then moved into place."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from weerbaar.catalog import LANGUAGES
from weerbaar.files import give_new_name
from weerbaar.research.package.citation import catalogue, citation
from weerbaar.research.package.contents import Contents, ExportRefused
from weerbaar.research.package.ddi import ddi
from weerbaar.research.package.formats import to_csv, to_parquet, to_sav
from weerbaar.research.package.metadata import (
    PACKAGE,
    SUMS,
    as_json,
    checksums,
    codebook,
    data_version,
    datapackage,
    instrument_file,
    versions,
)
from weerbaar.research.package.texts import codebook_page, full_title, method, readme
from weerbaar.research.package.workbook import workbook

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, so that it says nothing."""


def give_name(made: Path, out: Path) -> None:
    """Give it its name, unless somebody took that name meanwhile.

    In one step: what was made lies either where it was, or under its name.

    Raises
    ------
    ExportRefused
        ``exists`` when the name is taken.
    """
    if made.is_dir():
        # A folder cannot replace a folder that holds something, nor a file.
        if out.exists():
            raise ExportRefused("exists", path=out)
        made.rename(out)
        return
    try:
        give_new_name(made, out)
    except FileExistsError:
        raise ExportRefused("exists", path=out) from None


def write_package(
    contents: Contents,
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
        ``exists`` when there is something under that name, ``invalid`` when the frictionless
        library does not accept it, which is a mistake of ours, and ``unwritable`` when it cannot
        be written there. Nothing is left behind.
    """
    if out.exists() or out.is_symlink():
        raise ExportRefused("exists", path=out)
    files = package_files(contents)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # Beside the output, on the same disk.
        with tempfile.TemporaryDirectory(
            prefix=f".{out.name}.", dir=out.parent, ignore_cleanup_errors=True
        ) as place:
            made = folder = Path(place) / "package"
            for name, data in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
            _validate(folder / PACKAGE, out)
            check(folder)
            if out.suffix == ".zip":
                made = folder.with_name("package.zip")
                made.write_bytes(zipped(files))
            give(made, out)
    except OSError:
        raise ExportRefused("unwritable", path=out) from None
    return out


def package_files(contents: Contents) -> dict[str, bytes]:
    """Every file of a package by its path, in the order in which they are made."""
    files = dict(_tables(contents))
    files["codebook.csv"] = to_csv(codebook(contents))
    version = data_version(files)
    files["tables.xlsx"] = workbook(contents, version)
    files["instrument.json"] = as_json(instrument_file(contents))
    files["versions.json"] = as_json({"simulated": contents.simulated, **versions()})
    files["README.md"] = readme(contents, version).encode()
    for name in LANGUAGES:
        files[f"codebook.{name}.md"] = codebook_page(contents, name).encode()
        files[f"method.{name}.md"] = method(contents, name).encode()
    files["ddi.xml"] = ddi(contents, version)
    # A citation without an author would be made up.
    if contents.study:
        files["CITATION.cff"] = citation(contents, contents.study, version)
    handed = {name: data for name, data in files.items() if name.startswith(("data/", "tables."))}
    files["dcat.jsonld"] = as_json(catalogue(contents, version, handed))
    files[PACKAGE] = as_json(datapackage(contents, files))
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


def _tables(contents: Contents) -> Iterator[tuple[str, bytes]]:
    title = full_title(contents)
    notes = {
        "weerbaar.title": title,
        "weerbaar.simulated": str(contents.simulated).lower(),
        "weerbaar.digest": contents.instrument.model.digest,
    }
    for name, frame in contents.tables.items():
        yield f"data/{name}.csv", to_csv(frame)
        yield f"data/{name}.parquet", to_parquet(frame, notes)
        yield f"data/{name}.sav", to_sav(frame, title, contents.variables[name])


def _validate(path: Path, out: Path) -> None:
    """Let the frictionless library judge."""
    from frictionless import Package

    report = Package(str(path)).validate()
    if not report.valid:
        refused = ExportRefused("invalid", path=out)
        refused.add_note(str(report.flatten(["title", "note"])[:3]))
        raise refused
