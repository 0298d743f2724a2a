"""The one clock of all pages; in a rehearsal it may run faster.

Every kernel of one computer reads the same clock, so what one page writes down means the same to
another. ``WEERBAAR_CLOCK_SPEED`` makes ninety minutes pass in one or two, to rehearse and to test;
for a session with people it is never looked at.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from weerbaar.room.session import Kind, Session

SPEED = "WEERBAAR_CLOCK_SPEED"
FASTEST = 1000.0


@dataclass(frozen=True)
class Clock:
    """Seconds, by session: of a rehearsal they may pass faster.

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
