"""Firefox and Chromium through puppeteer: one Node process that is spoken to in lines of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.engines.pages import PHONE, START, Engine, Page
from tests.house.chromium import FLAGS

HERE = Path(__file__).parent
PLACE = Path(sys.prefix, "node")
"""Where run.py installs what ``package.json`` names."""
NODE = Path(sys.executable).with_name("node.exe" if sys.platform == "win32" else "node")

# Chromium asks its maker about every form that it sees: which fields, not what is in them.
OWN_ERRANDS = "--disable-features=AutofillServerCommunication"
QUIET = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.enabled": False,
    "browser.download.folderList": 2,
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.download.useDownloadDir": True,
    "browser.helperApps.neverAsk.saveToDisk": "application/json,text/calendar,text/plain",
    "intl.accept_languages": "nl,en",
}


class Puppeteer(Engine):
    """A browser that puppeteer drives."""

    def __init__(self, name: str, program: str, folder: Path) -> None:
        self.name = name
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        kind = "chrome" if name == "chromium" else name
        launch: dict[str, Any] = {"browser": kind, "executablePath": program, "headless": True}
        # Downloads keep to one folder in both browsers.
        launch["downloadBehavior"] = {"policy": "allow", "downloadPath": str(self.downloads)}
        if name == "firefox":
            launch["extraPrefsFirefox"] = {**QUIET, "browser.download.dir": str(self.downloads)}
        else:
            launch["args"] = [*FLAGS, OWN_ERRANDS]
        self._node = subprocess.Popen(
            [str(NODE), str(HERE / "driver.mjs"), str(PLACE), json.dumps(launch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, action: str, **rest: Any) -> Any:
        """Have something done and give what came of it."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"action": action, **rest}) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, f"{self.name} has stopped"
        said = json.loads(line)
        assert "error" not in said, f"{self.name}, {action}: {said['error']}\n{rest}"
        return said["value"]

    def page(self, size: dict[str, int] = PHONE, proxy: str | None = None) -> Page:
        """A page of somebody new."""
        return PuppetPage(self, self.ask("page", **size, start=START, proxy=proxy))

    def close(self) -> None:
        """End the browser."""
        assert self._node.stdin
        self._node.stdin.close()
        try:
            self._node.wait(20)
        finally:
            self._node.kill()


class PuppetPage(Page):
    """A page of it."""

    def __init__(self, engine: Puppeteer, number: int) -> None:
        self.engine = engine
        self._number = number

    def _ask(self, action: str, **rest: Any) -> Any:
        return self.engine.ask(action, page=self._number, **rest)

    def open(self, address: str) -> None:
        """Go to an address."""
        self._ask("open", address=address)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression, or of what it promises."""
        return self._ask("evaluate", script=expression)

    def click(self, selector: str) -> None:
        """Click the first one that can be seen."""
        self._ask("click", selector=selector)

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._ask("type", selector=selector, text=text)

    def upload(self, selector: str, path: Path) -> None:
        """Choose a file."""
        self._ask("upload", selector=selector, path=str(path))

    def screenshot(self, path: Path) -> None:
        """Keep what it looks like."""
        self._ask("screenshot", path=str(path))

    def wrong(self) -> list[str]:
        """What scripts threw and the browser complained of."""
        return self._ask("wrong")

    def close(self) -> None:
        """Close the page and forget what its browser kept."""
        self._ask("close")
