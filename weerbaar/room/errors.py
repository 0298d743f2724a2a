"""What can go wrong with the store; every other refusal of a room is a plain ``Refusal``."""

from __future__ import annotations

from weerbaar.model.refusal import Refusal


class StoreError(Refusal):
    """The file or server that should hold the sessions cannot be used.

    Its code is ``unwritable``, ``foreign``, ``corrupt``, ``newer``, ``full``, ``busy`` or
    ``unusable``. Caught apart, because somebody mends it sooner or later and a phone tries again.
    """

    group = "errors.store"
