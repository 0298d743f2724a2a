"""From result to conversation: the two exercises that fit, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Part, Scene
from weerbaar.present.proposals import proposals


class ConversationPart(Part):
    """What to do with a picture, as soon as there is one."""

    NAMES: ClassVar[tuple[str, ...]] = ("conversation",)

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the proposals for the session that is looked at; nothing before its reveal."""
        return {"conversation": self._proposals(scene, state)}

    def _proposals(self, scene: Scene, state: Mapping[str, Any]) -> str:
        view = scene.view
        if view is None or view.release is None:
            return ""
        try:
            profile = view.release.as_profile(self.room.instrument(view.session))
        except Refusal:  # the result says so
            return ""
        found = proposals(
            profile,
            self.content.instruments[view.release.instrument],
            self.voice(state),
            view.session.heads,
            group_type=view.session.group_type,
        )
        return self.draw(
            "conversation",
            state,
            nothing=profile is None,
            proposals=found,
            place=self.means.place(),
        )
