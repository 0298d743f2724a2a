"""From a data folder, or from sealed files, to a package: what ``weerbaar export`` does.

A package gets its name last. Before that it was validated, audited by code that knows nothing of
how it was made, and entered into the ledger; so nothing is handed over that a later release does
not reckon with.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.catalog.study_file import StudyFile
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.noise import NoiseBook, NoiseError, NoisyTable
from weerbaar.disclosure.pooling.pool import VARIABLES, Pool, Refused
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import KeyTextError
from weerbaar.research.audit import AuditFinding, audit
from weerbaar.research.package import (
    Contents,
    InvalidPackage,
    NothingToExport,
    OutputExists,
    pooled,
    rooms,
    write_package,
)
from weerbaar.research.vocabulary import vocabulary
from weerbaar.room import Room

LEDGER = "onderzoek-uitgaven.json"
"""Name of the ledger in the data folder, when no other is given."""

_BOOK_SUFFIX = ".ruis.json"


class ExportRefused(Exception):  # noqa: N818 -- most reasons are no error
    """Why nothing was written; the sentence is ``package.errors.<code>``."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class AuditFailed(Exception):  # noqa: N818 -- it is what the audit is for
    """The audit found something, so nothing was written."""

    def __init__(self, findings: Sequence[AuditFinding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Request:
    """What is asked for of sealed files.

    Attributes
    ----------
    sealed
        A folder or a zip with sealed files.
    key
        The file with the private key.
    ledger
        The file that remembers what was released; the one with draws of noise lies beside it.
    noise
        Epsilon of a table with noise; None for no such table.
    instrument
        Id of the questionnaire; None for the one that content offers first.
    """

    sealed: Path
    key: Path
    ledger: Path
    by: tuple[str, ...] = ()
    noise: float | None = None
    instrument: str | None = None

    @property
    def book(self) -> Path:
        """The file with draws of noise."""
        return self.ledger.with_suffix(_BOOK_SUFFIX)


@dataclass(frozen=True)
class Handover:
    """What was written.

    Attributes
    ----------
    smallest
        Smallest number of people in it; None when it has no counts.
    not_counted
        Sealed files that were left out.
    """

    path: Path
    contents: Contents = field(repr=False)
    smallest: int | None
    not_counted: tuple[Refused, ...] = ()


def hand_over_rooms(
    room: Room,
    content: Content,
    out: Path,
    instrument: str | None = None,
    study: StudyFile | None = None,
) -> Handover:
    """Write a package of the rooms of a data folder that answered one questionnaire.

    Parameters
    ----------
    instrument
        Id of the questionnaire; None for the one that content offers first.
    study
        What a researcher says of it; None when nobody said anything.

    Raises
    ------
    ExportRefused, AuditFailed
        Then nothing was written.
    """
    _refuse_taken(out)
    try:
        contents = rooms(room, _instrument(instrument, content), study)
    except NothingToExport as nothing:
        raise ExportRefused(nothing.code) from None
    return _write(contents, content, out, lambda: None)


def hand_over_pooled(
    request: Request, content: Content, out: Path, study: StudyFile | None = None
) -> Handover:
    """Write a package of sealed files, and remember that it was released.

    Raises
    ------
    ExportRefused, AuditFailed
        Then nothing was written. A draw of noise is remembered all the same.
    """
    _refuse_taken(out)
    pool = _pool(request, content)
    ledger = _ledger(request.ledger)
    unknown = [name for name in request.by if name not in VARIABLES]
    if unknown:
        raise ExportRefused("bad_variable", found=unknown[0], options=", ".join(VARIABLES))
    release = pool.release(request.by, ledger=ledger)
    if not release.groups:
        raise ExportRefused("no_groups")
    noise = None if request.noise is None else _noise(pool, request, request.noise)
    contents = pooled(release, content, noise, study)
    handed = _write(contents, content, out, lambda: _record(pool, release, ledger, request.ledger))
    return Handover(handed.path, contents, handed.smallest, pool.refused)


def _write(contents: Contents, content: Content, out: Path, last: Callable[[], None]) -> Handover:
    smallest: list[int | None] = []

    def check(folder: Path) -> None:
        report = audit(folder, vocabulary(content))
        if not report.passed:
            raise AuditFailed(report.findings)
        smallest.append(report.smallest)
        last()

    try:
        write_package(contents, content, out, check)
    except OutputExists:
        raise ExportRefused("exists", path=out) from None
    except InvalidPackage:
        raise ExportRefused("invalid", path=out) from None
    except OSError:
        raise ExportRefused("unwritable", path=out) from None
    return Handover(out, contents, smallest[0])


def _refuse_taken(out: Path) -> None:
    """Before anything is read, drawn or remembered."""
    if out.exists() or out.is_symlink():
        raise ExportRefused("exists", path=out)


def _pool(request: Request, content: Content) -> Pool:
    instrument = _instrument(request.instrument, content).model
    try:
        key = request.key.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ExportRefused("bad_key", path=request.key) from None
    try:
        pool = Pool.read(read_sealed(request.sealed), key, instrument)
    except KeyTextError:
        raise ExportRefused("bad_key", path=request.key) from None
    except OSError:
        raise ExportRefused("no_folder", path=request.sealed) from None
    if not pool.sessions:
        if pool.refused and all(file.reason == "other_key" for file in pool.refused):
            raise ExportRefused("bad_key", path=request.key)
        raise ExportRefused("no_folder", path=request.sealed)
    return pool


def _instrument(wanted: str | None, content: Content) -> InstrumentContent:
    """The questionnaire that was asked for, among those that research may use."""
    found = content.one_offered("research", wanted)
    if found is None:
        options = ", ".join(one.model.id for one in content.offered("research"))
        raise ExportRefused("bad_instrument", found=wanted, options=options)
    return found


def _ledger(path: Path) -> Ledger:
    """What was released before; one that cannot be read must not be taken for none."""
    try:
        return Ledger.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Ledger.empty()
    except (OSError, ValueError):
        raise ExportRefused("bad_ledger", path=path) from None


def _record(pool: Pool, release: ResearchRelease, ledger: Ledger, path: Path) -> None:
    _keep(path, pool.recorded(release, ledger).to_json())


def _noise(pool: Pool, request: Request, epsilon: float) -> NoisyTable:
    try:
        try:
            book = NoiseBook.from_json(request.book.read_text(encoding="utf-8"))
        except FileNotFoundError:
            book = NoiseBook()
        book, table = pool.noisy(epsilon, book)
    except NoiseError as error:
        facts = {"path": request.book, **error.facts}
        raise ExportRefused(f"noise.{error.code}", **facts) from None
    except (OSError, UnicodeDecodeError):
        raise ExportRefused("noise.no_book", path=request.book) from None
    # Kept before anybody sees it: a draw that is forgotten could be drawn again.
    _keep(request.book, book.to_json())
    return table


def _keep(path: Path, text: str) -> None:
    """Write a file whole or not at all, for its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + ".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        raise ExportRefused("unwritable", path=path) from None
