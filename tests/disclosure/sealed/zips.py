"""Sealed files in a zip, as an organisation gathers them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from weerbaar.disclosure.sealed.files import SUFFIX


def write_zip(path: Path, sealed: Iterable[bytes]) -> int:
    """Put sealed files into one zip, numbered; the zip holds no times. Gives how many."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for count, body in enumerate(sealed, start=1):
            archive.writestr(zipfile.ZipInfo(f"{count:05d}{SUFFIX}", (1980, 1, 1, 0, 0, 0)), body)
    return count
