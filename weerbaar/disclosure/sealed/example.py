"""The example that comes with the program: sealed sums of made-up councils, and the key to them.

``python -m weerbaar.disclosure.sealed.example`` makes it anew: the same councils, a new key.
"""

from __future__ import annotations

from pathlib import Path

from weerbaar.catalog import load_content
from weerbaar.catalog.paths import content_root
from weerbaar.disclosure.sealed.files import write_zip
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX, PUBLIC_PREFIX, new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.disclosure.sealed.simulate import simulated_contributions
from weerbaar.model.instrument import Instrument

SESSIONS = 60
SEED = 8

_FILES = "verzonnen-raden.zip"
_KEYS = "voorbeeldsleutels.txt"


def example() -> tuple[Path, str]:
    """Where the example is, and the private key to it.

    Returns
    -------
    (path, private key)
        For ``read_sealed`` and ``Pool.read``.
    """
    folder = content_root() / "voorbeeld"
    words = (folder / _KEYS).read_text(encoding="utf-8").split()
    return folder / _FILES, next(word for word in words if word.startswith(PRIVATE_PREFIX))


def make_example(folder: Path, instrument: Instrument) -> None:
    """Write the example into a folder: the zip, and beside it the keys of nobody."""
    keys = new_keys()
    note = (folder / _KEYS).read_text(encoding="utf-8").splitlines()
    kept = [line for line in note if not line.startswith((PUBLIC_PREFIX, PRIVATE_PREFIX))]
    made = simulated_contributions(instrument, SESSIONS, SEED)
    write_zip(folder / _FILES, (seal(contribution, keys.public) for contribution in made))
    text = "\n".join((*kept, keys.public, keys.private, ""))
    (folder / _KEYS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make_example(content_root() / "voorbeeld", load_content().default.model)
