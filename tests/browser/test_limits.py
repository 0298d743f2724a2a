"""More phones than the computer can carry: each is told, can go on, and gets its turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.browser.line import Line

pytestmark = pytest.mark.browser

RED = ["red"] * 12


def test_a_page_beyond_the_maximum_gets_its_turn(start, people):
    """Seven phones where four fit: the rest hear that it is busy, fill in all, and then share."""
    weerbaar = start(WEERBAAR_MAX_KERNELS="4").start()
    code = weerbaar.addresses["session_code"]
    first = [people.phone(weerbaar=weerbaar).open(code) for _ in range(4)]
    for phone in first:
        assert phone.kernel
    rest = [people.phone(weerbaar=weerbaar).open(code) for _ in range(3)]
    busy = weerbaar.text("participant.connection.busy")
    for phone in rest:
        expect(phone.page.locator("[data-connection]")).to_have_text(busy)
        phone.answer_all(RED)
        phone.go("share")
    assert weerbaar.shared(code) == 0
    # Whoever closes the page, makes room for the next.
    for phone in first[:3]:
        phone.page.goto("about:blank")
    for phone in rest:
        phone.step("end")
        expect(phone.page.locator("[data-connection]")).to_be_hidden()
    assert weerbaar.shared(code) == 3
    first[3].answer_all(RED)
    first[3].share()
    assert weerbaar.shared(code) == 4


def test_sixty_pages_against_fifty(start):
    """Sixty ask at once where fifty fit: ten are told to wait, and the session goes on."""
    weerbaar = start(WEERBAAR_MAX_KERNELS="50").start()
    code = weerbaar.addresses["session_code"]

    def visit(_number):
        status, headers, body = weerbaar.request("POST", "/kern/zelftest")
        return status, headers.get("retry-after"), body

    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(visit, range(60)))
    statuses = [status for status, _, _ in answers]
    assert (statuses.count(200), statuses.count(503)) == (50, 10)
    assert all(after and not body for status, after, body in answers if status == 503)
    assert weerbaar.request("GET", f"/{code}")[0] == 200
    kernels = [body.split(b'"kernel": "')[1].split(b'"')[0] for _, _, body in answers if body]
    assert len(set(kernels)) == 50
    for kernel in kernels[:10]:
        assert weerbaar.request("POST", f"/kern/{kernel.decode()}/weg")[0] == 204
    visitor = Line(weerbaar)
    answer = visitor.ask(
        {
            "type": "share",
            "code": code,
            "token": "0123456789abcdef" * 2,
            "digest": weerbaar.instrument.digest,
            "answers": {weerbaar.instrument.statements[0].id: "red"},
        }
    )
    visitor.close()
    assert answer["outcome"] == "shared"
    assert weerbaar.shared(code) == 1
