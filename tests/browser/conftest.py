"""One running weerbaar for all browser tests, and pages that watch where their requests go."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.people import BEAMER, LAPTOP, PHONE, Desk, Phone
from tests.browser.running import PATIENCE, Weerbaar
from tests.browser.wire import Wire

SCREENSHOTS = "WEERBAAR_SCREENSHOTS"
"""Environment variable with a folder for screenshots; without it none are made."""

# What a browser says about a fault that a test made, and about a header that needs https.
_FAULT = re.compile(
    r"Failed to load resource|WebSocket connection|net::ERR_|Cross-Origin-Opener-Policy header"
)


def pytest_collection_modifyitems(items):
    """Run the tests with a browser last: Playwright leaves an event loop running until the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def weerbaar(tmp_path_factory):
    """The one that most tests use; every test opens a session of its own in it."""
    running = Weerbaar(tmp_path_factory.mktemp("weerbaar")).start()
    yield running
    running.stop()


@pytest.fixture
def start(tmp_path):
    """Start another one, for a test that breaks it or needs it different."""
    started = []

    def starter(**environment):
        folder = tmp_path / f"weerbaar{len(started)}"
        folder.mkdir()
        started.append(Weerbaar(folder, **environment))
        return started[-1]

    yield starter
    for running in started:
        running.stop()


@pytest.fixture
def code(weerbaar):
    """A new session."""
    return weerbaar.new_session()


class People:
    """Makes pages, each in a browser of its own, and listens to all of them.

    Attributes
    ----------
    urls
        Every address that any page asked for.
    wrong
        Errors that a script threw, and what the browser refused for safety.
    """

    def __init__(self, browser, weerbaar) -> None:
        self._browser = browser
        self._weerbaar = weerbaar
        self._contexts = []
        self.urls: list[str] = []
        self.wrong: list[str] = []

    def context(self, **options):
        """A browser of somebody's own."""
        context = self._browser.new_context(locale="nl-NL", **options)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("console", self._console)
        context.on("page", lambda page: page.on("websocket", lambda s: self.urls.append(s.url)))
        self._contexts.append(context)
        return context

    def _console(self, message) -> None:
        if message.type == "error" and not _FAULT.search(message.text):
            self.wrong.append(message.text)

    def page(self, size=LAPTOP, **options):
        """A page on a desktop."""
        return self.context(viewport=size, **options).new_page()

    def phone(self, size=PHONE, weerbaar=None, **options) -> Phone:
        """A participant."""
        context = self.context(viewport=size, is_mobile=True, has_touch=True, **options)
        return Phone(context.new_page(), weerbaar or self._weerbaar)

    def desk(self, size=LAPTOP, weerbaar=None) -> Desk:
        """A facilitator."""
        return Desk(self.page(size), weerbaar or self._weerbaar)

    def screen(self, weerbaar=None):
        """The beamer's page, opened."""
        page = self.page(BEAMER)
        page.goto((weerbaar or self._weerbaar).addresses["screen_url"])
        expect(page.locator("[data-board][data-ready]")).to_be_attached()
        return page

    def elsewhere(self) -> list[str]:
        """Addresses that are not this computer's own."""
        own = {"127.0.0.1", urlsplit(self._weerbaar.base).hostname}
        inline = ("data:", "blob:", "about:")
        return [
            url
            for url in self.urls
            if not url.startswith(inline) and urlsplit(url).hostname not in own
        ]

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()


@pytest.fixture
def people(browser, weerbaar):
    """Makes pages; afterwards no request has left this computer and no script has failed."""
    expect.set_options(timeout=PATIENCE * 1000)
    made = People(browser, weerbaar)
    yield made
    made.close()
    assert made.elsewhere() == []
    assert made.wrong == []


@pytest.fixture
def wire(weerbaar):
    """A relay in front of the participants' server, to break."""
    made = Wire(urlsplit(weerbaar.base).hostname, weerbaar.port)
    yield made
    made.close()


@pytest.fixture(scope="session")
def photograph():
    """Keep a picture of a page when somebody wants to look at it."""
    wanted = os.environ.get(SCREENSHOTS)
    folder = Path(wanted) if wanted else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)

    def photographer(page, name, *, whole=True):
        if folder:
            page.screenshot(path=folder / f"{name}.png", full_page=whole, animations="disabled")

    return photographer


@pytest.fixture(scope="session")
def accessible():
    """Fail when axe finds anything on a page."""
    axe = Axe()

    def check(page, where):
        # Half way through a transition a text has another contrast than it will have.
        page.evaluate(
            "() => document.getAnimations().forEach((one) => {"
            " try { one.finish() } catch { one.cancel() } })"
        )
        found = axe.run(page)
        assert found.violations_count == 0, f"{where}\n{found.generate_report()}"

    return check
