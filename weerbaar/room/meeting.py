"""The meeting: its agenda, and how far it is, in one small file that every page of a room reads.

Nothing of persons is in it, and whoever types a dilemma is asked to name nobody. It is written
whole or not at all; a file that was damaged otherwise is told on the page and stands in nobody's
way.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from weerbaar.model.agenda import Agenda
from weerbaar.model.refusal import Refusal
from weerbaar.model.running import Pace, Running
from weerbaar.room.dilemma import Posed, read_posed
from weerbaar.room.errors import StoreError
from weerbaar.room.meeting_file import read_agenda, read_running, text_of, texts_of, whole

FILE = "meeting.json"
_VERSION = 1
_MOST_PEOPLE = 999


@dataclass(frozen=True)
class Meeting:
    """What was planned, and what is going on.

    Attributes
    ----------
    agenda
        The plan; None when none was made.
    goals
        Ids of the goals that were chosen, the most important one first.
    people
        For how many people it is planned; None when nobody said and there is no plan.
    begins
        When it begins, ``HH:MM``; None when nobody said.
    running
        What is carried out now; None when nothing is.
    code
        Session in which it is carried out; empty when it needs none.
    speed
        Of the clock by which ``running`` was written.
    posed
        The dilemma that its group votes on; None when none was chosen.
    damaged
        Whether there was a file that could not be read.
    """

    agenda: Agenda | None = None
    goals: tuple[str, ...] = ()
    people: int | None = None
    begins: str | None = None
    running: Running | None = None
    code: str | None = None
    speed: float = 1.0
    posed: Posed | None = None
    damaged: bool = False

    def running_in(self, open_codes: Collection[str], speed: float) -> Running | None:
        """What is carried out now; None when nothing is, or its session was put away.

        Parameters
        ----------
        open_codes
            Of the sessions that were not put away: that of now, and the one under it when the one
            of now is a round.
        speed
            Of the clock now. Another one than it was written by tells another time: then the
            clock stands still at what had passed when it was last written.
        """
        if self.running is None or self.code not in open_codes:
            return None
        if speed == self.speed or self.running.pace is not Pace.RUNNING:
            return self.running
        return replace(self.running, since=None, pace=Pace.PAUSED, ends=None)

    def with_running(self, running: Running | None, code: str, speed: float) -> Meeting:
        """The same plan with something that is carried out in a session."""
        return replace(self, running=running, code=code, speed=speed, damaged=False)


@dataclass
class Meetings:
    """Where the meeting is kept.

    Parameters
    ----------
    folder
        The data folder; None keeps it in memory, as long as the process lasts.
    """

    folder: Path | None = None
    _kept: Meeting = field(default_factory=Meeting, repr=False)
    _text: str | None = field(default=None, repr=False)

    def read(self) -> Meeting:
        """The meeting; an empty one when there is none yet."""
        if self.folder is None:
            return self._kept
        try:
            text = (self.folder / FILE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return Meeting()
        except (OSError, ValueError):
            return Meeting(damaged=True)
        # Pages look every second or two; most of the time nothing was written.
        if text != self._text:
            self._text, self._kept = text, parse_meeting(text)
        return self._kept

    def write(self, meeting: Meeting) -> None:
        """Keep a meeting, whole or not at all.

        Raises
        ------
        StoreError
            If it cannot be written there; what was there stays.
        """
        if self.folder is None:
            self._kept = meeting
            return
        draft = self.folder / f"{FILE}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_text(meeting_text(meeting), encoding="utf-8")
            draft.replace(self.folder / FILE)
        except OSError:
            raise StoreError("unwritable", path=str(self.folder)) from None


def meeting_text(meeting: Meeting) -> str:
    """A meeting as it is written down."""
    kept = {key: value for key, value in asdict(meeting).items() if key != "damaged"}
    return json.dumps({"version": _VERSION, **kept})


def parse_meeting(text: str) -> Meeting:
    """What was written down; an empty, damaged meeting when it is anything else."""
    try:
        raw: Any = json.loads(text)
        if whole(raw["version"], 1) != _VERSION:
            return Meeting(damaged=True)
        return Meeting(
            agenda=read_agenda(raw["agenda"]) if raw["agenda"] is not None else None,
            goals=texts_of(raw["goals"]),
            people=whole(raw["people"], 1, _MOST_PEOPLE) if raw["people"] is not None else None,
            begins=text_of(raw["begins"]) if raw["begins"] is not None else None,
            running=read_running(raw["running"]) if raw["running"] is not None else None,
            code=text_of(raw["code"]) if raw["code"] is not None else None,
            speed=float(raw["speed"]),
            # A file of before votes had a dilemma has none.
            posed=read_posed(raw["posed"]) if raw.get("posed") is not None else None,
        )
    except (
        Refusal,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
    ):
        return Meeting(damaged=True)
