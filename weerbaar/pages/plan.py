"""The action plan on a page: what there is to choose, and files from what a phone sends.

A plan travels in a message and goes back as a file; nothing of it stays here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.model import AnswerError
from weerbaar.model.plan import (
    LONGEST_STEP,
    LONGEST_WHO,
    MOST_ACTIONS,
    ActionPlan,
    PlanError,
)
from weerbaar.pages.plan_reading import (
    OWN_WORDS,
    read_mark,
    read_plan,
    statement_options,
    suggestion_options,
)
from weerbaar.pages.render import render
from weerbaar.present.days import month_words

Reply = dict[str, Any]


def plan_reply(
    message: Mapping[str, Any], content: Content, language: str, today: date | None = None
) -> Reply:
    """Answer a page: the form, or a file of the plan that comes along.

    Parameters
    ----------
    message
        ``want`` is ``form``, ``pdf``, ``text`` or ``calendar``; ``digest`` says whose statements,
        and ``plan`` what was chosen (:func:`weerbaar.pages.plan_reading.read_plan`).
    today
        The day on which the plan is made; that of this computer when None.

    Returns
    -------
    dict
        ``html``; or ``download``, a file; or ``error``, a sentence, with ``action`` and ``field``
        where it is about one.

    Raises
    ------
    AnswerError
        If no questionnaire has this digest.
    """
    instrument = _instrument(message.get("digest"), content)
    if message.get("want") == "form":
        values = form_values(instrument, content, language)
        html = render(
            "plan_form.html.j2", content, language, **values, alone=False, level=3, base=""
        )
        return {"html": html}
    try:
        day = today or datetime.now().astimezone().date()
        plan = read_plan(message.get("plan"), instrument, content, language, day)
        return {"download": _file(message, plan, content, language)}
    except PlanError as error:
        longest = {"step": LONGEST_STEP, "who": LONGEST_WHO}.get(error.kind, 0)
        facts = {"n": error.action, "most": MOST_ACTIONS, "longest": longest}
        text = content.text(f"plan.errors.{error.kind}", language, **facts)
        field = {"past": "day", "far": "day", "who": "words"}.get(error.kind, error.kind)
        return {"error": text, "action": error.action, "field": field}


def form_values(instrument: InstrumentContent, content: Content, language: str) -> dict[str, Any]:
    """What ``plan_form.html.j2`` shows, whatever page it stands on."""
    sentences = {sentence.id: sentence.text for sentence in content.privacy.sentences}
    return {
        "digest": instrument.model.digest,
        "plan": content.plan,
        "statements": statement_options(instrument, content, language).values(),
        "suggestions": suggestion_options(content, language).values(),
        "most": MOST_ACTIONS,
        "longest": {"step": LONGEST_STEP, "who": LONGEST_WHO},
        "own_words": OWN_WORDS,
        "where": sentences["action_plan"][language],
        "words": json.dumps(_words(content, language), ensure_ascii=False),
    }


def _file(
    message: Mapping[str, Any], plan: ActionPlan, content: Content, language: str
) -> dict[str, str]:
    # A phone's kernel that makes no file does without what makes them.
    from weerbaar.pages.board import download
    from weerbaar.report.plan import plan_calendar, plan_pdf, plan_text

    def calendar() -> bytes:
        return plan_calendar(plan, read_mark(message.get("plan")), content, language)

    kinds: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "pdf": ("pdf", "application/pdf", lambda: plan_pdf(plan, content, language)),
        "text": ("txt", "text/plain", lambda: plan_text(plan, content, language).encode()),
        "calendar": ("ics", "text/calendar", calendar),
    }
    found = kinds.get(str(message.get("want")))
    if found is None:
        raise PlanError("shape")
    ending, kind, make = found
    name = content.text("plan.file.name", language)
    return download(
        f"{name}.{ending}", f"{kind};charset=utf-8" if ending != "pdf" else kind, make()
    )


def _instrument(digest: object, content: Content) -> InstrumentContent:
    for found in content.instruments.values():
        if found.model.digest == digest:
            return found
    raise AnswerError("version")


def _words(content: Content, language: str) -> dict[str, Any]:
    """The texts that ``static/plan.js`` shows by itself."""

    def group(prefix: str) -> dict[str, str]:
        return {
            key.removeprefix(f"{prefix}."): text[language]
            for key, text in content.ui.items()
            if key.startswith(f"{prefix}.")
        }

    return {
        "say": group("plan.say"),
        "file": group("plan.file"),
        "action": content.ui["plan.card.action"][language],
        "months": month_words(content, language),
        "day": content.ui["day.written"][language],
        "title": content.plan.title[language],
        "most": MOST_ACTIONS,
    }
