"""A live session: phases, what is stored, and what may be done when."""

from weerbaar.room.errors import StoreError
from weerbaar.room.service import MAX_HEADS, Room
from weerbaar.room.session import (
    JoinCode,
    Kind,
    Phase,
    Session,
    SessionView,
    ShareOutcome,
    new_code,
    parse_code,
)

__all__ = [
    "MAX_HEADS",
    "JoinCode",
    "Kind",
    "Phase",
    "Room",
    "Session",
    "SessionView",
    "ShareOutcome",
    "StoreError",
    "new_code",
    "parse_code",
]
