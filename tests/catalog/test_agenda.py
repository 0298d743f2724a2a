"""The agenda as it stands in the content: it fills any meeting and can be said aloud."""

from __future__ import annotations

import itertools

import pytest

from weerbaar.catalog import load_content
from weerbaar.catalog.agenda import BlockEntry, outlines
from weerbaar.model.programme.agenda import LONGEST, SHORTEST
from weerbaar.model.programme.blocks import plan
from weerbaar.model.programme.timing import ItemKind, Out

PEOPLE = (4, 7, 15, 25, 38, 50)


@pytest.fixture(scope="module")
def content():
    """All content."""
    return load_content()


def made(content, minutes, people=25, goals=()):
    """The plan of a meeting."""
    file = content.agenda
    chosen = [goal.model for goal in file.goals if goal.id in goals]
    blocks = [block.model for block in file.blocks]
    return plan(blocks, chosen, outlines(file, content.exercises), minutes, people)


def test_the_kinds_are_those_of_the_model(content):
    """What content may name is what the model knows; four lengths are offered by name."""
    assert BlockEntry.model_fields["kind"].annotation is ItemKind
    assert content.agenda.lengths == (45, 60, 90, 150)


@pytest.mark.parametrize("people", PEOPLE)
def test_every_meeting_fills_its_time_exactly(content, people):
    """From half an hour to four hours, with any goals: the minutes add up, nothing runs over."""
    names = [goal.id for goal in content.agenda.goals]
    choices = [(), *itertools.combinations(names, 1), *itertools.combinations(names, 2), names]
    for minutes in range(SHORTEST, LONGEST + 1, 5):
        for goals in choices:
            agenda = made(content, minutes, people, goals)
            assert agenda.total == minutes, (minutes, goals)


@pytest.mark.parametrize("minutes", [45, 60, 90, 150, 210])
def test_a_meeting_of_a_usual_length_leaves_nothing_out(content, minutes):
    """The usual times of each length add up to it, so that nothing has to shrink or go."""
    agenda = made(content, minutes, 23)
    assert not agenda.left_out
    usual = {block.id: block.model.usual for block in content.agenda.blocks}
    assert sum(usual[item.id][minutes].minutes for item in agenda.inside) == minutes


@pytest.mark.parametrize("part", ["arrive", "explain", "finish", "choose"])
def test_more_people_never_get_less_time_to_come_in_or_to_hear_why(content, part):
    """At any length: what people need before they answer grows with them, and others give way."""
    for minutes in (SHORTEST, *content.agenda.lengths, 75, 120, 210, LONGEST):
        took = []
        for people in (*PEOPLE, 5, 23, 29, 30, 45, 100):
            items = {item.id: item for item in made(content, minutes, people).inside}
            took += [(people, items[part].minutes)] if part in items else []
        took.sort()
        assert [minutes for _, minutes in took] == sorted(minutes for _, minutes in took), took
    explain = made(content, 45, 45).item("explain")
    assert explain.minutes >= 4


def test_ninety_minutes_go_as_a_room_needs_them(content):
    """Test before picture, picture before exercise, agreements before the end."""
    agenda = made(content, 90, 23)
    assert [item.id for item in agenda.inside] == [
        *("arrive", "explain", "test", "finish", "picture"),
        *("choose", "exercise", "agree", "close"),
    ]
    starts = dict(zip((item.id for item in agenda.inside), agenda.starts, strict=True))
    assert starts["picture"] <= 22
    assert agenda.item("agree").minutes >= 10
    assert agenda.item("exercise").minutes >= 30


def test_every_goal_finds_its_first_exercise_in_an_hour_and_a_half(content):
    """What a goal names first can be done in ninety minutes with a council of 23."""
    for goal in content.agenda.goals:
        agenda = made(content, 90, 23, [goal.id])
        assert agenda.item("exercise").exercise == goal.exercises[0]
        assert agenda.item("exercise").out is not Out.NO_TIME


def test_small_groups_get_no_picture_and_a_talk_instead(content):
    """Under five people there is nothing to show, so the agenda does not promise it."""
    few = [item.id for item in made(content, 60, 4).inside]
    assert "phones" in few
    assert "picture" not in few
