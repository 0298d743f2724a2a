"""The facilitator's page and the screen as their scripts keep them, for tests."""

from __future__ import annotations

import json

from markupsafe import escape

from tests.pages.rooms import at
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.meeting import Watch
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room.clock import Clock
from weerbaar.room.meeting import Meetings


class Page:
    """The facilitator's page: keeps its choices and what it shows, as the script does."""

    def __init__(self, desk, language="nl"):
        self.desk = desk
        self.state = {}
        self.language = language
        self.shown = {}
        self.seen = {}

    def act(self, action=None, value=None, **values):
        """Press a button, or only look; gives what was last said."""
        message = {"type": "act" if action else "look", "action": action, "value": value}
        message |= {"values": values, "state": self.state, "seen": self.seen}
        reply = self.desk.handle({**message, "language": self.language})
        reply = json.loads(json.dumps(reply))
        self.state, self.language = reply["state"], reply["language"]
        for name, region in reply["regions"].items():
            self.shown[name] = region["html"]
            self.seen[name] = region["mark"]
        self.sent = set(reply["regions"])
        return self.state.get("told")


class Time:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.seconds = 1_000_000.0

    def __call__(self):
        return self.seconds

    def pass_minutes(self, minutes):
        self.seconds += 60 * minutes


class Hall:
    """A facilitator's page and a screen in two kernels, that share a folder and a clock."""

    def __init__(self, room, content, folder, language="nl", **session):
        self.room, self.content, self.folder = room, content, folder
        self.time = Time()
        self.session = room.open(size_class="20-29", **session)
        self.page = Page(self.desk(), language)
        self.screen = ScreenDesk(room, content, lambda: at("10.1.2.3"), self.watch())

    def watch(self):
        return Watch(Meetings(self.folder), Clock(60.0, self.time))

    def desk(self):
        here = [at("10.1.2.3")]
        return FacilitatorDesk(
            self.room, self.content, lambda: here[0], lambda _: here[0], self.watch()
        )

    def press(self, action=None, value=None, **values):
        """Press a button; gives what was said."""
        told = self.page.act(action, value, **values)
        assert not self.page.state.get("wrong"), told
        return told

    def shown(self):
        """What the screen shows, and its clock."""
        reply = self.screen.handle({"type": "look"})
        html = "".join(region["html"] for region in reply["regions"].values())
        return html, reply["clock"]

    @property
    def running(self):
        return Meetings(self.folder).read().running

    @property
    def at(self):
        return str(self.running.at)

    def title(self, block, language="nl"):
        return str(escape(self.content.agenda.block(block).title[language]))


def items(hall):
    """Ids of what is in the programme."""
    return [item.id for item in Meetings(hall.folder).read().agenda.inside]


def shown(hall):
    """The chapter of the programme."""
    return hall.page.shown["agenda"]
