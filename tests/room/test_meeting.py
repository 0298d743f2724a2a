"""The meeting's file: the same meeting comes back, and whatever else is there breaks nothing."""

from __future__ import annotations

import dataclasses
import json
import math
import stat
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weerbaar.catalog import load_content
from weerbaar.catalog.agenda import outlines
from weerbaar.model.blocks import plan
from weerbaar.model.running import Pace, Running
from weerbaar.room import Kind, StoreError
from weerbaar.room.clock import SPEED, Clock, clock
from weerbaar.room.dilemma import Posed
from weerbaar.room.meeting import FILE, Meeting, Meetings, meeting_text, parse_meeting

LIVE = SimpleNamespace(code="ABCDEF", kind=Kind.LIVE)
REHEARSAL = SimpleNamespace(code="ABCDEF", kind=Kind.REHEARSAL)


POSED = Posed("ABCDEF", "dilemma", 3, None, "Zo zit het.", "Wat nu?", "Ja.", "Nee.", "nl")


def made():
    """A meeting that has run for a while."""
    content = load_content()
    found = outlines(content.agenda, content.exercises)
    agenda = plan([block.model for block in content.agenda.blocks], [], found, 90, 23)
    running = Running.of(agenda, found).started(1000.0).next(1350.5).extended(5, 1400.0)
    return Meeting(agenda, ("dilemma",), 23, "19:30", running, "ABCDEF", posed=POSED)


MEETING = made()


def test_a_meeting_is_the_same_after_a_reload(tmp_path):
    """What one page writes, another reads, to the second."""
    Meetings(tmp_path).write(MEETING)
    assert Meetings(tmp_path).read() == MEETING
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE], "no draft is left"
    assert Meetings(tmp_path / "none").read() == Meeting()
    kept = Meetings()
    kept.write(MEETING)
    assert kept.read() == MEETING


def test_a_file_of_before_dilemmas_is_read():
    """A meeting that was planned by an earlier version goes on, without a dilemma."""
    raw = json.loads(meeting_text(MEETING))
    del raw["posed"]
    assert parse_meeting(json.dumps(raw)) == dataclasses.replace(MEETING, posed=None)


def test_nothing_of_persons_is_in_the_file():
    """The file holds a plan and a clock: its fields are these and no others."""
    raw = json.loads(meeting_text(MEETING))
    assert set(raw) == {
        *("version", "agenda", "goals", "people", "begins", "running", "code", "speed", "posed"),
    }
    assert set(raw["posed"]) == {field.name for field in dataclasses.fields(Posed)}
    assert set(raw["running"]) == {field.name for field in dataclasses.fields(Running)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(meeting_text(MEETING)) - 1))
def test_a_file_that_was_cut_off_is_told_and_breaks_nothing(tmp_path, length):
    """However little of the file is left, reading gives an empty meeting that says so."""
    (tmp_path / FILE).write_text(meeting_text(MEETING)[:length], encoding="utf-8")
    assert Meetings(tmp_path).read() == Meeting(damaged=True)


def paths(raw, at=()):
    """Where every value in the file stands."""
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw)
    for name, value in inside:
        yield (*at, name)
        if isinstance(value, (dict, list)):
            yield from paths(value, (*at, name))


PATHS = list(paths(json.loads(meeting_text(MEETING))))
STRANGE = [None, -1, 0, 10**9, 1.5, math.nan, math.inf, "", "x", [], {}, [[]], True, "-"]


@settings(max_examples=400)
@given(st.sampled_from(PATHS), st.sampled_from(STRANGE))
def test_a_file_with_anything_in_it_can_be_looked_at(path, value):
    """Whatever stands somewhere in the file: it is refused, or what comes of it works."""
    raw = json.loads(meeting_text(MEETING))
    inside = raw
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    found = parse_meeting(json.dumps(raw))
    if not found.damaged:
        running = found.running_in(["ABCDEF"], 1.0)
        if running:
            after = running.next(2000.0)
            assert math.isfinite(after.left(2000.0) + after.behind(2000.0))
        assert parse_meeting(meeting_text(found)) == found


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "7", '{"version": 2}', "\0", "[" * 5000])
def test_a_file_of_another_kind_is_told(text):
    """What is no meeting at all is told too."""
    assert parse_meeting(text) == Meeting(damaged=True)


def test_a_folder_in_its_place_is_told(tmp_path):
    """Not even a folder under its name breaks a page."""
    (tmp_path / FILE).mkdir()
    assert Meetings(tmp_path).read().damaged
    with pytest.raises(StoreError):
        Meetings(tmp_path).write(MEETING)


def test_what_runs_belongs_to_its_session():
    """The next session has the plan, and starts anew."""
    assert MEETING.running_in({"GHJKMN", "ABCDEF"}, 1.0) == MEETING.running, "under a round"
    assert MEETING.running_in({"GHJKMN"}, 1.0) is None
    assert MEETING.running_in((), 1.0) is None


def test_a_clock_of_another_speed_stands_still():
    """What was written by a fast clock is no time for a slow one: it waits for the facilitator."""
    found = MEETING.running_in({"ABCDEF"}, 60.0)
    assert found.pace is Pace.PAUSED
    assert found.left(5.0) == found.left(1e9)


def test_only_a_rehearsal_goes_faster(monkeypatch):
    """The setting speeds up a rehearsal; with people in the room nothing changes the clock."""
    fast = Clock(60.0, lambda: 100.0)
    assert (fast.now(REHEARSAL), fast.now(LIVE), fast.now(None)) == (6000.0, 100.0, 100.0)
    for text, speed in [("30", 30.0), ("0", 1.0), ("-5", 1.0), ("nan", 1.0), ("snel", 1.0)]:
        monkeypatch.setenv(SPEED, text)
        assert clock().rehearsal_speed == speed
    monkeypatch.delenv(SPEED)
    assert clock().rehearsal_speed == 1.0
