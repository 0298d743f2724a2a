"""A file that a desk gives with its answer becomes a file of the browser, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.pages.assets import bundle
from weerbaar.pages.board import download

pytestmark = pytest.mark.browser

BODY = bytes(range(256)) * 40
# A desk that answers every act with a file and every look with nothing.
PAGE = """<div id=board data-language=nl><div data-region=told></div>
<div data-region=report><button data-action=report>rapport</button></div></div>"""
DESK = """(file) => mountBoard(document.getElementById("board"), async (type) =>
  ({ state: {}, regions: {}, ...(type === "act" ? { download: file } : {}) }))"""


def test_a_file_in_an_answer_is_saved_under_its_name(browser):
    """One press gives one file with its name and every byte; looking again gives none."""
    page = browser.new_page()
    page.set_content(PAGE)
    page.add_script_tag(
        content=bundle("lab_board.js") + "\nwindow.mountBoard = mountBoard;", type="module"
    )
    saved = []
    page.on("download", lambda file: saved.extend([file.suggested_filename]))
    page.evaluate(DESK, download("rapport.pdf", "application/pdf", BODY))
    with page.expect_download() as given:
        page.get_by_role("button").click()
    assert given.value.suggested_filename == "rapport.pdf"
    assert Path(given.value.path()).read_bytes() == BODY
    page.wait_for_timeout(2000)  # at least one more look
    assert saved == ["rapport.pdf"]
    page.close()
