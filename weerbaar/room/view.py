"""What became of a share, and what anybody may see of a session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from weerbaar.disclosure import Release
from weerbaar.room.session import Session


class ShareOutcome(StrEnum):
    """What became of a share; both are final."""

    SHARED = "shared"
    CLOSED = "closed"


@dataclass(frozen=True)
class View:
    """A session as anybody may see it.

    Attributes
    ----------
    session
        The session itself.
    shared
        Number of shared sheets; None while the session is open (R1).
    release
        The frozen release, once revealed.
    """

    session: Session
    shared: int | None = None
    release: Release | None = None
