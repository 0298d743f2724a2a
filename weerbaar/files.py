"""How a file is written: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_OWNER, _ANYBODY = 0o600, 0o666


def write_whole(path: Path, body: str | bytes, *, new: bool = False, private: bool = True) -> None:
    """Write a file so that whoever reads it, also after a crash, finds all of it or none.

    It is written beside its place, to the disk, and then gets its name in one step.

    Parameters
    ----------
    path
        In a folder that exists.
    body
        Text is written as UTF-8, its line ends as they are.
    new
        Whether it may take the place of no other file.
    private
        Whether only its owner may read it; else who may is left to the system's own settings.

    Raises
    ------
    FileExistsError
        If the file has to be new and is not.
    OSError
        If it cannot be written there; what was there stays, and nothing is left beside it.
    """
    data = body.encode() if isinstance(body, str) else body
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(draft, flags, _OWNER if private else _ANYBODY), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if new:
            give_new_name(draft, path)
        else:
            draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def give_new_name(made: Path, path: Path) -> None:
    """Give a file a name that no other file has, in one step.

    Raises
    ------
    FileExistsError
        If another file has that name; it stays as it is.
    OSError
        If the name cannot be given; then nothing has it.
    """
    # An empty file holds the name, so that nothing of others is replaced.
    path.open("xb").close()
    try:
        made.replace(path)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
