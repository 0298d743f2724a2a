"""The only widgets: each passes messages to a desk and the answers back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import anywidget

from weerbaar.pages.assets import bundle
from weerbaar.pages.board import Message, language_of

Handle = Callable[[Message], Mapping[str, object]]

_log = logging.getLogger(__name__)


class _Page(anywidget.AnyWidget):
    """A page whose every message is answered by a desk."""

    def __init__(self, handle: Handle, sorry: dict[str, str]) -> None:
        super().__init__()
        self._handle = handle
        self._sorry = sorry
        self.on_msg(self._answer)

    def set_state(self, sync_data: object) -> None:
        """Take nothing over from a page: it asks, and changes nothing here."""

    def _answer(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, Mapping):
            return
        try:
            reply: Mapping[str, object] = self._handle(message)
        except Exception as error:  # noqa: BLE001  # ipywidgets would swallow it without a word
            # Only the kind of error: its text, or the message, could repeat what somebody answered.
            _log.error("%s while answering a page", type(error).__name__)
            reply = {"error": self._sorry[language_of(message)]}
        self.send({**reply, "id": message.get("id")})


class ParticipantPage(_Page):
    """The self-test."""

    _esm = bundle("lab_participant.js")


class BoardPage(_Page):
    """The facilitator's page, or the screen."""

    _esm = bundle("lab_board.js")
