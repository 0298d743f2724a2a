"""The benchmark's document: its shape, and goals computed from its rows."""

import json

import pytest

import run
from bench import room
from bench.parts import chromium
from bench.parts.batch import Batch
from bench.parts.document import document, write, wrong
from bench.parts.goals import goals
from bench.parts.material import APP, notebook
from bench.parts.samples import Samples
from bench.parts.servers import ROOT
from bench.parts.solara_packages import missing


def row(configuration, size, measure, median, worst=None, by="visitors"):
    """Make a row."""
    return {
        "configuration": configuration,
        by: size,
        "measure": measure,
        "unit": "s",
        "median": median,
        "max": median if worst is None else worst,
    }


def judged(*rows):
    """Give the one goal that rows are about."""
    (goal,) = goals(rows)
    return goal


@pytest.mark.parametrize(
    ("size", "moment", "most"), [(45, "acknowledged", 1.5), (400, "answerable", 2)]
)
def test_the_last_visitor_counts(size, moment, most):
    """Ours and the floor are compared by their slowest visitor; just the goal is enough."""
    floor = row("floor", size, moment, 9, 10)
    enough = judged(floor, row("ours", size, moment, 1, 10 * most))
    assert (enough["value"], enough["met"]) == (most, True)
    assert not judged(floor, row("ours", size, moment, 1, 10 * most + 0.01))["met"]


def test_the_picture_is_there_once_the_phone_has_drawn_it():
    """What the phone does is added to what the network does."""
    stock, drawing = row("stock", 45, "picture", 1, 75), row("ours", 1, "phone_drawing", 0.25)
    enough = judged(stock, drawing, row("ours", 45, "picture", 1, 0.75))
    assert (enough["value"], enough["met"]) == (75, True)
    assert not judged(stock, drawing, row("ours", 45, "picture", 1, 0.76))["met"]


@pytest.mark.parametrize(
    ("measure", "most", "other"),
    [
        ("phone_drawing", 2, "inserting"),
        ("phone_first_answer", 1.1, "static page"),
    ],
)
def test_a_phone_is_compared_with_what_is_ready(measure, most, other):
    """Drawing with finished HTML, the page with a static one."""
    ready = row(other, 1, measure, 10)
    assert judged(ready, row("ours", 1, measure, 10 * most))["met"]
    assert not judged(ready, row("ours", 1, measure, 10 * most + 0.01))["met"]


@pytest.mark.parametrize(
    ("measure", "size", "most"),
    [
        ("phone_visit_requests", 1, 0),
        ("phone_kb_before", 1, 25),
        ("phone_visit_kb", 1, 90),
        ("memory", 400, 0.1),
        ("waiting", 400, 0.1),
    ],
)
def test_some_goals_are_a_number(measure, size, most):
    """Exactly that number is enough, more is not."""
    assert judged(row("ours", size, measure, most))["met"]
    assert not judged(row("ours", size, measure, most + 0.01))["met"]


def test_memory_is_that_of_the_costliest_room():
    """A small room must not hide what a large one takes, nor the other way round."""
    rows = [row("ours", 45, "memory", 0.2), row("ours", 400, "memory", 0.05)]
    assert (judged(*rows)["value"], judged(*rows)["met"]) == (0.2, False)


def test_processor_time_is_that_of_a_visit():
    """Twice the floor is met."""
    assert judged(row("floor", 45, "cpu", 0.01), row("ours", 45, "cpu", 0.02))["met"]
    assert not judged(row("floor", 45, "cpu", 0.01), row("ours", 45, "cpu", 0.021))["met"]


@pytest.mark.parametrize("wrong_measure", [None, "shares_lost", "shares_double"])
def test_one_lost_or_double_share_fails_the_goal(wrong_measure):
    """However quick they were."""
    worst = {"shares_ratio": 1.2, "shares_lost": 0, "shares_double": 0}
    worst |= {wrong_measure: 1} if wrong_measure else {}
    rows = [row("ours", 45, measure, 0, number, by="size") for measure, number in worst.items()]
    assert judged(*rows)["met"] is (wrong_measure is None)


def test_the_picture_of_the_group_comes_within_an_interval():
    """One polling interval and what the floor takes; the goal names both."""
    known = [row("ours", 45, "interval", 3, 5), row("floor", 45, "reveal", 0.1)]
    goal = judged(*known, row("ours", 45, "reveal", 0.1, 5.1))
    assert goal["met"]
    assert "(5 s)" in goal["goal"]
    assert "(0.10 s)" in goal["goal"]
    assert not judged(*known, row("ours", 45, "reveal", 0.1, 5.2))["met"]


def test_capacity_counts_the_peak():
    """A phone that takes more connections than the estimate counts makes it wrong."""
    later, peak = goals([row("ours", 5, "sockets", 1, 3), row("capacity", 5, "sockets", 3)])
    assert (later["met"], peak["met"]) == (True, True)
    later, peak = goals([row("ours", 5, "sockets", 1.2, 3.2), row("capacity", 5, "sockets", 3)])
    assert (later["met"], peak["met"]) == (False, False)


def test_what_was_not_measured_is_no_goal():
    """A part of a run gives a part of the goals."""
    assert goals([]) == []


def test_rows_take_the_middle_batch_but_the_worst_failure():
    """One slow batch does not count; one visitor who did not get through does."""
    samples = Samples()
    for seconds, failures in ((1, []), (9, ["TimeoutError: "]), (2, [])):
        moments = {"answerable": seconds}
        samples.add_batch("ours", Batch(1, [moments], failures, 0.5, 100), 20)
    found = {made["measure"]: made for made in samples.rows()}
    assert (found["answerable"]["median"], found["answerable"]["max"]) == (2, 2)
    assert found["failed"]["max"] == 1
    assert (found["cpu"]["median"], found["memory"]["median"]) == (0.5, 20)


def test_a_document_is_whole(tmp_path):
    """What is written has the four parts and is read back the same; anything else is refused."""
    rows = [row("floor", 45, "cpu", 80), row("ours", 45, "cpu", 10)]
    made = document(rows, [{"configuration": "stock", "round": 1, "before": 0.1, "after": 2}])
    assert wrong(made) == []
    write(tmp_path / "room.json", made)
    assert json.loads((tmp_path / "room.json").read_text(encoding="utf-8")) == made
    for broken in ({**made, "more": 1}, {**made, "rows": [{**rows[0], "size": 1}]}):
        with pytest.raises(ValueError, match=r"keys|row"):
            write(tmp_path / "broken.json", broken)


def test_the_last_full_run_is_whole():
    """The run that is kept has the shape, and its goals are those of its rows."""
    kept = ROOT / "docs" / "benchmarks" / "room.json"
    if not kept.exists():
        pytest.skip("no full run yet")
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert wrong(found) == []
    assert found["goals"] == goals(found["rows"])


def test_without_a_browser_one_is_installed(monkeypatch):
    """As for the browser tests; then the run goes on with it."""
    monkeypatch.setattr(run, "find_program", lambda _name: None)
    monkeypatch.setattr(run, "install_program", lambda _name: "/somewhere/chromium")
    monkeypatch.setattr(chromium, "works", _starts)
    assert room._browser_is_there()


def test_a_run_without_any_browser_ends_in_a_sentence(monkeypatch, capsys):
    """It never goes on as if there was nothing to measure."""
    monkeypatch.setattr(run, "find_program", lambda _name: None)
    monkeypatch.setattr(run, "install_program", lambda _name: None)
    assert room.main(["--widgets", "--rounds", "0"]) == 1
    assert capsys.readouterr().err == run.TEXTS["no_chromium"] + "\n"


def test_a_browser_that_does_not_start_ends_the_run_too(monkeypatch, capsys):
    """With what is wrong with it, in one line."""
    monkeypatch.setattr(run, "find_program", lambda _name: "/somewhere/chromium")
    monkeypatch.setattr(chromium, "works", _breaks)
    assert room.main(["--widgets", "--rounds", "0"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "/somewhere/chromium" in line
    assert "no library" in line


async def _starts():
    return ""


async def _breaks():
    return "no library"


def test_the_notebook_is_the_script():
    """Stock and Solara run the same lines."""
    source = APP.read_text(encoding="utf-8")
    cells = notebook(source).cells
    assert len(cells) == 6
    assert all(cell.source in source for cell in cells)
    assert cells[-1].source.splitlines()[-1].startswith("page")


def test_only_what_is_missing_is_installed():
    """A version that the environment has is left out of the lock."""
    pytest_here = f"pytest=={pytest.__version__} \\\n    --hash=sha256:0\n"
    assert missing(pytest_here + "nothing-of-the-kind==1 \\\n    --hash=sha256:1\n") == (
        "nothing-of-the-kind==1 \\\n    --hash=sha256:1\n"
    )
