"""An action plan on paper, as text and in a calendar: what was chosen, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.model.plan import (
    LONGEST_STEP,
    LONGEST_WHO,
    MOST_ACTIONS,
    Action,
    ActionPlan,
    Moment,
    Strand,
)
from weerbaar.present.days import day_words
from weerbaar.report import plan as report
from weerbaar.report.plan import plan_calendar, plan_pdf, plan_text
from weerbaar.report.typeset import page_count

MADE = date(2026, 11, 22)
MARK = UUID(int=7)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def moments() -> tuple[Moment, ...]:
    """Every moment of the content."""
    return tuple(moment.model for moment in load_content().plan.moments)


def chosen(key: str, language: str, day: date = MADE, **own: str) -> Action:
    """A suggestion of the content as an action."""
    strand, found = load_content().plan.suggestions[key]
    words = (found.text[language], found.how[language])
    return Action(key, Strand(strand.id), *words, day, **own)


def three(language: str = "nl") -> ActionPlan:
    """Three actions, not in the order of their strands or days."""
    return ActionPlan(
        MADE,
        (
            chosen(
                "weerbaar-doelwit", language, date(2027, 1, 31), step="Ik bel Žofie; dan: stap 2"
            ),
            chosen("monitoring-dilemma", language, date(2027, 3, 1), who="mijn fractie"),
            chosen("monitoring-gesprek", language, date(2026, 12, 24)),
        ),
        moments(),
    )


def shown(plan: ActionPlan, language: str) -> list[str]:
    """What a reader must find, in this order."""

    def day(found: date) -> str:
        return day_words(found, load_content(), language)

    words = [load_content().plan.title[language], day(MADE)]
    for strand, actions in plan.by_strand():
        words.append(load_content().plan.strand(strand).name[language])
        for action in actions:
            own = [part for part in (action.step, day(action.day)) if part]
            words += [action.title, action.text, *own]
    for found in plan.reminders:
        words += [day(found.day), load_content().plan.moment(found.moment).ask[language]]
    return words


def in_order(words: list[str], text: str) -> bool:
    """Whether all words stand in a text, one after the other."""
    at = 0
    for word in map(squeezed, words):
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


@in_each_language
def test_the_pdf_says_what_was_chosen(language):
    """Read back as a screen reader does: title, day, strands, actions, own words, moments."""
    plan = three(language)
    made = plan_pdf(plan, load_content(), language)
    found = words_of(made)
    assert in_order(shown(plan, language), found)
    assert squeezed("mijn fractie") in found
    others = [s.text[language] for _, s in load_content().plan.suggestions.values()]
    assert sum(squeezed(text) in found for text in others) == len(plan.actions)
    assert b"/StructTreeRoot" in made
    assert f"/Lang({language})".encode() in made


@in_each_language
def test_the_text_says_what_was_chosen(language):
    """The same in plain text, with own words and with whom; nothing else of the content."""
    plan = three(language)
    found = plan_text(plan, load_content(), language)
    assert in_order(shown(plan, language), squeezed(found))
    assert "mijn fractie" in found
    assert found.endswith("\n")
    ahead, back = plan.reminders[:2]
    assert [ahead.keys, back.keys] == [("monitoring-gesprek",), ("monitoring-gesprek",)]
    ask = load_content().plan.moment(back.moment).ask[language]
    facts = {"day": day_words(back.day, load_content(), language), "n": 1, "ask": ask}
    assert load_content().text("plan.file.moment_of", language, **facts) in found
    without = ActionPlan(MADE, plan.actions[2:])
    assert load_content().text("plan.file.reminders", language) not in plan_text(
        without, load_content(), language
    )


@in_each_language
def test_the_longest_plan_fits_on_one_page(language, monkeypatch):
    """Three of the longest actions, with as many words of one's own as there may be."""
    given = {}
    monkeypatch.setattr(report, "pdf", lambda name, data: given.update(name=name, data=data))
    own = {"step": ("woord " * 40)[:LONGEST_STEP], "who": ("woord " * 20)[:LONGEST_WHO]}
    options = load_content().plan.suggestions
    longest = sorted(options, key=lambda key: -len(options[key][1].how[language]))[:MOST_ACTIONS]
    plan_pdf(
        ActionPlan(MADE, tuple(chosen(k, language, **own) for k in longest), moments()),
        load_content(),
        language,
    )
    assert page_count(given["name"], given["data"]) == 1


def entries(plan: ActionPlan, language: str = "nl", mark: UUID = MARK):
    """The calendar of a plan, read back by the library."""
    body = plan_calendar(plan, mark, load_content(), language)
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "RFC 5545, 3.1"
    calendar = Calendar.from_ical(body.decode("utf-8"))
    assert not calendar.errors
    return calendar


@in_each_language
def test_the_calendar_is_read_back(language):
    """A whole day with an alert for every action and every moment; nobody is invited."""
    plan = three(language)
    calendar = entries(plan, language)
    assert (calendar["VERSION"], "METHOD" in calendar) == ("2.0", False)
    assert calendar["PRODID"]
    assert not calendar.get_missing_tzids()
    days = {}
    for event in calendar.events:
        assert not event.errors
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)
        assert (event["CLASS"], event["TRANSP"], event["SEQUENCE"]) == ("PRIVATE", "TRANSPARENT", 0)
        assert not {"ORGANIZER", "ATTENDEE", "LOCATION"} & set(event)
        (alarm,) = event.walk("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-15))
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
        days.setdefault(event["DTSTART"].dt, []).append(event)
    assert sorted(days) == sorted([a.day for a in plan.actions] + [r.day for r in plan.reminders])
    for action in plan.actions:
        (event,) = days[action.day]
        assert action.title in event["SUMMARY"]
        assert all(part in event["DESCRIPTION"] for part in (action.text, action.step, action.who))


@given(mark=st.uuids())
@settings(max_examples=20)
def test_an_entry_keeps_its_name_when_the_plan_changes(mark):
    """Another day or other words change an entry; another plan has other entries."""
    plan = three()
    first = {event["SUMMARY"]: str(event["UID"]) for event in entries(plan, mark=mark).events}
    later = ActionPlan(
        MADE + timedelta(days=2),
        tuple(chosen(a.key, "nl", a.day + timedelta(days=3), who="anders") for a in plan.actions),
        moments(),
    )
    uids = {str(event["UID"]) for event in entries(later, mark=mark).events}
    assert set(first.values()) <= uids
    assert len(uids) == len(plan.actions) + len(moments())
    assert uids.isdisjoint(str(e["UID"]) for e in entries(plan, mark=uuid4()).events)


def test_files_are_made_in_memory(tmp_path, monkeypatch):
    """No file appears where programs leave them: the temporary folder, home, the one at work."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    plan = three()
    for make in (plan_pdf, plan_text):
        assert make(plan, load_content(), "nl")
    assert plan_calendar(plan, MARK, load_content(), "nl")
    assert list(tmp_path.iterdir()) == []


own_words = st.characters(exclude_categories=["Cs", "Cc"])


@given(step=st.text(own_words, max_size=LONGEST_STEP), who=st.text(own_words, max_size=LONGEST_WHO))
@settings(max_examples=20, deadline=None)
def test_whatever_somebody_writes_gets_into_every_file(step, who):
    """No words stop a file, and none add an entry to a calendar or a line to its frame."""
    action = chosen("preventie-doel", "nl", step=step, who=who)
    plan = ActionPlan(MADE, (action,), moments()[1:2])
    assert plan_pdf(plan, load_content(), "nl").startswith(b"%PDF")
    plan_text(plan, load_content(), "nl").encode("utf-8", "surrogatepass")
    assert len(entries(plan).events) == 2
