"""A visitor who speaks to a kernel without our page: over the same websocket, saying anything."""

from __future__ import annotations

import json
import secrets

import websocket

from tests.browser.running import PATIENCE


class Line:
    """A websocket to a kernel of a participants' server, and the widget behind it."""

    def __init__(self, weerbaar, page="zelftest") -> None:
        status, _, body = weerbaar.request("POST", f"/kern/{page}")
        assert status == 200, body
        found = json.loads(body)
        self.kernel, self.model = found["kernel"], found["model"]
        self._weerbaar = weerbaar
        self.connect()

    def connect(self) -> None:
        """Connect, or connect again."""
        address = (
            f"{self._weerbaar.base.replace('http', 'ws', 1)}api/kernels/{self.kernel}/channels"
        )
        self._socket = websocket.create_connection(
            address, timeout=PATIENCE, origin=self._weerbaar.origin
        )

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def leave(self) -> None:
        """Hang up and let go of the kernel."""
        self.close()
        self._weerbaar.request("POST", f"/kern/{self.kernel}/weg")

    def send(self, kind, content, channel="shell") -> None:
        """Send any message of the Jupyter protocol."""
        header = {
            "msg_id": secrets.token_hex(8),
            "msg_type": kind,
            "session": "x",
            "version": "5.3",
        }
        header |= {"username": "", "date": "2026-01-01T00:00:00Z"}
        message = {"channel": channel, "header": header, "parent_header": {}, "metadata": {}}
        self._socket.send(json.dumps({**message, "content": content}))

    def tell(self, data) -> None:
        """Send the widget anything."""
        self.send("comm_msg", {"comm_id": self.model, "data": data})

    def ask(self, message):
        """Ask the widget something and give its answer."""
        number = secrets.token_hex(4)
        self.tell({"method": "custom", "content": {**message, "id": number}})
        while True:
            content = json.loads(self._socket.recv()).get("content", {})
            data = content.get("data", {})
            answer = data.get("content") if isinstance(data, dict) else None
            if isinstance(answer, dict) and answer.get("id") == number:
                return answer
