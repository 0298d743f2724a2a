"""An empty action plan on paper, to fill in by hand; a filled one is made on a phone."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Content
from weerbaar.model.plan import MOST_ACTIONS
from weerbaar.report.typeset import pdf

TEMPLATE = "plan.typ"


def blank_plan_pdf(content: Content, language: str) -> bytes:
    """The form, tagged, on one page.

    Made once per content; asking again costs nothing.

    Raises
    ------
    TypesetError
        If the template and this module do not agree.
    """
    return _made(json.dumps(blank_plan(content, language)))


def blank_plan(content: Content, language: str) -> dict[str, Any]:
    """Everything that is read on the form, as plain data for the template."""

    def t(key: str, **facts: object) -> str:
        return content.text(key, language, **facts)

    return {
        "language": language,
        "title": content.plan.title[language],
        "lead": content.plan.lead[language],
        "brand": t("page.site"),
        "footer": t("plan.blank.footer"),
        "words": {
            "what": t("plan.blank.what"),
            "strand": t("plan.card.strand"),
            "step": t("plan.card.step"),
            "day": t("plan.card.day"),
            "who": t("plan.card.who"),
            "reminders": t("plan.file.reminders"),
            "reminder_day": t("plan.blank.day"),
        },
        "actions": [t("plan.card.action", n=n) for n in range(1, MOST_ACTIONS + 1)],
        "strands": [strand.name[language] for strand in content.plan.strands],
        "reminders": [
            {"name": moment.name[language], "ask": moment.ask[language]}
            for moment in content.plan.moments
        ],
    }


@lru_cache(maxsize=16)
def _made(data: str) -> bytes:
    return pdf(TEMPLATE, json.loads(data))
