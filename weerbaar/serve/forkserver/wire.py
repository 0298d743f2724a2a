"""What is said over the Unix socket: one request with file descriptors, then events as JSON lines.

A request is a four-byte length and a JSON object; the descriptors travel with its first bytes.
Both sides read without blocking: a reader is fed whatever has arrived and says when it is complete.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

HEADER = struct.Struct("!I")
# An environment is tens of kilobytes; the limit only keeps a wrong length from eating memory.
MAX_REQUEST = 8 * 1024 * 1024
CHUNK = 65536
STREAMS = 2  # stdout and stderr
# Descriptors must not slip into a process that another thread starts at this very moment.
_CLOEXEC = getattr(socket, "MSG_CMSG_CLOEXEC", 0)

_NOT_A_REQUEST = "a request needs argv (strings), env (strings by name), cwd (a string or none)"

Event = dict[str, Any]


class WireError(Exception):
    """The other side said something that is not in the protocol, or hung up halfway."""


@dataclass(frozen=True)
class Request:
    """What a kernel is to be started with."""

    argv: list[str]
    env: dict[str, str]
    cwd: str | None = None

    def encode(self) -> bytes:
        """Return the bytes that go over the socket."""
        body = json.dumps(asdict(self)).encode("ascii")
        return HEADER.pack(len(body)) + body

    @classmethod
    def decode(cls, body: bytes) -> Request:
        """Read a request and check its form.

        Raises
        ------
        WireError
            If it is not a request.
        """
        try:
            raw = json.loads(body)
            argv, env, cwd = raw["argv"], raw["env"], raw["cwd"]
            strings = [*argv, *env.keys(), *env.values(), cwd or ""]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WireError(_NOT_A_REQUEST) from error
        if not isinstance(argv, list) or not all(isinstance(text, str) for text in strings):
            raise WireError(_NOT_A_REQUEST)
        return cls(argv, env, cwd)


@dataclass
class RequestReader:
    """Collect one request and its descriptors from a socket that does not block."""

    fds: list[int] = field(default_factory=list)
    _buffer: bytearray = field(default_factory=bytearray)

    def feed(self, sock: socket.socket) -> Request | None:
        """Read what has arrived; return the request once it is complete.

        Raises
        ------
        WireError
            If the client hung up or sent something else than one request.
        """
        try:
            data, fds = receive(sock)
        except BlockingIOError:
            return None
        self.fds += fds
        if not data:
            raise WireError("the client hung up before its request was complete")
        self._buffer += data
        if len(self._buffer) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self._buffer)
        if length > MAX_REQUEST or len(self._buffer) > HEADER.size + length:
            raise WireError("the request is too long")
        if len(self._buffer) < HEADER.size + length:
            return None
        if len(self.fds) != STREAMS:
            raise WireError(f"a request carries {STREAMS} descriptors, not {len(self.fds)}")
        return Request.decode(bytes(self._buffer[HEADER.size :]))

    def close(self) -> None:
        """Close the descriptors that came along."""
        while self.fds:
            os.close(self.fds.pop())


@dataclass
class EventReader:
    """Cut a stream of bytes into events."""

    _buffer: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> list[Event]:
        """Return the events that are complete now."""
        self._buffer += data
        *lines, rest = bytes(self._buffer).split(b"\n")
        self._buffer = bytearray(rest)
        return [json.loads(line) for line in lines]


def receive(sock: socket.socket) -> tuple[bytes, list[int]]:
    """Read bytes and descriptors; the descriptors are not inherited by other programs."""
    data, fds, _, _ = socket.recv_fds(sock, CHUNK, STREAMS, _CLOEXEC)
    for fd in fds:
        os.set_inheritable(fd, False)  # noqa: FBT003 - takes no keyword
    return data, fds


def send_event(sock: socket.socket, event: str, fds: Sequence[int] = (), **fields: object) -> None:
    """Say something small without ever waiting; a reader that went away is no concern of ours."""
    line = json.dumps({"event": event, **fields}).encode("ascii") + b"\n"
    try:
        if fds:
            socket.send_fds(sock, [line], list(fds), socket.MSG_DONTWAIT)
        else:
            sock.send(line, socket.MSG_DONTWAIT)
    except OSError:
        pass
