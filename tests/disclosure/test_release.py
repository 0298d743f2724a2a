"""Release: the one thing that is shown (R4, R8)."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from tests.disclosure.rooms import World, policies, tallies, truth
from tests.model.made_up import tally
from tests.model.shapes import FOUR, ONE
from weerbaar.disclosure import Detail, Policy, Release, disclose
from weerbaar.model.advice import advise
from weerbaar.model.instrument import Side
from weerbaar.model.profile import Measure
from weerbaar.model.tally import Tally

ROOT = Path(__file__).parents[2]


@given(tallies(), policies)
def test_a_release_survives_storage(made, policy):
    """What is frozen is read back as the very same release, of a rehearsal too."""
    for rehearsal in (False, True):
        release = disclose(made, FOUR, policy, rehearsal=rehearsal)
        assert Release.from_json(release.to_json()) == release
        assert release.rehearsal is rehearsal


@given(tallies(), policies)
def test_the_profile_is_computed_from_what_is_published(made, policy):
    """The figures per quadrant are the means of published shares: the JSON is all it takes."""
    release = disclose(made, FOUR, policy)
    text = release.to_json()
    profile = Release.from_json(text).as_profile(FOUR)
    assert profile == release.as_profile(FOUR)
    shown = json.loads(text)
    if release.detail is Detail.NOTHING:
        assert profile is None
        return
    assert profile is not None
    found = {part.id: part.attention for part in profile.quadrants}
    if release.detail is Detail.LEVELS:
        assert profile.measure is Measure.LEVEL
        assert found == dict(shown["levels"])
        assert profile.highest == tuple(shown["highest"])
    else:
        assert profile.measure is Measure.GROUP
        assert profile.highest is None, "it follows from the shares"
        for quadrant in "abcd":
            middles = [
                (2 * f["level"] + 1) / 6 if f["level"] is not None else sum(f["share"]) / 2
                for f in shown["statements"]
                if f["id"][0] == quadrant and f["share"] is not None
            ]
            expected = sum(middles) / len(middles) if middles else None
            assert found[quadrant] == pytest.approx(expected)
            assert expected is None or 0 <= found[quadrant] <= 1
    assert advise(profile)[-1].evidence.open == 0


def inside_the_bands(world: World, policy: Policy) -> World:
    """Another room with the same published figure, where the bands leave one."""
    figure = world.figure(policy)
    green, orange, red, skips = world
    for other in (
        World(green + skips, orange, red, 0),
        World(green + 1, orange, red, skips - 1),
        World(green + orange, 0, red, skips),
        World(green + red, orange, 0, skips),
        World(green - 1, orange + 1, red, skips),
        World(green, red, orange, skips),
    ):
        if other != world and min(other) >= 0 and other.figure(policy) == figure:
            return other
    return world


@given(tallies(least=10))
def test_what_the_bands_hide_does_not_reach_the_profile(made):
    """Moving answers about inside the published bands moves no figure and no advice."""
    moved = {}
    for s in FOUR.statements:
        moved[s.id] = inside_the_bands(truth(made, s.id), Policy())[:3]
    release = disclose(made, FOUR, Policy())
    other = disclose(tally(made.sheets, **moved), FOUR, Policy())
    assert other == release
    assert other.as_profile(FOUR) == release.as_profile(FOUR)


@pytest.mark.parametrize("quadrant", "abcd")
def test_the_picture_keeps_pointing_at_the_right_quadrant(quadrant):
    """In a council of 23 the quadrant with clearly most red is still the one that stands out."""
    worst = dict.fromkeys((f"{quadrant}{i}" for i in (1, 2, 3)), (8, 5, 10))
    calm = dict.fromkeys((s.id for s in FOUR.statements), (20, 2, 1))
    profile = disclose(tally(23, **(calm | worst)), FOUR, Policy()).as_profile(FOUR)
    assert profile is not None
    assert advise(profile)[0].quadrant == quadrant
    assert profile.side(FOUR.quadrant(quadrant).side).attention > 0.3
    assert profile.side(Side(FOUR.quadrant(quadrant).side.other)).attention < 0.1


def test_a_release_of_another_instrument_is_refused():
    """A release is read with the statements it was answered to, or not at all."""
    release = disclose(tally(12), FOUR, Policy())
    with pytest.raises(ValueError, match="made-up d1 read with d2"):
        release.as_profile(dataclasses.replace(FOUR, digest="d2"))
    assert ONE.digest == FOUR.digest, "these two differ only in id"


def test_a_release_from_before_is_read_as_it_was_frozen():
    """The highest level of five people, and no word of what stands out: both are still read."""
    raw = json.loads(disclose(tally(5, a1=(0, 0, 5)), FOUR, Policy()).to_json())
    del raw["highest"]
    release = Release.from_json(json.dumps(raw | {"levels": [["a", 2], *raw["levels"][1:]]}))
    assert dict(release.levels)["a"] == 2
    profile = release.as_profile(FOUR)
    assert profile is not None
    assert profile.highest == ()


def test_an_unknown_format_is_refused():
    """A release written by a later version is refused rather than half understood."""
    raw = json.loads(disclose(tally(12), FOUR, Policy()).to_json())
    with pytest.raises(ValueError, match="format"):
        Release.from_json(json.dumps(raw | {"format": 2}))
    lax = raw | {"policy": raw["policy"] | {"band": 0}}
    with pytest.raises(ValueError, match="band is 0"):
        Release.from_json(json.dumps(lax))


def test_a_release_is_immutable_and_holds_no_tally():
    """Nobody can change a release, and no tally hides inside it (R8)."""
    release = disclose(tally(23, a1=(17, 4, 2)), FOUR, Policy())
    with pytest.raises(dataclasses.FrozenInstanceError):
        release.n = 3  # type: ignore[misc]
    hash(release)
    assert not any(isinstance(value, Tally) for value in vars(release).values())
    stored = json.loads(release.to_json())
    assert not {"counts", "tally", "complete"} & set(stored)


def test_a_type_checker_stops_a_tally_on_its_way_to_a_picture(tmp_path):
    """What takes a Release accepts neither a Tally nor the answers of one person."""
    snippet = tmp_path / "leak.py"
    snippet.write_text(
        "from weerbaar.disclosure import Policy, Release, disclose\n"
        "from weerbaar.model import AnswerSheet, Instrument, Tally\n"
        "from weerbaar.catalog import Voice\n"
        "from weerbaar.report.group import group_report\n"
        "from weerbaar.report.occasion import Occasion\n"
        "from weerbaar.report.slides import group_slides\n"
        "def draw(release: Release) -> None: ...\n"
        "def show(tally: Tally, sheet: AnswerSheet, instrument: Instrument) -> None:\n"
        "    draw(disclose(tally, instrument, Policy()))\n"
        "    draw(tally)\n"
        "    draw(sheet)\n"
        "def write(tally: Tally, meeting: Occasion, voice: Voice) -> None:\n"
        "    group_report(tally, meeting, voice)\n"
        "    group_slides(tally, meeting, voice)\n"
    )
    # With the settings and the cache of the checkout: what they hold has been checked already.
    command = [sys.executable, "-m", "mypy", "--no-error-summary", str(snippet)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    errors = [line.split(": ", 1)[0].rsplit(":", 1)[1] for line in done.stdout.splitlines()]
    assert errors == ["10", "11", "13", "14"], done.stdout + done.stderr
    assert done.stdout.count("[arg-type]") == 4
