"""What a tip opens is read within the page: nothing is requested, and one is never lost in it."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.people import PHONE
from weerbaar.catalog import Voice, load_content
from weerbaar.pages.assets import STATIC, bundle
from weerbaar.pages.kit import phone_kit

pytestmark = pytest.mark.browser

PARTS = ("words.js", "score.js", "pictures.js", "result.js", "library.js")
PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Beeld</title><style>%s</style></head>
<body class="phone"><div id="root" data-participant data-ready="true">
<main><h1>Beeld</h1><div data-own></div></main></div></body></html>"""
START = """
const kit = JSON.parse(%s);
mountLibrary(document.getElementById("root"), kit.result.library);
const answers = Object.fromEntries(
  kit.instrument.quadrants.flatMap(({ statements }) => statements).map((name) => [name, "red"]),
);
document.querySelector("[data-own]").innerHTML = createResult(kit).html(answers);
"""


@pytest.fixture
def asked():
    """Every address that the page asks for."""
    return []


@pytest.fixture
def page(browser, asked):
    """A result in which every statement is red, on a phone whose connection is gone."""
    content = load_content()
    kit = phone_kit(content.default, Voice(content, "nl"))
    texts = ((STATIC / part).read_text(encoding="utf-8") for part in PARTS)
    script = re.sub(r"^import .*|^export ", "", "\n".join(texts), flags=re.MULTILINE)
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, offline=True)
    shown = context.new_page()
    shown.set_content(PAGE % bundle("style.css"))
    context.on("request", lambda request: asked.append(request.url))
    shown.evaluate(f"() => {{ {script}\n{START % json.dumps(json.dumps(json.loads(kit)))} }}")
    yield shown
    context.close()


def test_everything_that_a_result_names_opens_without_a_request(page, asked):
    """Each tool, exercise and contact of each tip, and all that these lead to, with its heading."""
    for details in page.locator(".tip details summary").all():
        details.tap()
    dialog = page.locator("[data-library]")
    seen = set()
    for button in page.locator("[data-own] [data-opens]").all():
        key = button.get_attribute("data-opens")
        if key in seen:
            continue
        seen.add(key)
        button.tap()
        expect(dialog).to_be_visible()
        if key != "tools":
            expect(dialog.get_by_role("heading", level=1)).to_have_text(button.text_content())
        dialog.locator("[data-library-go=close]").tap()
        expect(dialog).to_be_hidden()
    assert len(seen) > 15
    assert asked == []


def test_one_goes_on_and_comes_back_to_where_one_was(page):
    """From the list to a tool and to its exercise; back twice, to the very link, and then out."""
    start = page.locator("[data-own] [data-opens=tools]")
    dialog, back = page.locator("[data-library]"), page.locator("[data-library-go=back]")
    start.tap()
    expect(back).to_be_hidden()
    expect(dialog.get_by_role("heading", level=1)).to_be_focused()
    tool = dialog.locator("[data-opens=tool-casussen]")
    tool.tap()
    dialog.locator("[data-opens^=exercise-]").first.tap()
    expect(dialog.get_by_role("heading", level=1)).to_be_focused()
    back.tap()
    expect(dialog.locator("[data-opens^=exercise-]").first).to_be_focused()
    back.tap()
    expect(tool).to_be_focused()
    expect(back).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(start).to_be_focused()


def test_it_fits_on_a_phone_and_is_read_aloud_well(page):
    """No page is wider than the screen, its heading names the dialog, and axe finds no fault."""
    start = page.locator("[data-own] [data-opens=tools]")
    start.tap()
    dialog = page.get_by_role("dialog", name="Alle hulpmiddelen")
    keys = [
        button.get_attribute("data-opens")
        for button in page.locator("[data-library] [data-opens]").all()
    ]
    expect(dialog).to_be_visible()
    found = Axe().run(page)
    for key in keys:
        page.locator(f"[data-library] [data-opens={key}]").tap()
        wide = page.locator("[data-library]").evaluate("(it) => it.scrollWidth - it.clientWidth")
        assert wide <= 0, key
        page.locator("[data-library-go=back]").tap()
    assert found.violations_count == 0, found.generate_report()
