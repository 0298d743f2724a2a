"""The same notebooks in JupyterLab: Run All is enough."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.people import Phone

pytestmark = pytest.mark.browser


def press_run_all(page):
    """Choose Run All Cells from the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


@pytest.fixture
def run_all(weerbaar, people):
    """Open a notebook in JupyterLab and run all of it, with the mouse."""
    page = people.page({"width": 1366, "height": 1000})

    def runner(name):
        where = urlsplit(weerbaar.addresses["facilitator_url"])
        page.goto(f"{where.scheme}://{where.netloc}/lab/tree/{name}.ipynb?{where.query}&reset")
        expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        press_run_all(page)
        return page

    yield runner
    # JupyterLab speaks its mind in the console; what counts is what our pages do.
    people.wrong.clear()


def test_the_self_test_in_jupyterlab(weerbaar, run_all, photograph):
    """The form draws itself under its cell and can be answered to the picture, by keyboard too."""
    page = run_all("zelftest")
    phone = Phone(page, weerbaar)
    expect(page.locator("[data-participant][data-ready]")).to_be_attached()
    phone.go("start")
    first = page.locator("fieldset:visible input").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("fieldset:visible input:checked")).to_have_value("orange")
    assert page.locator("fieldset:visible input:checked").evaluate(
        "(input) => input === document.activeElement"
    )
    for index in range(4):
        page.locator(f"[data-step=block][data-index='{index}']:visible").wait_for()
        phone.answer_block(["red", "orange", "green"])
        phone.go("next")
    phone.see_picture()
    photograph(page, "lab-zelftest", whole=False)
    assert page.locator("[data-go=share]").count() == 0
    page.locator("details.make > summary").click()
    page.locator("[data-plan-own] [data-option] input").first.check()
    with page.expect_download() as download:
        page.locator("[data-plan-go=calendar]").click()
    assert download.value.suggested_filename.endswith(".ics")
    page.evaluate("() => (window.print = () => (window.printed = true))")
    page.locator("[data-plan-go=paper]").click()
    sheet = page.frame_locator("iframe[data-plan-sheet]").locator("body.on-paper > .sheet")
    expect(sheet).to_be_attached()
    assert page.evaluate("() => window.printed") is None, "the lab itself is not printed"


def test_the_facilitator_in_jupyterlab(weerbaar, code, run_all, photograph):
    """The facilitator's page works in a notebook, and the next cell gives the release's table."""
    page = run_all("begeleiden")
    board = page.locator("[data-board][data-ready]")
    expect(board.locator(".code")).to_have_text(code)
    photograph(page, "lab-begeleiden", whole=False)
    weerbaar.share(code, 10)
    weerbaar.reveal(code)
    expect(board.locator(".net svg")).to_be_visible()
    press_run_all(page)
    expect(page.locator("table.dataframe")).to_be_visible()


def test_the_screen_in_jupyterlab(code, run_all, photograph):
    """The beamer's page draws itself in a notebook."""
    page = run_all("scherm")
    expect(page.locator("[data-board][data-ready] .code")).to_have_text(code)
    photograph(page, "lab-scherm", whole=False)
