"""Sealed files on disk: one file, a folder of them, or a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIX = ".verzegeld"

_LARGEST = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SealedFile(bytes):
    """The bytes of a sealed file, with its name."""

    name: str


def _named(body: bytes, name: str) -> SealedFile:
    made = SealedFile(body)
    made.name = name
    return made


def read_sealed(place: Path | str) -> Iterator[SealedFile]:
    """Sealed files, in order of name, one at a time.

    Parameters
    ----------
    place
        A sealed file, a zip of them, or a folder with sealed files and zips.

    Raises
    ------
    OSError
        If there is nothing there, or it cannot be read.
    """
    place = Path(place)
    if place.is_dir():
        for path in sorted(place.iterdir()):
            if path.suffix in (SUFFIX, ".zip"):
                yield from read_sealed(path)
    elif zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            for entry in sorted(archive.namelist()):
                if entry.endswith(SUFFIX):
                    with archive.open(entry) as file:
                        # A sealed file is small; what is not is refused for what it is.
                        yield _named(file.read(_LARGEST), entry)
    else:
        with place.open("rb") as file:
            yield _named(file.read(_LARGEST), place.name)


def write_zip(path: Path, sealed: Iterable[bytes]) -> int:
    """Put sealed files into one zip, numbered; the zip holds no times. Gives how many."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for count, body in enumerate(sealed, start=1):
            archive.writestr(zipfile.ZipInfo(f"{count:05d}{SUFFIX}", _EPOCH), body)
    return count
