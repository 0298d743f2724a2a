"""The study: what a research notebook calls, on the example and on files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.made_up import simulated_contributions
from tests.disclosure.sealed.zips import write_zip
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.cli import main
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.sealed.files import example_files
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research import books, notebook
from weerbaar.research.notebook import StudyError, example, study
from weerbaar.room.place import DATA_DIR, LEDGER


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_runs_at_once_and_says_what_it_is(language):
    """The example needs nothing, counts every file, and says that it was made up."""
    raden = example(language)
    said = raden.about().splitlines()
    assert said[0].startswith("60 ")
    assert ("verzonnen" if language == "nl" else "made up") in said[1]
    assert raden.together().release.simulated


def test_files_of_ones_own_are_read_like_the_example():
    """The same files, given by place and key file, give the same release."""
    place, _ = example_files()
    key_file = place.with_name("voorbeeldsleutels.txt")
    own = study(place, key_file).together().release
    assert own == example().together().release


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """The ledger of a data folder of its own."""
    monkeypatch.setenv(DATA_DIR, str(tmp_path / "data"))
    return tmp_path / "data" / LEDGER


def entered(file):
    """The tables of each release in a ledger."""
    return [entry.tables for entry in Ledger.from_json(file.read_text()).releases]


def test_every_view_is_entered_in_the_ledger_of_the_data_folder(data):
    """What was looked at counts as released, once, by whoever looks."""
    raden = study(*_example_place())
    assert not data.exists()
    raden.together()
    assert entered(data) == [((),)]
    raden.by("group_type")
    assert entered(data) == [((),), (("group_type",),)]
    again = study(*_example_place())
    again.by("group_type")
    again.by("wave")
    assert entered(data) == [((),), (("group_type",),), (("wave",),)]
    assert {entry.day for entry in Ledger.from_json(data.read_text()).releases} == {
        books.release_day()
    }


def test_a_view_is_entered_before_it_is_shown(data, monkeypatch):
    """When the ledger cannot be written nothing is shown."""
    raden = study(*_example_place())
    monkeypatch.setattr(books, "_write", lambda path, text: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        raden.together()
    monkeypatch.undo()
    monkeypatch.setenv(DATA_DIR, str(data.parent))
    assert not data.exists()
    assert raden.together().release.groups
    assert entered(data) == [((),)]


def test_two_looks_do_not_differ_by_one_council(tmp_path):
    """A folder that grew by one council since the last look is refused, with the day and why."""
    keys, model = new_keys(), load_content().default.model
    made = [seal(one, keys.public) for one in simulated_contributions(model, 12, 5)]
    (tmp_path / "key").write_text(keys.private)
    write_zip(tmp_path / "some.zip", made[:-1])
    write_zip(tmp_path / "all.zip", made)
    assert study(tmp_path / "some.zip", tmp_path / "key").together().release.groups
    more = study(tmp_path / "all.zip", tmp_path / "key").together()
    assert not more.release.groups
    assert "iets over één raad uit te rekenen" in more.net()
    assert f"de uitgave van {books.release_day().day} " in more.net()


def test_what_an_export_released_counts_for_the_notebook(data, tmp_path):
    """The notebook and the command share one ledger."""
    place, key_file = _example_place()
    given = ["--sealed", str(place), "--key", str(key_file), "--data-dir", str(data.parent)]
    assert main(["export", str(tmp_path / "out"), *given, "--by", "group_type"]) == 0
    raden = study(place, key_file)
    raden.by("group_type")
    assert entered(data) == [(("group_type",),), ((), ("group_type",))]


def test_the_order_of_the_views_of_a_plan_decides_nothing(data):
    """All tables of a plan are entered at the first view; each shows the same in any order."""
    plan = [(), ("group_type",), ("wave",), ("year",)]
    first, second = example(plan=plan), example(plan=plan)
    forward = [first.by(*by).release for by in plan]
    assert forward == [second.by(*by).release for by in reversed(plan)][::-1]
    study(*_example_place(), plan=plan).by("wave")
    assert entered(data) == [tuple(plan)]
    assert not any(clash_missing(release) for release in forward)


def clash_missing(release):
    """Groups that are too close without it being said to what."""
    return [no for no in release.refusals if no.reason == "too_close" and no.clash is None]


def test_an_unreadable_ledger_is_refused_in_a_sentence(data):
    """It is never taken for an empty one."""
    data.parent.mkdir()
    data.write_text("soep")
    with pytest.raises(StudyError, match="niet te lezen"):
        study(*_example_place()).together()
    assert data.read_text() == "soep"


def test_a_view_by_itself_is_short():
    """Named alone in a cell, or printed, it tells its groups and what is not shown."""
    view = example().by("group_type")
    assert repr(view) == (
        "<View: Algemeen bestuur van een waterschap; Gemeenteraad; Provinciale Staten>"
    )
    assert "group_type=gemeenteraad" in view._repr_html_()
    assert "Fractie (te weinig mensen)" in view._repr_html_()


def test_made_up_councils_enter_nothing(data):
    """Nobody is in the example: its ledger ends with it."""
    example().by("group_type")
    assert not data.exists()


def _example_place() -> tuple[Path, Path]:
    place, _ = example_files()
    return place, place.with_name("voorbeeldsleutels.txt")


def test_a_mistake_is_told_in_a_sentence(tmp_path, monkeypatch):
    """No files, no key, another variable, a library that is missing: a sentence, no traceback."""
    place, key_file = _example_place()
    (tmp_path / "empty").mkdir()
    (tmp_path / "other.txt").write_text(new_keys().public, encoding="utf-8")
    mistakes = {
        "bestaat niet": lambda: study(tmp_path / "nowhere", key_file),
        "geen verzegelde bestanden": lambda: study(tmp_path / "empty", key_file),
        "geen geheime sleutel": lambda: study(place, tmp_path / "other.txt"),
        "Vragenlijst 'dilemma' kan hier niet": lambda: study(place, key_file, instrument="dilemma"),
        "Op party is niet te verdelen": lambda: example().by("party"),
    }
    for words, mistake in mistakes.items():
        with pytest.raises(StudyError, match=words) as caught:
            mistake()
        assert caught.value._render_traceback_() == [str(caught.value)]
    monkeypatch.setattr(notebook, "find_spec", lambda name: None)
    with pytest.raises(StudyError, match=r"python3 run\.py research"):
        example()


def test_another_key_leaves_every_file_uncounted(tmp_path):
    """Files sealed to somebody else are told to be uncounted; nothing of them is shown."""
    place, _ = _example_place()
    key_file = tmp_path / "other.txt"
    key_file.write_text(new_keys().private, encoding="utf-8")
    other = study(place, key_file)
    assert other.about().splitlines()[0] == "0 sessies samengenomen; 60 bestanden niet meegeteld."
    assert other.together().net().startswith("Er is geen groep")
