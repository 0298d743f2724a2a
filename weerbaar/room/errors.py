"""What can go wrong in a room; the words are in ``content/ui/errors.yaml`` under each code."""

from __future__ import annotations

from typing import ClassVar

from weerbaar.model.refusal import Refusal


class RoomError(Refusal):
    """Something that may not or cannot be done now. Nothing was changed."""


class StoreError(Refusal):
    """The file or server that should hold the sessions cannot be used.

    The codes are ``unwritable``, ``foreign``, ``corrupt``, ``newer``, ``full``, ``busy`` and
    ``unusable``.
    """

    group: ClassVar[str] = "errors.store"
