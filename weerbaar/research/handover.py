"""From a data folder, or from sealed files, to a package: what ``weerbaar export`` does.

A package gets its name last. Before that it was validated, and audited by code that knows nothing
of how it was made. It is in the ledger, and its noise is spent, exactly when it has its name (see
``books``); so nothing is handed over that a later release does not reckon with, and nothing is
reckoned with that was not handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from weerbaar.catalog import LANGUAGES, Content, InstrumentContent
from weerbaar.catalog.study_file import StudyFile
from weerbaar.disclosure.pooling.pool import VARIABLES, Pool, RefusedFile
from weerbaar.disclosure.pooling.research_release import RefusedGroup
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import KeyTextError
from weerbaar.research.audit import AuditFinding, Vocabulary, audit
from weerbaar.research.books import books, opened_file, release_day
from weerbaar.research.package import (
    Contents,
    ExportRefused,
    give_name,
    pooled,
    rooms,
    write_package,
)
from weerbaar.room import Room


class GroupsRefused(ExportRefused):
    """No group could be shown.

    Attributes
    ----------
    groups
        Which they are, and why.
    """

    def __init__(self, code: str, groups: tuple[RefusedGroup, ...]) -> None:
        super().__init__(code)
        self.groups = groups


class AuditFailed(ExportRefused):
    """The audit found something, so nothing was written."""

    def __init__(self, code: str, findings: tuple[AuditFinding, ...]) -> None:
        super().__init__(code)
        self.findings = findings


@dataclass(frozen=True)
class SealedExport:
    """What is asked for of sealed files.

    Attributes
    ----------
    sealed
        A folder or a zip with sealed files.
    key
        The file with the private key.
    ledger
        The file that remembers what was released; the one with draws of noise lies beside it.
    by
        The variables that the groups of the package differ in.
    plan
        Of each other table that is to follow, the same: what may be shown is decided for all of
        them together, and entered at once.
    noise
        Epsilon of a table with noise; None for no such table.
    instrument
        Id of the questionnaire; None for the one that content offers first.
    """

    sealed: Path
    key: Path
    ledger: Path
    by: tuple[str, ...] = ()
    plan: tuple[tuple[str, ...], ...] = ()
    noise: float | None = None
    instrument: str | None = None


@dataclass(frozen=True)
class Handover:
    """What was written.

    Attributes
    ----------
    smallest
        Smallest number of people in it; None when it has no counts.
    not_counted
        Sealed files that were left out.
    refusals
        Groups that were left out, with what each would clash with: for whoever exports.
    """

    path: Path
    contents: Contents = field(repr=False)
    smallest: int | None
    not_counted: tuple[RefusedFile, ...] = ()
    refusals: tuple[RefusedGroup, ...] = field(default=(), repr=False)


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
    ExportRefused
        Then nothing was written.
    """
    _refuse_taken(out)
    return _write(rooms(room, _instrument(instrument, content), content, study), out)


def hand_over_pooled(
    request: SealedExport, content: Content, out: Path, study: StudyFile | None = None
) -> Handover:
    """Write a package of sealed files, and remember that it was released.

    Raises
    ------
    ExportRefused, NoiseError
        Then nothing was written, entered or spent. A draw of noise is remembered, so that the
        next attempt gives the same.
    """
    _refuse_taken(out)
    tables = tuple(dict.fromkeys((request.by, *request.plan)))
    unknown = [name for by in tables for name in by if name not in VARIABLES]
    if unknown:
        raise ExportRefused("bad_variable", found=unknown[0], options=", ".join(VARIABLES))
    pool = _pool(request, content)
    with books(request.ledger) as kept:
        releases = pool.releases(tables, ledger=kept.ledger)
        release = releases[0]
        if not release.groups:
            raise GroupsRefused("no_groups", release.refusals)
        book, noise = kept.noise, None
        if request.noise is not None:
            book, noise = pool.noisy(request.noise, book)
            # Kept before anything is made of it: another draw would average the noise away.
            kept.keep(noise=book)
            book = book.shown(noise)
        ledger = pool.recorded(releases, kept.ledger, release_day())
        give = partial(kept.give_name, ledger=ledger, noise=book)
        handed = _write(pooled(release, content, noise, study), out, give)
    return replace(handed, not_counted=pool.refused, refusals=release.refusals)


def vocabulary(content: Content) -> Vocabulary:
    """All texts and names of the content that can be in a package."""
    offered = content.instruments.values()
    files = [one.file for one in offered]
    own = {t for key, text in content.ui.items() if key.startswith("package.") for t in _both(text)}
    keywords = {word for t in _both(content.ui["package.keywords"]) for word in t.split("; ")}
    shared = [content.research, content.choices, *files]
    texts = {text for one in shared for text in _texts(one.model_dump())}
    # Titles and ids as some formats have them, with a version behind.
    texts |= {f"{title} ({{version}}, {{digest}})" for f in files for title in _both(f.title)}
    texts |= {f"weerbaar-{file.id}-{{version}}" for file in files}
    models = [one.model for one in offered]
    named = {
        "statement": (s.id for model in models for s in model.statements),
        "quadrant": (q.id for model in models for q in model.quadrants),
        "side": (q.side.value for model in models for q in model.quadrants),
        "digest": (digest for model in models for digest in (model.digest, *model.earlier)),
        "instrument": (model.id for model in models),
        "group_type": (one.id for one in content.choices.group_types),
        "size_class": (one.id for one in content.choices.size_classes),
    }
    return Vocabulary(
        texts=frozenset(own | keywords | texts),
        fill=frozenset(t for f in files for t in (f.source, *_both(f.title))),
        names={kind: frozenset(names) for kind, names in named.items()},
    )


def _write(
    contents: Contents, out: Path, give: Callable[[Path, Path], None] = give_name
) -> Handover:
    smallest: int | None = None

    def check(folder: Path) -> None:
        nonlocal smallest
        report = audit(folder, vocabulary(contents.content))
        if not report.passed:
            raise AuditFailed("failed_audit", tuple(report.findings))
        smallest = report.smallest

    write_package(contents, out, check, give)
    return Handover(out, contents, smallest)


def _refuse_taken(out: Path) -> None:
    """Before anything is read, drawn or remembered."""
    if out.exists() or out.is_symlink():
        raise ExportRefused("exists", path=out)


def _pool(request: SealedExport, content: Content) -> Pool:
    instrument = _instrument(request.instrument, content).model
    try:
        key = request.key.read_text(encoding="utf-8")
    except OSError:
        raise ExportRefused("key_unread", path=request.key) from None
    except UnicodeDecodeError:
        raise ExportRefused("bad_key", path=request.key) from None
    try:
        kept = opened_file(request.ledger, instrument.id)
        pool = Pool.read(read_sealed(request.sealed), key, instrument, kept)
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


def _both(text: Any) -> tuple[str, ...]:
    return tuple(text[name] for name in LANGUAGES)


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _texts(value)
    elif isinstance(found, str):
        yield found
