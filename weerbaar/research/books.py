"""The books of research on disk, the ledger and the draws of noise; notebook and export share them.

One process has them at a time. What follows from a package is written as an intent before the
package gets its name, and carried out after it; so a process that dies between any two steps
leaves either no package and nothing entered, or a package and all of it. Which of the two it is
shows from what was made: it lies where it was made until the one step that gives it its name. If
it is gone, somebody may have seen it, and all is entered.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.noise import NoiseBook
from weerbaar.files import write_whole
from weerbaar.research.package import ExportRefused, give_name

_Book = TypeVar("_Book", Ledger, NoiseBook)

PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.05
_NOISE, _INTENT, _LOCK = ".ruis.json", ".bezig.json", ".slot"


def release_day() -> date:
    """The day under which a release is entered: that of whoever will read a refusal."""
    return date.today()  # noqa: DTZ011


def opened_file(ledger: Path, instrument: str) -> Path:
    """Where what was opened for one questionnaire is kept, encrypted, beside a ledger."""
    return ledger.with_suffix(f".{instrument}.geopend")


@dataclass
class Books:
    """The books of one ledger file, while nobody else has them.

    Attributes
    ----------
    path
        Of the ledger; the other files lie beside it.
    """

    path: Path
    ledger: Ledger
    noise: NoiseBook

    def keep(self, *, ledger: Ledger | None = None, noise: NoiseBook | None = None) -> None:
        """Write what is new, for good."""
        if ledger is not None and ledger != self.ledger:
            _write(self.path, ledger.to_json())
            self.ledger = ledger
        if noise is not None and noise != self.noise:
            _write(self.path.with_suffix(_NOISE), noise.to_json())
            self.noise = noise

    def give_name(self, made: Path, out: Path, *, ledger: Ledger, noise: NoiseBook) -> None:
        """Give what was made its name and enter what follows from it: both, or neither.

        Parameters
        ----------
        made, out
            As for :func:`weerbaar.research.package.give_name`, which also says what it raises.
        ledger, noise
            The books as they are once it has its name.
        """
        intent = {
            "made": str(made.absolute()),
            "out": str(out.absolute()),
            "ledger": ledger.to_json(),
            "noise": noise.to_json(),
        }
        _write(self.path.with_suffix(_INTENT), json.dumps(intent))
        try:
            give_name(made, out)
        finally:
            self.settle()

    def settle(self) -> None:
        """Carry an intent out if what was made has its name, or may have had it; else drop it.

        Raises
        ------
        ExportRefused
            ``bad_ledger`` when the intent cannot be read, ``unwritable`` when a book cannot be.
        """
        path = self.path.with_suffix(_INTENT)
        try:
            intent = json.loads(path.read_text(encoding="utf-8"))
            made, out = Path(intent["made"]), Path(intent["out"])
            ledger = Ledger.from_json(intent["ledger"])
            noise = NoiseBook.from_json(intent["noise"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError):
            raise ExportRefused("bad_ledger", path=path) from None
        if not made.exists():
            self.keep(ledger=ledger, noise=noise)
        elif out.is_file() and not out.stat().st_size:
            out.unlink()  # it only held the name
        path.unlink()
        # What was made and has no name is of nobody's use.
        shutil.rmtree(made.parent, ignore_errors=True)


@contextmanager
def books(path: Path) -> Iterator[Books]:
    """The books, once nobody else has them; what an earlier process left undone is settled first.

    Raises
    ------
    ExportRefused
        ``bad_ledger`` or ``noise.no_book`` when a book cannot be read, which is never taken for an
        empty one; ``unwritable``, or ``busy`` when somebody else keeps them too long.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(_LOCK)
        lock.touch(mode=0o600)
        file = lock.open("r+b")
    except OSError:
        raise ExportRefused("unwritable", path=path) from None
    with file:
        _wait_for(file, path)
        refused = ExportRefused("bad_ledger", path=path)
        ledger = _read(path, Ledger.from_json, Ledger.empty(), refused)
        draws = path.with_suffix(_NOISE)
        refused = ExportRefused("noise.no_book", path=draws)
        noise = _read(draws, NoiseBook.from_json, NoiseBook(), refused)
        kept = Books(path, ledger, noise)
        kept.settle()
        yield kept


def _read(path: Path, read: Callable[[str], _Book], empty: _Book, refused: ExportRefused) -> _Book:
    try:
        return read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return empty
    except (OSError, ValueError):
        raise refused from None


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError:
        raise ExportRefused("unwritable", path=path) from None


def _wait_for(file: IO[bytes], path: Path) -> None:
    """Take the lock; it ends with the process."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not _locked(file):
        if time.monotonic() > end:
            raise ExportRefused("busy", path=path)
        time.sleep(_PAUSE_SECONDS)


def _locked(file: IO[bytes]) -> bool:
    with suppress(OSError):
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
