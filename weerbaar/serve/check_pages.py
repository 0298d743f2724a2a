"""The pages of checks: drawn once, and never asked for anything again."""

from __future__ import annotations

from tornado.web import HTTPError

from weerbaar.catalog import Voice
from weerbaar.pages.checks import (
    asked_of,
    cases_named,
    check_promise,
    law_of,
    law_offices,
    offices_by_place,
)
from weerbaar.present.links import linked
from weerbaar.present.local import local_lines
from weerbaar.serve.handlers import Page


class OneCheck(Page):
    """One check. What is answered in it stays in the browser: there is nothing to send it to."""

    def get(self, name: str) -> None:
        """Answer with every question and all that belongs to every answer.

        ``ambt`` in the address is for who has no script: then the page hides by itself what is
        for other offices. With a script the office is chosen on the page, and stays there.
        """
        content, language = self.house.content, self.language()
        if name not in content.checks:
            raise HTTPError(404)
        check = content.checks[name]
        office = next((one for one in check.offices if one.id == self.given("ambt")), None)
        self.show(
            "check.html.j2",
            language,
            check=check,
            office=office,
            asked=asked_of(check, office),
            places=offices_by_place(check),
            law=law_of(check, Voice(content, language)),
            law_offices=law_offices(check),
            promise=check_promise(Voice(content, language)),
            cases=cases_named(check, Voice(content, language)),
            lines=local_lines(Voice(content, language), name),
            linked=linked,
        )
