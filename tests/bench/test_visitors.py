"""Every kind of visitor gets through a real server of its own, and is counted there."""

import asyncio
import dataclasses
import sqlite3

import pytest

from tests.bench.parts import solara_packages
from tests.bench.parts.batch import visit
from tests.bench.parts.servers import CONFIGURATIONS, running
from tests.bench.parts.shares import _counted, share_together
from tests.bench.parts.visitor import MOMENTS
from tests.processes import living


def small(name):
    """Give a configuration that starts soon."""
    found = CONFIGURATIONS[name]
    pool = {"WEERBAAR_POOL": "1"} if name == "pool" else {}
    return dataclasses.replace(found, environment={**found.environment, **pool})


@pytest.mark.parametrize("name", ["pool", "floor"])
def test_our_own_visitors_are_counted(tmp_path, name):
    """A visit has all its moments in order, costs something, and leaves one sheet behind."""
    with running(small(name), tmp_path) as server:
        batch = asyncio.run(visit(server, 1))
        family = server.family.members()
        assert batch.failures == []
        moments = [m for m in MOMENTS if name != "floor" or m != "picture"]
        times = [batch.times[0][moment] for moment in moments]
        assert times == sorted(times)
        assert batch.memory > 10
        assert _counted(server) == 1
        if name == "pool":
            found = asyncio.run(share_together(server, 2))
            assert (found.lost, found.double) == (0, 0)
            assert _counted(server) == 3
    assert not living(family)


@pytest.mark.parametrize("name", ["stock", "solara"])
def test_visitors_of_plain_widgets_are_stored(tmp_path, name):
    """They press Begin, answer twelve times, see a picture and are told that it is shared."""
    if name == "solara" and not (solara_packages.folder() / "solara").is_dir():
        pytest.skip("Solara is installed by the benchmark itself")
    with running(small(name), tmp_path) as server:
        batch = asyncio.run(visit(server, 1))
        family = server.family.members()
        assert batch.failures == []
        assert list(batch.times[0]) == list(MOMENTS)
        connection = sqlite3.connect(tmp_path / "answers.sqlite")
        answers = connection.execute("select * from shared").fetchone()[1:]
        connection.close()
        assert answers == ("green", "orange", "red") * 4
    assert not living(family)
