"""What a phone makes of an action plan: one rule for reminders, a text, a calendar."""

from __future__ import annotations

import itertools
import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.scripts.running import run_script
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.model.plan import HORIZON_DAYS, LONGEST_STEP, LONGEST_WHO, MOST_ACTIONS
from weerbaar.pages.plan import form_values

MADE = date(2026, 11, 22)
STAMP = "2026-11-22T09:08:07.654Z"
STRANDS = ("prevention", "monitoring", "resilience")
WORDS = (
    "Ik bel Žofie; dan, misschien: stap 2",
    "één 🕸️ 👩🏽‍⚖️ 🇳🇱 en 家族",
    "met \\n en \\ en ;;,, en :\"'<b>&amp;",
    "BEGIN:VEVENT\r\nEND:VCALENDAR\nATTENDEE:mailto:x@example.org",
    "é" * LONGEST_STEP,
    "🕸" * LONGEST_STEP,
    "w" * LONGEST_STEP,
    "",
)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)

ALL = """
import * as plan from "./plan_files.js";
export default ({ words, stamp, plans }) => plans.map((one) => ({
  outline: plan.planOutline(one, words),
  text: plan.planText(one, words),
  calendar: plan.planCalendar(one, words, stamp),
}));
"""
WRONG = """
import { planWrong } from "./plan_files.js";
export default ({ words, plans }) => plans.map((plan) => planWrong(plan, words));
"""
LINES = 'import { oneLine } from "./plan_files.js"; export default (texts) => texts.map(oneLine);'


def words(language: str = "nl"):
    """What the form gives the script along."""
    content = load_content()
    return json.loads(form_values(content.default, Voice(content, language))["words"])


def action(key: str = "a", day: date = MADE, strand: str = "prevention", **more):
    """An action with its words."""
    basis = {"key": key, "name": f"name of {key}", "strand": strand, "title": f"Titel {key}"}
    return {**basis, "text": f"Tekst; van {key}", "step": "", "who": "", "day": str(day), **more}


def moment(side: str, weeks: int, name: str = "m"):
    """A moment to be reminded."""
    return {"name": name, "side": side, "weeks": weeks, "ask": f"Vraag, {name}?"}


def plan(*actions, moments=(), made: date = MADE):
    """A plan of that day, unless said otherwise."""
    return {"made": str(made), "actions": list(actions), "moments": list(moments)}


def made_of(*plans, language: str = "nl", stamp: str = STAMP):
    """What the script makes of plans."""
    return run_script(ALL, {"words": words(language), "stamp": stamp, "plans": plans})


def test_reminders_follow_the_days_of_the_actions():
    """No look back before or on the day of its action, no nudge after it, none in the past.

    Ten thousand plans; each reminder lies so many weeks before the first action, or after the first
    or the last, on the day that Python's own calendar gives.
    """
    chance = random.Random(9)  # nothing secret
    sides = ("before_first", "after_first", "after_last")
    plans = []
    for _ in range(10_000):
        made = date(2000, 1, 1) + timedelta(days=chance.randrange(70_000))
        days = [made + timedelta(days=chance.randrange(HORIZON_DAYS + 1)) for _ in range(3)]
        near = [made + timedelta(days=chance.randrange(20)) for _ in range(3)]
        dated = chance.choice([days, near])[: chance.randint(1, 3)]
        chosen = [moment(chance.choice(sides), chance.randint(1, 52), str(n)) for n in range(3)]
        actions = [action(key, day) for key, day in zip("abc", dated, strict=False)]
        plans.append(plan(*actions, moments=chosen, made=made))
    for one, made_one in zip(plans, made_of(*plans), strict=True):
        due = {found["key"]: date.fromisoformat(found["day"]) for found in one["actions"]}
        first, last, made = min(due.values()), max(due.values()), date.fromisoformat(one["made"])
        wanted = {}
        for asked in one["moments"]:
            away = timedelta(weeks=asked["weeks"])
            start = {"before_first": first - away, "after_first": first + away}
            wanted[asked["name"]] = start.get(asked["side"], last + away)
        wanted = {name: day for name, day in wanted.items() if day > made}
        found = made_one["outline"]["reminders"]
        assert {r["name"]: date.fromisoformat(r["day"]) for r in found} == wanted
        assert [r["day"] for r in found] == sorted(r["day"] for r in found)
        for reminder in found:
            day = date.fromisoformat(reminder["day"])
            keys = {about["key"] for about in reminder["about"]}
            assert keys
            if reminder["ahead"]:
                assert keys == {key for key, its in due.items() if its == first}
                assert day < first
            else:
                assert keys == {key for key, its in due.items() if its < day}


def test_who_acts_in_may_is_reminded_around_may():
    """The nudge comes a week before the first action, looking back after the first and the last."""
    chosen = [
        moment("after_last", 13, "end"),
        moment("before_first", 1, "nudge"),
        moment("after_first", 2, "underway"),
    ]
    actions = (action("a", date(2027, 5, 15)), action("b", date(2027, 5, 1)))
    (made,) = made_of(plan(*actions, moments=chosen))
    found = made["outline"]["reminders"]
    assert [(r["day"], r["name"], [a["key"] for a in r["about"]]) for r in found] == [
        ("2027-04-24", "nudge", ["b"]),
        ("2027-05-15", "underway", ["b"]),
        ("2027-08-14", "end", ["b", "a"]),
    ]


def test_what_is_wrong_is_told_in_a_sentence_with_its_action():
    """Each thing that is wrong has a sentence of its own, with the number of the action."""
    day = timedelta(days=1)
    far = MADE + timedelta(days=HORIZON_DAYS)
    fine = action()
    cases = {
        "empty": plan(),
        "many": plan(*(action(key) for key in "abcd")),
        "twice": plan(fine, fine),
        **{f"strand {bad}": plan(fine, action("b", strand=bad)) for bad in ("", "elders")},
        **{
            f"day {bad}": plan(fine, action("b") | {"day": bad})
            for bad in ("", "morgen", "2026-02-30", "2026-13-01", "20261122", "0026-11-22", None, 5)
        },
        "past": plan(fine, action("b", MADE - day)),
        "far": plan(fine, action("b", far + day)),
        "step": plan(fine, action("b", step="🕸" * (LONGEST_STEP + 1))),
        "who": plan(fine, action("b", who="x" * (LONGEST_WHO + 1))),
        "nothing": plan(fine, action("b", far, step="🕸" * LONGEST_STEP, who="🕸" * LONGEST_WHO)),
    }
    fields = {"past": "day", "far": "day", "who": "words"}
    for language in LANGUAGES:
        given = {"words": words(language), "plans": list(cases.values())}
        for case, found in zip(cases, run_script(WRONG, given), strict=True):
            kind = case.split()[0]
            if kind == "nothing":
                assert found is None
                continue
            number = 0 if kind in {"empty", "many", "twice"} else 2
            longest = LONGEST_STEP if kind == "step" else LONGEST_WHO
            facts = {"n": number, "most": MOST_ACTIONS, "longest": longest}
            text = load_content().text(f"plan.errors.{kind}", language, **facts)
            assert found == {"error": text, "action": number, "field": fields.get(kind, kind)}


def test_own_words_stand_on_one_line():
    """No line end, no control character and nothing that turns a line around gets into a file."""
    chance = random.Random(7)  # nothing secret
    letters = [*range(0x300), *range(0x2000, 0x2070), 0xD800, 0xDFFF, 0xE000, 0xFEFF, 0x1F578]
    texts = ["".join(map(chr, chance.choices(letters, k=40))) for _ in range(3000)]
    found = run_script(LINES, [*texts, "  a \r\n b\tc ", "👩🏽\u200d⚖️", "e\u0301", None, ""])
    assert found[-5:] == ["a b c", "👩🏽\u200d⚖️", "é", "", ""]
    assert run_script(LINES, found) == found
    for text in found:
        assert text == " ".join(text.split())
        assert not any(ord(letter) < 32 or letter in "\u202e\u2066\u200b\ufeff" for letter in text)


def three(language: str = "nl"):
    """Three actions, not in the order of their strands or days, with every moment."""
    moments = [{**entry, "name": f"name of {entry['id']}"} for entry in words(language)["moments"]]
    return plan(
        action("a", date(2027, 1, 31), "resilience", step="Ik bel Žofie; dan: stap 2"),
        action("b", date(2027, 3, 1), "monitoring", who="mijn fractie"),
        action("c", date(2026, 12, 24), "monitoring"),
        moments=moments,
    )


@in_each_language
def test_the_text_says_what_was_chosen(language):
    """Title, day, strands in their order, actions by day with own words, and the reminders."""
    content = load_content()

    def day(year, month, number):
        return Voice(content, language).day(date(year, month, number))

    def t(key, **facts):
        return content.text(f"plan.file.{key}", language, **facts)

    names = {s.id: t("strand", name=s.name[language], short=s.short[language])
             for s in content.plan.strands}  # fmt: skip
    asks = [entry.ask[language] for entry in content.plan.moments]
    (made,) = made_of(three(language), language=language)
    assert made["text"].split("\n") == [
        content.plan.title[language],
        t("made", day=day(2026, 11, 22)),
        "",
        names["monitoring"],
        "",
        "1. Titel c",
        "   Tekst; van c",
        "   " + t("day", day=day(2026, 12, 24)),
        "",
        "2. Titel b",
        "   Tekst; van b",
        "   " + t("who", who="mijn fractie"),
        "   " + t("day", day=day(2027, 3, 1)),
        "",
        names["resilience"],
        "",
        "3. Titel a",
        "   Tekst; van a",
        "   " + t("step", step="Ik bel Žofie; dan: stap 2"),
        "   " + t("day", day=day(2027, 1, 31)),
        "",
        t("reminders"),
        t("moment_of", day=day(2026, 12, 17), n="1", ask=asks[0]),
        t("moment_of", day=day(2027, 1, 7), n="1", ask=asks[1]),
        t("moment", day=day(2027, 5, 31), ask=asks[2]),
        "",
    ]
    (without,) = made_of(plan(action()), language=language)
    assert t("reminders") not in without["text"]


def read(text: str):
    """A calendar, read back by the library."""
    body = text.encode()
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "RFC 5545, 3.1"
    for line in body.split(b"\r\n"):
        line.decode()
    calendar = Calendar.from_ical(body)
    assert not calendar.errors
    return calendar


@in_each_language
def test_every_plan_is_read_back_from_its_calendar(language):
    """All strands and all choices of moments, with the hardest words: whole days, each an alert.

    Nobody is invited, and no words add an entry or end one.
    """
    every = words(language)["moments"]
    combined = [
        chosen for n in range(len(every) + 1) for chosen in itertools.combinations(every, n)
    ]
    own = run_script(LINES, list(WORDS))
    plans = []
    for (at, strands), chosen in itertools.product(
        enumerate(itertools.product(STRANDS, repeat=MOST_ACTIONS)), combined
    ):
        actions = [
            action(
                key,
                MADE + timedelta(days=30 + 100 * n + at),
                strand,
                step=own[(at + n) % len(own)],
                who=own[(at + n + 3) % len(own)][:LONGEST_WHO],
            )
            for n, (key, strand) in enumerate(zip("abc", strands, strict=True))
        ]
        moments = [{**entry, "name": entry["id"]} for entry in chosen]
        plans.append(plan(*actions[: 1 + at % 3], moments=moments))
    file = words(language)["file"]
    for one, made in zip(plans, made_of(*plans, language=language), strict=True):
        calendar = read(made["calendar"])
        assert (calendar["VERSION"], "METHOD" in calendar) == ("2.0", False)
        assert calendar["PRODID"]
        assert not calendar.get_missing_tzids()
        outline = made["outline"]
        wanted = {}
        for found in outline["every"]:
            about = [found["text"]]
            about += [file["step"].format(step=found["step"])] if found["step"] else []
            about += [file["who"].format(who=found["who"])] if found["who"] else []
            wanted[found["name"]] = (found["day"], found["title"], "\n".join(about))
        for found in outline["reminders"]:
            title = file["ahead" if found["ahead"] else "back"]
            about = "\n".join([found["ask"], "", *(a["title"] for a in found["about"])])
            wanted[found["name"]] = (found["day"], title, about)
        assert len(wanted) == len(one["actions"]) + len(one["moments"])
        assert len(calendar.events) == len(calendar.subcomponents) == len(wanted)
        for event in calendar.events:
            _check(event, *wanted[str(event["UID"])], file)


def _check(event, day, title, about, file):
    assert not event.errors
    assert event["DTSTART"].dt == date.fromisoformat(day)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].dt == datetime(2026, 11, 22, 9, 8, 7, tzinfo=UTC)
    assert (event["CLASS"], event["TRANSP"], event["SEQUENCE"]) == ("PRIVATE", "TRANSPARENT", 0)
    assert event["SUMMARY"] == file["event"].format(title=title)
    assert event["DESCRIPTION"] == about
    assert not {"ORGANIZER", "ATTENDEE", "LOCATION"} & set(event)
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-15))
    assert alarm["DESCRIPTION"] == event["SUMMARY"]


def test_the_file_of_a_changed_plan_is_newer_and_has_the_same_entries():
    """Another day or other words change an entry under its own name, with a later stamp."""
    first = three()
    changed = json.loads(json.dumps(first))
    for one in changed["actions"]:
        day = date.fromisoformat(one["day"]) + timedelta(days=3)
        one.update(day=str(day), who="anders")
    before = read(made_of(first)[0]["calendar"]).events
    after = read(made_of(changed, stamp="2026-11-22T09:10:00.000Z")[0]["calendar"]).events
    assert {str(e["UID"]) for e in before} == {str(e["UID"]) for e in after}
    assert max(e["DTSTAMP"].dt for e in before) < min(e["DTSTAMP"].dt for e in after)
    assert {str(e["DTSTART"].dt) for e in before}.isdisjoint(str(e["DTSTART"].dt) for e in after)
