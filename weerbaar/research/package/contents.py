"""What goes into a package: the tables of pooled sessions, or of the rooms of one data folder.

With a log of everything that was hidden, rounded, banded, refused or left out, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content, InstrumentContent
from weerbaar.catalog.study_file import StudyFile
from weerbaar.disclosure import Detail, Release
from weerbaar.disclosure.pooling.noise import NoisyTable
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.model.refusal import Refusal
from weerbaar.research.columns import HIDDEN_IN, ROUNDED_IN, missing, typed
from weerbaar.research.frames import releases_frame
from weerbaar.research.package.variables import Both, Variable, known_values, variables_of
from weerbaar.research.pooled import tables
from weerbaar.room import Kind, Room, Session

_WHERE = ("group", "part", "pair", "id", "category")
_UNSTATED = StudyFile.model_construct(title=None, creators=())


class Source(StrEnum):
    """Where the figures come from."""

    POOLED = "pooled"
    """Sealed tallies of many sessions, opened together."""
    ROOMS = "rooms"
    """What the rooms of one data folder were shown."""


class ExportRefused(Refusal):
    """Why nothing is handed over."""

    group = "package.errors"


@dataclass(frozen=True)
class Contents:
    """Everything that a package is made from.

    Attributes
    ----------
    tables
        By name, as :data:`weerbaar.research.columns.COLUMNS` has them.
    rules
        Parameters by which figures were hidden and rounded, by name.
    content
        What is said of all that.
    by
        Variables that groups differ in.
    noise
        The table with noise, when there is one; its cells are in ``tables["noise"]``.
    study
        What a researcher chose to say of it; None when nobody said anything.
    """

    source: Source
    instrument: InstrumentContent
    tables: Mapping[str, pd.DataFrame]
    rules: Mapping[str, float]
    simulated: bool
    content: Content = field(repr=False)
    by: tuple[str, ...] = ()
    noise: NoisyTable | None = field(default=None, repr=False)
    study: StudyFile | None = None

    @property
    def stated(self) -> StudyFile:
        """The study, in which everything is empty when nobody said anything."""
        return self.study or _UNSTATED

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, Both]]:
        """Meaning of values by the name of the column that they stand in, whatever the table."""
        return known_values(self.instrument, self.content)

    @cached_property
    def variables(self) -> Mapping[str, tuple[Variable, ...]]:
        """What every format says of the columns of each table."""
        return {table: variables_of(table, self.meanings, self.content) for table in self.tables}

    def say(self, key: str, language: str, **facts: object) -> str:
        """A text of packages, by the rest of its key."""
        return self.content.text(f"package.{key}", language, **facts)

    def both(self, key: str, **facts: object) -> Both:
        """The same in every language."""
        return {language: self.say(key, language, **facts) for language in LANGUAGES}

    def about(self, table: str) -> Both:
        """What a table is about."""
        text = self.content.research.tables[table]
        return {language: text[language] for language in LANGUAGES}


def pooled(
    release: ResearchRelease,
    content: Content,
    noise: NoisyTable | None = None,
    study: StudyFile | None = None,
) -> Contents:
    """What there is to hand over of pooled sessions.

    Raises
    ------
    ExportRefused
        ``no_groups`` when no group may be shown.
    ValueError
        If the content has another version of the instrument.
    """
    if not release.groups:
        raise ExportRefused("no_groups")
    instrument = content.instruments[release.instrument]
    made = tables(release, instrument.model)
    made["log"] = pooled_log(release, made)
    if noise is not None:
        made["noise"] = noise_frame(noise)
    return Contents(
        Source.POOLED,
        instrument,
        made,
        vars(release.rules),
        release.simulated,
        content,
        by=release.by,
        noise=noise,
        study=study,
    )


def rooms(
    room: Room, instrument: InstrumentContent, content: Content, study: StudyFile | None = None
) -> Contents:
    """What there is to hand over of the live sessions of a data folder; rehearsals never.

    Tables hold one questionnaire. Sessions are named by their order, and a day is not given.

    Raises
    ------
    ExportRefused
        ``no_sessions`` when no session of people was released with figures.
    """
    live = [s for s in reversed(room.sessions()) if s.kind is Kind.LIVE]
    found = [(session, room.view(session.code).release) for session in live]
    released = [(session, release) for session, release in found if release is not None]
    digest = instrument.model.digest
    shown = [pair for pair in released if _shown(*pair, digest)]
    if not shown:
        raise ExportRefused("no_sessions")
    made = {
        "sessions": sessions_frame(shown),
        "releases": releases_frame(
            ((_name(session), release) for session, release in shown), instrument.model
        ),
        "log": rooms_log([(_name(session), release) for session, release in released], digest),
    }
    policies = [release.policy.to_dict() for _, release in shown]
    # Where rooms had parameters of their own, the laxest of each describes them all.
    rules = {name: min(policy[name] for policy in policies) for name in policies[0]}
    return Contents(
        Source.ROOMS, instrument, made, rules, simulated=False, content=content, study=study
    )


def noise_frame(noise: NoisyTable) -> pd.DataFrame:
    """One row per statement and colour: a count with noise, and how much noise."""
    about = {
        "epsilon": noise.epsilon,
        "error_95": noise.error,
        "unit": "sheet",
        "simulated": noise.simulated,
    }
    return typed("noise", ({**vars(cell), **about} for cell in noise.cells))


def sessions_frame(shown: Iterable[tuple[Session, Release]]) -> pd.DataFrame:
    """One row per session: what kind of group it was, and how much its room was shown.

    A wave of a session that is not among these stands by itself.
    """
    pairs = list(shown)
    names = {session.code: _name(session) for session, _ in pairs}
    return typed(
        "sessions",
        (
            {
                "session": _name(session),
                "group_type": session.group_type,
                "size_class": session.size_class,
                "wave_of": names.get(session.wave_of or ""),
                "detail": release.detail.value,
                "n": release.n,
                "simulated": False,
            }
            for session, release in pairs
        ),
    )


def pooled_log(release: ResearchRelease, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per figure hidden or group refused, and per column that is rounded."""
    counts = tables["counts"].dropna(subset="hidden").to_dict("records")
    rows = [
        *(_row("counts", _where(row), "hidden", str(row["hidden"])) for row in counts),
        *_hidden_figures(tables),
        *(
            _row(table, column, "rounded", "every_count")
            for table, columns in ROUNDED_IN.items()
            for column in columns
        ),
        *(
            _row("groups", str(row["group"]), "refused", str(row["reason"]))
            for row in tables["refusals"].to_dict("records")
        ),
    ]
    return typed("log", ({**row, "simulated": release.simulated} for row in rows))


def rooms_log(released: Iterable[tuple[str, Release]], digest: str) -> pd.DataFrame:
    """One row per figure banded or shown as a level, and per session left out."""
    rows = (row for name, release in released for row in _room(name, release, digest))
    return typed("log", ({**row, "simulated": False} for row in rows))


def _shown(session: Session, release: Release, digest: str) -> bool:
    """Whether a release has figures, of the instrument that the package describes."""
    if release.rehearsal or session.digest != digest:
        return False
    return release.detail is not Detail.NOTHING


def _name(session: Session) -> str:
    return f"{session.number:04d}"


def _hidden_figures(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, str]]:
    """Rows of which the first figure is empty, and each number of the response.

    Counts are told with their reason, and what is compared is told where it is itself shown.
    """
    for table, names in HIDDEN_IN.items():
        if table in ("counts", "comparisons") or table not in tables:
            continue
        each = table == "response"
        for name in names if each else names[:1]:
            frame = tables[table]
            for row in frame[frame[name].isna()].to_dict("records"):
                where = f"{_where(row)}, {name}" if each else _where(row)
                yield _row(table, where, "hidden", "could_betray")


def _room(name: str, release: Release, digest: str) -> Iterator[dict[str, str]]:
    if release.digest != digest:
        yield _row("releases", name, "left_out", "other_instrument")
        return
    if release.detail is Detail.NOTHING:
        yield _row("releases", name, "left_out", "few_people")
        return
    for quadrant, level in release.levels:
        why = "few_answers" if level is None else "small_room"
        yield _row("releases", f"{name}, quadrant, {quadrant}", "level", why)
    for figure in release.statements:
        where = f"{name}, statement, {figure.id}"
        if figure.share is None:
            yield _row("releases", where, "hidden", "few_answers")
        elif figure.level is not None:
            yield _row("releases", where, "level", "few_answers")
        elif figure.share[0] != figure.share[1]:
            yield _row("releases", where, "banded", "small_count")


def _where(row: Mapping[Any, Any]) -> str:
    return ", ".join(str(row[name]) for name in _WHERE if name in row and not missing(row[name]))


def _row(table: str, row: str, what: str, why: str) -> dict[str, str]:
    return {"table": table, "row": row, "what": what, "why": why}
