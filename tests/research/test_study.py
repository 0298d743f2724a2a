"""The study: what a research notebook calls, on the example and on files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.catalog import LANGUAGES
from weerbaar.disclosure.sealed.example import example as example_files
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.research import notebook
from weerbaar.research.notebook import example, study
from weerbaar.research.study import StudyError


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


def test_every_view_is_entered_in_the_ledger():
    """What was looked at counts as released: later views are held against it."""
    raden = example()
    raden.together()
    raden.by("group_type")
    assert len(raden.ledger.releases) == 2
    again = study(*_example_place(), ledger=raden.ledger)
    again.by("wave")
    assert len(again.ledger.releases) >= 3


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
        "geen privésleutel": lambda: study(place, tmp_path / "other.txt"),
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
