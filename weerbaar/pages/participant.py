"""The participant's page: HTML from texts and policy, and answers to what the page asks.

Every message carries its code and language; a desk keeps nothing of anybody between two messages.
What concerns one person alone is done on the phone, and never asked here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NotRequired, TypedDict, Unpack

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import Content, InstrumentContent, Voice
from weerbaar.disclosure import Policy
from weerbaar.model import AnswerSheet
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import Message, language_of, short_hash
from weerbaar.pages.kit import Kit, kit_of
from weerbaar.pages.render import Shell, render
from weerbaar.pages.results import group_html
from weerbaar.present.change import two_waves
from weerbaar.present.dilemma import dilemma_words, voted
from weerbaar.present.wording import promise
from weerbaar.room import JoinCode, Kind, Room, Session, SessionView, StoreError, parse_code
from weerbaar.room.programme import ChosenDilemma

_MOST_FORMS = 200


class Begun(TypedDict):
    """Answer to ``begin``."""

    phase: str


class Outcome(TypedDict):
    """Answer to ``share`` (``shared`` or ``closed``) and to ``finish`` (``kept``)."""

    outcome: str


class Elsewhere(TypedDict):
    """Where the group went on."""

    code: str
    text: str


class SessionState(TypedDict):
    """Answer to ``state``; ``group`` is the mark of the group's picture, once there is one."""

    phase: str
    group: str | None
    elsewhere: NotRequired[Elsewhere]


class Drawn(TypedDict):
    """Answer to ``draw`` and ``group``."""

    html: str


class KitReply(TypedDict):
    """Answer to ``kit``."""

    kit: Kit


class RefusedReply(TypedDict):
    """What is answered when something cannot be done: one sentence, and whether to try again."""

    error: str
    code: str
    retry: bool


Reply = Begun | Outcome | SessionState | Drawn | KitReply | RefusedReply


class ParticipantDesk:
    """Answers a participant's page.

    Parameters
    ----------
    room
        Where to share; the private self-test never calls it.
    hosted
        Whether a service runs this, instead of a computer in the room.
    """

    def __init__(
        self,
        room: Room,
        content: Content,
        *,
        hosted: bool = False,
    ) -> None:
        self._room = room
        self._content = content
        self._hosted = hosted
        self._voted = voted(content)
        self._forms: dict[object, str] = {}

    @classmethod
    def of(cls, data: DataFolder) -> ParticipantDesk:
        """The desk of a data folder."""
        place = data.place()
        hosted = place is not None and place.hosted
        return cls(data.room, data.content, hosted=hosted)

    def handle(self, message: Message) -> Reply:
        """Answer one message; what goes wrong becomes one sentence in its language."""
        voice = Voice(self._content, language_of(message))
        actions: dict[object, Callable[[Message, Voice], Reply]] = {
            "begin": self.begin,
            "share": self.share,
            "finish": self.finish,
            "state": self.state,
            "group": self.group,
            "kit": self.kit,
            "draw": self.draw,
        }
        action = actions.get(str(message.get("type")))
        if action is None:
            return refused_reply(Refusal("unexpected"), voice)
        try:
            return action(message, voice)
        except Refusal as error:
            return refused_reply(error, voice)

    # --- what a page asks; each raises Refusal when it cannot be done ---
    def begin(self, message: Message, _voice: Voice) -> Begun:
        """Count a phone as joined, once per ``token``."""
        session = self._room.join(_code(message), _token(message))
        session.refuse_over()
        return {"phase": session.phase.value}

    def share(self, message: Message, _voice: Voice) -> Outcome:
        """Add ``answers`` to the sums, once per ``token``."""
        code, sheet = _code(message), self._sheet(message)
        return {"outcome": self._room.share(code, _token(message), sheet).value}

    def finish(self, message: Message, _voice: Voice) -> Outcome:
        """Count a phone as done without sharing, once per ``token``."""
        self._room.finish(_code(message), _token(message)).refuse_over()
        return {"outcome": "kept"}

    def state(self, message: Message, voice: Voice) -> SessionState:
        """How far the session is; the same for every phone."""
        view = self._room.view(_code(message))
        self._room.instrument(view.session)
        group = short_hash(view.release.to_json()) if view.release else None
        state: SessionState = {"phase": view.session.phase.value, "group": group}
        if elsewhere := self._elsewhere(view, voice):
            state["elsewhere"] = elsewhere
        return state

    def group(self, message: Message, voice: Voice) -> Drawn:
        """The group's picture and what it says; ``no_picture`` before the reveal."""
        view = self._room.view(_code(message))
        self._room.instrument(view.session)
        if view.release is None:
            raise Refusal("no_picture")
        both = two_waves(self._room, view)
        return {"html": group_html(view.release, voice, both)}

    def kit(self, message: Message, voice: Voice) -> KitReply:
        """What a phone needs to answer for itself, for the questionnaire with this ``digest``."""
        instrument = self._instrument(str(message.get("digest")))
        if instrument is None:
            raise Refusal("answers_version")
        return {"kit": kit_of(instrument, voice)}

    def draw(self, message: Message, voice: Voice) -> Drawn:
        """The form itself; without a code that of oneself alone."""
        session = self._session(_code(message)) if message.get("code") else None
        return {"html": self._form("participant_form.html.j2", session, voice, inline=True)}

    def page(self, code: str, language: str, alone: str = "", **shell: Unpack[Shell]) -> str:
        """The whole page for a code, or for nobody's session when the code is empty.

        Without a session ``alone`` is the id of an instrument; the first one when it is empty.

        Raises
        ------
        Refusal
            If there is no such session, or its questionnaire has changed. A session that is over
        keeps its page: a phone that slept finds its own picture there.
        """
        session = self._room.view(code).session if code else None
        if session:
            session.refuse_phones()
            self._room.instrument(session)
        voice = Voice(self._content, language)
        return self._form("participant.html.j2", session, voice, alone, **shell)

    def _form(
        self, template: str, session: Session | None, voice: Voice, alone: str = "", **frame: object
    ) -> str:
        """The form; drawn once for all who come to a session, since it holds nothing of theirs."""
        posed = self._posed(session)
        about = (session.code, session.kind, session.policy, session.phase) if session else None
        key = (template, voice.language, about, alone, posed)
        if key not in self._forms:
            if len(self._forms) >= _MOST_FORMS:
                self._forms.clear()
            values = self._about(session, voice, alone, posed)
            self._forms[key] = render(template, voice, **values, **frame)
        return self._forms[key]

    def _posed(self, session: Session | None) -> ChosenDilemma | None:
        """The dilemma that a session votes on; None when it is no vote, or none was chosen."""
        # Most phones come to no vote, and then nothing has to be read.
        if session is None or session.instrument not in self._voted:
            return None
        posed = self._room.progress().posed(session)
        return posed if posed and session.instrument == posed.instrument else None

    def _about(
        self, session: Session | None, voice: Voice, alone: str, posed: ChosenDilemma | None
    ) -> dict[str, object]:
        """What a form is filled in with: all of it the same for everybody in a session."""
        asked = session.instrument if session else alone
        instrument = self._content.instruments[asked] if asked else self._content.default
        rehearsal = session is not None and session.kind is Kind.REHEARSAL
        earlier = self._room.view(session.wave_of).session if session and session.wave_of else None
        beside = self._room.beside(session.instrument, session) if session else ()
        return {
            "instrument": instrument.file,
            "intro": instrument.intro,
            "digest": instrument.model.digest,
            "session": session,
            "here": session.code if session else f"zelf/{alone}" if alone else "zelf",
            "rehearsal": rehearsal,
            "dilemma": dilemma_words(posed, voice),
            "voting": instrument.model.id in self._voted,
            "promise": promise(
                voice,
                session.policy if session else Policy(),
                private=session is None,
                rehearsal=rehearsal,
                hosted=self._hosted,
                recipient=session.recipient if session else None,
                earlier_day=voice.day(earlier.day) if earlier else None,
                beside=[one.kind for one in beside],
            ),
            "words": json.dumps(_words(voice), ensure_ascii=False),
        }

    def _elsewhere(self, view: SessionView, voice: Voice) -> Elsewhere | None:
        """Where the group went on today, so that nobody has to type another code.

        None in a service, which has more than one group, and while this session is the one of now.
        """
        if self._hosted:
            return None
        now, mine = self._room.current(), view.session
        if now is None or now.code == mine.code or (now.day, now.kind) != (mine.day, mine.kind):
            return None
        title = voice.of(self._content.instruments[now.instrument].file.title)
        return {"code": now.code, "text": voice("participant.elsewhere.text", title=title)}

    def _session(self, code: JoinCode) -> Session:
        session = self._room.view(code).session
        session.refuse_over()
        session.refuse_phones()
        self._room.instrument(session)
        return session

    def _instrument(self, digest: str) -> InstrumentContent | None:
        """Which questionnaire a page is about is told by its fingerprint."""
        found = self._content.instruments.values()
        return next((one for one in found if one.model.digest == digest), None)

    def _sheet(self, message: Message) -> AnswerSheet:
        digest = str(message.get("digest"))
        # An unknown one is refused by any instrument.
        instrument = self._instrument(digest) or self._content.default
        return AnswerSheet.parse(instrument.model, message.get("answers"), digest)


def refused_reply(error: Refusal, voice: Voice) -> RefusedReply:
    """What cannot be done, in words.

    A store in trouble is mended by somebody sooner or later, so a phone does well to try again.
    """
    retry = isinstance(error, StoreError)
    return {"error": voice.refusal(error), "code": error.code, "retry": retry}


def _code(message: Message) -> JoinCode:
    return parse_code(str(message.get("code")))


def _token(message: Message) -> str:
    return str(message.get("token"))


def _words(voice: Voice) -> dict[str, str | dict[str, str]]:
    """The texts that the page's script shows by itself."""

    def text(key: str) -> str:
        return voice(f"participant.{key}")

    return {
        "answered": text("block.answered"),
        "start": text("intro.start"),
        "resume": text("intro.resume"),
        "state": voice.texts("participant.state"),
        "connection": voice.texts("participant.connection"),
        "news": text("group.news"),
        "coming": text("result.coming"),
        "arrived": text("result.arrived"),
        "stale": text("stale"),
        "wiped": text("wipe.done"),
        "renewed": text("renewed"),
        "late": text("late"),
        "keep": {
            **voice.texts("participant.keep.say"),
            "open": voice("page.net.open"),
            "then": voice("wave.then"),
            "now": voice("wave.now"),
        },
    }
