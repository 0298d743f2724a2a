"""A live session: phases, what is stored, and what may be done when."""

from weerbaar.room.codes import JoinCode, new_code, parse_code
from weerbaar.room.errors import StoreError
from weerbaar.room.service import Room, ShareOutcome, View
from weerbaar.room.session import Kind, Phase, Session

__all__ = [
    "JoinCode",
    "Kind",
    "Phase",
    "Room",
    "Session",
    "ShareOutcome",
    "StoreError",
    "View",
    "new_code",
    "parse_code",
]
