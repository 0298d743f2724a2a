"""A line to a kernel: opened when the kernel starts, handed to the page that gets the kernel.

So whoever connects finds channels that are known to work, and nobody has to wait for that.
"""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from zmq.eventloop.zmqstream import ZMQStream

Streams = dict[str, ZMQStream]

CHANNELS = ("iopub", "shell", "control", "stdin")
_LISTEN_SECONDS = 0.5


class Line:
    """Channels to one kernel.

    Parameters
    ----------
    manager
        The kernel's manager, of which the channels are streams on this event loop.
    """

    def __init__(self, manager: Any) -> None:
        self._session = manager.session
        identity = uuid.uuid4().hex.encode()
        self.streams: Streams = {
            name: getattr(manager, f"connect_{name}")(identity=identity) for name in CHANNELS
        }
        self._replies: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard = asyncio.Event()
        self.streams["shell"].on_recv(self._reply)
        self.streams["iopub"].on_recv(lambda _parts: self._heard.set())

    async def execute(
        self, source: str, expressions: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Run code and give the content of the kernel's reply."""
        content = {
            "code": source,
            "silent": False,
            "store_history": False,
            "user_expressions": expressions or {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        sent = self._session.send(self.streams["shell"], "execute_request", content)
        while True:
            reply = await self._replies.get()
            if reply["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
                answer: dict[str, Any] = reply["content"]
                return answer

    async def until_heard(self) -> None:
        """Wait until the kernel's output arrives, then leave the channels to somebody else."""
        while not self._heard.is_set():
            # A subscription takes effect a moment after it was made: make another sound.
            await self.execute("")
            try:
                await asyncio.wait_for(self._heard.wait(), _LISTEN_SECONDS)
            except TimeoutError:
                continue
        for name in ("shell", "iopub"):
            self.streams[name].stop_on_recv()

    def _reply(self, parts: list[bytes]) -> None:
        _, message = self._session.feed_identities(parts)
        self._replies.put_nowait(self._session.deserialize(message))


def close(streams: Streams) -> None:
    """Close channels that nobody took over."""
    for stream in streams.values():
        if not stream.closed():
            stream.close()
