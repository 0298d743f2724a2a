"""Pages over HTTP, drawn by the server: whole, and usable before any script has come."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.cases import cases_with
from weerbaar.pages.render import render
from weerbaar.present.exercises import exercises_of_tool
from weerbaar.present.links import linked
from weerbaar.present.local import local_lines
from weerbaar.room import StoreError, parse_code
from weerbaar.serve.compressed import Compressed, send
from weerbaar.serve.desks import Desks
from weerbaar.serve.requests import Handler

_QUICKLY = 5
"""How hard a page is compressed that is drawn for one visitor."""


class Page(Handler):
    """A page that anybody may read."""

    def initialize(self, desks: Desks) -> None:
        """Take what the server has at hand."""
        super().initialize(desks)
        self.house = desks.house
        self.base = desks.base

    def refuse(self, error: Refusal, language: str) -> None:
        """One sentence in place of the page.

        What is wrong with the store is for the facilitator, who reads it on a page of their own.
        """
        ours = isinstance(error, StoreError)
        told = Refusal("unexpected") if ours else error
        self.set_status(503 if ours else 404)
        text = Voice(self.house.content, language).refusal(told)
        self.show("message.html.j2", language, text=text)

    def show(self, template: str, language: str, **values: Any) -> None:
        """Draw a template as the answer."""
        shell = self.desks.shell()
        text = render(template, Voice(self.house.content, language), **shell, **values)
        send(self, Compressed(text, _QUICKLY))

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an unforeseen error without a word about its cause."""
        key = "errors.page_unknown" if status_code == 404 else "errors.unexpected"  # noqa: PLR2004
        language = self.language()
        self.show("message.html.j2", language, text=self.house.content.text(key, language))


class Landing(Page):
    """The short address without a code: type one, or go on alone."""

    async def get(self) -> None:
        """Answer with the landing page, or send a typed code on."""
        language = self.language()
        content = self.house.content
        typed = self.given("code")
        error = None
        if typed:
            try:
                code = parse_code(typed)
                await self.desks.read(self.house.room.view, code)
            except StoreError as refused:
                self.refuse(refused, language)
                return
            except Refusal as refused:
                self.set_status(404)
                error = Voice(content, language).refusal(refused)
            else:
                self.redirect(f"{self.base}{code}?taal={language}")
                return
        alone = [
            (found.file, "zelf" if found is content.default else f"zelf/{found.model.id}")
            for found in content.offered("alone")
        ]
        self.show("landing.html.j2", language, code=typed[:12], error=error, alone=alone)


class Participant(Page):
    """The self-test, in a session or alone."""

    async def get(self, code: str = "", alone: str = "") -> None:
        """Answer with the whole form; it can be filled in before any script has come."""
        language = self.asked_language()
        try:
            page = await self.desks.pages.get((parse_code(code) if code else "", alone, language))
        except Refusal as error:
            self.refuse(error, language or LANGUAGES[0])
            return
        send(self, page)


class Alone(Participant):
    """An instrument that one fills in without a session."""

    async def get(self, instrument: str | None = None) -> None:  # type: ignore[override]  # no code
        """Answer with the form of an instrument that is offered for it."""
        offered = [found.model.id for found in self.house.content.offered("alone")]
        if instrument and instrument not in offered:
            raise HTTPError(404)
        # The first has one address, so that a phone keeps one draft of it.
        alone = instrument if instrument != self.house.content.default.model.id else None
        await super().get("", alone or "")


class Screen(Page):
    """The page for the beamer."""

    async def get(self) -> None:
        """Answer with the frame of the page; its script asks what is on it."""
        shell = self.desks.shell()
        try:
            page = await self.desks.read(lambda: self.desks.screen.page(self.language(), **shell))
        except StoreError as error:
            self.refuse(error, self.language())
            return
        send(self, Compressed(page, _QUICKLY))


class Tool(Page):
    """A tool that a tip names."""

    def get(self, tool: str) -> None:
        """Answer with the description of a tool."""
        try:
            found = self.house.content.tool(tool)
        except KeyError:
            raise HTTPError(404) from None
        language = self.language()
        content = self.house.content
        self.show(
            "tool.html.j2",
            language,
            tool=found,
            cases=cases_with(Voice(content, language), tool),
            exercises=exercises_of_tool(Voice(content, language), tool),
            lines=local_lines(Voice(content, language), tool),
            linked=linked,
        )


class Tools(Page):
    """All tools, by quadrant."""

    def get(self) -> None:
        """Answer with the list of tools."""
        self.show("tools.html.j2", self.language())


class Unknown(Page):
    """Anything else."""

    def prepare(self) -> None:
        """Refuse whatever the method is."""
        raise HTTPError(404)


class Alive(Page):
    """Whether the server answers; read by the launcher."""

    def get(self) -> None:
        """Answer, and tell nothing about anybody."""
        self.finish({"answers": True})
