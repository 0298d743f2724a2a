"""Questionnaires on paper, as PDFs to print; they need no script and no session."""

from __future__ import annotations

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from weerbaar.catalog import Voice
from weerbaar.report.paper import SHEETS, paper_pdf
from weerbaar.serve.handlers import Page


class Sheet(Page):
    """Answer cards, or a sheet to tally them on."""

    async def get(self, name: str, sheet: str) -> None:
        """Answer with the document; another thread makes it, so that nobody waits for it."""
        content, language = self.house.content, self.language()
        offered = {found.model.id: found for found in content.offered("group")}
        if name not in offered or sheet not in SHEETS:
            raise HTTPError(404)
        make = IOLoop.current().run_in_executor
        made = await make(None, paper_pdf, sheet, offered[name], Voice(content, language))
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'inline; filename="{name}-{sheet}-{language}.pdf"')
        self.finish(made)
