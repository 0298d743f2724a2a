"""The meeting in the store: the same one comes back, nothing is lost, and no damage breaks it."""

from __future__ import annotations

import dataclasses
import json
import math
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.room.places import room
from weerbaar.catalog import load_content
from weerbaar.catalog.agenda import outlines
from weerbaar.model.programme.blocks import plan
from weerbaar.model.programme.running import Pace, Running
from weerbaar.model.refusal import Refusal
from weerbaar.room import Kind, StoreError
from weerbaar.room.programme import (
    SPEED,
    ChosenDilemma,
    Clock,
    Meeting,
    clock,
    meeting_text,
    parse_meeting,
)
from weerbaar.room.store import engine, open_store
from weerbaar.room.store.engine import MEETING_BEFORE

LIVE = SimpleNamespace(code="ABCDEF", kind=Kind.LIVE)
REHEARSAL = SimpleNamespace(code="ABCDEF", kind=Kind.REHEARSAL)


POSED = ChosenDilemma("ABCDEF", "dilemma", 3, None, "Zo zit het.", "Wat nu?", "Ja.", "Nee.", "nl")


def made():
    """A meeting that has run for a while."""
    content = load_content()
    found = outlines(content.agenda, content.exercises)
    agenda = plan([block.model for block in content.agenda.blocks], [], found, 90, 23)
    running = Running.of(agenda, found).started(1000.0).next(1350.5).extended(5, 1400.0)
    return Meeting(agenda, ("dilemma",), 23, "19:30", running, "ABCDEF", posed=POSED)


MEETING = made()


def test_a_meeting_is_the_same_after_a_reload(store):
    """What one page writes, another reads, to the second."""
    assert room(store).progress().meeting == Meeting()
    before, after = room(store).change(lambda _: MEETING)
    assert (before.meeting, after.meeting) == (Meeting(), MEETING)
    assert room(store).progress().meeting == MEETING


def later(progress):
    """One press: the meeting is for one more person."""
    return replace(progress.meeting, people=(progress.meeting.people or 0) + 1)


def test_thirty_presses_in_two_tabs_count_thirty(store):
    """Whatever two pages press at the same time, none of it is lost."""
    with ThreadPoolExecutor(2) as tabs:
        for pressed in [tabs.submit(room(store).change, later) for _ in range(30)]:
            pressed.result()
    assert room(store).progress().meeting.people == 30


def press_fifteen_times(file):
    """A tab of another process."""
    place = room(open_store(file))
    for _ in range(15):
        place.change(later)


def test_thirty_presses_in_two_processes_count_thirty(file):
    """The same for the kernels of two pages."""
    place = room(open_store(file))
    tabs = [get_context("spawn").Process(target=press_fifteen_times, args=(file,)) for _ in "ab"]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(60)
    assert [tab.exitcode for tab in tabs] == [0, 0]
    assert place.progress().meeting.people == 30


def test_what_is_refused_changes_nothing(store):
    """A change that raises leaves the meeting as it was, and one that changes nothing too."""
    place = room(store)
    place.change(lambda _: MEETING)

    def refuse(_):
        raise Refusal("agenda_none")

    with pytest.raises(Refusal):
        place.change(refuse)
    assert place.change(lambda progress: progress.meeting)[1].meeting == MEETING
    assert place.progress().meeting == MEETING


def test_a_file_of_before_dilemmas_is_read():
    """A meeting that was planned by an earlier version goes on, without a dilemma."""
    raw = json.loads(meeting_text(MEETING))
    del raw["posed"]
    assert parse_meeting(json.dumps(raw)) == dataclasses.replace(MEETING, posed=None)


def test_nothing_of_persons_is_in_the_file():
    """It holds a plan and a clock: its fields are these and no others."""
    raw = json.loads(meeting_text(MEETING))
    assert set(raw) == {
        *("version", "agenda", "goals", "people", "begins", "running", "code", "speed", "posed"),
    }
    assert set(raw["posed"]) == {field.name for field in dataclasses.fields(ChosenDilemma)}
    assert set(raw["running"]) == {field.name for field in dataclasses.fields(Running)}


@settings(max_examples=60)
@given(st.integers(0, len(meeting_text(MEETING)) - 1))
def test_a_file_that_was_cut_off_is_told_and_breaks_nothing(length):
    """However little of it is left, reading gives an empty meeting that says so."""
    assert parse_meeting(meeting_text(MEETING)[:length]) == Meeting(damaged=True)


def test_what_is_missing_is_not_filled_in():
    """Without any one of its parts it is no meeting."""
    for path in PATHS:
        raw = json.loads(meeting_text(MEETING))
        del inside(raw, path)[path[-1]]
        if path != ("posed",) and isinstance(path[-1], str) and path[:2] != ("running", "weights"):
            assert parse_meeting(json.dumps(raw)).damaged, path


def inside(raw, path):
    """Where the value at a path stands."""
    for name in path[:-1]:
        raw = raw[name]
    return raw


def paths(raw, at=()):
    """Where every value in the file stands."""
    for name, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
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
    inside(raw, path)[path[-1]] = value
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


BEFORE = Path(__file__).parent / "version_3" / "sessions.sql"


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("damaged", [False, True])
def test_the_file_of_the_version_before_is_taken_over(file, old, damaged):
    """Whole or damaged, with a database of before or none: the meeting goes on, or it is told."""
    if old:
        with closing(sqlite3.connect(file)) as database:
            database.executescript(BEFORE.read_text(encoding="utf-8"))
    before = file.with_name(MEETING_BEFORE)
    before.write_text(meeting_text(MEETING)[: 500 if damaged else None], encoding="utf-8")
    store = open_store(file)
    expected = Meeting(damaged=True) if damaged else MEETING
    assert room(store).progress().meeting == expected
    assert not before.exists()
    room(store).change(lambda progress: replace(progress.meeting, people=7, damaged=False))
    store.close()
    before.write_text(meeting_text(MEETING), encoding="utf-8")
    assert room(open_store(file)).progress().meeting.people == 7, "once, and never again"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_bytes(b"\xff\xfe{}")])
def test_what_is_no_file_of_text_is_told(file, make):
    """Not even a folder under its name stops a start; it stays where it is."""
    make(file.with_name(MEETING_BEFORE))
    place = room(open_store(file))
    assert place.progress().meeting == Meeting(damaged=True)
    place.change(lambda _: MEETING)
    assert place.progress().meeting == MEETING


def test_a_file_that_cannot_be_taken_over_stays(file, monkeypatch):
    """When the store is full at that moment, the meeting of before is still there."""
    before = file.with_name(MEETING_BEFORE)
    before.write_text(meeting_text(MEETING), encoding="utf-8")

    def full(*_):
        raise StoreError("full")

    monkeypatch.setattr(engine, "_take_over", full)
    with pytest.raises(StoreError):
        open_store(file)
    monkeypatch.undo()
    assert room(open_store(file)).progress().meeting == MEETING


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
