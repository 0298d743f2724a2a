"""The data folder of this user, and the names of what stands in it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

DATA_DIR = "WEERBAAR_DATA_DIR"
"""Set by the launcher, and by who wants another folder than the user's own."""

LEDGER = "onderzoek-uitgaven.json"
"""What was released for research; see ``weerbaar/research/books.py``."""


def data_dir() -> Path:
    """Folder with the sessions of this user."""
    given = os.environ.get(DATA_DIR)
    return Path(given) if given else Path(platformdirs.user_data_dir("weerbaar", appauthor=False))
