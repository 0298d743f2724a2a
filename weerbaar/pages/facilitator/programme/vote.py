"""The vote that a step asks for: a round of its own, before a conversation and again after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from weerbaar.catalog import Content
from weerbaar.model.programme.running import Running
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.closing import closing
from weerbaar.pages.facilitator.part import Action, Means, PagePart, Press, Scene, State
from weerbaar.present.agenda import Vote, vote_of, votes_of
from weerbaar.room import Phase, Session
from weerbaar.room.session import base_of


class Stage(StrEnum):
    """What a facilitator can do about the vote now."""

    TOO_EARLY = "too_early"
    """The picture of the session is not shown yet; a round stands on it."""
    NO_DILEMMA = "no_dilemma"
    """Nothing was chosen to vote on."""
    TO_OPEN = "to_open"
    BUSY = "busy"
    CLOSED = "closed"
    """Held, and not shown: first the conversation."""
    TO_REPEAT = "to_repeat"
    """The second vote comes, and nobody has seen the first."""
    SEEN = "seen"
    """The second vote comes, but the first was shown after all."""
    TO_SHOW = "to_show"
    """Both are held, and are shown at once."""
    SHOWN = "shown"
    HELD = "held"
    """Held and put away; what came out can be looked at."""
    OVER = "over"
    """Another step, and the vote that was shown is still the session of now."""


WITHIN = frozenset({Stage.BUSY, Stage.CLOSED, Stage.TO_REPEAT, Stage.TO_SHOW})
"""Where the card of the vote has the buttons that a session has elsewhere."""


@dataclass(frozen=True)
class Ballots:
    """The votes on the dilemma of now.

    Attributes
    ----------
    held
        Those that were shown, the first one first.
    talking
        Whether the one of now is closed, and a step to come holds it again.
    """

    stage: Stage | None
    held: Sequence[Session]
    talking: bool


def ballots(means: Means, scene: Scene) -> tuple[Vote | None, Ballots]:
    """The vote that the step of now asks for, and how far the votes are."""
    running = scene.running if scene.progress.busy else None
    vote = vote_of(running, means.content) if running else None
    held = _held(means, scene)
    stage = _stage(vote, scene, held) if vote else None
    if vote is None and not scene.earlier and _shown(scene):
        stage = Stage.OVER
    second_to_come = running is not None and _second_to_come(running, scene, means.content)
    return vote, Ballots(stage, held, second_to_come)


class VotePart(PagePart):
    """Shown during a step with a vote, and as long as what came out of it is on the screen."""

    NAMES: ClassVar[tuple[str, ...]] = ("vote",)

    def actions(self) -> Mapping[str, Action]:
        """Open the vote of the step of now, or hold it again."""
        return {"vote": self._open, "vote_again": self._again}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw what the step of now asks for; empty while it asks for no vote."""
        vote, found = ballots(self.means, scene)
        if found.stage is None or scene.current is None:
            return {"vote": ""}
        asked = vote.instrument if vote else scene.current.instrument
        html = self.draw(
            "vote",
            state,
            title=self.content.instruments[asked].file.title[state["language"]],
            stage=found.stage,
            second=vote.second if vote else scene.current.wave_of is not None,
            session=scene.current,
            repeats=scene.current.wave_of is not None,
            under=scene.under,
            held=found.held,
            closing=closing(scene.current),
        )
        return {"vote": html}

    def _open(self, _press: Press, state: State) -> State:
        vote, found = ballots(self.means, Scene.of(self.means, state))
        if found.stage is Stage.NO_DILEMMA:
            raise Refusal("dilemma_missing")
        if vote is None or found.stage is not Stage.TO_OPEN:
            return {}
        session = self.room.open_round(self.current().code, vote.instrument)
        return self.tell("vote.opened", state, code=session.code)

    def _again(self, _press: Press, state: State) -> State:
        _, found = ballots(self.means, Scene.of(self.means, state))
        if found.stage not in {Stage.TO_REPEAT, Stage.SEEN}:
            return {}
        current = self.current()
        first = current if current.phase is not Phase.RELEASED else None
        earlier = first or (found.held[0] if found.held else current)
        session = self.room.open_again(earlier.code)
        return self.tell("vote.opened", state, code=session.code)


def _shown(scene: Scene) -> bool:
    """Whether the session of now is a vote on the dilemma of now, and what came out is shown."""
    current, posed = scene.current, scene.progress.posed(scene.current)
    if current is None or posed is None or scene.under is None:
        return False
    return current.instrument == posed.instrument and current.phase is Phase.RELEASED


def _held(means: Means, scene: Scene) -> list[Session]:
    base = base_of(scene.sessions)
    posed = scene.progress.posed(base)
    if posed is None:
        return []
    found = [session for session in posed.votes(scene.sessions) if session != base]
    return [session for session in found if means.past(session).release is not None]


def _second_to_come(running: Running, scene: Scene, content: Content) -> bool:
    """Whether the session of now is a first vote that is closed, and is held again later."""
    current = scene.current
    if current is None or scene.under is None or current.wave_of is not None:
        return False
    again = Vote(current.instrument, second=True)
    return current.phase is Phase.CLOSED and again in votes_of(running, content)


def _stage(vote: Vote, scene: Scene, held: Sequence[Session]) -> Stage:
    """What there is to do, from the session of now and the votes that were held."""
    current = scene.current
    if current is not None and scene.under is not None and current.instrument == vote.instrument:
        return _within(vote, current)
    if current is None or current.phase is not Phase.RELEASED:
        return Stage.TOO_EARLY
    if scene.progress.posed(base_of(scene.sessions)) is None:
        return Stage.NO_DILEMMA
    if vote.second and held:
        return Stage.HELD if held[-1].wave_of is not None else Stage.SEEN
    return Stage.HELD if held else Stage.TO_OPEN


def _within(vote: Vote, current: Session) -> Stage:
    first = current.wave_of is None
    if current.phase is Phase.OPEN:
        return Stage.BUSY
    if current.phase is Phase.CLOSED:
        if not first:
            return Stage.TO_SHOW
        return Stage.TO_REPEAT if vote.second else Stage.CLOSED
    return Stage.SEEN if first and vote.second else Stage.SHOWN
