"""Simulated participants in real Chromium pages, for a rehearsal that tries everything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from weerbaar.model import AnswerSheet
from weerbaar.room.rehearsal import Player

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PHONE = {"width": 390, "height": 844}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_AT_ONCE = 5
_PATIENCE_MS = 120_000
_AT_ONCE = 5
_DONE = "[data-step=end]:not([hidden]), [data-step=group]:not([hidden])"


def play(url: str, cast: Iterator[Player]) -> Iterator[bool]:
    """Let every player answer on a page of its own, some at the same time.

    Yields
    ------
    bool
        Whether this player shared.

    Raises
    ------
    ImportError
        If playwright is not installed.
    """
    with _browser() as browser:
        waiting = list(cast)
        while waiting:
            group, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            pages = [_open(browser, url) for _ in group]
            shares = [player.shares and bool(player.sheet.answers) for player in group]
            for player, page, share in zip(group, pages, shares, strict=True):
                _answer(page, player.sheet)
                _decide(page, shares=share)
            # A share can be taken back for some seconds: they wait for that together.
            for page, share in zip(pages, shares, strict=True):
                page.wait_for_selector(_DONE)
                yield share
            for page in pages:
                page.context.close()


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport=_PHONE, is_mobile=True, has_touch=True).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(url)
    return page


def _answer(page: Page, sheet: AnswerSheet) -> None:
    page.click("[data-go=start]:visible")
    for quadrant in sheet.instrument.quadrants:
        for statement in quadrant.statements:
            colour = sheet.colour(statement.id)
            value = colour.value if colour else ""
            page.check(f'input[name="{statement.id}"][value="{value}"]')
        page.click("[data-go=next]:visible")


def _decide(page: Page, *, shares: bool) -> None:
    page.wait_for_selector("[data-step=result]:not([hidden])")
    page.click("[data-go=share]:visible" if shares else "[data-go=keep]:visible")
