"""The meeting: its programme, how far it is, and the dilemma of its votes.

It is kept in the store, as one text that changes in the store's transactions (``Room.change``).
Nothing of persons is in it, and whoever types a dilemma is asked to name nobody. What was damaged
is told on the page and stands in nobody's way.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypedDict

from pydantic import TypeAdapter

from weerbaar.catalog import Content
from weerbaar.catalog.cases import LONGEST as LONGEST_WORDS
from weerbaar.model.plan import one_line
from weerbaar.model.programme.agenda import LONGEST, Agenda
from weerbaar.model.programme.blocks import Outline
from weerbaar.model.programme.running import Pace, Running
from weerbaar.model.refusal import Refusal
from weerbaar.room.session import Kind, Phase, Session, base_of, current_of

SPEED = "WEERBAAR_CLOCK_SPEED"
"""Makes ninety minutes of a rehearsal pass in one or two; with people it is never looked at."""
FASTEST = 1000.0
MOST_PEOPLE = 999
_VERSION = 1
_DAY = 86_400
_MOST_NUMBER = {"after": 10**9, "people": MOST_PEOPLE}
_MOST_IN_LIST = {"items": 100, "goals": 100}
_MOST_STEPS = 1000
_ASKED = ("question", "a", "b")
_BEGIN = 24


@dataclass(frozen=True)
class Clock:
    """The one clock of all pages, in seconds; of a rehearsal they may pass faster.

    Every process of one computer reads the same clock, so what one page writes down means the same
    to another.

    Attributes
    ----------
    rehearsal_speed
        How many seconds of a rehearsal pass in one second.
    read
        Gives the seconds of the computer.
    """

    rehearsal_speed: float = 1.0
    read: Callable[[], float] = time.time

    def speed(self, session: Session | None) -> float:
        """How fast the clock of a session runs; 1 for all but a rehearsal."""
        rehearsal = session is not None and session.kind is Kind.REHEARSAL
        return self.rehearsal_speed if rehearsal else 1.0

    def now(self, session: Session | None) -> float:
        """The moment, in seconds of the clock of a session."""
        return self.read() * self.speed(session)


def clock() -> Clock:
    """The clock of this computer.

    A speed that is no number from above 0 to ``FASTEST`` counts as 1.
    """
    try:
        speed = float(os.environ.get(SPEED, "1"))
    except ValueError:
        speed = 1.0
    return Clock(speed if math.isfinite(speed) and 0 < speed <= FASTEST else 1.0)


@dataclass(frozen=True)
class ChosenDilemma:
    """The dilemma of a meeting: that of a case, or one in the facilitator's own words.

    Votes are told by their number and not by a list: what opens a vote then has nothing else to
    write down.

    Attributes
    ----------
    code
        Session in which it was posed.
    instrument
        Id of the questionnaire by which the group votes.
    after
        Number of the newest session when it was posed; its votes came later.
    case
        Id of the case that it belongs to; None for one in own words.
    story, question, a, b
        The own words, each one line of at most ``catalog.cases.LONGEST`` signs; empty for a case.
    language
        Of the own words.
    """

    code: str
    instrument: str
    after: int
    case: str | None = None
    story: str = ""
    question: str = ""
    a: str = ""
    b: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if any(len(getattr(self, part)) > most for part, most in LONGEST_WORDS.items()):
            raise ValueError("a dilemma that is too long")

    def votes(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """The sessions in which it was voted on, the first one first."""
        found = (s for s in sessions if s.instrument == self.instrument and s.number > self.after)
        return tuple(sorted(found, key=lambda session: session.number))

    def holds(self, sessions: Sequence[Session], session: Session | None) -> bool:
        """Whether a session of now is about it: the one where it was posed, or a vote on it.

        Parameters
        ----------
        sessions
            All of them, the newest first.
        """
        base = base_of(sessions)
        if session is None or base is None or base.code != self.code:
            return False
        return session.code == base.code or session in self.votes(sessions)


def own_words(values: Mapping[str, str]) -> dict[str, str]:
    """What a facilitator typed of a dilemma, each part as one line.

    Raises
    ------
    Refusal
        ``dilemma_empty`` without question, A or B; ``dilemma_long`` with the number of signs.
    """
    words = {part: one_line(values.get(part, "")) for part in LONGEST_WORDS}
    if not all(words[part] for part in _ASKED):
        raise Refusal("dilemma_empty")
    for part, most in LONGEST_WORDS.items():
        if len(words[part]) > most:
            facts = {"begin": words[part][:_BEGIN].strip(), "found": len(words[part]), "most": most}
            raise Refusal("dilemma_long", **facts)
    return words


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
        Whether there was something that could not be read.
    """

    agenda: Agenda | None = None
    goals: tuple[str, ...] = ()
    people: int | None = None
    begins: str | None = None
    running: Running | None = None
    code: str | None = None
    speed: float = 1.0
    posed: ChosenDilemma | None = None
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


_MEETING = TypeAdapter(Meeting)


def meeting_text(meeting: Meeting) -> str:
    """A meeting as it is kept."""
    kept = _MEETING.dump_python(meeting, mode="json", exclude={"damaged"})
    return json.dumps({"version": _VERSION, **kept})


@lru_cache(maxsize=8)  # pages look every second or two; most of the time nothing was written
def parse_meeting(text: str | None) -> Meeting:
    """What was kept; an empty meeting without any, and a damaged one when it is anything else.

    Only what this version could have written itself is read: nothing is guessed or filled in.
    """
    if text is None:
        return Meeting()
    try:
        # What was kept before votes had a dilemma has none.
        raw = {"posed": None, **json.loads(text)}
        meeting = _MEETING.validate_json(text, strict=True)
        same = _sound(raw) and _canonical(json.loads(meeting_text(meeting))) == _canonical(raw)
    except (ValueError, TypeError, RecursionError, Refusal):
        return Meeting(damaged=True)
    plans = (meeting.agenda, meeting.running and meeting.running.agenda)
    fits = all(1 <= plan.minutes <= LONGEST for plan in plans if plan) and meeting.people != 0
    return meeting if same and fits else Meeting(damaged=True)


def _canonical(raw: object) -> str:
    """JSON in one order; unlike values, texts tell 1, 1.0 and true apart."""
    return json.dumps(raw, sort_keys=True)


def _sound(raw: Any, name: str = "") -> bool:
    """Whether all numbers and lists are of some proportion."""
    if isinstance(raw, dict):
        return all(_sound(value, key) for key, value in raw.items())
    if isinstance(raw, list):
        short = len(raw) <= _MOST_IN_LIST.get(name, _MOST_STEPS)
        return short and all(_sound(value, name) for value in raw)
    if isinstance(raw, float):
        return math.isfinite(raw)
    return not isinstance(raw, int) or 0 <= raw <= _MOST_NUMBER.get(name, _DAY)


class Ticking(TypedDict):
    """What a page needs to count by itself: durations in seconds, and no moments.

    The clock of another computer may be wrong.
    """

    step: str
    left: float
    total: int
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
    sessions: tuple[Session, ...]

    @classmethod
    def of(cls, meeting: Meeting, sessions: tuple[Session, ...], clock: Clock) -> Progress:
        """How far it is now."""
        codes = {s.code: s for s in sessions if s.phase is not Phase.ARCHIVED}
        session = codes.get(meeting.code or "") or base_of(sessions)
        speed = clock.speed(session)
        # A talk without figures may go on without any session.
        running = meeting.running_in(codes or {""}, speed)
        return cls(meeting, session, running, clock.now(session), speed, sessions)

    @property
    def current(self) -> Session | None:
        """The session of now, which may be a round on that of the meeting."""
        return current_of(self.sessions)

    @property
    def code(self) -> str:
        """Code of its session; empty without any."""
        return self.session.code if self.session else ""

    @property
    def busy(self) -> bool:
        """Whether a step is going on, or waits."""
        return self.running is not None and self.running.pace in {Pace.RUNNING, Pace.PAUSED}

    @property
    def own(self) -> bool:
        """Whether the programme was made for the session of now, and not for an earlier one."""
        return (self.meeting.code or self.code) == self.code

    def posed(self, session: Session | None) -> ChosenDilemma | None:
        """The dilemma that a session of now is about; None when none was chosen for it."""
        posed = self.meeting.posed
        return posed if posed and posed.holds(self.sessions, session) else None

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

    def carrying(self, running: Running | None) -> Meeting:
        """The same plan with something that is carried out from now on."""
        return replace(self.meeting, running=running, code=self.code, speed=self.speed)

    def with_agenda(self, agenda: Agenda, outlines: Sequence[Outline]) -> Meeting:
        """Another programme: of what is carried out, unless that is one exercise; else the plan."""
        if self.running is None or self.running.by_itself:
            return replace(self.meeting, agenda=agenda)
        return self.carrying(self.running.with_agenda(agenda, outlines, self.now))

    def ticking(self) -> Ticking | None:
        """The clock of the step of now; None when none is shown."""
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
