"""Sealed files on disk: one file, a folder of them, or a zip."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from weerbaar.catalog.paths import content_root
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX

SUFFIX = ".verzegeld"

EXAMPLE_FILES = "verzonnen-raden.zip"
EXAMPLE_KEYS = "voorbeeldsleutels.txt"

_LARGEST = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SealedFile(bytes):
    """The bytes of a sealed file, with its name."""

    name: str


def _named(body: bytes, name: str) -> SealedFile:
    made = SealedFile(body)
    made.name = name
    return made


class SealedFiles:
    """Sealed files that lie somewhere, in order of name, read one at a time."""

    def __init__(self, place: Path) -> None:
        """Take the place; see :func:`read_sealed`."""
        self._place = place

    def __iter__(self) -> Iterator[SealedFile]:
        """Every sealed file; raises ``OSError`` where one cannot be read."""
        for path in self._paths():
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for entry in sorted(archive.namelist()):
                        if entry.endswith(SUFFIX):
                            with archive.open(entry) as file:
                                # A sealed file is small; what is not is refused for what it is.
                                yield _named(file.read(_LARGEST), entry)
            else:
                with path.open("rb") as file:
                    yield _named(file.read(_LARGEST), path.name)

    def hash(self) -> bytes:
        """What tells these files from any others: names and hashes of all there is to read."""
        whole = hashlib.sha256()
        for path in self._paths():
            with path.open("rb") as file:
                of = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{path.name}\0{of}\0".encode())
        return whole.digest()

    def _paths(self) -> list[Path]:
        if not self._place.is_dir():
            return [self._place]
        return sorted(p for p in self._place.iterdir() if p.suffix in (SUFFIX, ".zip"))


def read_sealed(place: Path | str) -> SealedFiles:
    """Sealed files, in order of name.

    Parameters
    ----------
    place
        A sealed file, a zip of them, or a folder with sealed files and zips. Whether there is
        anything shows when it is read.
    """
    return SealedFiles(Path(place))


def write_zip(path: Path, sealed: Iterable[bytes]) -> int:
    """Put sealed files into one zip, numbered; the zip holds no times. Gives how many."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for count, body in enumerate(sealed, start=1):
            archive.writestr(zipfile.ZipInfo(f"{count:05d}{SUFFIX}", _EPOCH), body)
    return count


def example_files() -> tuple[Path, str]:
    """The example that comes with the program: sealed sums of made-up councils, and their key.

    Returns
    -------
    (path, private key)
        For :func:`read_sealed` and ``Pool.read``.
    """
    folder = content_root() / "voorbeeld"
    words = (folder / EXAMPLE_KEYS).read_text(encoding="utf-8").split()
    return folder / EXAMPLE_FILES, next(word for word in words if word.startswith(PRIVATE_PREFIX))
