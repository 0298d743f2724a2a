"""The form of an action plan: what there is to choose; a phone makes the plan of it.

Nothing of a plan comes here: ``static/plan.js`` keeps it, and makes its text, calendar and paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.model.plan import HORIZON_DAYS, LONGEST_STEP, LONGEST_WHO, MOST_ACTIONS
from weerbaar.pages.assets import bundle
from weerbaar.pages.render import render, safe
from weerbaar.present.days import month_words

OWN_WORDS = "own"
"""In place of a role: with whom stands in somebody's own words."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen as an action.

    Attributes
    ----------
    strand
        Id of where it belongs; empty when somebody has to say so.
    source
        From which idea it comes; empty when that is not told.
    """

    key: str
    title: str
    text: str
    strand: str
    tools: tuple[str, ...]
    source: str = ""


def plan_form(instrument: InstrumentContent, content: Content, language: str) -> str:
    """HTML of the form, for below a result; the same for everybody.

    A tool in it opens what came with the page (``static/library.js``).
    """
    values = form_values(instrument, content, language)
    return render("plan_form.html.j2", content, language, **values, alone=False, level=3)


def form_values(instrument: InstrumentContent, content: Content, language: str) -> dict[str, Any]:
    """What ``plan_form.html.j2`` shows, whatever page it stands on."""
    return {
        "plan": content.plan,
        "statements": list(_statements(instrument, content, language)),
        "suggestions": list(_suggestions(content, language)),
        "own_words": OWN_WORDS,
        "paper_style": safe(bundle("plan_paper.css")),
        "longest": {"step": LONGEST_STEP, "who": LONGEST_WHO},
        "words": json.dumps(_words(content, language), ensure_ascii=False),
    }


def _statements(instrument: InstrumentContent, content: Content, language: str) -> Iterator[Option]:
    """The tip of every statement, in their order.

    Who chooses an action stands in the plan already: no option leads to it.
    """
    strands = {q: strand.id for strand in content.plan.strands for q in strand.quadrants}
    for quadrant in instrument.file.quadrants:
        for statement in quadrant.statements:
            short = statement.short[language]
            yield Option(
                statement.id,
                short[:1].upper() + short[1:],
                statement.tip.text[language],
                strands.get(quadrant.id, ""),
                tuple(tool for tool in statement.tip.tools if tool != content.plan.tool),
            )


def _suggestions(content: Content, language: str) -> Iterator[Option]:
    """Every suggestion of the strands, in their order."""
    for strand in content.plan.strands:
        for one in strand.suggestions:
            words = (one.text[language], one.how[language])
            yield Option(one.id, *words, strand.id, one.tools, one.source)


def _words(content: Content, language: str) -> dict[str, Any]:
    """What ``static/plan.js`` goes by: its texts, and the moments and limits of a plan."""
    plan = content.plan
    return {
        "language": language,
        "title": plan.title[language],
        "action": content.ui["plan.card.action"][language],
        "day": content.ui["day.written"][language],
        "months": month_words(content, language),
        **{name: content.texts(f"plan.{name}", language) for name in ("say", "file", "errors")},
        "strands": [
            {"id": one.id, "name": one.name[language], "short": one.short[language]}
            for one in plan.strands
        ],
        "roles": {role.id: role.name[language] for role in plan.roles},
        "moments": [
            {"id": one.id, "side": one.side, "weeks": one.weeks, "ask": one.ask[language]}
            for one in plan.moments
        ],
        "limits": {
            "most": MOST_ACTIONS,
            "step": LONGEST_STEP,
            "who": LONGEST_WHO,
            "days": HORIZON_DAYS,
        },
    }
