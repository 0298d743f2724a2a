"""The websocket between a page and its kernel, without the waits that this server does not need.

Seen on voila 0.5.13, jupyter_server 2.21 and ipykernel 7.4.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from weerbaar.serve.handlers import require_own_origin


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Takes over the channels that were opened when the kernel started.

    The stock connection opens its own, asks the kernel three times for its information and waits
    for all of the answers. Ours were seen to work when the notebook ran. A page that connects
    again goes the stock way.
    """

    async def prepare(self) -> None:
        """Get ready to connect; without asking the kernel when it is known to answer."""
        if not self.multi_kernel_manager.has_line(self.kernel_id):
            await super().prepare()
            return
        await self._register_session()
        self.session.key = self.kernel_manager.session.key

    def create_stream(self) -> None:
        """Take the channels that were kept, or open new ones."""
        # The stock connection looks for this on the kernel's manager, where it is not, and hears
        # nothing more of a kernel after its first error.
        self.kernel_manager.traceback_replacement_message = ""
        self._prompt = False
        streams = self.multi_kernel_manager.take_line(self.kernel_id)
        if streams is None:
            super().create_stream()
            return
        self._prompt = True
        for name, stream in streams.items():
            stream.channel = name
            self.channels[name] = stream

    def nudge(self) -> asyncio.Future[None]:
        """Make sure that the channels work, unless that was seen."""
        if not self._prompt:
            return super().nudge()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done


class PageSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # untyped base
    """A kernel's websocket that sends at once: Nagle costs some 45 ms an answer."""

    def set_default_headers(self) -> None:
        """Set what every answer carries, a refusal to connect too."""
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)
        self.clear_header("Server")

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Refuse with a number only; the stock page sets a cookie."""
        self.set_status(status_code)
        self.finish()

    async def open(self, kernel_id: str) -> None:
        """Connect a page with its kernel."""
        self.set_nodelay(True)
        await super().open(kernel_id)

    async def get(self, kernel_id: str) -> None:
        """Accept our own pages only: without an origin the stock handler asks no questions."""
        require_own_origin(self)
        # A dead one is refused at once, so that the page asks for another; it would never connect.
        await self.kernel_manager.remove_dead(kernel_id)
        await super().get(kernel_id)
