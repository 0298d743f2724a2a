"""Our participants' server, as it is or with one thing switched off, to see what that brings.

Run as ``python -m tests.bench.parts.ours PORT [NAME]``.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import RequestHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from weerbaar.catalog.paths import notebooks_root
from weerbaar.pages import participant
from weerbaar.serve import assets, kernel_kind, lab_process
from weerbaar.serve.addresses import LOOPBACK
from weerbaar.serve.jupyter import participants, socket


def _handshake() -> None:
    """The websocket opens channels of its own and waits until they work, as stock ones do."""
    participants.PromptConnection = ZMQChannelsWebsocketConnection


def _nodelay() -> None:
    """Small answers wait for each other (Nagle)."""
    socket.PageSocket.open = VoilaKernelWebsocketHandler.open


def _page_cache() -> None:
    """Every visitor's page is drawn anew."""
    participant.ParticipantDesk._form = participant.ParticipantDesk._drawn


def _gzip() -> None:
    """Nothing is packed."""
    assets.packed = lambda name: gzip.compress(assets.asset_body(name), 0)
    settings = participants.ParticipantServer.init_settings
    assets.AssetHandler.get = _without_gzip(assets.AssetHandler.get)

    def without(self):
        found = settings(self)
        found["compress_response"] = False
        return found

    participants.ParticipantServer.init_settings = without


def _without_gzip(get: Callable[..., None]) -> Callable[..., None]:
    def plain(self: RequestHandler, name: str) -> None:
        self.request.headers["Accept-Encoding"] = "identity"
        get(self, name)

    return plain


def _preload() -> None:
    """Forked kernels import what they need themselves."""
    kernel_kind.PRELOAD = ("anywidget",)


SWITCHES: dict[str, Callable[[], None]] = {
    "handshake": _handshake,
    "nodelay": _nodelay,
    "page_cache": _page_cache,
    "gzip": _gzip,
    "preload": _preload,
}
"""What can be switched off."""


def main(port: int, without: list[str]) -> None:
    """Serve until ended."""
    os.environ["JUPYTER_PATH"] = str(lab_process.JUPYTER)
    for name in without:
        SWITCHES[name]()
    participants.serve(LOOPBACK, port, notebooks_root())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
