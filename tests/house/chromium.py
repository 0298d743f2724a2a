"""How pytest-playwright gets the Chromium that run.py found.

``tests/conftest.py`` imports the fixture: pytest lets only a conftest override a plugin.
"""

import pytest

import run

# A browser that stays silent: no update, no sync, no first-run page, no traffic of its own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium of this computer; without one a browser test fails, it never skips."""
    path = run.find_program("chromium")
    if path is None:
        pytest.fail(run.TEXTS["no_chromium"], pytrace=False)
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}
