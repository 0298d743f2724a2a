"""An empty action plan on paper, to fill in by hand; a filled one is made on a phone."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Voice
from weerbaar.model.plan import MOST_ACTIONS
from weerbaar.report.typeset import pdf

TEMPLATE = "plan.typ"


def blank_plan_pdf(voice: Voice) -> bytes:
    """The form, tagged, on one page.

    Made once per content; asking again costs nothing.

    Raises
    ------
    TypesetError
        If the template and this module do not agree.
    """
    return _made(json.dumps(blank_plan(voice)))


def blank_plan(voice: Voice) -> dict[str, Any]:
    """Everything that is read on the form, as plain data for the template."""
    return {
        "language": voice.language,
        "title": voice.of(voice.content.plan.title),
        "lead": voice.of(voice.content.plan.lead),
        "brand": voice("page.site"),
        "footer": voice("plan.blank.footer"),
        "words": {
            "what": voice("plan.blank.what"),
            "strand": voice("plan.card.strand"),
            "step": voice("plan.card.step"),
            "day": voice("plan.card.day"),
            "who": voice("plan.card.who"),
            "reminders": voice("plan.file.reminders"),
            "reminder_day": voice("plan.blank.day"),
        },
        "actions": [voice("plan.card.action", n=n) for n in range(1, MOST_ACTIONS + 1)],
        "strands": [voice.of(strand.name) for strand in voice.content.plan.strands],
        "reminders": [
            {"name": voice.of(moment.name), "ask": voice.of(moment.ask)}
            for moment in voice.content.plan.moments
        ],
    }


@lru_cache(maxsize=16)
def _made(data: str) -> bytes:
    return pdf(TEMPLATE, json.loads(data))
