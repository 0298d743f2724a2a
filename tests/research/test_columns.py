"""The frames: documented columns of their types, described in both languages, and the release's."""

from __future__ import annotations

from functools import cache

import pytest

from tests.model.made_up import tally
from tests.model.shapes import FOUR, instrument
from tests.research.pools import group, release, two_groups
from weerbaar.catalog import load_content
from weerbaar.disclosure import Policy, disclose
from weerbaar.disclosure.pooling.noise import NoisyCell, NoisyTable
from weerbaar.disclosure.pooling.research_release import PartKind, Suppression
from weerbaar.model.instrument import Side
from weerbaar.research import COLUMNS, missing
from weerbaar.research.columns import group_name
from weerbaar.research.frames import releases_frame
from weerbaar.research.package.contents import noise_frame, pooled_log, sessions_frame
from weerbaar.research.pooled import table as one_table
from weerbaar.research.pooled import tables
from weerbaar.room import Kind, Session


@cache
def made():
    """Every frame, of a release that hides something and of two rooms."""
    pooled = tables(release(group(hide={"a1"}), *two_groups().groups[1:]), FOUR)
    room = disclose(tally(20, a1=(12, 4, 4)), FOUR, Policy())
    cells = (NoisyCell("a1", "green", 480),)
    noisy = NoisyTable("made-up", "d1", 40, 1.0, 1.0, 12.0, 36.4, 0, simulated=True, cells=cells)
    return {
        **pooled,
        "releases": releases_frame([("one", room)], FOUR),
        "log": pooled_log(release(group(hide={"a1"})), pooled),
        "sessions": sessions_frame([(session(), room)]),
        "noise": noise_frame(noisy),
    }


def session():
    """A session in a store."""
    about = {"kind": Kind.LIVE, "instrument": "made-up", "digest": "d1", "policy": Policy()}
    group = {"language": "nl", "group_type": "gemeenteraad", "size_class": "20-29"}
    return Session(code="AAAAAA", number=1, day="2026-11-21", **about, **group)


OURS = tuple(made())
"""The frames that are made here; an export has more."""


@pytest.mark.parametrize("name", OURS)
def test_a_frame_has_the_documented_columns(name):
    """Columns and types are those of the list, with rows and without."""
    empty = {known: frame.iloc[:0] for known, frame in made().items()}
    empty |= tables(release(group()), FOUR) | {"releases": releases_frame([], FOUR)}
    for frame in (made()[name], empty[name]):
        assert {c: str(kind) for c, kind in frame.dtypes.items()} == dict(COLUMNS[name])


def test_every_column_is_described():
    """Every column of every frame has a label and a description in both languages, and no more."""
    research = load_content().research
    assert set(research.tables) == set(research.columns) == set(COLUMNS) >= set(OURS)
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            entry = research.column(table, column)
            assert (
                kind in {"category", "string", "boolean"}
                or entry.unit
                or column
                in {
                    "alpha",
                    "low",
                    "high",
                }
            ), (table, column)
        assert set(research.columns[table]) <= set(columns)
    assert set(research.shared) <= {column for columns in COLUMNS.values() for column in columns}


@pytest.mark.parametrize("name", OURS)
def test_what_can_be_missing_says_what_that_means(name):
    """A column with a missing value somewhere says in words what that means."""
    research = load_content().research
    for column in made()[name]:
        if made()[name][column].isna().any():
            assert research.column(name, column).missing, (name, column)


def test_counts_are_those_of_the_release():
    """Every cell becomes one row, hidden or not; a hidden one has a reason and no number."""
    pooled = release(group(hide={"a1"}))
    found = one_table("counts", pooled)
    cells = pooled.groups[0].cells
    assert [(c.part, c.id, c.category) for c in cells] == list(
        zip(found["part"], found["id"], found["category"], strict=True)
    )
    assert [c.count for c in cells] == [None if missing(n) else n for n in found["count"]]
    assert (found["count"].isna() == found["hidden"].notna()).all()
    assert set(found["hidden"].dropna()) == {Suppression.PRIMARY, Suppression.COMPLEMENTARY}
    assert (found["points"].notna() == (found["part"] != PartKind.STATEMENT)).all()


def test_a_hidden_share_has_no_interval():
    """Nothing is computed of a share that is hidden."""
    found = one_table("shares", release(group(hide={"a1"}))).set_index("id").loc["a1"]
    assert found[["not_green", "low", "high", "standard_error"]].isna().all()


def test_every_figure_says_whether_it_was_made_up():
    """A table that is copied out of its folder still says that it was simulated, or that not."""
    for simulated in (True, False):
        pooled = tables(release(*two_groups().groups, simulated=simulated), FOUR)
        for name, frame in pooled.items():
            assert (frame["simulated"] == simulated).all(), name


def test_groups_are_named_by_what_they_have_in_common():
    """The name of a group can be looked up variable by variable, also of a group not shown."""
    assert group_name(()) == "all"
    found = one_table("keys", two_groups())
    assert set(found["value"]) == {"gemeenteraad", "provinciale-staten", "fractie"}
    assert set(found["group"]) == {f"group_type={value}" for value in found["value"]}


def test_many_rooms_lie_side_by_side():
    """Each room keeps its own figures: bands for a large one, levels for a small one."""
    large = disclose(tally(20, a1=(20, 0, 0), b1=(10, 5, 5)), FOUR, Policy())
    small = disclose(tally(6, a1=(0, 0, 6)), FOUR, Policy())
    tiny = disclose(tally(3, a1=(0, 0, 3)), FOUR, Policy())
    found = releases_frame([("large", large), ("small", small), ("tiny", tiny)], FOUR)
    assert dict(found["session"].value_counts()) == {"large": 18, "small": 6}
    first = found[(found["session"] == "large") & (found["id"] == "a1")].iloc[0]
    assert (first["low"], first["midpoint"], first["high"]) == (0, 1.5 / 20, 3 / 20)
    levels = found[found["session"] == "small"]
    assert levels["level"].iloc[0] == 2
    assert levels["midpoint"].isna().all()
    assert list(found["n"].unique()) == [20, 6]


def test_frames_of_another_questionnaire_are_refused():
    """A release cannot be read with the statements of another questionnaire."""
    other = instrument({"x": Side.AWARENESS, "y": Side.ACTING}, 1, name="other", digest="d2")
    with pytest.raises(ValueError, match="read with"):
        tables(release(), other)


def test_frames_join_by_their_group():
    """Every group of every frame is one of the groups shown."""
    pooled = tables(two_groups(), FOUR)
    known = set(pooled["groups"]["group"])
    for name in ("counts", "shares", "reliability", "items", "covariances"):
        assert set(pooled[name]["group"]) == known
    joined = pooled["shares"].merge(pooled["groups"], on="group", validate="many_to_one")
    assert len(joined) == len(pooled["shares"])
