"""An action plan as PDF, as text and as calendar; made in memory and handed over, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from textwrap import indent
from uuid import UUID, uuid5

from weerbaar.catalog import Content
from weerbaar.model.plan import Action, ActionPlan, Reminder
from weerbaar.present.days import day_words
from weerbaar.report.typeset import pdf

_INDENT = "   "
_ALERT = timedelta(hours=-15)
"""At nine o'clock the day before. Outlook reads every trigger as so much before the start (VALARM
in [MS-OXCICAL]), so that nine o'clock on the day itself cannot be asked of it."""


def plan_text(plan: ActionPlan, content: Content, language: str) -> str:
    """The plan as plain text; ``static/plan.js`` writes the same without a connection."""
    return "\n".join(_lines(plan, content, language))


def plan_pdf(plan: ActionPlan, content: Content, language: str) -> bytes:
    """The plan on paper, tagged, with lines to write on where nothing was filled in.

    Raises
    ------
    TypesetError
        If the template and this module do not agree.
    """
    words = ("step_label", "day_label", "who_label", "reminders")
    made = day_words(plan.made, content, language)
    return pdf(
        "plan.typ",
        {
            "language": language,
            "title": content.plan.title[language],
            "brand": content.text("page.site", language),
            "footer": content.text("plan.file.yours", language),
            "made": content.text("plan.file.made", language, day=made),
            "words": {word: content.text(f"plan.file.{word}", language) for word in words},
            "strands": [
                {
                    "name": content.plan.strand(strand).name[language],
                    "short": content.plan.strand(strand).short[language],
                    "actions": [
                        {
                            "title": action.title,
                            "text": action.text,
                            "step": action.step,
                            "day": day_words(action.day, content, language),
                            "who": action.who,
                        }
                        for action in actions
                    ],
                }
                for strand, actions in plan.by_strand()
            ],
            "reminders": [
                {
                    "day": day_words(found.day, content, language),
                    "ask": _ask(found, content, language),
                    "of": _of(found, plan, content, language),
                }
                for found in plan.reminders
            ],
        },
    )


def plan_calendar(plan: ActionPlan, mark: UUID, content: Content, language: str) -> bytes:
    """The plan as an iCalendar file (RFC 5545): whole days with an alert, and nobody's name.

    No ORGANIZER, which turns an entry into an invitation, and no METHOD, which would ask for one
    (RFC 5546, 3.2.1). DTEND is the day after, or Outlook shows a moment at midnight.

    Parameters
    ----------
    mark
        Random, and the same each time for one plan: importing again then changes entries instead
        of doubling them.
    """
    from icalendar import CLASS, TRANSP, Alarm, Calendar, Event

    stamp = datetime.combine(plan.made, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//weerbaar//actieplan//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name, day, title, about in _entries(plan, content, language):
        summary = content.text("plan.file.event", language, title=title)
        alarm = Alarm.new(description=summary)
        alarm.add("action", "DISPLAY")
        alarm.TRIGGER = _ALERT
        event = Event.new(
            uid=uuid5(mark, name),
            stamp=stamp,
            start=day,
            end=day + timedelta(days=1),
            summary=summary,
            description=about,
            classification=CLASS.PRIVATE,
            transparency=TRANSP.TRANSPARENT,
            sequence=0,
            subcomponents=[alarm],
        )
        event.add("x-microsoft-cdo-busystatus", "FREE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(
    plan: ActionPlan, content: Content, language: str
) -> Iterator[tuple[str, date, str, str]]:
    """What an entry is about, its day, its title and what stands in it."""
    for _, actions in plan.by_strand():
        for action in actions:
            about = "\n".join([action.text, *_own(action, content, language)])
            yield f"action {action.key}", action.day, action.title, about
    for found in plan.reminders:
        titles = "\n".join(action.title for _, action in _about(found, plan))
        about = f"{_ask(found, content, language)}\n\n{titles}"
        name = content.text("plan.file.ahead" if found.ahead else "plan.file.back", language)
        yield f"moment {found.moment}", found.day, name, about


def _lines(plan: ActionPlan, content: Content, language: str) -> Iterator[str]:
    yield content.plan.title[language]
    made = day_words(plan.made, content, language)
    yield content.text("plan.file.made", language, day=made)
    number = 0
    for strand, actions in plan.by_strand():
        entry = content.plan.strand(strand)
        yield ""
        facts = {"name": entry.name[language], "short": entry.short[language]}
        yield content.text("plan.file.strand", language, **facts)
        for action in actions:
            number += 1
            yield ""
            yield f"{number}. {action.title}"
            day = day_words(action.day, content, language)
            when = content.text("plan.file.day", language, day=day)
            yield indent("\n".join([action.text, *_own(action, content, language), when]), _INDENT)
    if plan.reminders:
        yield ""
        yield content.text("plan.file.reminders", language)
    for found in plan.reminders:
        facts = {"day": day_words(found.day, content, language)}
        facts["ask"] = _ask(found, content, language)
        numbers = _numbers(found, plan)
        key = "plan.file.moment_of" if numbers else "plan.file.moment"
        yield content.text(key, language, **facts, **({"n": numbers} if numbers else {}))
    yield ""


def _own(action: Action, content: Content, language: str) -> list[str]:
    """What somebody wrote or chose beside the action itself."""
    found = []
    if action.step:
        found.append(content.text("plan.file.step", language, step=action.step))
    if action.who:
        found.append(content.text("plan.file.who", language, who=action.who))
    return found


def _about(reminder: Reminder, plan: ActionPlan) -> list[tuple[int, Action]]:
    """The actions that a reminder is about, each with its number in the file."""
    every = [action for _, actions in plan.by_strand() for action in actions]
    return [(n, action) for n, action in enumerate(every, 1) if action.key in reminder.keys]


def _numbers(reminder: Reminder, plan: ActionPlan) -> str:
    """Which actions a reminder is about; empty when it is about all of them."""
    numbers = [str(number) for number, _ in _about(reminder, plan)]
    return ", ".join(numbers) if len(numbers) < len(plan.actions) else ""


def _of(reminder: Reminder, plan: ActionPlan, content: Content, language: str) -> str:
    numbers = _numbers(reminder, plan)
    return content.text("plan.file.of", language, n=numbers) if numbers else ""


def _ask(reminder: Reminder, content: Content, language: str) -> str:
    return content.plan.moment(reminder.moment).ask[language]
