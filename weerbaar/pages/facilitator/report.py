"""The report of a session to take away: as a PDF and as slides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.disclosure import Detail
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import download
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, values_of

PDF = "application/pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class ReportPart(Part):
    """Two files of the session that is looked at."""

    NAMES: ClassVar[tuple[str, ...]] = ("report",)

    def actions(self) -> Mapping[str, Action]:
        """Make a file and hand it over; pressing again makes it again."""
        return {
            "report_pdf": lambda message, state: self._file(message, state, slides=False),
            "report_slides": lambda message, state: self._file(message, state, slides=True),
        }

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the buttons once there is a release of the questionnaire as it is now."""
        view = scene.view
        if view is None or view.release is None:
            return {"report": ""}
        try:
            self.room.instrument(view.session)
        except Refusal:  # the result says so
            return {"report": ""}
        nothing = view.release.detail is Detail.NOTHING
        return {"report": self.draw("report", state, session=view.session, nothing=nothing)}

    def _file(self, message: Mapping[str, Any], state: State, *, slides: bool) -> State:
        view = self.room.view(str(message.get("value")))
        if view.release is None:
            raise Refusal("report_unrevealed", code=view.session.code)
        self.room.instrument(view.session)
        wanted = values_of(message).get("language")
        language = wanted if wanted in LANGUAGES else view.session.language
        # Here and not above: they bring the typesetter and the maker of slides along.
        from weerbaar.report.occasion import file_name, occasion_of

        occasion = occasion_of(self.room, view)
        name = file_name(occasion, Voice(self.content, language))
        if slides:
            from weerbaar.report.slides import group_slides

            body = group_slides(view.release, occasion, Voice(self.content, language))
            made = download(f"{name}.pptx", SLIDES, body)
        else:
            from weerbaar.report.group import group_report

            body = group_report(view.release, occasion, Voice(self.content, language))
            made = download(f"{name}.pdf", PDF, body)
        told = self.voice(state)("report.page.made", file=made["name"])
        return {"download": made, "told": told}
