"""The participant's page: HTML from texts and policy, and answers to what the page asks.

Every message carries its code, language and answers; a desk keeps nothing between two messages,
so any kernel can go on where another one stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.disclosure import Policy
from weerbaar.model import AnswerError, AnswerSheet
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.plan import plan_form
from weerbaar.pages.render import render
from weerbaar.pages.results import group_html, result_html
from weerbaar.present.change import two_waves
from weerbaar.present.days import written_day
from weerbaar.present.dilemma import dilemma_words, voted
from weerbaar.present.wording import promise
from weerbaar.room import JoinCode, Kind, Room, RoomError, Session, StoreError, parse_code
from weerbaar.room.dilemma import Posed
from weerbaar.room.meeting import Meetings
from weerbaar.room.service import View

Reply = dict[str, Any]

_MOST_FORMS = 200


class ParticipantDesk:
    """Answers a participant's page.

    Parameters
    ----------
    room
        Where to share; the private self-test never calls it.
    hosted
        Whether a service runs this, instead of a computer in the room.
    meetings
        Where the dilemma of a vote is; without it, the page shows none.
    """

    def __init__(
        self,
        room: Room,
        content: Content,
        pictures: Pictures,
        *,
        hosted: bool = False,
        meetings: Meetings | None = None,
    ) -> None:
        self._room = room
        self._content = content
        self._pictures = pictures
        self._hosted = hosted
        self._meetings = meetings or Meetings()
        self._voted = voted(content)
        self._forms: dict[object, str] = {}

    def handle(self, message: Mapping[str, Any]) -> Reply:
        """Answer one message; what goes wrong becomes one sentence in its language."""
        language = message.get("language")
        language = language if language in LANGUAGES else LANGUAGES[0]
        actions: dict[str, Callable[[Mapping[str, Any], str], Reply]] = {
            "draw": self._draw,
            "start": self._start,
            "result": self._result,
            "share": self._share,
            "finish": self._finish,
            "view": self._view,
            "plan": self._plan,
        }
        action = actions.get(str(message.get("type")))
        if action is None:
            return {"error": self._content.text("errors.unexpected", language)}
        try:
            return action(message, language)
        except AnswerError as error:
            code = "answers_version" if error.kind == "version" else "answers_shape"
            return {"error": self._content.text(f"errors.{code}", language), "code": code}
        except RoomError as error:
            text = self._content.text(f"errors.{error.code}", language, **error.facts)
            return {"error": text, "code": error.code}
        except StoreError as error:
            text = self._content.text(f"errors.store.{error.code}", language, **error.facts)
            return {"error": text, "code": error.code, "retry": error.code in {"busy", "full"}}

    def page(self, code: str, language: str, alone: str = "", **shell: Any) -> str:
        """The whole page for a code, or for nobody's session when the code is empty.

        Without a session ``alone`` is the id of an instrument; the first one when it is empty.

        Raises
        ------
        RoomError
            If there is no such session, or its questionnaire has changed. A session that is over
        keeps its page: a phone that slept finds its own picture there.
        """
        session = self._room.view(code).session if code else None
        if session:
            session.refuse_phones()
            self._room.instrument(session)
        return self._form("participant.html.j2", session, language, alone, **shell)

    def _form(
        self, template: str, session: Session | None, language: str, alone: str = "", **shell: Any
    ) -> str:
        """The form; drawn once for all who come to a session, since it holds nothing of theirs."""
        posed = self._posed(session)
        about = (session.code, session.kind, session.policy, session.phase) if session else None
        key = (template, language, about, alone, posed)
        if key not in self._forms:
            if len(self._forms) >= _MOST_FORMS:
                self._forms.clear()
            self._forms[key] = self._drawn(template, session, language, alone, posed=posed, **shell)
        return self._forms[key]

    def _posed(self, session: Session | None) -> Posed | None:
        """The dilemma that a session votes on; None when it is no vote, or none was chosen."""
        # Most phones come to no vote, and then nothing has to be read.
        if session is None or session.instrument not in self._voted:
            return None
        posed = self._meetings.read().posed
        if posed is None or session.instrument != posed.instrument:
            return None
        return posed if posed.holds(self._room.sessions(), session) else None

    def _drawn(
        self,
        template: str,
        session: Session | None,
        language: str,
        alone: str,
        posed: Posed | None,
        **shell: Any,
    ) -> str:
        asked = session.instrument if session else alone
        instrument = self._content.instruments[asked] if asked else self._content.default
        policy = session.policy if session else Policy()
        rehearsal = session is not None and session.kind is Kind.REHEARSAL
        earlier = session.wave_of if session else None
        return render(
            template,
            self._content,
            language,
            instrument=instrument.file,
            intro=instrument.intro,
            digest=instrument.model.digest,
            session=session,
            here=session.code if session else f"zelf/{alone}" if alone else "zelf",
            rehearsal=rehearsal,
            dilemma=dilemma_words(posed, self._content, language),
            voting=instrument.model.id in self._voted,
            promise=promise(
                self._content,
                policy,
                language,
                private=session is None,
                rehearsal=rehearsal,
                hosted=self._hosted,
                recipient=session.recipient if session else None,
                earlier_day=self._day(earlier, language) if earlier else None,
            ),
            words=json.dumps(_words(self._content, language), ensure_ascii=False),
            **shell,
        )

    def _day(self, code: str, language: str) -> str:
        return written_day(self._room.view(code).session.day, self._content, language)

    def _draw(self, message: Mapping[str, Any], language: str) -> Reply:
        code = message.get("code") or ""
        session = self._session(code) if code else None
        return {"html": self._form("participant_form.html.j2", session, language, inline=True)}

    def _start(self, message: Mapping[str, Any], _language: str) -> Reply:
        session = self._room.join(_code(message), _token(message))
        session.refuse_over()
        return {"phase": session.phase.value}

    def _result(self, message: Mapping[str, Any], language: str) -> Reply:
        sheet = self._sheet(message)
        return {"html": result_html(sheet, self._content, self._pictures, language)}

    def _share(self, message: Mapping[str, Any], _language: str) -> Reply:
        code, sheet = _code(message), self._sheet(message)
        return {"outcome": self._room.share(code, _token(message), sheet).value}

    def _finish(self, message: Mapping[str, Any], _language: str) -> Reply:
        self._room.finish(_code(message), _token(message)).refuse_over()
        return {"outcome": "kept"}

    def _view(self, message: Mapping[str, Any], language: str) -> Reply:
        view = self._room.view(_code(message))
        self._room.instrument(view.session)
        reply: Reply = {"phase": view.session.phase.value}
        if elsewhere := self._elsewhere(view, language):
            reply["elsewhere"] = elsewhere
        release = None if message.get("have") else view.release
        if release and self._pictures.may_draw_group(release, language):
            both = two_waves(self._room, view)
            reply["group"] = group_html(release, self._content, self._pictures, language, both)
        return reply

    def _elsewhere(self, view: View, language: str) -> dict[str, str] | None:
        """Where the group went on today, so that nobody has to type another code.

        None in a service, which has more than one group, and while this session is the one of now.
        """
        if self._hosted:
            return None
        now, mine = self._room.current(), view.session
        if now is None or now.code == mine.code or (now.day, now.kind) != (mine.day, mine.kind):
            return None
        title = self._content.instruments[now.instrument].file.title[language]
        text = self._content.text("participant.elsewhere.text", language, title=title)
        return {"code": now.code, "text": text}

    def _plan(self, message: Mapping[str, Any], language: str) -> Reply:
        digest = message.get("digest")
        for found in self._content.instruments.values():
            if found.model.digest == digest:
                return {"html": plan_form(found, self._content, language)}
        raise AnswerError("version")

    def _session(self, code: object) -> Session:
        session = self._room.view(parse_code(str(code))).session
        session.refuse_over()
        self._room.instrument(session)
        return session

    def _sheet(self, message: Mapping[str, Any]) -> AnswerSheet:
        """Read the answers; which questionnaire they belong to is told by its fingerprint."""
        digest = str(message.get("digest"))
        models = [found.model for found in self._content.instruments.values()]
        found = [model for model in models if model.digest == digest]
        # An unknown one is refused by any instrument.
        return AnswerSheet.parse((found or models)[0], message.get("answers"), digest)


def _code(message: Mapping[str, Any]) -> JoinCode:
    return parse_code(str(message.get("code")))


def _token(message: Mapping[str, Any]) -> str:
    return str(message.get("token"))


def _words(content: Content, language: str) -> dict[str, Any]:
    """The texts that the page's script shows by itself."""

    def group(prefix: str) -> dict[str, str]:
        return {
            key.removeprefix(f"{prefix}."): text[language]
            for key, text in content.ui.items()
            if key.startswith(f"{prefix}.")
        }

    def text(key: str) -> str:
        return content.text(f"participant.{key}", language)

    return {
        "answered": text("block.answered"),
        "start": text("intro.start"),
        "resume": text("intro.resume"),
        "state": group("participant.state"),
        "connection": group("participant.connection"),
        "news": text("group.news"),
        "coming": text("result.coming"),
        "arrived": text("result.arrived"),
        "stale": text("stale"),
        "wiped": text("wipe.done"),
        "renewed": text("renewed"),
        "late": text("late"),
        "keep": {
            **group("participant.keep.say"),
            "open": content.text("page.net.open", language),
            "then": content.text("wave.then", language),
            "now": content.text("wave.now", language),
        },
    }
