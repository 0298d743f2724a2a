"""What goes into a package: the frames of pooled sessions, or of the rooms of one data folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

import pandas as pd

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.catalog.study_file import StudyFile
from weerbaar.disclosure import Detail, Release
from weerbaar.disclosure.pooling.noise import NoisyTable
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.model.refusal import Refusal
from weerbaar.research.columns import typed
from weerbaar.research.package.log import pooled_log, rooms_log
from weerbaar.research.sessions import releases_frame
from weerbaar.research.tables import tables
from weerbaar.room import Kind, Room, Session


class Source(StrEnum):
    """Where the figures come from."""

    POOLED = "pooled"
    """Sealed tallies of many sessions, opened together."""
    ROOMS = "rooms"
    """What the rooms of one data folder were shown."""


class ExportRefused(Refusal):
    """Why nothing is handed over, or why the books of what was cannot be used."""

    group: ClassVar[str] = "package.errors"


@dataclass(frozen=True)
class Contents:
    """Everything that a package is made from.

    Attributes
    ----------
    tables
        Frames by name, as :data:`weerbaar.research.columns.COLUMNS` documents them.
    rules
        Parameters by which figures were hidden and rounded, by name.
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
    by: tuple[str, ...] = ()
    noise: NoisyTable | None = field(default=None, repr=False)
    study: StudyFile | None = None


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
    rules = {name: getattr(release.rules, name) for name in release.rules.__dataclass_fields__}
    return Contents(
        Source.POOLED,
        instrument,
        made,
        rules,
        release.simulated,
        by=release.by,
        noise=noise,
        study=study,
    )


def rooms(room: Room, instrument: InstrumentContent, study: StudyFile | None = None) -> Contents:
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
    shown = [pair for pair in released if _shown(*pair, instrument.model.digest)]
    if not shown:
        raise ExportRefused("no_sessions")
    names = {session.code: _name(session) for session, _ in shown}
    made = {
        "sessions": sessions_frame(shown, names),
        "releases": releases_frame(
            ((names[session.code], release) for session, release in shown), instrument.model
        ),
        "log": rooms_log(
            [(_name(session), release) for session, release in released],
            instrument.model.digest,
        ),
    }
    policies = [release.policy.to_dict() for _, release in shown]
    # Where rooms had parameters of their own, the laxest of each describes them all.
    rules = {name: min(policy[name] for policy in policies) for name in policies[0]}
    return Contents(Source.ROOMS, instrument, made, rules, simulated=False, study=study)


def noise_frame(noise: NoisyTable) -> pd.DataFrame:
    """One row per statement and colour: a count with noise, and how much noise."""
    return typed(
        "noise",
        (
            {
                "id": cell.id,
                "category": cell.category,
                "count": cell.count,
                "epsilon": noise.epsilon,
                "error_95": noise.error,
                "unit": "sheet",
                "simulated": noise.simulated,
            }
            for cell in noise.cells
        ),
    )


def sessions_frame(
    shown: Iterable[tuple[Session, Release]], names: Mapping[str, str]
) -> pd.DataFrame:
    """One row per session: what kind of group it was, and how much its room was shown.

    Parameters
    ----------
    names
        Names of sessions by their code; a wave of a session without one stands by itself.
    """
    return typed(
        "sessions",
        (
            {
                "session": names.get(session.code, _name(session)),
                "group_type": session.group_type,
                "size_class": session.size_class,
                "wave_of": names.get(session.wave_of or ""),
                "detail": release.detail.value,
                "n": release.n,
                "simulated": False,
            }
            for session, release in shown
        ),
    )


def _shown(session: Session, release: Release, digest: str) -> bool:
    """Whether a release has figures, of the instrument that the package describes."""
    if release.rehearsal or session.digest != digest:
        return False
    return release.detail is not Detail.NOTHING


def _name(session: Session) -> str:
    return f"{session.number:04d}"
