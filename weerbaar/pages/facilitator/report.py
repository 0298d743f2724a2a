"""The report of a session to take away: as a PDF and as slides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.disclosure import Detail
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import download
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State

PDF = "application/pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class ReportPart(PagePart):
    """Two files of the session that is looked at."""

    NAMES: ClassVar[tuple[str, ...]] = ("report",)

    def actions(self) -> Mapping[str, Action]:
        """Make a file and hand it over; pressing again makes it again."""
        return {
            "report_pdf": lambda press, state: self._file(press, state, slides=False),
            "report_slides": lambda press, state: self._file(press, state, slides=True),
        }

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
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

    def _file(self, press: Press, state: State, *, slides: bool) -> State:
        view = self.room.view(press.value)
        if view.release is None:
            raise Refusal("report_unrevealed", code=view.session.code)
        self.room.instrument(view.session)
        wanted = press.values.get("language")
        language = wanted if wanted in LANGUAGES else view.session.language
        # Here and not above: they bring the typesetter and the maker of slides along.
        from weerbaar.report.occasion import file_name, occasion_of

        occasion, voice = occasion_of(self.room, view), Voice(self.content, language)
        name = file_name(occasion, voice)
        if slides:
            from weerbaar.report.slides import group_slides

            made = download(f"{name}.pptx", SLIDES, group_slides(view.release, occasion, voice))
        else:
            from weerbaar.report.group import group_report

            made = download(f"{name}.pdf", PDF, group_report(view.release, occasion, voice))
        told = self.voice(state)("report.page.made", file=made["name"])
        return {"download": made, "told": told}
