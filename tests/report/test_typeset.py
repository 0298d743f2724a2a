"""Templates and data become documents that anybody can read, and that tell nothing of the maker."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

import pytest

from tests.report.reading import pictures
from weerbaar.figures.fonts import font_folder
from weerbaar.report import typeset
from weerbaar.report.typeset import page_count, pdf

STYLE = Path(typeset.__file__).parents[1] / "pages" / "static" / "style.css"
DATA = {"language": "nl", "title": "Proef", "brand": "Huis", "footer": "onderaan"}
BODY = '#import "house.typ": *\n#show: house\n= #data.title\n'


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Makes a template beside the one of the house; gives its name."""
    house = (typeset._TEMPLATES / "house.typ").read_text(encoding="utf-8")
    (tmp_path / "house.typ").write_text(house, encoding="utf-8")
    monkeypatch.setattr(typeset, "_TEMPLATES", tmp_path)

    def write(body: str) -> str:
        (tmp_path / "proef.typ").write_text(BODY + body, encoding="utf-8")
        return "proef.typ"

    return write


def test_a_document_is_tagged_and_always_the_same(template):
    """It says that it is PDF/UA-1, in which language, has tags, and no time of making."""
    name = template("#data.text")
    made = pdf(name, {**DATA, "text": "hallo"})
    assert made == pdf(name, {**DATA, "text": "hallo"})
    assert made != pdf(name, {**DATA, "text": "dag"})
    assert re.search(rb"pdfuaid:part>\s*1\s*<", made)
    assert b"/StructTreeRoot" in made
    assert b"/Lang(nl)" in made
    assert b"CreationDate" not in made


def test_pages_are_counted_and_seen(template):
    """As many pictures as pages."""
    name = template("#data.text #pagebreak() #data.text")
    assert page_count(name, {**DATA, "text": "a"}) == 2
    seen = pictures(name, {**DATA, "text": "a"}, ppi=30)
    assert [picture[:4] for picture in seen] == [b"\x89PNG"] * 2


def test_whatever_somebody_types_gets_on_paper(template):
    """Other scripts, emoji, control characters and broken ones: no text stops a document."""
    text = "naïef café ≠ 日本 🙂 \x00\x07\ud800\uffff\U0001ffff \ue000 عربي a\u0301"
    assert pdf(template("#data.text"), {**DATA, "text": text}).startswith(b"%PDF")


def test_text_is_text(template):
    """What looks like markup in the data is not obeyed."""
    name = template("#data.text")
    odd = pdf(name, {**DATA, "text": '#read("house.typ") = *x* $y$ @z \\u{41}'})
    assert odd.startswith(b"%PDF")
    assert page_count(name, {**DATA, "text": "#pagebreak() #pagebreak()"}) == 1


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("#data.nothing", "proef.typ:4"),
        ("#panic(data.text)", "proef.typ:4"),
        ("#calc.sin(data)", ""),
    ],
)
def test_a_mistake_in_a_template_is_named_without_the_data(template, body, where):
    """The template and the line are told, and none of the words that somebody filled in."""
    name = template(body)
    with pytest.raises(RuntimeError, match=rf"^proef\.typ: {re.escape(where)}.+") as caught:
        pdf(name, {**DATA, "text": "geheim plan"})
    error = caught.value
    assert "geheim" not in f"{error}{error.__cause__}{error.__context__}"


def test_a_template_that_is_not_there_is_named():
    """A wrong name is our own error."""
    with pytest.raises(RuntimeError, match=r"nergens\.typ"):
        pdf("nergens.typ", DATA)


def test_a_template_reads_no_other_files(template):
    """Nothing above the folder of the templates can be read."""
    with pytest.raises(RuntimeError, match=r"proef\.typ:4: path$"):
        pdf(template('#read("../../../../../etc/hostname")'), DATA)


def test_the_house_has_the_colours_of_the_pages():
    """Paper and screen look alike."""
    pattern = r"(?m)^\s*(?:--)?([a-z-]+): (?:rgb\(\")?(#[0-9a-f]{6})"
    style = dict(re.findall(pattern, STYLE.read_text(encoding="utf-8")))
    house = (typeset._TEMPLATES / "house.typ").read_text(encoding="utf-8")
    colours = dict(re.findall(pattern, house))
    assert len(colours) == 8
    assert colours.items() <= style.items()


TYPST_CALL = r"#[\w-]+(?:\.[\w-]+|\((?:[^()]|\([^()]*\))*\))*"
"""A name after a hash, with the fields and calls that follow it."""


def test_no_words_stand_in_a_template():
    """All that is read comes from the content."""
    for path in typeset._TEMPLATES.glob("*.typ"):
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        # What stands between brackets and headings is text; calls, names and labels are not.
        for text in re.findall(r"(?m)^=+ (.*)$", code) + re.findall(r"\[([^\[\]]*)\]", code):
            bare = re.sub(r"<[\w-]+>", "", re.sub(TYPST_CALL, "", text))
            assert not re.search(r"[A-Za-z]{2,}", bare), (path.name, text)


def test_other_threads_go_on_meanwhile(template):
    """A server can answer others while a document is made."""
    name = template("#data.text")
    counted, done = [0], threading.Event()

    def count() -> None:
        while not done.wait(0.001):
            counted[0] += 1

    pdf(name, {**DATA, "text": "warm"})
    watch = threading.Thread(target=count)
    watch.start()
    pdf(name, {**DATA, "text": "woord " * 40_000})
    done.set()
    watch.join()
    assert counted[0] > 10


def test_the_font_is_found_without_loading_matplotlib():
    """A document does not wait for a library that draws."""
    before = "matplotlib" in sys.modules
    assert (font_folder() / "DejaVuSans-Bold.ttf").is_file()
    assert ("matplotlib" in sys.modules) == before


def test_a_template_can_note_something_of_the_result(template):
    """A page number comes back; what was not noted is our own error."""
    name = template('#pagebreak()\n#note("end", () => counter(page).get())')
    assert typeset.noted(name, DATA, "end") == 2
    with pytest.raises(RuntimeError, match="expected"):
        typeset.noted(name, DATA, "nothing")
