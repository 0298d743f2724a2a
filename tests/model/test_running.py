"""Running: a clock that is passed in, steps that follow each other, and an end that is kept."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.model.agenda import Agenda
from weerbaar.model.blocks import Outline
from weerbaar.model.refusal import Refusal
from weerbaar.model.running import Pace, Running, differences
from weerbaar.model.timing import Item, ItemKind, Out

TALK = Outline("gesprek", (5, 15, 10))
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
    with pytest.raises(Refusal, match="agenda_empty"):
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
        with pytest.raises(Refusal, match="agenda_more"):
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
    with pytest.raises(Refusal, match="agenda_begun"):
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
        on_time = dataclasses.replace(running, pace=Pace.RUNNING).retimed(now)
        assert on_time.retimed(now) == on_time, "timing twice is timing once"
        ahead = [i for i in on_time.agenda.inside if i.id not in on_time.begun]
        if on_time.behind(now) > 30:
            assert all(item.minutes == item.least and not item.may_go for item in ahead)
        if on_time.behind(now) < -30:
            assert all(item.minutes == item.most for item in ahead)
