"""The programme of a meeting on paper: at a glance first, then every part with what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weerbaar.catalog import Content
from weerbaar.catalog.agenda import Chores
from weerbaar.model.programme.agenda import Agenda
from weerbaar.present.agenda import Line, agenda_lines, clock_words, group_words
from weerbaar.report.typeset import pdf

TEMPLATE = "agenda.typ"


def agenda_pdf(
    agenda: Agenda,
    content: Content,
    language: str,
    people: int,
    goals: Sequence[str] = (),
    begins: str | None = None,
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
    TypesetError
        If the document cannot be made.
    """
    return pdf(TEMPLATE, agenda_sheet(agenda, content, language, people, goals, begins))


def agenda_sheet(
    agenda: Agenda,
    content: Content,
    language: str,
    people: int,
    goals: Sequence[str] = (),
    begins: str | None = None,
) -> dict[str, Any]:
    """Everything that is read on the sheet, as plain data for the template."""

    def t(key: str, **facts: object) -> str:
        return content.text(key, language, **facts)

    lines = agenda_lines(agenda, content, language, people, begins)
    titles = [goal.title[language] for goal in content.agenda.goals if goal.id in goals]
    length = t("agenda.minutes", n=agenda.total)
    return {
        "language": language,
        "title": t("agenda.paper.footer", n=agenda.total),
        "brand": t("page.site"),
        "footer": t("agenda.paper.footer", n=agenda.total),
        "kind": t("exercise.prepare"),
        "facts": [
            {"label": t("agenda.paper.for"), "value": titles or [t("agenda.paper.no_goal")]},
            {
                "label": t("agenda.paper.group"),
                "value": [
                    t("exercise.people_exactly", n=people),
                    group_words(people, content, language),
                ],
            },
            {
                "label": t("agenda.paper.length"),
                "value": [clock_words(begins, 0, agenda.total, content, language), length]
                if begins
                else [length],
            },
        ],
        "words": {
            "glance": t("agenda.paper.at_a_glance"),
            "plan": t("agenda.plan"),
            "goal": t("agenda.goal"),
            "do": t("agenda.do"),
            "say": t("agenda.say"),
            "act": t("agenda.act"),
            "around": t("agenda.around.title"),
            "invitation": t("agenda.around.invitation"),
        },
        "lines": [_line(line) for line in lines if line.item.out is None],
        "invitation": [line[language] for line in content.agenda.invitation],
        "before": [_chores(chores, language) for chores in content.agenda.before],
        "after": [_chores(chores, language) for chores in content.agenda.after],
    }


def _line(line: Line) -> dict[str, Any]:
    words = {name: getattr(line, name) for name in ("when", "length", "kind", "title", "goal")}
    says = {name: getattr(line, name) for name in ("do", "say", "act")}
    return {**words, **says, "steps": [step._asdict() for step in line.steps]}


def _chores(chores: Chores, language: str) -> dict[str, Any]:
    return {"title": chores.title[language], "list": [one[language] for one in chores.items]}
