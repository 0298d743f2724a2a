"""The page of the action plan, and an empty plan to print; a filled one is made on a phone."""

from __future__ import annotations

from tornado.ioloop import IOLoop

from weerbaar.catalog import Voice
from weerbaar.pages.plan import form_values
from weerbaar.report.plan import blank_plan_pdf
from weerbaar.serve.handlers import Page


class PlanPage(Page):
    """The strands, what there is to choose, and the form; readable and printable as it is."""

    def get(self) -> None:
        """Answer with the page, with the statements of the main questionnaire."""
        language, content = self.language(), self.house.content
        self.show(
            "plan.html.j2", language, **form_values(content.default, Voice(content, language))
        )


class BlankPlan(Page):
    """An empty plan as a PDF, to fill in by hand."""

    async def get(self) -> None:
        """Answer with the document; another thread makes it, so that nobody waits for it."""
        language, content = self.language(), self.house.content
        in_thread = IOLoop.current().run_in_executor
        made = await in_thread(None, blank_plan_pdf, content, language)
        name = f"{content.text('plan.file.name', language)}.pdf"
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'inline; filename="{name}"')
        self.finish(made)
