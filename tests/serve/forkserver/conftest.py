"""Fork servers and kernels for the tests, in folders of their own."""

import asyncio

import pytest

from tests.serve.forkserver.support import PRELOAD, SECONDS, Kernels
from weerbaar.serve.forkserver import Patience, shared_server


@pytest.fixture(scope="session", autouse=True)
def folders(tmp_path_factory):
    """Keep what Jupyter and IPython write away from the user's own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name.lower()))
        yield home


@pytest.fixture
def run(tmp_path):
    """Run a test's coroutine with kernels of the shared fork server."""

    def runner(body, preload=PRELOAD, **metadata):
        kernels = Kernels(tmp_path, preload, **metadata)

        async def whole():
            try:
                return await asyncio.wait_for(body(kernels), 4 * SECONDS)
            finally:
                await kernels.end()

        return asyncio.run(whole())

    return runner


@pytest.fixture(scope="session", autouse=True)
def server(folders):
    """The fork server that most tests share."""
    made = shared_server(PRELOAD)
    yield made
    made.stop()


@pytest.fixture
def fragile():
    """A fork server that a test may damage: its list of modules makes it another one."""
    made = shared_server(("json",), Patience(answer=2.0))
    yield made
    made.stop()
