"""What a phone is shown: one's own result, and the group's picture after the release."""

from __future__ import annotations

from markupsafe import escape

from tests.pages.rooms import CALM, SOCIAL, Group, ids, in_each_language, places
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.results import group_html
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore


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
