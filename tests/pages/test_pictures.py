"""Pictures of pages: those that take long are kept whole; a net needs no matplotlib."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.rooms import Group, sheet
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.disclosure import Release
from weerbaar.pages import pictures as module
from weerbaar.pages.pictures import Pictures
from weerbaar.present.nets import person_net
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore

ROOT = Path(__file__).parents[2]
SOCIAL = "ggg ggo orr ggg"


@pytest.fixture
def drawn(monkeypatch):
    """Note what is drawn, and draw next to nothing."""
    made = []

    def note(what):
        def draw(*arguments, **_more):
            made.append(what)
            return f"<svg>{what} {len(made)}</svg>"

        return draw

    monkeypatch.setattr(module, "_draw_bars", note("bars"))
    return made


@pytest.fixture
def release(group):
    """A release of twelve people."""
    group.share(*[SOCIAL] * 12)
    return group.reveal()


def test_a_picture_is_drawn_once_per_machine(content, tmp_path, drawn, release):
    """A second desk, in another process or not, reads what the first one drew."""
    first = Pictures(content, tmp_path)
    pictures = {first.bars(release, language) for language in LANGUAGES for _ in range(2)}
    assert len(pictures) == len(drawn) == 2
    again = Pictures(content, tmp_path)
    assert again.bars(release, "en") == first.bars(release, "en")
    assert len(drawn) == 2


def test_a_group_picture_depends_on_the_release_alone(content, release):
    """The same release read back from storage gives the same picture; another gives another."""
    pictures = Pictures(content)
    assert pictures.group(Release.from_json(release.to_json()), "nl") == pictures.group(
        release, "nl"
    )
    other = Group(Room(MemoryStore(), content), content, pictures)
    other.share(*["ooo ggg ggg ggg"] * 12)
    assert pictures.group(other.reveal(), "nl") != pictures.group(release, "nl")


def test_a_picture_is_written_whole(content, tmp_path, drawn, release, monkeypatch):
    """A kernel that dies while it writes leaves no half picture behind for the others."""

    def die(self, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            Pictures(content, tmp_path).bars(release, "nl")
    assert not list(tmp_path.glob("*.svg"))
    assert Pictures(content, tmp_path).bars(release, "nl") == "<svg>bars 2</svg>"
    assert len(list(tmp_path.glob("*.svg"))) == 1


def test_a_picture_that_cannot_be_kept_is_still_shown(content, tmp_path, drawn, release):
    """A folder that cannot be written costs time, not the picture."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Pictures(content, blocked / "beelden").bars(release, "nl") == "<svg>bars 1</svg>"


def test_a_release_without_figures_has_no_picture(content, drawn, group):
    """With fewer than five shares nothing is drawn at all."""
    group.share(*[SOCIAL] * 4)
    release = group.reveal()
    pictures = Pictures(content)
    assert pictures.group(release, "nl") == pictures.bars(release, "nl") == ""
    assert drawn == []


def test_a_person_reads_the_picture_in_words(content):
    """The picture of a person names every statement's colour for who cannot see it."""
    test = content.instruments["zelftest"]
    svg = person_net(sheet(content, "gor ggg ggg gg."), test, Voice(content, "nl"))
    described = html.unescape(svg[svg.index("<desc") : svg.index("</desc>")])
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
from weerbaar.pages.pictures import Pictures
from weerbaar.present.balance import balance_template
from weerbaar.present.nets import net_template

content = load_content()
release = Release.from_json(sys.stdin.read())
for language in LANGUAGES:
    voice = Voice(content, language)
    assert "<svg" in group_html(release, voice, Pictures(content))
    for instrument in content.instruments.values():
        assert net_template(instrument, voice)
        balance_template(instrument, voice)
print([name for name in ("matplotlib", "numpy", "pandas") if name in sys.modules])
"""


def test_what_phones_get_needs_no_matplotlib(content, release):
    """The group's pictures, and what phones draw their own with, are made without matplotlib."""
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
