"""The same notebooks in JupyterLab, where Run All is enough, and under Voilà as it comes."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from run import ROOT
from tests.browser.people import Phone
from tests.browser.running import eventually
from weerbaar.room.folder import DATA_DIR
from weerbaar.room.place import LOOPBACK
from weerbaar.serve.addresses import free_port

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


@pytest.fixture
def stock(weerbaar, people, tmp_path):
    """Open a notebook under a plain Voilà, started by hand on the same data folder."""
    started = []

    def opener(name):
        port = free_port(LOOPBACK)
        own = {DATA_DIR: str(weerbaar.data.path), "PYTHONPATH": str(ROOT)}
        own |= {"HOME": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")}
        notebook = str(ROOT / "notebooks" / f"{name}.ipynb")
        arguments = ["--no-browser", f"--Voila.ip={LOOPBACK}", f"--port={port}"]
        with (tmp_path / "voila.txt").open("ab") as said:
            command = [sys.executable, "-m", "voila", notebook, *arguments]
            server = subprocess.Popen(
                command, env={**os.environ, **own}, stdout=said, stderr=subprocess.STDOUT
            )
        started.append(server)
        page = people.page({"width": 1366, "height": 1000})

        def answers():
            assert server.poll() is None, (tmp_path / "voila.txt").read_text()
            try:
                return page.goto(f"http://{LOOPBACK}:{port}/").ok
            except Exception:  # noqa: BLE001  # not there yet
                return False

        eventually(answers, page, what="an answer of Voilà")
        return page

    yield opener
    people.close()
    for server in started:
        server.terminate()
        server.wait(30)
    # Its own pages speak their mind, and look for icons on another server.
    people.wrong.clear()
    people.urls.clear()


def share_with_a_typed_code(weerbaar, code, page):
    """A wrong code is told; with the right one all is answered, the picture seen, and shared."""
    form = page.locator("[data-participant][data-complete] [data-typed]")
    form.locator("input").fill("geen")
    form.get_by_role("button").click()
    expect(form.get_by_role("alert")).to_have_text(weerbaar.text("errors.code_malformed"))
    form.locator("input").fill(f"{code[:3]} {code[3:]}".lower())
    form.get_by_role("button").click()
    expect(page.locator("[data-participant][data-ready]")).to_have_attribute("data-code", code)
    phone = Phone(page, weerbaar)
    phone.answer_all(["red", "orange", "green"] * 4)
    phone.see_picture()
    assert weerbaar.shared(code) == 0
    phone.share()
    assert weerbaar.shared(code) == 1
    weerbaar.share(code, 12)
    weerbaar.reveal(code)
    group = phone.step("group")
    expect(group.locator("[data-slot=group] .net svg")).to_be_visible()
    expect(group.locator("[data-slot=own] .net svg")).to_be_visible()


def test_a_share_with_a_code_in_jupyterlab(weerbaar, code, run_all, photograph):
    """Who types the code of a session in the notebook's page takes part in it."""
    page = run_all("zelftest")
    expect(page.locator("[data-typed]")).to_be_visible()
    photograph(page, "lab-zelftest-code", whole=False)
    share_with_a_typed_code(weerbaar, code, page)


def test_a_share_with_a_code_under_stock_voila(weerbaar, code, stock, photograph):
    """`voila notebooks/zelftest.ipynb` shows the same page, and its kernel takes the share."""
    page = stock("zelftest")
    expect(page.locator("[data-typed]")).to_be_visible()
    photograph(page, "voila-zelftest", whole=False)
    share_with_a_typed_code(weerbaar, code, page)


def test_the_screen_under_stock_voila(weerbaar, code, stock, photograph):
    """`voila notebooks/scherm.ipynb` shows the session, and counts who is done."""
    page = stock("scherm")
    board = page.locator("[data-board][data-ready]")
    expect(board.locator(".code")).to_have_text(code)
    weerbaar.share(code, 2)
    expect(board.locator(".tally b")).to_have_text("2")
    photograph(page, "voila-scherm", whole=False)


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
