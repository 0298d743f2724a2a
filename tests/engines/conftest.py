"""A real weerbaar, and the browsers that Playwright does not drive."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import axe_playwright_python
import pytest

import run
from tests.browser.conftest import SCREENSHOTS, code, start, weerbaar
from tests.engines.puppet import PLACE, Puppeteer
from tests.engines.webkit import WebKit

__all__ = ["code", "start", "weerbaar"]

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def without(name: str) -> None:
    """Skip with a reason what cannot be tried here; fail where nobody reads reasons."""
    key = "no_puppeteer" if run.find_program(name) else "no_program"
    facts = {"variable": name.upper(), "packages": " ".join(run.PACKAGES[name]), "tail": "-"}
    said = run.TEXTS[key].format(name=name, **facts).splitlines()[0]
    must = os.environ.get("CI") and (name != "webkit" or sys.platform == "linux")
    (pytest.fail if must else pytest.skip)(said)


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def engine(request, tmp_path_factory):
    """A browser; a test may ask for others than these two."""
    name = request.param
    program = run.find_program(name)
    driven = name == "webkit" or (PLACE / "node_modules").exists()
    if not (program and driven):
        without(name)
    folder = tmp_path_factory.mktemp(name)
    if name == "webkit":
        made = WebKit(program, run.mini_browser(), folder)
    else:
        made = Puppeteer(name, program, folder)
    yield made
    made.close()


@pytest.fixture
def new_page(engine):
    """Make pages; at the end no script has failed on any of them."""
    made = []

    def page(**size):
        made.append(engine.page(**size))
        return made[-1]

    yield page
    wrong = [said for one in made for said in one.wrong()]
    for one in made:
        one.close()
    assert wrong == []


@pytest.fixture
def accessible(engine):
    """Fail when axe finds anything on a page."""

    def check(page, where):
        found = page.evaluate(
            f"(window.axe ? 0 : (() => {{ {AXE} }})(), "
            "document.getAnimations().forEach((one) => { try { one.finish() } catch "
            "{ one.cancel() } }), axe.run().then(({ violations }) => violations.map("
            "({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))])))"
        )
        assert found == [], f"{engine.name}, {where}: {json.dumps(found, indent=1)}"

    return check


@pytest.fixture
def photograph(engine):
    """Keep a picture of a page when somebody wants to look at it."""
    folder = Path(os.environ[SCREENSHOTS]) if SCREENSHOTS in os.environ else None

    def photographer(page, name):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(folder / f"{engine.name}-{name}.png")

    return photographer
