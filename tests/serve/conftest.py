"""One running weerbaar for all tests that only look at it."""

from __future__ import annotations

import pytest

from tests.browser.running import Weerbaar


@pytest.fixture(scope="session")
def started(tmp_path_factory):
    """The real command, started once; ended after the last test."""
    weerbaar = Weerbaar(tmp_path_factory.mktemp("weerbaar"))
    try:
        yield weerbaar.start("--host", "127.0.0.1")
    finally:
        weerbaar.stop()
