"""A person's net from a template: the same picture, without matplotlib."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures import samples
from tests.figures.drawn import parsed
from weerbaar.figures.net import net_svg
from weerbaar.figures.net_fill import fill_person
from weerbaar.figures.net_spec import COLOURS
from weerbaar.figures.net_template import person_template
from weerbaar.figures.style import TONES

COLOUR = st.sampled_from([*COLOURS, None])
SHEETS = st.dictionaries(st.sampled_from(samples.KEYS), COLOUR)
WORDS = samples.words()


@pytest.fixture(scope="module")
def template():
    return person_template(samples.person(["red"] * 12))


@pytest.mark.parametrize(
    "sheet", [["green"] * 12, [None] * 12, ["green", "orange", "red", None] * 3]
)
def test_it_equals_the_drawing(template, sheet):
    """Filling the template gives, byte for byte, what matplotlib draws for that person."""
    colours = dict(zip(samples.KEYS, sheet, strict=True))
    filled = fill_person(template, colours, WORDS.title, WORDS.description)
    assert filled == net_svg(samples.person(sheet))


@given(sheet=SHEETS)
def test_each_wedge_has_the_colour_of_its_answer(template, sheet):
    """On any sheet each wedge keeps one state: its answer, or open when there is none."""
    root = parsed(fill_person(template, sheet, "net", "beschrijving", prefix="mine"))
    groups = {node.get("id"): node for node in root.iter() if node.get("id")}
    for key in samples.KEYS:
        tone = TONES[sheet.get(key) or "open"]
        drawn = [shape.get("fill") for shape in groups[f"mine-wedge-{key}"]]
        assert [fill.upper() for fill in drawn if fill != "none"] == [tone.fill, tone.mark.upper()]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_title_and_description_are_only_text(template, text):
    """Nothing in a title or a description becomes markup, nor fills another placeholder."""
    root = parsed(fill_person(template, {}, text, f"{{{{title}}}}{text}"))
    title, desc, *_ = root
    assert (title.text or "") == text
    assert desc.text == "{{title}}" + text


def test_what_the_template_does_not_know_is_refused(template):
    """An unknown wedge, a colour outside the scale and a prefix that is no name are errors."""
    with pytest.raises(ValueError, match="elders"):
        fill_person(template, {"elders": "green"}, "", "")
    with pytest.raises(ValueError, match="blue"):
        fill_person(template, {samples.KEYS[0]: "blue"}, "", "")
    with pytest.raises(ValueError, match="cannot start"):
        fill_person(template, {}, "", "", prefix='"')


def test_unused_states_are_dropped(template):
    """What goes to a phone holds one state per wedge, no comments, and is less than 25 kB."""
    filled = fill_person(template, {}, "net", "beschrijving")
    assert "<!--" not in filled
    assert "{{" not in filled
    assert len(filled.encode()) < 25_000


def test_it_takes_milliseconds(template):
    """A full house asks at once: one picture takes less than 5 ms of computing."""
    colours = dict.fromkeys(samples.KEYS, "red")
    times = []
    for _ in range(50):
        start = time.process_time()
        fill_person(template, colours, "net", "beschrijving")
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.005


@pytest.mark.parametrize(
    "module", ["net_spec", "bars_spec", "net_fill", "style", "outline", "parts", "legend"]
)
def test_it_needs_the_standard_library_only(module):
    """A participant's kernel never pays for matplotlib: importing does not load it."""
    code = (
        f"import sys, weerbaar.figures.{module}; "
        "print([name for name in sys.modules if name.split('.')[0] in ('matplotlib', 'numpy')])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_drawing_never_loads_pyplot():
    """No window, no global figure: drawing leaves pyplot alone."""
    code = (
        "import sys; from tests.figures import samples; from weerbaar.figures.net import net_svg; "
        "net_svg(samples.person(['red'] * 12)); print('matplotlib.pyplot' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
