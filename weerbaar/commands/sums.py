"""``weerbaar contribute | keygen``: what goes from a room to research, and the keys for it."""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.disclosure.sealed.files import SUFFIX
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.pages.house import House
from weerbaar.room import parse_code

KEY_FILE = "weerbaar-geheime-sleutel.txt"


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    contribute = commands.command("contribute", _contribute)
    contribute.option("contribute_code", "code", metavar="CODE")
    contribute.option("contribute_out", "--out", metavar="FILE", type=Path)
    keygen = commands.command("keygen", _keygen)
    keygen.option("keygen_folder", "folder", metavar="FOLDER", type=Path)


def _contribute(options: argparse.Namespace, content: Content) -> int:
    """Write the sealed sums of a session to a file, and say what it is and for whom."""
    room = House(folder_of(options)).room
    code = parse_code(options.code)
    body, view = room.sealed(code), room.view(code)
    # Not named after the session: whoever sees the file need not know which one it is.
    path = options.out or Path(f"telling-{hashlib.sha256(body).hexdigest()[:8]}{SUFFIX}")
    try:
        _write(path, body)
    except OSError as error:
        return _not_written(path, error, Voice(content, options.lang))
    to = view.session.recipient
    facts = {"code": code, "path": path, "people": view.release.n if view.release else 0}
    facts |= {"organisation": to.organisation[options.lang], "contact": to.contact} if to else {}
    print(content.text("contribute.written", options.lang, **facts))
    return 0


def _keygen(options: argparse.Namespace, content: Content) -> int:
    """Make a key pair: the private key into a file, the public one onto the screen."""
    path = options.folder.expanduser() / KEY_FILE
    keys = new_keys()
    notes = [f"# {content.text('keygen.note', language)}" for language in LANGUAGES]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, "\n".join((*notes, keys.private, "")).encode())
    except OSError as error:
        return _not_written(path, error, Voice(content, options.lang))
    print(content.text("keygen.written", options.lang, path=path, public=keys.public))
    return 0


def _write(path: Path, body: bytes) -> None:
    """Write a new file that only its owner may read; never over another one."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)


def _not_written(path: Path, error: OSError, voice: Voice) -> int:
    there = isinstance(error, FileExistsError)
    key = "contribute.exists" if there else "contribute.unwritable"
    print(voice(key, path=path))
    return 1
