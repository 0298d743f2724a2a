"""The programme of a meeting on paper: at a glance first, then every part with what is said."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.catalog import Voice
from weerbaar.catalog.agenda import Chores
from weerbaar.model.programme.agenda import Agenda
from weerbaar.present.agenda import ItemLine, agenda_lines, clock_words, group_words
from weerbaar.report.typeset import Json, house, pdf

TEMPLATE = "agenda.typ"


def agenda_pdf(
    agenda: Agenda, voice: Voice, people: int, goals: Sequence[str] = (), begins: str | None = None
) -> bytes:
    """The PDF of a programme.

    Parameters
    ----------
    goals
        Ids of what the meeting is for; those that content does not know any more are left out.
    begins
        When the meeting begins, ``HH:MM``; without it, times count from 0.

    Raises
    ------
    RuntimeError
        If the document cannot be made.
    """
    return pdf(TEMPLATE, agenda_sheet(agenda, voice, people, goals, begins))


def agenda_sheet(
    agenda: Agenda, voice: Voice, people: int, goals: Sequence[str] = (), begins: str | None = None
) -> dict[str, Json]:
    """Everything that is read on the sheet, as plain data for the template."""
    lines = agenda_lines(agenda, voice, people, begins)
    titles = [voice.of(goal.title) for goal in voice.content.agenda.goals if goal.id in goals]
    length = voice("agenda.minutes", n=agenda.total)
    title = voice("agenda.paper.footer", n=agenda.total)
    return {
        **house(voice, title, title),
        "kind": voice("exercise.prepare"),
        "facts": [
            {
                "label": voice("agenda.paper.for"),
                "value": titles or [voice("agenda.paper.no_goal")],
            },
            {
                "label": voice("agenda.paper.group"),
                "value": [
                    voice("exercise.people_exactly", n=people),
                    group_words(people, voice),
                ],
            },
            {
                "label": voice("agenda.paper.length"),
                "value": [clock_words(begins, 0, agenda.total, voice), length]
                if begins
                else [length],
            },
        ],
        "words": {
            "glance": voice("agenda.paper.at_a_glance"),
            "plan": voice("agenda.plan"),
            "goal": voice("agenda.goal"),
            "do": voice("agenda.do"),
            "say": voice("agenda.say"),
            "act": voice("agenda.act"),
            "around": voice("agenda.around.title"),
            "invitation": voice("agenda.around.invitation"),
        },
        "lines": [_line(line) for line in lines if line.item.out is None],
        "invitation": [voice.of(line) for line in voice.content.agenda.invitation],
        "before": [_chores(chores, voice) for chores in voice.content.agenda.before],
        "after": [_chores(chores, voice) for chores in voice.content.agenda.after],
    }


def _line(line: ItemLine) -> dict[str, Json]:
    words = {name: getattr(line, name) for name in ("when", "length", "kind", "title", "goal")}
    says = {name: getattr(line, name) for name in ("do", "say", "act")}
    return {**words, **says, "steps": [step._asdict() for step in line.steps]}


def _chores(chores: Chores, voice: Voice) -> dict[str, Json]:
    return {"title": voice.of(chores.title), "list": [voice.of(one) for one in chores.items]}
