"""Other sessions than that of now: a next one, a next wave, and the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State
from weerbaar.room import Kind, Phase, Session, SessionView
from weerbaar.room.session import base_of
from weerbaar.room.waves import today

_SHOWN_EARLIER = 50


class SessionsPart(PagePart):
    """Open a session, repeat one, look back at one."""

    NAMES: ClassVar[tuple[str, ...]] = ("next", "earlier")

    def actions(self) -> Mapping[str, Action]:
        """Open, repeat, look back and return."""
        return {
            "ask_wave": self._ask_wave,
            "ask_open": self._ask_open,
            "open": self._open,
            "wave": self._wave,
            "round": self._round,
            "end_round": self._end_round,
            "show": lambda press, _: {"show": press.value},
            "back": lambda _press, _state: {"show": None},
        }

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw what can be opened, and what was."""
        return {
            "next": "" if scene.earlier else self._next(scene, state),
            "earlier": self._earlier(scene, state),
        }

    def _asked(self, press: Press) -> State:
        """What there is to ask before a session opens, all of it in one question."""
        return {
            "instead": _without_figures(press, self.content),
            "beside": self._same_day(_chosen_instrument(press, self.content)),
        }

    def _same_day(self, instrument: str) -> list[str]:
        """Codes of the sessions of today whose pictures could be laid beside a new one."""
        return [session.code for session in self.room.beside(instrument)]

    def _ask_open(self, press: Press, _state: State) -> State:
        """Ask before a session opens over another one that is not finished."""
        return {"ask": "next", **self._asked(press)}

    def _open(self, press: Press, state: State) -> State:
        """Open a session, once what there is to ask has been asked."""
        asked = self._asked(press)
        if any(asked.values()) and press.value != "knowingly":
            return {"ask": "next", **asked}
        kind = _kind_of(press)
        group = group_of(press, self.content)
        instrument = _chosen_instrument(press, self.content)
        session = self.room.open(kind=kind, instrument=instrument, instead=True, **group)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _round(self, press: Press, state: State) -> State:
        """Open another instrument for the same people; the session of now waits underneath."""
        instrument = _chosen_instrument(press, self.content)
        beside = self._same_day(instrument)
        if beside and press.value != "knowingly":
            return {"ask": "round", "beside": beside}
        session = self.room.open_round(self.current().code, instrument)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _end_round(self, _press: Press, state: State) -> State:
        code = self.room.end_round().code
        return {"show": None, **self.tell("notice.round_over", state, code=code)}

    def _ask_wave(self, press: Press, _state: State) -> State:
        code = press.values.get("wave")
        known = {session.code: session.instrument for session in self.room.sessions()}
        beside = self._same_day(known[code]) if code in known else []
        return {"ask": "wave", "wave": code, "beside": [one for one in beside if one != code]}

    def _wave(self, press: Press, state: State) -> State:
        language = press.values.get("language")
        session = self.room.open_wave(press.value, language if language in LANGUAGES else None)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _next(self, scene: Scene, state: State) -> str:
        views = [self.means.past(session) for session in scene.sessions[:_SHOWN_EARLIER]]
        choices = wave_choices(views, self.voice(state))
        return self.draw(
            "next",
            state,
            session=scene.current,
            ask=state.get("ask"),
            instead=self._instead(state),
            beside=self._beside(scene, state),
            minimum=self.content.disclosure.parameters.minimum.value,
            place=self.means.place(),
            waves=choices,
            wave=next((choice for choice in choices if choice.code == state.get("wave")), None),
            under=scene.under,
            base=base_of(scene.sessions),
            unfinished=scene.current is not None and scene.current.phase is not Phase.RELEASED,
        )

    def _instead(self, state: State) -> Exercise | None:
        """The exercise that a small group is offered before it opens a session."""
        twins = self.content.exercises.get(str(state.get("instead")))
        return twins[state["language"]] if twins and state.get("ask") == "next" else None

    def _beside(self, scene: Scene, state: State) -> str:
        """Sessions of today that asked the same, named one after the other; empty without any."""
        codes = state.get("beside", []) if state.get("ask") else []
        return sessions_named([s for s in scene.sessions if s.code in codes], self.voice(state))

    def _earlier(self, scene: Scene, state: State) -> str:
        now = scene.current
        earlier = [s for s in scene.sessions if now is None or s.code != now.code]
        views = [self.means.past(session) for session in earlier[:_SHOWN_EARLIER]]
        return self.draw("earlier", state, views=views, show=state.get("show"))


def _chosen_instrument(press: Press, content: Content) -> str:
    """Id of the chosen instrument; one that is not offered to groups becomes the first."""
    offered = [found.model.id for found in content.offered("group")]
    chosen = press.values.get("instrument")
    return chosen if chosen in offered else offered[0]


def _kind_of(press: Press) -> Kind:
    """The chosen kind of session; one that is not there becomes a real one."""
    asked = press.values.get("kind")
    return Kind(asked) if asked in set(Kind) else Kind.LIVE


def group_of(press: Press, content: Content) -> dict[str, str]:
    """``language``, ``group_type`` and ``size_class``; a choice unknown becomes the first one."""
    values = press.values
    choices = content.choices
    options = {
        "language": list(LANGUAGES),
        "group_type": [choice.id for choice in choices.group_types],
        "size_class": [choice.id for choice in choices.size_classes],
    }
    return {
        name: values[name] if values.get(name) in known else known[0]
        for name, known in options.items()
    }


def _without_figures(press: Press, content: Content) -> str | None:
    """Id of the exercise to offer before a session with figures; None when there is no need.

    It is offered to who chose a size that never gives a picture, or a kind of group that the
    instrument names (``InstrumentFile.without_figures``). A rehearsal has nobody to protect.
    """
    found = content.instruments[_chosen_instrument(press, content)].file.without_figures
    if found is None or _kind_of(press) is Kind.REHEARSAL:
        return None
    values = press.values
    people = {size.id: size.people for size in content.agenda.sizes}
    minimum = content.disclosure.parameters.minimum.value
    few = people.get(values.get("size_class", ""), minimum) < minimum
    return found.exercise if few or values.get("group_type") in found.group_types else None


@dataclass(frozen=True)
class WaveChoice:
    """A session with a picture, of which a next wave can be made.

    Attributes
    ----------
    words
        Code, day and group.
    same_day
        Whether it was made today: then nearly the same people may come again.
    """

    code: str
    words: str
    language: str
    same_day: bool


def wave_choices(views: Iterable[SessionView], voice: Voice) -> list[WaveChoice]:
    """The sessions that can be repeated, in the order given."""
    groups = {choice.id: voice.of(choice.name) for choice in voice.content.choices.group_types}
    found = []
    for view in views:
        session = view.session
        asked = voice.content.instruments.get(session.instrument)
        if view.release is None or asked is None or not asked.model.asks(session.digest):
            continue
        group = groups.get(session.group_type, session.group_type)
        if session.kind is not Kind.LIVE:
            kind = voice(f"facilitator.next.{session.kind}")
            group = f"{group} · {kind}"
        if asked is not voice.content.default:
            group = f"{group} · {voice.of(asked.file.title)}"
        day = voice.day(session.day)
        facts = {"code": session.code, "day": day, "group": group}
        words = voice("wave.next.option", **facts)
        same_day = session.day == today()
        found.append(WaveChoice(session.code, words, session.language, same_day))
    return found


def sessions_named(sessions: Iterable[Session], voice: Voice) -> str:
    """Sessions one after the other, each by its code and, unless people were asked, its kind."""
    return ", ".join(
        session.code
        if session.kind is Kind.LIVE
        else f"{session.code} ({voice(f'facilitator.next.{session.kind}')})"
        for session in sessions
    )
