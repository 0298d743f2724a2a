"""What of the content reaches the model: the digest of what is asked, and thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.sample_content import INSTRUMENT, RULES, TOOLS
from tests.catalog.spoiled import edit
from weerbaar.catalog import load_content
from weerbaar.model.instrument import Instrument


def model(root: Path) -> Instrument:
    """The self-test of a folder."""
    return load_content(root).instruments["zelftest"].model


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("Mijn werkdruk is", "Mijn werkdruk was", ""),
        ("My workload is", "My workload was", ""),
        ("id: jij-werkdruk", "id: jij-drukte", ""),
        ("dit geldt deels", "dit geldt een beetje", ""),
        ("De uitkomst past voor een deel", "De uitkomst past een beetje", ""),
        ("Heb je die nog niet gedaan?", "Nog niet gedaan?", ""),
        ("side: awareness", "side: acting", "quadrants:"),
        ("version: 1", "version: 2", ""),
    ],
)
def test_what_is_asked_is_in_the_digest(sound, root, old, new, after):
    """Changing anything a participant is asked gives the instrument another digest."""
    edit(root, INSTRUMENT, old, new, after=after)
    assert model(root).digest != model(sound).digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (INSTRUMENT, "Ga na wat er minder", "Kijk wat er minder"),
        (INSTRUMENT, 'nl: "werkdruk"', 'nl: "drukte"'),
        (INSTRUMENT, "vlak Jij, stelling 1", "vlak Jij, de eerste stelling"),
        (INSTRUMENT, "Is hier nog iets te doen?", "Is er nog iets te doen?"),
        (RULES, "at_least: 2", "at_least: 3"),
        (TOOLS, "In een actieplan", "In jouw actieplan"),
    ],
)
def test_what_is_not_asked_is_not_in_the_digest(sound, root, file, old, new):
    """A better tip, label, source or threshold leaves answers that were given valid."""
    edit(root, file, old, new)
    assert model(root).digest == model(sound).digest


def test_thresholds_reach_the_model(root):
    """A threshold changed in the content is the threshold that is used."""
    edit(root, RULES, "at_least: 2", "at_least: 3")
    edit(root, RULES, "at_most: 0.15", "at_most: 0.2")
    rules = model(root).rules
    assert (rules.stands_out_at_least, rules.group_content_at_most) == (3, 0.2)
