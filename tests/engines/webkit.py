"""WebKit as GTK builds it: MiniBrowser, driven by selenium, on a screen that nobody sees."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.engines.pages import PHONE, START, Engine, Page

SCREEN = ("-screen", "0", "1920x1200x24", "-nolisten", "tcp")


class WebKit(Engine):
    """A browser for each page: its driver knows one session at a time."""

    name = "webkit"

    def __init__(self, driver: str, program: str, folder: Path) -> None:
        self._driver = driver
        self._program = program
        self._home = folder
        self.downloads = folder / "Downloads"
        self.downloads.mkdir(parents=True)
        (folder / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *SCREEN],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self._display = f":{told.readline().strip()}"

    def page(self, size: dict[str, int] = PHONE, proxy: str | None = None) -> Page:
        """A page of somebody new."""
        options = webdriver.WebKitGTKOptions()
        options.binary_location = self._program
        options.add_argument("--automation")
        options.overlay_scrollbars_enabled = True
        if proxy:
            way = {"proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy}
            options.set_capability("proxy", way)
        environment = {
            **os.environ,
            "DISPLAY": self._display,
            "HOME": str(self._home),
            "XDG_CONFIG_HOME": str(self._home),
            "LANGUAGE": "nl",
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
        }
        service = webdriver.WebKitGTKService(executable_path=self._driver, env=environment)
        driver = webdriver.WebKitGTK(options=options, service=service)
        driver.set_window_size(size["width"], size["height"])
        driver.set_script_timeout(60)
        return WebKitPage(self, driver)

    def close(self) -> None:
        """End the screen; the browsers went with their pages."""
        self._screen.kill()
        self._screen.wait()


class WebKitPage(Page):
    """A page of it."""

    def __init__(self, engine: WebKit, driver: Any) -> None:
        self.engine = engine
        self._driver = driver

    def open(self, address: str) -> None:
        """Go to an address."""
        self._driver.get(address)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression, or of what it promises."""
        return self._driver.execute_script(f"if (!window.seen) {{ {START} }} return ({expression})")

    def _seen(self, selector: str) -> Any:
        found = self.evaluate(f"window.seen({selector!r})")
        assert found, f"nothing to see at {selector}"
        return found

    def click(self, selector: str) -> None:
        """Click the first one that can be seen."""
        found = self._seen(selector)
        # The driver scrolls no further than the edge, where a bar may lie over it.
        self._driver.execute_script(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", found
        )
        found.click()

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._seen(selector).send_keys(text)

    def upload(self, selector: str, path: Path) -> None:
        """Choose a file."""
        self._driver.find_element(By.CSS_SELECTOR, selector).send_keys(str(path))

    def screenshot(self, path: Path) -> None:
        """Keep what it looks like."""
        self._driver.save_screenshot(str(path))

    def wrong(self) -> list[str]:
        """What scripts threw since the page was first looked at."""
        return self.evaluate("window.wrong ?? []")

    def close(self) -> None:
        """Close the browser of this page."""
        self._driver.quit()
