"""What every part of the facilitator's page is made of."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError

from weerbaar.catalog import Content, Voice
from weerbaar.model.programme.running import Running
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import Download, Message
from weerbaar.pages.render import render
from weerbaar.room import Phase, Room, Session, SessionView
from weerbaar.room.place import Place
from weerbaar.room.programme import Progress


class Wanted(TypedDict, total=False):
    """How a programme is wanted; whatever is missing stays as it is."""

    minutes: int
    goals: list[str]
    people: int


class State(TypedDict, total=False):
    """The choices of one page, that travel with every message.

    Attributes
    ----------
    ask
        What is to be confirmed.
    told, wrong
        What was last said, and whether it was a refusal.
    show
        Code of an earlier session that is looked at.
    chapter, moment
        Which chapter was opened, and when.
    wave, instead, beside
        What there is to say before a session opens: the code of the one that it repeats, the
        exercise to do instead, and the codes of those of today that asked the same.
    edit, wanted
        Whether the programme is being changed, and how it is wanted once that is confirmed.
    download
        A file that goes along once, and is no choice that the page keeps.
    """

    language: str
    ask: str | None
    told: str | None
    wrong: bool
    show: str | None
    chapter: str
    moment: str
    wave: str | None
    instead: str | None
    beside: list[str]
    edit: bool
    wanted: Wanted
    download: Download


def _types(kind: type) -> dict[str, TypeAdapter[object]]:
    hints = get_type_hints(kind).items()
    return {name: TypeAdapter(one) for name, one in hints if name not in {"wanted", "download"}}


_STATE, _WANTED = _types(State), _types(Wanted)


def kept(raw: object) -> State:
    """What a page gives back of its choices; what is none, or of another type, is dropped."""
    state = cast("State", _of_type(raw, _STATE))
    if isinstance(raw, Mapping):
        state["wanted"] = cast("Wanted", _of_type(raw.get("wanted"), _WANTED))
    return state


def _of_type(raw: object, types: Mapping[str, TypeAdapter[object]]) -> dict[str, object]:
    given = raw if isinstance(raw, Mapping) else {}
    found = {}
    for name in types.keys() & given.keys():
        with contextlib.suppress(ValidationError):
            found[name] = types[name].validate_python(given[name], strict=True)
    return found


@dataclass(frozen=True)
class Press:
    """What a button sends.

    Attributes
    ----------
    value
        What it is about; empty when it names nothing.
    values
        What was filled in beside it, by name.
    """

    action: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, message: Message) -> Press:
        """Read what a browser sends; what is no text or number is dropped."""
        raw = message.get("values")
        values = {
            str(name): str(value)
            for name, value in (raw.items() if isinstance(raw, Mapping) else ())
            if isinstance(value, str | int | float)
        }
        action, value = (
            str(found) if isinstance(found := message.get(name), str | int | float) else ""
            for name in ("action", "value")
        )
        return cls(action, value, values)


Action = Callable[[Press, State], State]
"""What a button does: what it sends and the state -> what changes of the state."""


@dataclass(frozen=True)
class Means:
    """What the parts work with.

    Attributes
    ----------
    place, choose_place
        Give the addresses of the running server, and choose another one for the QR code.
    """

    room: Room
    content: Content
    place: Callable[[], Place | None]
    choose_place: Callable[[str], Place | None] = lambda _: None
    _archived: dict[str, SessionView] = field(default_factory=dict)

    def past(self, session: Session) -> SessionView:
        """An earlier session; one that was put away never changes, so it is read once."""
        if session.phase is not Phase.ARCHIVED:
            return self.room.view(session.code)
        if session.code not in self._archived:
            self._archived[session.code] = self.room.view(session.code)
        return self._archived[session.code]


@dataclass(frozen=True)
class Scene:
    """What there is to draw at one moment.

    Attributes
    ----------
    view
        What is looked at: the current session, or an earlier one.
    earlier
        Whether ``view`` is an earlier one, chosen by the facilitator.
    progress
        How far the meeting is; read once, so that all parts tell of the same moment.
    """

    view: SessionView | None
    earlier: bool
    progress: Progress

    @property
    def sessions(self) -> tuple[Session, ...]:
        """All of them, the newest first."""
        return self.progress.sessions

    @property
    def current(self) -> Session | None:
        """The newest that was not put away."""
        return self.progress.current

    @property
    def running(self) -> Running | None:
        """What is carried out now; None while an earlier session is looked at."""
        return None if self.earlier else self.progress.running

    @property
    def under(self) -> Session | None:
        """The session to which the group returns when the current one, a round in it, is over."""
        open_ones = [s for s in self.sessions if s.phase is not Phase.ARCHIVED]
        return open_ones[1] if len(open_ones) > 1 else None

    @property
    def active(self) -> SessionView | None:
        """The current session, unless an earlier one is looked at."""
        return None if self.earlier else self.view

    @classmethod
    def of(cls, means: Means, state: State) -> Scene:
        """The scene for the choices of a page."""
        progress = means.room.progress()
        current = progress.current
        wanted = str(state.get("show"))
        shown = wanted if wanted in {session.code for session in progress.sessions} else None
        code = shown or (current.code if current else None)
        view = means.room.view(code) if code else None
        return cls(view, shown is not None, progress)


class PagePart:
    """A part of the page; keeps nothing between two messages.

    A new part defines ``NAMES`` (its regions, each a place in ``board.html.j2``), ``actions`` and
    ``regions``, and stands in ``desk.PARTS``; choices of its own stand in ``State``.
    """

    NAMES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, means: Means) -> None:
        self.means = means
        self.room = means.room
        self.content = means.content

    def actions(self) -> Mapping[str, Action]:
        """What the buttons of this part do, by name; what cannot be done is a Refusal."""
        return {}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """HTML of every region in ``NAMES``; one that has nothing to say is empty."""
        raise NotImplementedError

    def extras(self, scene: Scene) -> dict[str, object]:  # noqa: ARG002  # for parts that have any
        """What goes along with the regions, such as how far a clock is."""
        return {}

    def current(self) -> Session:
        """The session that buttons are about."""
        session = self.room.current()
        if session is None:
            raise Refusal("code_unknown")
        return session

    def voice(self, state: State) -> Voice:
        """All texts in the language of the page."""
        return Voice(self.content, state["language"])

    def draw(self, name: str, state: State, **values: Any) -> str:
        """A template of this page."""
        template = f"facilitator/{name}.html.j2"
        return render(template, self.voice(state), **values)

    def tell(self, key: str, state: State, **facts: object) -> State:
        """Say that something was done, in the words of ``facilitator.<key>``."""
        return {"told": self.voice(state)(f"facilitator.{key}", **facts)}


def number_of(text: str | None, least: int, most: int) -> int:
    """A typed number; what is no number of some proportion is refused.

    Raises
    ------
    Refusal
        ``no_number``; whether it lies between ``least`` and ``most`` is for the room to judge.
    """
    typed = (text or "").strip()
    # The refusal of a number that is too high repeats it, so it has to be of some proportion.
    if not re.fullmatch(r"-?[0-9]{1,9}", typed):
        raise Refusal("no_number", least=least, most=most)
    return int(typed)
