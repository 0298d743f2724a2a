"""The participant's desk: every message, in both languages, and whatever else may come in."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from tests.pages.rooms import Group, coloured, ids, json_values, sheet, token
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.participant import ParticipantDesk, group_html
from weerbaar.pages.pictures import Pictures
from weerbaar.room import Kind, Phase, Room
from weerbaar.room.errors import StoreError
from weerbaar.room.store import MemoryStore

CALM = "ggg ggg ggg ggg"
SOCIAL = "ggg ggo orr ggg"
"""The third quadrant stands out, and with it the acting side."""

in_each_language = pytest.mark.parametrize("language", LANGUAGES)
shared_room = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


class NoStore:
    """A store that may not be touched."""

    def read(self):
        raise AssertionError("the store was read")

    def write(self):
        raise AssertionError("the store was written")

    def close(self):
        """Nothing to close."""


@pytest.fixture
def alone(content, pictures):
    """The desk of a private self-test; its store raises on any use."""
    return ParticipantDesk(Room(NoStore(), content), content, pictures)


def places(html, texts):
    """Where texts stand in a page; a text that is missing fails."""
    missing = [text for text in texts if str(escape(text)) not in html]
    assert not missing
    return [html.index(str(escape(text))) for text in texts]


# --- one's own result ---------------------------------------------------------------------------
@in_each_language
def test_a_result_names_the_rules_that_fired_with_their_evidence(group, content, language):
    """A person sees each rule that fired, why, and no rule that did not; the talk comes last."""
    html = group.ask("result", SOCIAL, language=language)["html"]
    test = content.instruments["zelftest"]
    name = test.quadrant("sociaal").name[language]
    stands_out, acting = test.rule("stands_out"), test.rule("acting_side")
    facts = {"n": 3, "of": 6, "other_n": 1, "other_of": 6}
    found = places(
        html,
        [
            stands_out.title[language].format(quadrant=name),
            stands_out.evidence.person[language].format(quadrant=name, n=3, of=3, rest=1),
            test.quadrant("sociaal").closing[language],
            acting.title[language],
            acting.evidence.person[language].format(**facts),
            test.rule("discuss").title[language],
        ],
    )
    assert found == sorted(found)
    for rule in ("awareness_side", "content", "spread"):
        assert str(escape(test.rule(rule).title[language])) not in html


@in_each_language
def test_a_result_has_the_tip_of_every_orange_and_red_statement_red_first(group, content, language):
    """Every red statement brings its tip and tools, then every orange one, and no green one."""
    html = group.ask("result", "gor ggo rgg gg.", language=language)["html"]
    test = content.instruments["zelftest"]
    order = [ids(content)[at] for at in (2, 6, 1, 5)]
    tips = [test.statement(key).tip for key in order]
    found = places(html, [tip.text[language] for tip in tips])
    assert found == sorted(found)
    for tip in tips:
        for tool in tip.tools:
            assert f'href="hulp/{tool}?taal={language}"' in html
            places(html, [content.tool(tool).name[language]])
    others = set(ids(content)) - set(order)
    assert not [k for k in others if str(escape(test.statement(k).tip.text[language])) in html]
    assert html.count('<li class="tip red">') == html.count('<li class="tip orange">') == 2


@in_each_language
def test_a_result_names_what_was_left_open(group, content, language):
    """Statements without an answer are listed, and not those that have one."""
    html = group.ask("result", ".gg ggg gg. ggg", language=language)["html"]
    test = content.instruments["zelftest"]
    title = content.text("participant.result.open_title", language)
    (after,) = places(html, [title])
    listed = html[after:]
    places(listed, [test.statement(ids(content)[at]).text[language] for at in (0, 8)])
    assert listed.count("<li>") == 2
    assert title not in group.ask("result", CALM, language=language)["html"]


@in_each_language
def test_a_result_of_nothing_says_so(group, content, language):
    """Who skipped everything gets a sentence, not an empty picture or a rule."""
    html = group.ask("result", "... ... ... ...", language=language)["html"]
    places(html, [content.text("participant.result.empty_title", language)])
    assert "<svg" not in html


def test_an_own_picture_outlives_the_session(group):
    """After a session was put away, a phone still gets its own picture."""
    group.room.archive(group.code)
    assert "<svg" in group.ask("result", SOCIAL)["html"]
    assert group.ask("share", SOCIAL)["outcome"] == "closed"


# --- alone --------------------------------------------------------------------------------------
@in_each_language
def test_a_private_test_never_touches_the_store(alone, content, language):
    """Without a code the form and the result come without any use of the store."""
    private = content.text("participant.intro.private", language)
    page = alone.page("", language, base="/", asset=lambda name: name)
    assert private in page
    assert private in alone.handle({"type": "draw", "language": language})["html"]
    digest = content.instruments["zelftest"].model.digest
    for code in ("", None):
        message = {"type": "result", "code": code, "digest": digest, "language": language}
        reply = alone.handle({**message, "answers": coloured(content, SOCIAL)})
        assert "<svg" in reply["html"]


@pytest.mark.parametrize("kind", ["start", "share", "finish", "view"])
def test_a_private_test_has_nothing_to_share(alone, content, kind):
    """What needs a session is refused without a code, before the store is asked anything."""
    message = {"type": kind, "code": "", "token": token(), "answers": coloured(content, CALM)}
    assert alone.handle(message)["code"] == "code_malformed"


@in_each_language
def test_a_private_page_offers_no_sharing(alone, language):
    """The page without a code holds no button to share and no place for a group's picture."""
    page = alone.page("", language, base="/", asset=lambda name: name)
    assert 'data-go="share"' not in page
    assert 'data-slot="group"' not in page


# --- sharing ------------------------------------------------------------------------------------
def test_a_share_counts_once(group):
    """The same phone may share as often as it likes: it counts once, as joined and as done."""
    message = group.message("share", SOCIAL)
    assert [group.desk.handle(message)["outcome"] for _ in range(3)] == ["shared"] * 3
    session = group.room.view(group.code).session
    assert (session.joined, session.done) == (1, 1)
    group.room.close(group.code)
    assert group.room.view(group.code).shared == 1
    assert group.desk.handle(message)["outcome"] == "shared", "it was counted before closing"


def test_a_share_after_closing_is_told(group):
    """A tap after closing is answered with 'closed' and changes nothing."""
    group.room.close(group.code)
    before = group.stored()
    assert group.ask("share", SOCIAL) == {"outcome": "closed"}
    assert group.stored() == before


@in_each_language
def test_an_empty_sheet_is_not_shared(group, content, language):
    """A sheet on which nothing was answered is refused in a sentence."""
    before = group.stored()
    reply = group.ask("share", "... ... ... ...", language=language)
    assert reply["error"] == content.text("errors.nothing_answered", language)
    assert group.stored() == before


def test_starting_and_finishing_are_counted_once(group):
    """Start counts a phone as joined, 'done, not sharing' as done, each once."""
    phone = token()
    for _ in range(2):
        assert group.ask("start", token=phone) == {"phase": "open"}
        assert group.ask("finish", token=phone) == {"outcome": "kept"}
    session = group.room.view(group.code).session
    assert (session.joined, session.done) == (1, 1)
    group.room.close(group.code)
    assert group.room.view(group.code).shared == 0


BAD = {
    "an unknown statement": {"answers": {"nep-stelling": "green"}},
    "a colour outside the scale": {"answers": {"jij-zelfbeeld": "geheim-paars"}},
    "a number for a colour": {"answers": {"jij-zelfbeeld": 2}},
    "a list for answers": {"answers": ["green"] * 12},
    "no answers": {"answers": None},
    "a hundred thousand answers": {"answers": dict.fromkeys(map(str, range(100_000)), "red")},
    "a very long colour": {"answers": {"jij-zelfbeeld": "r" * 1_000_000}},
    "another version": {"digest": "0" * 16},
    "no version": {"digest": None},
    "a short token": {"token": "abc"},
    "a token in capitals": {"token": "A" * 32},
    "a very long token": {"token": "a" * 1_000_000},
    "a token that is a list": {"token": ["a" * 32]},
    "half a code": {"code": "ABC"},
    "a code that is a number": {"code": 123456},
    "a code with other signs": {"code": "<b>abc"},
    "an unknown code": {"code": "AAAAAA"},
    "a kind that does not exist": {"type": "reveal"},
    "a kind that is a list": {"type": ["share"]},
    "no kind": {"type": None},
}


@in_each_language
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_tampered_message_gets_one_sentence_and_changes_nothing(group, content, bad, language):
    """Whatever does not fit is told in a sentence of ours, and nothing is counted."""
    before = group.stored()
    message = {**group.message("share", CALM, language=language), **bad}
    reply = group.desk.handle(message)
    ours = {text[language] for key, text in content.ui.items() if key.startswith("errors.")}
    assert reply["error"] in ours
    assert "outcome" not in reply
    assert group.stored() == before


@shared_room
@given(message=st.dictionaries(st.text(max_size=8), json_values))
def test_any_message_is_answered(group, message):
    """No message makes the desk raise or changes anything."""
    before = group.stored()
    json.dumps(group.desk.handle(message))
    assert group.stored() == before


@shared_room
@given(
    kind=st.sampled_from(["draw", "start", "result", "share", "finish", "view"]),
    field=st.sampled_from(["code", "token", "digest", "answers"]),
    value=json_values,
)
def test_a_message_that_is_right_save_one_part_is_answered(group, kind, field, value):
    """With one part replaced by anything at all, nobody's answers are counted."""
    message = {**group.message(kind, CALM), field: value}
    json.dumps(group.desk.handle(message))
    assert not group.stored()["tallies"]
    assert group.room.view(group.code).session.phase is Phase.OPEN


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "en"), ("nl", "nl"), ("de", "nl"), (None, "nl"), ([], "nl")]
)
def test_every_message_carries_its_language(group, content, language, expected):
    """An answer comes in the language of the message; an unknown one becomes the first."""
    reply = group.ask("share", code="?", language=language)
    assert reply["error"] == content.text("errors.code_malformed", expected)


@pytest.mark.parametrize(
    ("code", "again"), [("busy", True), ("full", True), ("corrupt", False), ("unusable", False)]
)
def test_a_store_in_trouble_becomes_a_sentence(content, pictures, code, again):
    """A store that cannot write is told in words, with whether trying again makes sense."""

    class Trouble(NoStore):
        def read(self):
            raise StoreError(code, path="x")

    desk = ParticipantDesk(Room(Trouble(), content), content, pictures)
    reply = desk.handle({"type": "view", "code": "AAAAAA", "language": "en"})
    assert reply == {
        "error": content.text(f"errors.store.{code}", "en"),
        "code": code,
        "retry": again,
    }


def test_no_trace_of_an_answer_in_an_error(group, monkeypatch, content):
    """What is said about a bad answer never repeats it, nor does the error behind it."""
    caught = []
    parse = ParticipantDesk._sheet

    def watched(*arguments):
        try:
            return parse(*arguments)
        except Exception as error:
            caught.append(error)
            raise

    monkeypatch.setattr(ParticipantDesk, "_sheet", watched)
    for answers in ({"jij-zelfbeeld": "geheim"}, {"geheim": "red"}, {"jij-zelfbeeld": ["geheim"]}):
        reply = group.ask("share", answers=answers)
        assert "geheim" not in json.dumps(reply)
    assert len(caught) == 3
    for error in caught:
        assert "geheim" not in repr(error)
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
    assert "red" not in repr(sheet(content, "rrr rrr rrr rrr"))


# --- the group's picture ------------------------------------------------------------------------
@in_each_language
def test_the_group_picture_comes_only_after_the_release(group, content, language):
    """While open or closed a phone gets the phase only; after the reveal the picture, once."""
    group.share(*[SOCIAL] * 12)
    assert group.ask("view", language=language) == {"phase": "open"}
    group.room.close(group.code)
    assert group.ask("view", language=language) == {"phase": "closed"}
    group.reveal()
    seen = group.ask("view", language=language)
    assert seen["phase"] == "released"
    assert "<svg" in seen["group"]
    test = content.instruments["zelftest"]
    stands_out = test.rule("stands_out")
    name = test.quadrant("sociaal").name[language]
    places(seen["group"], [stands_out.title[language].format(quadrant=name)])
    assert str(escape(stands_out.text_group[language])) in seen["group"]
    assert group.ask("view", have=True) == {"phase": "released"}
    group.room.archive(group.code)
    assert "<svg" in group.ask("view")["group"], "a phone that comes back late still gets it"


def test_the_group_picture_comes_from_the_release_alone(content, pictures):
    """Rooms that differ in what was answered, but not in what is released, look the same."""
    made = []
    for few in ("ogg ggg ggg ggg", "rgg ggg ggg ggg"):
        group = Group(Room(MemoryStore(), content), content, pictures)
        group.share(few, *[CALM] * 11)
        made.append((group.reveal(), group.ask("view")))
    assert made[0] == made[1]


def test_a_small_group_gets_a_guide_for_a_talk(content, pictures):
    """With fewer than five shares each phone gets the same guide, however many they were."""
    made = []
    for sheets in ([SOCIAL] * 4, [CALM]):
        group = Group(Room(MemoryStore(), content), content, pictures)
        group.share(*sheets)
        group.reveal()
        made.append(group.ask("view")["group"])
    assert made[0] == made[1]
    assert "<svg" not in made[0]
    places(made[0], [line["nl"] for line in content.instruments["zelftest"].intro.under_five])


def test_a_group_of_five_gets_levels_and_no_statement(group, content):
    """With five to nine shares a phone reads levels of quadrants, and no statement's figure."""
    group.share(*[SOCIAL] * 5)
    release = group.reveal()
    html = group_html(release, content, Pictures(content), "nl")
    test = content.instruments["zelftest"]
    listed = html[html.index(content.text("participant.group.figures", "nl")) :]
    assert listed.count("<li>") == 4
    short = test.statement(ids(content)[6]).short["nl"]
    assert f"{short}:" not in listed


# --- the page -----------------------------------------------------------------------------------
@in_each_language
def test_a_page_holds_the_whole_form(group, content, language):
    """The page that the server draws has every statement, colour, meaning and skip in it."""
    page = group.desk.page(group.code, language, base="/", asset=lambda name: name)
    test = content.instruments["zelftest"].file
    assert f'<html lang="{language}">' in page
    for quadrant in test.quadrants:
        for statement in quadrant.statements:
            places(page, [statement.text[language]])
            for value in ("green", "orange", "red", ""):
                if value:
                    places(page, [getattr(statement.colours, value)[language]])
                assert f'name="{statement.id}" value="{value}"' in page
    words = page.split("data-words>")[1].split("</script>")[0]
    assert json.loads(words)["state"]["none"] == content.text("participant.state.none", language)
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_page_of_a_rehearsal_says_so(room, content, pictures):
    """A rehearsal is flagged on the participant's page and in its promise; a real one is not."""
    desk = ParticipantDesk(room, content, pictures)
    flag = content.text("page.rehearsal", "nl")
    for kind in Kind:
        code = room.open(kind=kind).code
        drawn = desk.handle({"type": "draw", "code": code})["html"]
        assert (flag in drawn) is (kind is Kind.REHEARSAL)


def test_a_page_of_an_archived_session_is_refused(group):
    """Nobody can begin in a session that was put away."""
    group.room.archive(group.code)
    assert group.ask("draw")["code"] == "session_over"
    assert group.ask("start")["code"] == "session_over"
    assert group.room.view(group.code).session.phase is Phase.ARCHIVED


def test_a_session_of_another_questionnaire_is_told(content, pictures):
    """A session begun with an older questionnaire is refused in a sentence, in every message."""
    store = MemoryStore()
    group = Group(Room(store, content), content, pictures)
    group.share(*[CALM] * 12)
    group.reveal()
    state = store._state
    old = state.sessions[group.code]
    state.sessions[group.code] = old.__class__(**{**vars(old), "digest": "older"})
    state.releases[group.code] = state.releases[group.code].replace(group.digest, "older")
    for kind in ("draw", "start", "share", "finish", "view"):
        assert group.ask(kind, CALM)["code"] == "other_instrument", kind


def test_a_phone_is_shown_where_its_group_went_on(group, content):
    """After a next round opened a phone gets its code and name; of another kind it does not."""
    group.share(*[SOCIAL] * 5)
    group.reveal()
    assert "elsewhere" not in group.ask("view", have=True)
    first = content.default.model.id
    held = group.room.open_round(group.code, first)
    there = group.ask("view", have=True)["elsewhere"]
    assert there["code"] == held.code
    assert content.default.file.title["nl"] in there["text"]
    group.room.archive(held.code)
    assert "elsewhere" not in group.ask("view", have=True)
    group.room.open(kind=Kind.REHEARSAL)
    assert "elsewhere" not in group.ask("view", have=True)
