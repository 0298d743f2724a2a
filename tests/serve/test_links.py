"""Every link on every page leads somewhere: followed from page to page, in both languages."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.pages.rooms import Group
from tests.pages.test_facilitator import Page, desk_of
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.catalog.local import is_address
from weerbaar.pages.kit import kit_of
from weerbaar.pages.pictures import Pictures
from weerbaar.room import Room
from weerbaar.room.place import Place
from weerbaar.room.store import MemoryStore

MAIL = re.compile(r"mailto:[^\s\"'<>]*")
PHONE = re.compile(r"tel:\+?\d{3,15}")
OURS = re.compile(r"[a-z]+[/?]")
"""A link in what is the same at every address (``rebase`` in ``library.js``)."""


class Links(HTMLParser):
    """What a page links to, and the ids that can be linked to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note addresses of anything that a tap or the page itself asks for."""
        given = dict(attrs)
        self.ids |= {given["id"]} if given.get("id") else set()
        names = ("href", "src", "action") if tag != "svg" else ()
        self.found |= {given[name] for name in names if given.get(name) is not None}


class Walk:
    """Follows links on the running server; what is outside is looked at for its form only."""

    def __init__(self, started) -> None:
        self.started = started
        self.pages: dict[str, Links | None] = {}
        self.wrong: list[str] = []

    def from_page(self, address: str) -> None:
        """Follow all that a page links to, and so on."""
        waiting = [address]
        while waiting:
            here = waiting.pop()
            if here not in self.pages:
                self.pages[here] = self._links(here)
                links = self.pages[here]
                waiting += self.within(here, links.found) if links else []

    def within(self, here: str, links: set[str]) -> list[str]:
        """Check links that stand on a page; gives those within the server, without fragments."""
        inside = []
        for link in sorted(links):
            target, part = urldefrag(urljoin(here, link))
            if target.startswith(self.started.base):
                inside.append(target)
                self._has_part(here, target, part)
            elif not self._well_formed(link):
                self.wrong.append(f"{here}: {link}")
        return inside

    def _links(self, address: str) -> Links | None:
        status, headers, body = self.started.request("GET", address.removeprefix(self._root))
        if status != 200:
            self.wrong.append(f"{address}: {status}")
            return None
        kind = headers["content-type"].split(";")[0]
        return Links(body.decode()) if kind == "text/html" else None

    @property
    def _root(self) -> str:
        return self.started.origin

    def _has_part(self, here: str, target: str, part: str) -> None:
        if part:
            self.from_page(target)
            links = self.pages[target]
            if links and part not in links.ids:
                self.wrong.append(f"{here}: {target}#{part}")

    @staticmethod
    def _well_formed(link: str) -> bool:
        kinds = {"mailto": MAIL, "tel": PHONE}
        scheme = urlsplit(link).scheme
        if scheme in kinds:
            return bool(kinds[scheme].fullmatch(link))
        return scheme == "data" or is_address(link, ("https", "http"))


@pytest.fixture(scope="module")
def walk(started):
    """One walk for all tests, so that no page is asked for twice."""
    found = Walk(started)
    code = started.addresses["session_code"]
    starts = ["", code, "scherm", "zelf", "casussen", "werkvormen", "actieplan"]
    for start, language in itertools.product(starts, LANGUAGES):
        found.from_page(f"{started.base}{start}?taal={language}")
    return found


def test_no_link_leads_nowhere(walk):
    """From the first page on, every link, picture, script and form has an address that answers."""
    assert walk.wrong == []
    assert len(walk.pages) > 100


def test_every_page_is_found_by_following_links(walk, started):
    """Tools, cases, checks and exercises can all be reached, in both languages."""
    content = started.house.content
    wanted = {
        f"{kind}/{name}?taal={language}"
        for kind, names in {
            "hulp": [tool.id for tool in content.tools_file.tools],
            "casus": content.cases,
            "werkvorm": content.exercises,
            "check": content.checks,
        }.items()
        for name, language in itertools.product(names, LANGUAGES)
    }
    there = {page.removeprefix(started.base) for page in walk.pages}
    assert wanted - there == set()


@pytest.fixture(scope="module")
def pictures(started, tmp_path_factory):
    """Pictures of our own, so that the running server's stay untouched."""
    return Pictures(started.house.content, tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_with_a_page_leads_to_pages_that_are_there(walk, started, language):
    """Each link in what a tip opens answers, and so does each in the result itself."""
    content = started.house.content
    for instrument in content.instruments.values():
        kit = kit_of(instrument, Voice(content, language))
        pages = kit["result"]["library"]["pages"].values()
        html = "".join([kit["result"]["page"], *(page["html"] for page in pages)])
        links = Links(html).found
        ours = {link for link in links if OURS.match(link)}
        assert ours
        assert not any(map(OURS.match, Links(kit["plan"]).found)), (
            "the script leaves these as they are"
        )
        outside = {"https", "http", "mailto", "tel"}
        assert {urlsplit(link).scheme for link in links - ours} <= outside, (
            "the script puts the address before the others"
        )
        for target in walk.within(started.base, links):
            walk.from_page(target)
    assert walk.wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_for_the_facilitator_and_the_group_answer_too(walk, started, pictures, language):
    """While open, when closed, and with a picture: the desk and the phones link to real pages."""
    content = started.house.content
    room = Room(MemoryStore(), content)
    where = urlsplit(started.base)
    place = Place((where.hostname,), where.port, where.hostname, pid=1)
    desk = desk_of(room, content, pictures)
    desk = type(desk)(room, content, pictures, lambda: place, lambda _: place)
    shown = []

    def look():
        page = Page(desk, language)
        page.act()
        shown.extend(page.shown.values())

    look()
    group = Group(room, content, pictures)
    group.share(*["ggg ooo rrr ggr"] * 12)
    look()
    group.reveal()
    look()
    shown.append(group.ask("group", language=language)["html"])
    links = set().union(*(Links(html).found for html in shown))
    inside = {link for link in links if not link.startswith("#")}
    assert inside
    for target in walk.within(started.base, inside):
        walk.from_page(target)
    assert walk.wrong == []
