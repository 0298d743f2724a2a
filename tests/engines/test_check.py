"""A check and an action plan that ask no server anything, in Firefox and WebKit."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

ANSWERS = {"baan": "yes", "zaken": "doubt", "helpen": "yes", "geschenken": "no"}
STORED = "[Object.keys(sessionStorage).length, Object.keys(localStorage).length, document.cookie]"


def test_a_check_is_filled_in_kept_and_wiped(weerbaar, new_page, accessible, photograph):
    """Answers give a list, a reload finds them, wiping leaves nothing, axe finds no barrier."""
    page = new_page()
    page.open(f"{weerbaar.base}check/check-nevenfuncties?taal=nl")
    page.see("[data-check][data-ready] [data-empty]")
    accessible(page, "an empty check")
    page.choose("#ambt", "statenlid")
    page.evaluate("document.querySelectorAll('.theme').forEach((one) => (one.open = true))")
    for question, value in ANSWERS.items():
        page.click(f"[data-question={question}] label:has(input[value={value}])")
        page.see(f"[data-question={question}] [data-advice={value}]")
    page.see("[data-status]", "4 van 19 klaar, 3 op je lijst")
    assert page.count("#lijst [data-part=first] li") == 2
    page.click("[data-do=copy]")
    copied = page.evaluate("document.querySelector('#lijst-tekst').value")
    assert "Doe dit eerst\n- Zaken met je organisatie: Wacht met tekenen" in copied
    accessible(page, "a check that is filled in")
    photograph(page, "check")
    page.reload()
    page.see("[data-check][data-ready]")
    page.see("[data-status]", "4 van 19 klaar, 3 op je lijst")
    page.tap("[data-do=ask-wipe]")
    page.see("dialog[open]")
    accessible(page, "asked to wipe")
    page.tap("dialog [data-do=wipe]")
    page.see("[data-told]", weerbaar.text("selfcheck.wipe.done"))
    assert page.evaluate("document.querySelectorAll('input:checked').length") == 0
    assert page.evaluate(STORED) == [0, 0, ""]
