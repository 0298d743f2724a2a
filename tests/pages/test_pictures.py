"""Pictures of pages: kept whole, without answers, and without matplotlib once they were drawn."""

from __future__ import annotations

import html
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.rooms import Group, sheet
from weerbaar.catalog import LANGUAGES
from weerbaar.disclosure import Release
from weerbaar.pages import pictures as module
from weerbaar.pages.pictures import Pictures
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

    monkeypatch.setattr(module, "_draw_net", note("net"))
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
    pictures = {
        (first.group(release, language, layout=layout), first.bars(release, language))
        for language in LANGUAGES
        for layout in ("tall", "wide")
    }
    assert len(pictures) == 4
    assert len(drawn) == 6
    again = Pictures(content, tmp_path)
    assert again.group(release, "nl") == first.group(release, "nl")
    assert again.bars(release, "en") == first.bars(release, "en")
    assert len(drawn) == 6


def test_a_group_picture_depends_on_the_release_alone(content, drawn, release):
    """The same release read back from storage gives the same picture; another gives another."""
    pictures = Pictures(content)
    assert pictures.group(Release.from_json(release.to_json()), "nl") == pictures.group(
        release, "nl"
    )
    other = Group(Room(MemoryStore(), content), content, pictures)
    other.share(*["ooo ggg ggg ggg"] * 12)
    assert pictures.group(other.reveal(), "nl") != pictures.group(release, "nl")


def test_nothing_of_a_person_is_kept(content, tmp_path, release):
    """After personal pictures the folder holds the same files as before any answer was given."""
    pictures = Pictures(content, tmp_path)
    pictures.warm(LANGUAGES)

    def kept():
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    before, memory = kept(), dict(pictures._memory)
    assert len(before) == len(LANGUAGES) * len(content.instruments)
    shown = {
        pictures.person(sheet(content, colours), "nl")
        for colours in (SOCIAL, "rrr rrr rrr rrr", "... ... ... ...")
    }
    assert len(shown) == 3
    assert kept() == before
    assert pictures._memory == memory


def test_a_picture_is_written_whole(content, tmp_path, drawn, release, monkeypatch):
    """A kernel that dies while it writes leaves no half picture behind for the others."""

    def die(self, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            Pictures(content, tmp_path).group(release, "nl")
    assert not list(tmp_path.glob("*.svg"))
    assert Pictures(content, tmp_path).group(release, "nl") == "<svg>net 2</svg>"
    assert len(list(tmp_path.glob("*.svg"))) == 1


def test_a_picture_that_cannot_be_kept_is_still_shown(content, tmp_path, drawn, release):
    """A folder that cannot be written costs time, not the picture."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Pictures(content, blocked / "beelden").group(release, "nl") == "<svg>net 1</svg>"


def test_one_phone_draws_while_the_others_wait(content, tmp_path, drawn, release):
    """All phones ask at once after a reveal: one draws, and the others ask again a little later."""
    phones = [Pictures(content, tmp_path) for _ in range(5)]
    assert [phone.may_draw_group(release, "nl") for phone in phones] == [True] + [False] * 4
    phones[0].group(release, "nl")
    assert all(phone.may_draw_group(release, "nl") for phone in phones)
    assert not list(tmp_path.rglob("*.claim"))


def test_who_gave_up_drawing_is_relieved(content, tmp_path, release):
    """A phone whose kernel died while it drew keeps nobody waiting for long."""
    phones = [Pictures(content, tmp_path) for _ in range(3)]
    assert phones[0].may_draw_group(release, "nl")
    (claim,) = tmp_path.rglob("*.claim")
    os.utime(claim, (0, 0))
    assert [phone.may_draw_group(release, "nl") for phone in phones[1:]] == [True, False]


def test_a_release_without_figures_has_no_picture(content, drawn, group):
    """With fewer than five shares nothing is drawn at all."""
    group.share(*[SOCIAL] * 4)
    release = group.reveal()
    pictures = Pictures(content)
    assert pictures.group(release, "nl") == pictures.bars(release, "nl") == ""
    assert drawn == []


def test_a_person_reads_the_picture_in_words(content, pictures):
    """The picture of a person names every statement's colour for who cannot see it."""
    svg = pictures.person(sheet(content, "gor ggg ggg gg."), "nl")
    test = content.instruments["zelftest"]
    described = html.unescape(svg[svg.index("<desc") : svg.index("</desc>")])
    for quadrant in test.file.quadrants:
        assert quadrant.name["nl"] in described
        for statement in quadrant.statements:
            assert statement.short["nl"] in described
    assert described.count("rood") == described.count("oranje") == 1
    assert described.count("niet beantwoord") == 1


WARM = """
import sys
from pathlib import Path
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.disclosure import Release
from weerbaar.model import AnswerSheet, Colour
from weerbaar.pages.results import group_html, result_html
from weerbaar.pages.pictures import Pictures

content = load_content()
pictures = Pictures(content, Path(sys.argv[1]))
model = content.instruments["zelftest"].model
sheet = AnswerSheet(model, {model.statements[0].id: Colour.RED})
release = Release.from_json(sys.stdin.read())
for language in LANGUAGES:
    assert "<svg" in result_html(sheet, content, pictures, language)
    assert "<svg" in group_html(release, content, pictures, language)
print([name for name in ("matplotlib", "numpy", "pandas") if name in sys.modules])
"""


def test_a_warm_cache_needs_no_matplotlib(content, tmp_path, release, pictures):
    """A phone's kernel shows the own and the group's picture without importing matplotlib."""
    warm = Pictures(content, tmp_path)
    warm.warm(LANGUAGES)
    for language in LANGUAGES:
        warm.group(release, language)
    done = subprocess.run(
        [sys.executable, "-c", WARM, str(tmp_path)],
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
    """A kernel of a phone or the beamer starts without pandas, matplotlib or a server's modules."""
    heavy = ("pandas", "matplotlib", "numpy", "voila", "tornado.web", "jupyter_server", "psycopg")
    code = f"import sys, {name}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
