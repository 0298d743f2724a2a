"""The warm pool: each item for one visitor only, and a failure for nobody but who waits."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from weerbaar.serve.pool import Pool


def pool(size, broken=(), dead=()):
    """A pool of numbers, some of which cannot be made and some of which died."""
    numbers = itertools.count(1)

    async def make(_ahead):
        number = next(numbers)
        await asyncio.sleep(0)
        if number in broken:
            raise RuntimeError(number)
        return number

    async def is_alive(number):
        return number not in dead

    return Pool(size, make, is_alive, quiet=0)


def test_nobody_gets_what_another_one_got():
    """Visitors who come at the same moment all get an item of their own."""

    async def visit():
        made = pool(5)
        await made.fill()
        found = await asyncio.gather(*(made.take() for _ in range(40)))
        assert len(set(found)) == 40
        await made.close()

    asyncio.run(visit())


def test_a_dead_item_is_not_handed_out():
    """An item that died while it waited is passed over."""

    async def visit():
        made = pool(3, dead={1, 2})
        await made.fill()
        assert await made.take() == 3
        await made.close()

    asyncio.run(visit())


def test_a_failure_while_filling_stops_no_visitor():
    """What cannot be made ahead is made when somebody asks; only then a failure is told."""

    async def visit():
        made = pool(2, broken={1, 2, 3})
        await made.fill()
        assert len(made) == 0
        await made.close()
        with pytest.raises(RuntimeError):
            await made.take()
        assert await made.take() == 4

    asyncio.run(visit())


def test_it_fills_up_again_by_itself():
    """After visitors came, the pool is as full as before, without a visitor who waits for it."""

    async def visit():
        made = pool(4)
        await made.fill()
        for _ in range(4):
            await made.take()
        while len(made) < made.size:  # noqa: ASYNC110 -- the pool tells nobody
            await asyncio.sleep(0)
        left = await made.close()
        assert len(left) == 4
        assert len(made) == 0

    asyncio.run(asyncio.wait_for(visit(), 60))


def test_progress_is_told():
    """While the pool fills it is told how far it is."""

    async def visit():
        made = pool(5)
        told = []
        await made.fill(lambda ready, size: told.append((ready, size)))
        assert told == [(2, 5), (4, 5), (5, 5)]

    asyncio.run(visit())
