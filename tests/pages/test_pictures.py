"""Pictures of pages: from a release alone, in words too, and without matplotlib."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.rooms import Group, in_each_language, sheet
from weerbaar.catalog import Voice
from weerbaar.disclosure import Release
from weerbaar.figures.net import net_drawing
from weerbaar.figures.svg import svg
from weerbaar.present.bars import draw_bars
from weerbaar.present.nets import group_net, person_spec
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore

ROOT = Path(__file__).parents[2]
SOCIAL = "ggg ggo orr ggg"


@pytest.fixture
def release(group):
    """A release of twelve people."""
    group.share(*[SOCIAL] * 12)
    return group.reveal()


@in_each_language
def test_a_group_picture_depends_on_the_release_alone(content, release, language):
    """The same release read back from storage gives the same pictures; another gives others."""
    voice = Voice(content, language)
    again = Release.from_json(release.to_json())
    other = Group(Room(MemoryStore(), content), content)
    other.share(*["ooo ggg ggg ggg"] * 12)
    another = other.reveal()
    for draw in (group_net, draw_bars):
        assert draw(again, voice) == draw(release, voice)
        assert draw(another, voice) != draw(release, voice)


def test_a_release_without_figures_has_no_picture(content, group):
    """With fewer than five shares nothing is drawn at all."""
    group.share(*[SOCIAL] * 4)
    voice, release = Voice(content, "nl"), group.reveal()
    assert group_net(release, voice) == draw_bars(release, voice) == ""


def test_a_person_reads_the_picture_in_words(content):
    """The picture of a person names every statement's colour for who cannot see it."""
    test = content.instruments["zelftest"]
    spec = person_spec(sheet(content, "gor ggg ggg gg."), test, Voice(content, "nl"))
    drawn = svg(net_drawing(spec), prefix="net-own")
    described = html.unescape(drawn[drawn.index("<desc") : drawn.index("</desc>")])
    for quadrant in test.file.quadrants:
        assert quadrant.name["nl"] in described
        for statement in quadrant.statements:
            assert statement.short["nl"] in described
    assert described.count("rood") == described.count("oranje") == 1
    assert described.count("niet beantwoord") == 1


PAGES = """
import sys
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.disclosure import Release
from weerbaar.pages.results import group_html
from weerbaar.present.balance import balance_template
from weerbaar.present.bars import draw_bars
from weerbaar.present.change import TwoWaves, draw_change
from weerbaar.present.nets import group_net, net_template

content = load_content()
release = Release.from_json(sys.stdin.read())
both = TwoWaves(release, release, "2026-01-02", "2026-03-04")
for language in LANGUAGES:
    voice = Voice(content, language)
    assert "<svg" in group_html(release, voice)
    assert "<svg" in group_net(release, voice, "wide")
    assert "<svg" in draw_bars(release, voice)
    for layout in ("narrow", "wide"):
        assert "<svg" in draw_change(both, voice, layout)
    for instrument in content.instruments.values():
        assert net_template(instrument, voice)
        balance_template(instrument, voice)
print([name for name in ("matplotlib", "numpy", "pandas") if name in sys.modules])
"""


def test_what_pages_show_needs_no_matplotlib(content, release):
    """Each picture of phone, screen and facilitator, and what phones draw their own with."""
    done = subprocess.run(
        [sys.executable, "-c", PAGES],
        cwd=ROOT,
        input=release.to_json(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    "name", ["weerbaar.pages.participant", "weerbaar.pages.notebook", "weerbaar.pages.screen"]
)
def test_importing_a_page_is_light(name):
    """Whatever draws for a phone or the beamer needs no pandas, matplotlib or server modules."""
    heavy = ("pandas", "matplotlib", "numpy", "voila", "tornado.web", "jupyter_server", "psycopg")
    code = f"import sys, {name}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
