"""A page in a browser that Playwright does not drive, in words that every browser knows."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from tests.browser.running import PATIENCE

PHONE = {"width": 390, "height": 844}
BEAMER = {"width": 1920, "height": 1080}

# What the words below are made of; it stands in every page before its own scripts.
START = """
window.visible = (one) => one.checkVisibility
  ? one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0
  : one.getClientRects().length > 0;
window.seen = (selector) =>
  [...document.querySelectorAll(selector)].find(window.visible) ?? null;
"""


class Engine(ABC):
    """A browser: makes pages that know nothing of one another."""

    name: str
    downloads: Path

    @abstractmethod
    def page(self, size: dict[str, int] = PHONE, proxy: str | None = None) -> Page:
        """A page of somebody new, perhaps with a proxy that all of its traffic goes through."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""


def wait_for(check: Any, what: str) -> Any:
    """Give what ``check`` gives once it is true; fail when it never is."""
    end = time.monotonic() + PATIENCE
    while not (found := check()):
        assert time.monotonic() < end, f"not in {PATIENCE} s: {what}"
        time.sleep(0.1)
    return found


class Page(ABC):
    """What somebody does with a page and sees on it."""

    engine: Engine

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression, or of what it promises."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click the first one that can be seen, as a finger does."""

    @abstractmethod
    def type(self, selector: str, text: str) -> None:
        """Type into a field."""

    @abstractmethod
    def upload(self, selector: str, path: Path) -> None:
        """Choose a file."""

    @abstractmethod
    def screenshot(self, path: Path) -> None:
        """Keep what it looks like."""

    @abstractmethod
    def wrong(self) -> list[str]:
        """What scripts threw and the browser complained of."""

    @abstractmethod
    def close(self) -> None:
        """Close the page and forget what its browser kept."""

    def reload(self) -> None:
        """Load the page anew."""
        self.open(self.evaluate("location.href"))

    def choose(self, selector: str, value: str) -> None:
        """Take one of a list; a list that unfolds is not of the page, so no click gets there."""
        self.evaluate(
            f"(() => {{ const list = window.seen({json.dumps(selector)}); "
            f"list.value = {json.dumps(value)}; "
            "for (const kind of ['input', 'change']) "
            "list.dispatchEvent(new Event(kind, { bubbles: true })); })()"
        )

    def download(self, selector: str, ending: str) -> bytes:
        """Tap what gives a file with this ending; gives what is in it."""
        folder = self.engine.downloads
        for old in folder.iterdir():
            old.unlink()
        self.tap(selector)

        def whole() -> Path | None:
            found = list(folder.glob(f"*{ending}"))
            return found[0] if len(found) == 1 and found[0].stat().st_size else None

        return wait_for(whole, f"a file {ending}").read_bytes()

    def until(self, expression: str) -> Any:
        """Wait until an expression is true."""
        return wait_for(lambda: self.evaluate(expression), expression)

    def see(self, selector: str, text: str = "") -> str:
        """Wait until one with this text can be seen; gives all of its text."""
        found = (
            f"[...document.querySelectorAll({json.dumps(selector)})].find((one) => "
            f"window.visible(one) && one.textContent.includes({json.dumps(text)}))"
        )
        return self.until(f'((one) => one && [one.innerText ?? ""])({found})')[0]

    def gone(self, selector: str) -> None:
        """Wait until none can be seen any more."""
        self.until(f"!window.seen({json.dumps(selector)})")

    def tap(self, selector: str) -> None:
        """Wait until one can be seen and click it."""
        self.see(selector)
        self.click(selector)

    def value(self, selector: str) -> str:
        """What stands in a field."""
        return self.evaluate(f"document.querySelector({json.dumps(selector)})?.value ?? null")

    def count(self, selector: str) -> int:
        """How many can be seen."""
        return self.evaluate(
            f"[...document.querySelectorAll({json.dumps(selector)})].filter(window.visible).length"
        )
