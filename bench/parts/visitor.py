"""A visitor: comes, answers, looks at the own picture, shares, and waits for the word that it is
shared. The clock runs from the first request."""

from __future__ import annotations

import abc
import asyncio
import time
from dataclasses import dataclass

MOMENTS = ("answerable", "begun", "picture", "acknowledged")
"""What is timed: the form can be filled in; told that Begin is stored, which counts them as joined;
everything has come that the private picture needs (and where a server draws it, the picture); the
word that it is shared."""

PATIENCE = 400.0
"""Seconds for one visit, on a machine that may be doing other things."""


@dataclass(frozen=True)
class Place:
    """Where a visitor goes.

    Attributes
    ----------
    base
        Address of the server, with a slash at its end.
    code
        The session, where there are sessions.
    digest
        Which questionnaire is answered, where the server asks for it.
    files
        Paths of what a browser was seen to load with the page of plain widgets.
    """

    base: str
    code: str = ""
    digest: str = ""
    statements: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """What a browser says where it is."""
        return self.base.rstrip("/")

    @property
    def socket(self) -> str:
        """The address for websockets."""
        return self.base.replace("http", "ws", 1)


class Visitor(abc.ABC):
    """Somebody with a phone.

    Attributes
    ----------
    times
        Seconds since coming, per moment.
    """

    def __init__(self, place: Place, number: int) -> None:
        self.place = place
        self.number = number
        self.times: dict[str, float] = {}
        self._begin = 0.0

    async def visit(self) -> dict[str, float]:
        """Do everything; gives the moments."""
        async with asyncio.timeout(PATIENCE):
            await self.look()
            await self.share()
            await self.stay()
        return self.times

    async def look(self) -> None:
        """Do everything up to the private picture."""
        self._begin = time.perf_counter()
        await self.come()
        await self.begin()
        self.mark("begun")
        await self.answer()
        self.mark("picture")

    async def share(self) -> None:
        """Share, and wait for the word that it is shared."""
        await self.deliver()
        self.mark("acknowledged")

    def mark(self, moment: str) -> None:
        """Note the time of a moment."""
        self.times[moment] = time.perf_counter() - self._begin

    @abc.abstractmethod
    async def come(self) -> None:
        """Get the page, and mark when it can be filled in."""

    @abc.abstractmethod
    async def begin(self) -> None:
        """Press Begin, and wait for the word that it is stored."""

    @abc.abstractmethod
    async def answer(self) -> None:
        """Answer all statements and wait for what the picture needs."""

    @abc.abstractmethod
    async def deliver(self) -> None:
        """Share and wait for the word that it is."""

    async def stay(self) -> None:  # noqa: B027 - most pages do nothing
        """Do what a page does once its owner is done."""

    @abc.abstractmethod
    async def leave(self) -> None:
        """Close the page, as a browser does."""
