"""Running: a clock that is passed in, steps that follow each other, and an end that is kept."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.model.programme.agenda import Agenda
from weerbaar.model.programme.blocks import Outline
from weerbaar.model.programme.running import (
    Pace,
    Running,
    Step,
    differences,
    remainder,
    steps_of,
    whole_minutes,
)
from weerbaar.model.programme.timing import Item, ItemKind, Out
from weerbaar.model.refusal import Refusal

TALK = Outline("gesprek", (5, 15, 10))
WEIGHTS = {"gesprek": TALK.steps, "kort": (9, 1)}
NOON = 43_200.0
ORDER = ["arrive", "test", "pause", "talk", "agree", "close"]


def meeting(minutes=75):
    """A meeting with a werkvorm of three steps and a pause that may go."""
    return Agenda(
        minutes,
        (
            Item("arrive", ItemKind.ARRIVE, 5, 2, 8, 3, fixed=True),
            Item("test", ItemKind.TEST, 12, 10, 20, 8, fixed=True),
            Item("pause", ItemKind.BREAK, 8, 5, 10, 1),
            Item("talk", ItemKind.EXERCISE, 30, 20, 45, 5, exercise="gesprek"),
            Item("agree", ItemKind.AGREE, 15, 8, 20, 7, fixed=True),
            Item("close", ItemKind.CLOSE, 5, 2, 5, 6, fixed=True),
        ),
    ).fitted()


def begun(minutes=75):
    """A meeting that began at noon."""
    return Running.of(meeting(minutes), [TALK]).started(NOON)


def names(running):
    """Items in the order of their steps."""
    return list(dict.fromkeys(step.item for step in running.steps))


def minute(number):
    """So many minutes after noon."""
    return NOON + 60 * number


def test_an_agenda_becomes_steps():
    """A werkvorm brings its own steps, any other item is one; before the start no clock runs."""
    ready = Running.of(meeting(), [TALK])
    assert [step.seconds // 60 for step in ready.steps] == [5, 12, 8, 5, 15, 10, 15, 5]
    assert (ready.pace, ready.left(NOON), ready.left(minute(9))) == (Pace.READY, 300, 300)
    assert (
        ready.next(NOON) == ready.back(NOON) == ready.paused(NOON) == ready.resumed(NOON) == ready
    )
    with pytest.raises(Refusal, match="empty"):
        Running.of(Agenda(60, ()), [])


def test_the_clock_counts_down_and_then_over():
    """What is left follows from the moment that is given, and goes below nothing."""
    running = begun()
    assert running.left(minute(2)) == 180
    assert running.left(minute(6)) == -60
    assert running.left(minute(-3)) == 300, "a clock that was set back counts as none"
    assert running.started(minute(9)) == running, "starting twice is starting once"


def test_a_pause_stops_the_clock_and_not_the_evening():
    """The step has what it had; what is ahead makes up for the time that went by."""
    paused = begun().paused(minute(2))
    assert paused.left(minute(2)) == paused.left(minute(9)) == 180
    assert paused.behind(minute(9)) == 7 * 60
    on = paused.resumed(minute(9))
    assert on.left(minute(10)) == 120
    assert on.behind(minute(9)) == 0
    assert on.ends == paused.ends
    found = {d.item: (d.before, d.after) for d in differences(paused, on)}
    assert found == {"pause": (8, 5), "talk": (30, 26)}


def test_extending_takes_from_what_is_ahead():
    """Five more minutes now are five fewer later; when the time was over they count from now."""
    longer = begun().extended(5, minute(1))
    assert longer.left(minute(1)) == 9 * 60
    assert longer.behind(minute(1)) == 0
    assert begun().extended(5, minute(8)).left(minute(8)) == 5 * 60
    for wrong in (0, -1, 61):
        with pytest.raises(Refusal, match="more"):
            begun().extended(wrong, NOON)


def test_a_late_room_loses_its_pause_and_an_early_one_talks_longer():
    """Late: the pause goes and the talk shrinks. Early: the time is used, up to each one's most."""
    late = begun().next(minute(35))
    assert "pause" not in names(late)
    assert late.agenda.item("pause").out is Out.NO_TIME
    assert late.minutes_of("pause") == 0
    assert late.minutes_of("talk") == 20
    assert late.behind(minute(35)) == 0
    early = begun().next(minute(1))
    assert early.behind(minute(1)) == 0
    assert early.minutes_of("test") > 12


def test_when_nothing_more_can_give_it_says_how_late_it_gets():
    """All that may go is gone and the rest is at its least: then the end is later."""
    late = begun().next(minute(70))
    assert names(late) == ["arrive", "test", "agree", "close"]
    assert late.behind(minute(70)) == 60 * (10 + 8 + 2 - 5)
    later = late.ending_later(15, minute(70))
    assert later.behind(minute(70)) == 0
    assert later.ends == minute(90)


def test_next_and_back():
    """Back gives a step the time it had left; a wrong click costs a moment and nothing else."""
    running = begun().next(minute(5)).next(minute(10))
    assert running.step.item == "pause"
    assert (running.minutes_spent("arrive"), running.minutes_spent("test")) == (5, 5)
    again = running.back(minute(11))
    assert (again.step.item, again.left(minute(11))) == ("test", 7 * 60)
    forth = again.next(minute(12))
    assert (forth.step.item, forth.step.spent) == ("pause", 60)
    assert begun().back(minute(1)) == begun()


def test_the_end_and_back_from_it():
    """After the last step it is done, and the clock stands; a stop by mistake can be undone."""
    running = begun()
    for number in range(len(running.steps)):
        assert running.pace is Pace.RUNNING
        running = running.next(minute(5 * number))
    assert running.pace is Pace.DONE
    assert running.step.item == "close"
    assert running.next(minute(99)) == running.extended(5, minute(99)) == running
    assert running.back(minute(99)).pace is Pace.RUNNING
    stopped = begun().stopped(minute(2))
    assert stopped.left(minute(50)) == 180
    assert stopped.back(minute(3)).left(minute(3)) == 180


def test_next_goes_on_after_a_pause():
    """Whoever goes to the next step means it to begin."""
    running = begun().paused(minute(1)).next(minute(3))
    assert (running.pace, running.left(minute(4))) == (Pace.RUNNING, running.step.seconds - 60)


def test_a_werkvorm_by_itself_has_no_end_to_keep():
    """Nothing is shortened when nothing comes after it."""
    alone = Running.alone(TALK).started(NOON)
    assert [step.seconds for step in alone.steps] == [300, 900, 600]
    late = alone.next(minute(60))
    assert [step.seconds for step in late.steps] == [300, 900, 600]
    assert late.behind(minute(90)) == 0
    assert late.ending_later(5, minute(60)) == late


def test_within_a_werkvorm_the_rest_of_its_steps_gives_way():
    """A talk that runs over shortens its own last steps too, never below what they need."""
    running = begun().next(minute(5)).next(minute(17)).next(minute(25))
    assert (running.step.item, running.step.number) == ("talk", 0)
    late = running.next(minute(36))
    assert late.behind(minute(36)) == 0
    assert late.minutes_of("talk") < 30
    assert late.step.seconds > late.steps[late.at + 1].seconds, "in proportion"


def test_a_changed_agenda_goes_on_where_it_was():
    """What is ahead may change; what was begun may not."""
    running = begun().next(minute(5)).next(minute(17))
    moved = running.agenda.moved("talk", 1)
    changed = running.with_agenda(moved, [TALK], minute(18))
    assert names(changed) == ["arrive", "test", "pause", "agree", "talk", "close"]
    assert changed.left(minute(18)) == running.left(minute(18))
    with pytest.raises(Refusal, match="begun"):
        running.with_agenda(running.agenda.without("pause"), [TALK], minute(18))
    extra = Item("extra", ItemKind.EXERCISE, 60, 60, 60, 9)
    more = running.with_agenda(running.agenda.added(extra, after="talk"), [TALK], minute(18))
    assert names(more)[:3] == ["arrive", "test", "pause"], "no room for it all, but it was begun"
    ready = Running.of(meeting(), [TALK])
    without = ready.with_agenda(ready.agenda.without("pause"), [TALK], NOON)
    assert "pause" not in names(without)
    late = begun().next(minute(35))
    back = late.with_agenda(late.agenda.restored("pause"), [TALK], minute(35))
    assert "pause" in names(back)


clicks = st.lists(
    st.tuples(
        st.sampled_from(
            ["next", "back", "paused", "resumed", "stopped", "extended", "ending_later"]
        ),
        st.floats(0, 1800),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(clicks, st.integers(30, 120))
def test_any_evening_keeps_its_promises(evening, minutes):
    """Whatever is pressed, however late: order kept, no negative time, the end kept if it can."""
    now = NOON
    running = begun(minutes)
    for name, passed in evening:
        now += passed
        given_minutes = (5,) if name in {"extended", "ending_later"} else ()
        running = getattr(running, name)(*given_minutes, now)
        assert 0 <= running.at < len(running.steps)
        assert min(step.seconds for step in running.steps) >= 0
        assert names(running) == [i for i in ORDER if i in names(running)]
        assert {"arrive", "test", "agree", "close"} <= set(names(running))
        assert running.spent(now) >= 0
        since = now if running.since is None else running.since
        on_time = dataclasses.replace(running, since=since, pace=Pace.RUNNING).retimed(now)
        assert on_time.retimed(now) == on_time, "timing twice is timing once"
        ahead = [i for i in on_time.agenda.inside if i.id not in on_time.begun]
        if on_time.behind(now) > 30:
            assert all(item.minutes == item.least and not item.may_go for item in ahead)
        if on_time.behind(now) < -30:
            assert all(item.minutes == item.most for item in ahead)


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": -1},
        {"at": len(begun(90).steps)},
        {"since": None},
        {"pace": Pace.PAUSED},
        {"pace": Pace.READY},
        {"weights": {"casus": ()}},
        {"weights": {"casus": (5, 0)}},
        {"steps": ()},
        {"steps": (Step("arrive", 1, 60),)},
    ],
)
def test_what_no_click_leads_to_cannot_be_made(wrong):
    """No step of now, a clock that runs and stands still, steps that take no time or are not."""
    running = begun(90)
    assert dataclasses.replace(running, at=len(running.steps) - 1).step == running.steps[-1]
    with pytest.raises(ValueError, match=r"step|clock"):
        dataclasses.replace(running, **wrong)


@pytest.mark.parametrize("wrong", [(-1, 60, 0), (0, -1, 0), (0, 60, -0.5), (0, 60, math.inf)])
def test_a_step_has_a_number_and_a_length_and_took_some_time(wrong):
    """None of them is below nothing, or without end."""
    assert Step("arrive", 0, 0, 0.0).spent == 0
    with pytest.raises(ValueError, match="no step"):
        Step("arrive", *wrong)


@pytest.mark.parametrize(("seconds", "found"), [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2)])
def test_minutes_are_the_nearest_whole_ones(seconds, found):
    """Half a minute is one."""
    assert whole_minutes(seconds) == found


def test_what_is_left_of_a_werkvorm_keeps_its_part_of_every_bound():
    """Never under a minute, never dropped."""
    item = Item("talk", ItemKind.EXERCISE, 30, 20, 45, 5, exercise="gesprek")
    left = remainder(item, steps_of(item, WEIGHTS)[1:], WEIGHTS)
    assert (left.wish, left.least, left.most, left.minutes, left.fixed) == (25, 17, 37, 25, True)
    short = Item("talk", ItemKind.EXERCISE, 2, 1, 3, 5, exercise="kort")
    last = remainder(short, steps_of(short, WEIGHTS)[1:], WEIGHTS)
    assert (last.wish, last.least, last.most) == (1, 1, 1)


def test_a_minute_and_an_hour_may_be_added_at_once():
    """To a step and to the meeting; anything beyond is refused with the bounds."""
    running = begun()
    for minutes in (1, 60):
        assert running.extended(minutes, NOON).left(NOON) == 300 + 60 * minutes
        assert running.ending_later(minutes, NOON).ends == running.ends + 60 * minutes
    for change in (running.extended, running.ending_later):
        for wrong in (0, 61):
            with pytest.raises(Refusal) as refused:
                change(wrong, NOON)
            assert refused.value.facts == {"least": 1, "most": 60, "n": wrong}


def test_what_a_click_did_is_told_of_what_is_not_over():
    """An item that went has no minutes after it, one that came back none before."""
    running = begun()
    late = running.next(minute(35))
    found = {d.item: (d.before, d.after) for d in differences(running, late)}
    assert found["pause"] == (8, None)
    assert "arrive" not in found
    assert {d.item: d.before for d in differences(late, running)}["pause"] is None


def test_after_the_end_nothing_is_timed_anew():
    """More minutes for a meeting that is done change nothing."""
    done = begun().stopped(minute(2))
    assert done.ending_later(5, minute(3)) == done.retimed(minute(9)) == done
    assert done.since is None


@pytest.mark.parametrize(
    ("running", "minutes"),
    [
        (begun().next(minute(5.5)), 70),
        (begun().next(minute(5.75)), 69),
        (begun().paused(minute(6)).resumed(minute(6.5)), 69),
    ],
    ids=["half a minute", "less than half", "over its time"],
)
def test_what_is_ahead_gets_the_whole_minutes_that_are_left(running, minutes):
    """Half a minute counts as one; a step that has only just begun shares in it."""
    steps = running.steps[running.at + (running.since > minute(6)) :]
    assert sum(step.seconds for step in steps) == 60 * minutes
