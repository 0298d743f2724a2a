"""The page of the action plan; its kernel comes only when somebody asks for a file."""

from __future__ import annotations

from weerbaar.pages.plan import form_values
from weerbaar.serve.handlers import Page


class PlanPage(Page):
    """The strands, what there is to choose, and the form; readable and printable as it is."""

    def get(self) -> None:
        """Answer with the page, with the statements of the main questionnaire."""
        language, content = self.language(), self.house.content
        self.show("plan.html.j2", language, **form_values(content.default, content, language))
