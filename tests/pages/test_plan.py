"""Action plans at the participant's desk: files of what was chosen, a sentence otherwise."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.pages.rooms import NoStore, json_values
from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES
from weerbaar.model.plan import HORIZON, LONGEST_STEP, LONGEST_WHO
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.plan import plan_reply
from weerbaar.pages.plan_reading import cleaned
from weerbaar.room import Room

MARK = "0123456789abcdef" * 2
WRITTEN = "geheim woord"


@pytest.fixture
def desk(content, pictures):
    """The desk of a page without a session; its store raises on any use."""
    return ParticipantDesk(Room(NoStore(), content), content, pictures)


def today() -> date:
    """The day on this computer."""
    return datetime.now().astimezone().date()


def day(ahead: int = 0) -> str:
    """A day from today on, as a date field writes it."""
    return (today() + timedelta(days=ahead)).isoformat()


def action(key="startpunt-nevenfuncties", **more):
    """An action as the page sends it."""
    basis = {"key": key, "strand": "monitoring", "step": "", "role": "", "words": ""}
    return {**basis, "day": day(14), **more}


def message(content, want="pdf", *actions, **more):
    """A request for a file."""
    plan = {"mark": MARK, "actions": list(actions or [action()]), "moments": ["begin", "terugblik"]}
    digest = content.default.model.digest
    return {"type": "plan", "want": want, "language": "nl", "digest": digest, "plan": plan | more}


def body(reply) -> bytes:
    """The file in an answer."""
    assert "error" not in reply, reply
    return base64.b64decode(reply["download"]["base64"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_holds_what_was_chosen_in_the_language_of_the_page(desk, content, language):
    """A statement's tip, a suggestion, own words, role and days: in all three files."""
    chosen = [
        action(step="Ik bel <b>Žofie</b> & co", role="griffie"),
        action("weerbaar-signalen", strand="", role="own", words="Žofie; of \\ een ander"),
    ]
    statement = content.default.statement("startpunt-nevenfuncties")
    _, suggestion = content.plan.suggestions["weerbaar-signalen"]
    role = next(r.name[language] for r in content.plan.roles if r.id == "griffie")
    words = [statement.tip.text[language], suggestion.text[language], suggestion.how[language]]
    words += ["Ik bel <b>Žofie</b> & co", "Žofie; of \\ een ander", role]

    def asked(want):
        return desk.handle(message(content, want, *chosen) | {"language": language})

    read = {
        "pdf": words_of,
        "text": lambda file: squeezed(file.decode()),
        "calendar": lambda file: squeezed(
            "".join(e["SUMMARY"] + e["DESCRIPTION"] for e in Calendar.from_ical(file).events)
        ),
    }
    for want, text in read.items():
        reply = asked(want)
        found = text(body(reply))
        assert [word for word in words if squeezed(word) not in found] == [], found
        name = reply["download"]["name"]
        assert name.split(".")[0] == content.text("plan.file.name", language)


def test_the_strand_of_a_statement_is_its_owner_s_and_of_a_suggestion_the_source_s(desk, content):
    """Who moves a statement finds it there; a suggestion stays where the source has it."""
    chosen = [action(strand="resilience"), action("preventie-doel", strand="resilience")]
    text = body(desk.handle(message(content, "text", *chosen))).decode()
    names = {strand.id: strand.name.nl for strand in content.plan.strands}
    assert text.index(names["prevention"]) < text.index(names["resilience"])
    assert names["monitoring"] not in text


def test_entries_of_a_calendar_say_nothing_in_their_names(desk, content):
    """Names are random for each plan, so that they do not tell what somebody chose."""
    files = [body(desk.handle(message(content, "calendar", mark=m))) for m in (MARK, "f" * 32)]
    assert files[0] == body(desk.handle(message(content, "calendar")))
    first, second = ({str(e["UID"]) for e in Calendar.from_ical(f).events} for f in files)
    assert len(first) == len(second) == 3
    assert not first & second
    assert MARK not in files[0].decode()


WRONG = {
    "no plan": (None, "shape"),
    "a list": ([1], "shape"),
    "actions that are none": ({"actions": "x"}, "shape"),
    "nothing chosen": ({"actions": []}, "empty"),
    "four actions": (
        {
            "actions": [action(key) for key in ("jij-waarden", "jij-werkdruk", "sociaal-advies")]
            + [action()]
        },
        "many",
    ),
    "a hundred thousand actions": ({"actions": [action()] * 100_000}, "shape"),
    "one action twice": ({"actions": [action(), action()]}, "twice"),
    "an action that does not exist": ({"actions": [action("nergens")]}, "shape"),
    "a number for an action": ({"actions": [7]}, "shape"),
    "no strand": ({"actions": [action(strand="")]}, "strand"),
    "a strand that does not exist": ({"actions": [action(strand="elders")]}, "strand"),
    "no day": ({"actions": [action(day="")]}, "day"),
    "a day that does not exist": ({"actions": [action(day="2026-02-30")]}, "day"),
    "words for a day": ({"actions": [action(day="morgen")]}, "day"),
    "yesterday": ({"actions": [action(day="2020-01-01")]}, "past"),
    "the end of time": ({"actions": [action(day="9999-12-31")]}, "far"),
    "a step too long": ({"actions": [action(step="x" * (LONGEST_STEP + 1))]}, "step"),
    "words too long": ({"actions": [action(role="own", words="x" * (LONGEST_WHO + 1))]}, "who"),
    "a role that does not exist": ({"actions": [action(role="koning")]}, "shape"),
    "a step that is a list": ({"actions": [action(step=["x"])]}, "shape"),
    "a moment that does not exist": ({"moments": ["nooit"]}, "shape"),
    "a moment that is a list": ({"moments": [["begin"]]}, "shape"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("plan", "kind"), WRONG.values(), ids=WRONG)
def test_what_is_no_plan_gets_a_sentence(desk, content, plan, kind, language):
    """Each mistake is told in words of ours with the number of the action, and never repeated."""
    asked = message(content, "pdf") | {"language": language}
    asked["plan"] = asked["plan"] | plan if isinstance(plan, dict) else plan
    reply = desk.handle(asked)
    facts = {"n": 1, "most": 3, "longest": LONGEST_STEP if kind == "step" else LONGEST_WHO}
    assert reply["error"] == content.text(f"plan.errors.{kind}", language, **facts)
    assert "download" not in reply
    one = kind in {"strand", "day", "past", "far", "step", "who"}
    assert reply["action"] == int(one)


@pytest.mark.parametrize("mark", ["", "x" * 32, None, 5, "0" * 31])
def test_a_calendar_needs_the_random_value_of_the_plan(desk, content, mark):
    """Without it there is no file, and no error but a sentence."""
    reply = desk.handle(message(content, "calendar", mark=mark))
    assert reply["error"] == content.text("plan.errors.shape", "nl")


@pytest.mark.parametrize("digest", [None, "", "0" * 32, 7, ["x"]])
def test_a_plan_of_another_questionnaire_is_told(desk, content, digest):
    """Whose statements it is about is told by the fingerprint, as with answers."""
    assert desk.handle(message(content) | {"digest": digest})["code"] == "answers_version"


def test_a_day_may_be_today_and_two_years_from_now(content):
    """Both ends are allowed, and nothing beyond them."""
    start = today()
    for ahead, fine in ((0, True), (HORIZON.days, True), (-1, False), (HORIZON.days + 1, False)):
        asked = message(content, "text", action(day=(start + timedelta(ahead)).isoformat()))
        assert ("download" in plan_reply(asked, content, "nl", start)) is fine


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    field=st.sampled_from(["want", "digest", "plan", "plan.actions", "plan.moments", "plan.mark"]),
    value=json_values,
)
def test_any_part_may_be_anything(desk, content, field, value):
    """With one part replaced by anything at all, an answer comes, and the store is not asked."""
    asked = message(content, "calendar")
    part, _, name = field.partition(".")
    asked[part] = asked["plan"] | {name: value} if name else value
    json.dumps(desk.handle(asked))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(field=st.sampled_from(["key", "strand", "step", "day", "role", "words"]), value=json_values)
def test_any_part_of_an_action_may_be_anything(desk, content, field, value):
    """The same for what is inside an action."""
    json.dumps(desk.handle(message(content, "text", action(**{field: value}))))


@given(st.text(max_size=60))
def test_own_words_stand_on_one_line(text):
    """No line end, no control character and nothing that turns a line around gets into a file."""
    found = cleaned(text)
    assert found == cleaned(found)
    assert found == " ".join(found.split())
    assert not any(ord(letter) < 32 or letter in "\u202e\u2066\u200b\ufeff" for letter in found)


def test_an_error_never_repeats_what_was_written(desk, content, caplog):
    """Own words are in no sentence, no exception and no log."""
    for bad in (
        action(WRITTEN),
        action(step=WRITTEN * 40),
        action(role=WRITTEN),
        action(strand=WRITTEN, step=WRITTEN),
        action(day=WRITTEN),
    ):
        assert WRITTEN not in json.dumps(desk.handle(message(content, "pdf", bad)))
    assert WRITTEN not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_offers_everything(desk, content, language):
    """Every tip, every suggestion with what it means, every role and moment, and no answer."""
    asked = message(content, "form") | {"language": language}
    html = desk.handle(asked)["html"]
    for strand in content.plan.strands:
        for suggestion in strand.suggestions:
            assert f'data-option="{suggestion.id}" data-strand="{strand.id}"' in html
    for quadrant in content.default.file.quadrants:
        for statement in quadrant.statements:
            assert f'data-option="{statement.id}"' in html
    assert html.count("data-option=") == 24
    for role in content.plan.roles:
        assert f'<option value="{role.id}">' in html
    assert html.count("data-moment=") == len(content.plan.moments)
    words = json.loads(html.split("data-plan-words>")[1].split("</script>")[0])
    assert len(words["months"]) == 12
