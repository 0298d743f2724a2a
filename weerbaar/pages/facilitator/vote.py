"""The vote that a step asks for: a round of its own, before a conversation and again after it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from weerbaar.pages.facilitator.part import Action, Part, Scene, State
from weerbaar.present.agenda import Vote, vote_of
from weerbaar.room import Phase, Session


class Stage(StrEnum):
    """What a facilitator can do about the vote now."""

    TOO_EARLY = "too_early"
    """The picture of the session is not shown yet; a round stands on it."""
    TO_OPEN = "to_open"
    BUSY = "busy"
    CLOSED = "closed"
    """Held, and not shown: first the conversation."""
    TO_SHOW = "to_show"
    """The second vote comes, so the first may be shown."""
    TO_REPEAT = "to_repeat"
    SHOWN = "shown"


class VotePart(Part):
    """Shown during a step with a vote; every button is one that the page has elsewhere too."""

    NAMES: ClassVar[tuple[str, ...]] = ("vote",)

    def actions(self) -> Mapping[str, Action]:
        """Open the vote of the step of now."""
        return {"vote": self._open}

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw what the step of now asks for; empty while it asks for no vote."""
        vote = None if scene.earlier else self._vote(scene)
        if vote is None or scene.current is None:
            return {"vote": ""}
        asked = self.content.instruments[vote.instrument].file
        html = self.draw(
            "vote",
            state,
            title=asked.title[state["language"]],
            stage=stage_of(vote, scene.current, scene.under),
            second=vote.second,
            session=scene.current,
            under=scene.under,
        )
        return {"vote": html}

    def _vote(self, scene: Scene) -> Vote | None:
        stand = self.means.watch.stand(scene.sessions)
        return vote_of(stand.running, self.content) if stand.running and stand.busy else None

    def _open(self, _message: Mapping[str, Any], state: State) -> State:
        scene = Scene.of(self.room, state)
        vote = self._vote(scene)
        if vote is None or stage_of(vote, self.current(), scene.under) is not Stage.TO_OPEN:
            return {}
        session = self.room.open_round(self.current().code, vote.instrument)
        return self.tell("vote.opened", state, code=session.code)


def stage_of(vote: Vote, current: Session, under: Session | None) -> Stage:
    """What there is to do, from the session of now and what lies under it."""
    if under is None or current.instrument != vote.instrument:
        return Stage.TO_OPEN if current.phase is Phase.RELEASED else Stage.TOO_EARLY
    if current.phase is Phase.OPEN:
        return Stage.BUSY
    first = current.wave_of is None
    if current.phase is Phase.CLOSED:
        return Stage.CLOSED if first and not vote.second else Stage.TO_SHOW
    return Stage.TO_REPEAT if first and vote.second else Stage.SHOWN
