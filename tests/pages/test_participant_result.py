"""What a phone is shown of its group, after the release and before it."""

from __future__ import annotations

from markupsafe import escape

from tests.pages.rooms import CALM, SOCIAL, Group, ids, in_each_language, places
from weerbaar.catalog import Voice
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.results import group_html
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore


@in_each_language
def test_the_group_picture_comes_only_after_the_release(group, content, language):
    """While open or closed a phone gets the phase only; after the reveal there is a picture."""
    early = content.text("errors.no_picture", language)
    group.share(*[SOCIAL] * 12)
    assert group.ask("state", language=language) == {"phase": "open", "group": None}
    assert group.ask("group", language=language)["error"] == early
    group.room.close(group.code)
    assert group.ask("state", language=language) == {"phase": "closed", "group": None}
    assert group.ask("group", language=language)["code"] == "no_picture"
    group.reveal()
    state = group.ask("state", language=language)
    assert state["phase"] == "released"
    assert state["group"]
    seen = group.ask("group", language=language)["html"]
    assert "<svg" in seen
    test = content.instruments["zelftest"]
    stands_out = test.rule("stands_out")
    name = test.quadrant("sociaal").name[language]
    places(seen, [stands_out.title[language].format(quadrant=name)])
    assert str(escape(stands_out.text_group[language])) in seen
    group.room.archive(group.code)
    assert group.ask("state", language=language) == {**state, "phase": "archived"}
    late = group.ask("group", language=language)["html"]
    assert late == seen, "a phone that comes back late still gets it"


def test_the_group_picture_comes_from_the_release_alone(content, pictures):
    """Rooms that differ in what was answered, but not in what is released, look the same."""
    made = []
    for few in ("ogg ggg ggg ggg", "rgg ggg ggg ggg"):
        group = Group(Room(MemoryStore(), content), content, pictures)
        group.share(few, *[CALM] * 11)
        made.append((group.reveal(), group.ask("state"), group.ask("group")))
    assert made[0] == made[1]


def test_a_small_group_gets_a_guide_for_a_talk(content, pictures):
    """With fewer than five shares each phone gets the same guide, however many they were."""
    made = []
    for sheets in ([SOCIAL] * 4, [CALM]):
        group = Group(Room(MemoryStore(), content), content, pictures)
        group.share(*sheets)
        group.reveal()
        made.append(group.ask("group")["html"])
    assert made[0] == made[1]
    assert "<svg" not in made[0]
    places(made[0], [line["nl"] for line in content.instruments["zelftest"].intro.under_five])


def test_a_group_of_five_gets_levels_and_no_statement(group, content):
    """With five to nine shares a phone reads levels of quadrants, and no statement's figure."""
    group.share(*[SOCIAL] * 5)
    release = group.reveal()
    html = group_html(release, Voice(content, "nl"), Pictures(content))
    test = content.instruments["zelftest"]
    listed = html[html.index(content.text("participant.group.figures", "nl")) :]
    assert listed.count("<li>") == 4
    short = test.statement(ids(content)[6]).short["nl"]
    assert f"{short}:" not in listed
