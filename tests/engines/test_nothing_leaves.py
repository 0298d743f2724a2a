"""Nothing of what somebody answers, opens or makes leaves a phone that does not share.

Everything that leaves the browser goes through a proxy. Visits with quite different answers leave
the same behind there: the same addresses, headers and bodies, to the byte.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.engines.pages import wait_for
from tests.engines.people import Phone
from tests.engines.recorder import Recorder, Request, differences

pytestmark = pytest.mark.browser

SHEETS = {
    "all green": ["green"] * 12,
    "all red": ["red"] * 12,
    "mixed": ["orange", "green", "red"] * 4,
    "mostly skipped": [*[""] * 11, "orange"],
}
STEP = "Ik bel Žofie over een geheim"


@pytest.mark.parametrize("engine", ["chromium", "firefox", "webkit"], indirect=True)
def test_any_answers_leave_the_same_behind(weerbaar, code, engine, tmp_path):
    """Answer, look, open all there is, plan, keep, compare, be done, wipe: it tells nothing."""
    visits, opened = [], []
    for name, colours in SHEETS.items():
        recorder = Recorder(weerbaar.base)
        phone = Phone(engine.page(proxy=recorder.address), weerbaar)
        opened.append(visit(phone, code, colours, recorder, tmp_path / "own.json"))
        visits.append(list(recorder.requests))
        assert recorder.elsewhere == []
        assert not differences(visits[0], visits[-1]), f"{next(iter(SHEETS))} against {name}"
        if len(visits) == len(SHEETS):
            told = leak(phone, recorder)
            noticed = differences(visits[0], recorder.requests)
            assert [one.address for one in noticed] == [told], "it would have been noticed"
        phone.page.close()
        recorder.close()
    assert_whole(visits[0])
    assert_links_tell_nothing(opened)


def visit(phone, code, colours, recorder, file):
    """All that can be done without sharing; gives what was opened on the way."""
    phone.open(code).answer_fast(colours)
    opened = phone.open_everything()
    phone.plan(STEP)
    phone.calendar()
    phone.page.tap("[data-plan-go=text]")
    phone.page.tap("[data-plan-go=copy]")
    phone.page.evaluate("void (window.print = () => {})")
    phone.page.tap("[data-plan-go=paper]")
    file.write_bytes(phone.keep_file())
    phone.compare(file)
    phone.go("keep")
    phone.step("end")
    # The state also as somebody asks it who knows it already.
    wait_for(
        lambda: [one for one in recorder.requests if one.is_poll and one.names("If-None-Match")],
        "the state is asked again",
    )
    phone.go("own")
    phone.wipe()
    return opened


def leak(phone, recorder):
    """A page that tells an answer on purpose; gives the address that it asks."""
    asked = len(recorder.requests)
    told = f"{phone.weerbaar.base}zelf?een=orange"
    phone.page.evaluate(f"void fetch('{told}')")
    wait_for(lambda: len(recorder.requests) > asked, "the leak")
    return told


def assert_whole(visit):
    """What is compared is a visit: it has begun, asked the state, and said that it is done."""
    ends = Counter(one.address.split("?")[0].rsplit("/", 1)[1] for one in visit)
    assert ends["begin"] == ends["klaar"] == 1
    assert ends["stand"] > 1
    assert "deel" not in ends


def assert_links_tell_nothing(seen):
    """Links that lead out of the page are there for everybody, whatever was answered."""
    assert len({tuple(one["mine"]["opened"]) for one in seen}) == len(seen), "each has own tips"
    for one in seen:
        assert one["links"] == seen[0]["links"]
        assert one["everybody"] == seen[0]["everybody"]
        assert set(one["mine"]["links"]) <= set(one["everybody"]["links"])


TOKEN = "0123456789abcdef" * 2
VISIT = [
    Request("GET", "http://x/ABC", (("Accept", "*/*"),), b""),
    Request("POST", "http://x/sessie/ABC/begin", (), b'{"token":"%s"}' % TOKEN.encode()),
    Request("GET", "http://x/sessie/ABC/stand?taal=nl", (), b""),
]


def test_the_comparison_sees_every_difference():
    """Another address, header, method or body, one more, one less; a token or a poll is none."""
    other = Request("POST", "http://x/sessie/ABC/begin", (), b'{"token":"%s"}' % (b"f" * 32))
    assert not differences(VISIT, [VISIT[0], other, VISIT[2], VISIT[2]])
    page, begin, poll = VISIT
    for changed in (
        replace(page, address="http://x/ABC?a"),
        replace(page, headers=(("Accept", "text/html"),)),
        replace(page, method="HEAD"),
        replace(page, body=b"a"),
        replace(begin, body=begin.body + b"a"),
        replace(poll, address=poll.address + "&a"),
        replace(poll, headers=(("If-None-Match", "a"),)),
    ):
        assert differences(VISIT, [*VISIT, changed])
        same = [changed if one.address == changed.address else one for one in VISIT]
        assert same == VISIT or differences(VISIT, same)
    for index in range(3):
        assert differences(VISIT, VISIT[:index] + VISIT[index + 1 :])
    assert differences(VISIT, [page, *VISIT])
