"""What is carried out now, for the facilitator's page and the screen alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from weerbaar.catalog import Content
from weerbaar.model.running import Pace, Running
from weerbaar.room import Phase, Session
from weerbaar.room.clock import Clock
from weerbaar.room.dilemma import Posed, base_of
from weerbaar.room.meeting import Meeting, Meetings


class ClockReading(TypedDict):
    """What a page needs to count by itself: seconds left of the step and of the whole meeting."""

    step: str
    left: float
    total: float
    rest: float | None
    runs: bool
    speed: float


@dataclass(frozen=True)
class Progress:
    """How far a meeting is, at one moment.

    Attributes
    ----------
    session
        The one that the meeting belongs to: under a round it is not that of now.
    running
        What is carried out; None when nothing is.
    now
        The moment, in seconds of its clock.
    speed
        How fast that clock runs.
    sessions
        All of them, the newest first.
    """

    meeting: Meeting
    session: Session | None
    running: Running | None
    now: float
    speed: float
    sessions: tuple[Session, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether a step is going on, or waits."""
        return self.running is not None and self.running.pace in {Pace.RUNNING, Pace.PAUSED}

    def posed(self, session: Session | None) -> Posed | None:
        """The dilemma that a session of now is about; None when none was chosen for it."""
        posed = self.meeting.posed
        return posed if posed and posed.holds(self.sessions, session) else None

    @property
    def own(self) -> bool:
        """Whether the programme was made for the session of now, and not for an earlier one."""
        code = self.session.code if self.session else ""
        return (self.meeting.code or code) == code

    def people(self, content: Content) -> int:
        """How many people there are: as counted, else as many as are expected."""
        counted = self.session.heads if self.session else None
        return counted or self.expected(content)

    def expected(self, content: Content) -> int:
        """How many people to make a programme for.

        As the facilitator said, else as counted, else what the size of the group tells.
        """
        said = self.meeting.people if self.own else None
        if self.session is None:
            return said or content.agenda.sizes[0].people
        return said or self.session.heads or content.agenda.people(self.session.size_class)

    def clock(self) -> ClockReading | None:
        """What a page needs to count by itself; None when no clock is shown.

        It holds durations and no moments: the clock of another computer may be wrong.
        """
        running = self.running
        if running is None or running.pace is Pace.DONE:
            return None
        return {
            "step": f"{running.at} {running.step.item} {running.step.number}",
            "left": round(running.left(self.now), 2),
            "total": running.step.seconds,
            "rest": None if running.ends is None else round(running.ends - self.now, 2),
            "runs": running.pace is Pace.RUNNING,
            "speed": self.speed,
        }


@dataclass
class Watch:
    """Reads the meeting and the clock together.

    Parameters
    ----------
    meetings
        Where the meeting is kept.
    clock
        The clock of all pages.
    """

    meetings: Meetings = field(default_factory=Meetings)
    clock: Clock = field(default_factory=Clock)

    def progress(self, sessions: Sequence[Session]) -> Progress:
        """How far the meeting is.

        Parameters
        ----------
        sessions
            All of them, the newest first.
        """
        meeting = self.meetings.read()
        codes = {s.code: s for s in sessions if s.phase is not Phase.ARCHIVED}
        session = codes.get(meeting.code or "") or base_of(sessions)
        speed = self.clock.speed(session)
        # A talk without figures may go on without any session.
        running = meeting.running_in(codes or {""}, speed)
        now = self.clock.now(session)
        return Progress(meeting, session, running, now, speed, tuple(sessions))

    def keep(self, progress: Progress, running: Running | None) -> None:
        """Write down what is carried out from now on.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        code = progress.session.code if progress.session else ""
        self.meetings.write(progress.meeting.with_running(running, code, progress.speed))
