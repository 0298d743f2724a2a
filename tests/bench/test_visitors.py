"""Every kind of visitor gets through a real server of its own, and is counted there."""

import asyncio
import sqlite3
from contextlib import ExitStack

import pytest

from bench.parts import floor, solara_packages, waiting
from bench.parts.batch import visit
from bench.parts.servers import FLOOR, OURS, SOLARA, STOCK, running
from bench.parts.shares import counted, share_together
from bench.parts.visitor import MOMENTS
from bench.parts.visitors import files_of
from bench.parts.web import fetch
from tests.processes import living


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Give our server and the floor, with what the floor takes over from ours."""
    with ExitStack() as stack:
        folders = (tmp_path_factory.mktemp(name) for name in ("ours", "floor"))
        mine, below = (
            stack.enter_context(running(found, folder))
            for found, folder in zip((OURS, FLOOR), folders, strict=True)
        )
        asyncio.run(floor.copy(mine.place.base, mine.place.code, below.files))
        yield mine, below
        families = [*mine.family.members(), *below.family.members()]
    assert not living(families)


@pytest.mark.parametrize("which", [0, 1])
def test_visitors_are_counted(pair, which):
    """A visit has all its moments in order, and leaves one sheet behind in its own session."""
    server = pair[which]
    batch = asyncio.run(visit(server, 3))
    assert batch.failures == []
    for times in batch.times:
        assert list(times) == list(MOMENTS)
        assert list(times.values()) == sorted(times.values())
    assert batch.memory > 10
    assert counted(server) == 3


def test_the_floor_gives_the_same_bytes(pair):
    """Page, scripts, kit and state are those of our server, packed as it packs them."""
    mine, below = pair

    async def both(path, other):
        return [
            await fetch(server.place.base.rstrip("/") + found)
            for server, found in ((mine, path), (below, other))
        ]

    page = asyncio.run(fetch(mine.page)).text
    files = files_of(page)
    assert {path.split("?")[0].rsplit(".")[-1] for path in files} == {"js", "json"}
    for path in files:
        ours, least = asyncio.run(both(path, path))
        assert (ours.status, ours.packed) == (least.status, least.packed)
        assert ours.headers["content-encoding"] == least.headers["content-encoding"] == "gzip"
    state = [f"/sessie/{server.place.code}/stand?taal=nl" for server in pair]
    ours, least = asyncio.run(both(*state))
    assert ours.body == least.body


def test_the_static_page_needs_nothing_else(pair):
    """It has its style inside it and no script, and the form is the same."""
    mine, below = pair
    made = asyncio.run(fetch(below.place.base + floor.PLAIN)).text
    ours = asyncio.run(fetch(mine.page)).text
    assert "<script" not in made
    assert "stylesheet" not in made
    assert "<style>" in made
    assert made.count("<fieldset") == ours.count("<fieldset")


def test_shares_in_the_same_second_are_counted_once(pair):
    """Also when all of them are sent once more."""
    found = asyncio.run(share_together(pair[0], 3))
    assert (found.lost, found.double) == (0, 0)


def test_whoever_waits_sees_the_picture_of_the_group(pair, monkeypatch):
    """Phones ask as often as the page's script does, until they have it."""
    least, most = waiting.interval()
    assert 0 < least < most
    monkeypatch.setattr(waiting, "interval", lambda: (0.1, 0.2))
    found = asyncio.run(waiting.reveal(pair[0], 10))
    assert found.first <= found.last


@pytest.mark.parametrize("found", [STOCK, SOLARA], ids=lambda found: found.name)
def test_visitors_of_plain_widgets_are_stored(tmp_path, found):
    """They press Begin, answer twelve times, see a picture and are told that it is shared."""
    if found is SOLARA and not (solara_packages.folder() / "solara").is_dir():
        pytest.skip("Solara is installed by the benchmark itself")
    with running(found, tmp_path) as server:
        batch = asyncio.run(visit(server, 1))
        family = server.family.members()
        assert batch.failures == []
        assert list(batch.times[0]) == list(MOMENTS)
        connection = sqlite3.connect(tmp_path / "answers.sqlite")
        answers = connection.execute("select * from shared").fetchone()[1:]
        connection.close()
        assert answers == ("green", "orange", "red") * 4
    assert not living(family)
