"""The form of an action plan: what there is to choose; a phone makes the plan of it.

Nothing of a plan comes here: ``static/plan.js`` keeps it, and makes its text, calendar and paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.model.plan import HORIZON_DAYS, LONGEST_STEP, LONGEST_WHO, MOST_ACTIONS
from weerbaar.pages.assets import bundle
from weerbaar.pages.render import render, safe

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


def plan_form(instrument: InstrumentContent, voice: Voice) -> str:
    """HTML of the form, for below a result; the same for everybody.

    A tool in it opens what came with the page (``static/library.js``).
    """
    values = form_values(instrument, voice)
    return render("plan_form.html.j2", voice, **values, alone=False, level=3)


def form_values(instrument: InstrumentContent, voice: Voice) -> dict[str, object]:
    """What ``plan_form.html.j2`` shows, whatever page it stands on."""
    return {
        "plan": voice.content.plan,
        "statements": list(_statements(instrument, voice)),
        "suggestions": list(_suggestions(voice)),
        "own_words": OWN_WORDS,
        "paper_style": safe(bundle("plan_paper.css")),
        "longest": {"step": LONGEST_STEP, "who": LONGEST_WHO},
        "words": json.dumps(_words(voice), ensure_ascii=False),
    }


def _statements(instrument: InstrumentContent, voice: Voice) -> Iterator[Option]:
    """The tip of every statement, in their order.

    Who chooses an action stands in the plan already: no option leads to it.
    """
    strands = {q: strand.id for strand in voice.content.plan.strands for q in strand.quadrants}
    for quadrant in instrument.file.quadrants:
        for statement in quadrant.statements:
            short = voice.of(statement.short)
            yield Option(
                statement.id,
                short[:1].upper() + short[1:],
                voice.of(statement.tip.text),
                strands.get(quadrant.id, ""),
                tuple(tool for tool in statement.tip.tools if tool != voice.content.plan.tool),
            )


def _suggestions(voice: Voice) -> Iterator[Option]:
    """Every suggestion of the strands, in their order."""
    for strand in voice.content.plan.strands:
        for one in strand.suggestions:
            words = (voice.of(one.text), voice.of(one.how))
            yield Option(one.id, *words, strand.id, one.tools, one.source)


def _words(voice: Voice) -> dict[str, object]:
    """What ``static/plan.js`` goes by: its texts, and the moments and limits of a plan."""
    plan = voice.content.plan
    return {
        "language": voice.language,
        "title": voice.of(plan.title),
        "action": voice.of(voice.content.ui["plan.card.action"]),
        "day": voice.of(voice.content.ui["day.written"]),
        "months": [voice(f"day.months.{number}") for number in range(1, 13)],
        **{name: voice.texts(f"plan.{name}") for name in ("say", "file", "errors")},
        "strands": [
            {"id": one.id, "name": voice.of(one.name), "short": voice.of(one.short)}
            for one in plan.strands
        ],
        "roles": {role.id: voice.of(role.name) for role in plan.roles},
        "moments": [
            {"id": one.id, "side": one.side, "weeks": one.weeks, "ask": voice.of(one.ask)}
            for one in plan.moments
        ],
        "limits": {
            "most": MOST_ACTIONS,
            "step": LONGEST_STEP,
            "who": LONGEST_WHO,
            "days": HORIZON_DAYS,
        },
    }
