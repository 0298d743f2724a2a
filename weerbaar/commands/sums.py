"""``weerbaar contribute | keygen``: what goes from a room to research, and the keys for it."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.disclosure.sealed.files import SUFFIX
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.files import write_whole
from weerbaar.room import parse_code

KEY_FILE = "weerbaar-geheime-sleutel.txt"
PUBLIC_FILE = "weerbaar-openbare-sleutel.txt"


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    contribute = commands.command("contribute", _contribute)
    contribute.option("contribute_code", "code", metavar="CODE")
    contribute.option("contribute_out", "--out", metavar="FILE", type=Path)
    keygen = commands.command("keygen", _keygen)
    keygen.option("keygen_folder", "folder", metavar="FOLDER", type=Path)


def _contribute(options: argparse.Namespace, voice: Voice) -> int:
    """Write the sealed sums of a session to a file, and say what it is and for whom."""
    room = DataFolder(folder_of(options)).room
    code = parse_code(options.code)
    body, view = room.sealed(code), room.view(code)
    # Not named after the session: whoever sees the file need not know which one it is.
    path = options.out or Path(f"telling-{hashlib.sha256(body).hexdigest()[:8]}{SUFFIX}")
    try:
        write_whole(path, body, new=True)
    except OSError as error:
        return _not_written(path, error, voice)
    to = view.session.recipient
    facts = {"code": code, "path": path, "people": view.release.n if view.release else 0}
    facts |= {"organisation": to.organisation[options.lang], "contact": to.contact} if to else {}
    print(voice("contribute.written", **facts))
    return 0


def _keygen(options: argparse.Namespace, voice: Voice) -> int:
    """Make a key pair: each key into a file of its own, the public one onto the screen too."""
    folder, keys = options.folder.expanduser(), new_keys()
    path, beside = folder / KEY_FILE, folder / PUBLIC_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Neither is left without the other.
        for there in (path, beside):
            if there.exists():
                return _not_written(there, FileExistsError(), voice)
        write_whole(path, _noted(keys.private, "keygen.note", voice), new=True)
        public = _noted(keys.public, "keygen.note_public", voice)
        try:
            write_whole(beside, public, new=True, private=False)
        except OSError:
            path.unlink()
            raise
    except OSError as error:
        return _not_written(path, error, voice)
    print(voice("keygen.written", path=path, beside=beside, public=keys.public))
    return 0


def _noted(key: str, words: str, voice: Voice) -> str:
    """A key with what it is above it, in every language."""
    notes = [f"# {voice.content.text(words, language)}" for language in LANGUAGES]
    return "\n".join((*notes, key, ""))


def _not_written(path: Path, error: OSError, voice: Voice) -> int:
    there = isinstance(error, FileExistsError)
    key = "contribute.exists" if there else "contribute.unwritable"
    print(voice(key, path=path))
    return 1
