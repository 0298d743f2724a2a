"""Markdown with front matter: read in both languages, or every mistake told at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from pydantic import Field

from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.files import Problem
from weerbaar.catalog.markdown import MarkdownFile, Twins, to_blocks, to_html
from weerbaar.catalog.registry import ContentFile, Folder
from weerbaar.catalog.texts import Words

NL = "---\nid: brug\ntitle: De brug\nminutes: 10\nask: [wie, wat]\n---\n\nEen **brug**.\n"
EN = "---\nid: brug\ntitle: The bridge\nminutes: 10\nask: [who, what]\n---\n\nA **bridge**.\n"


class Sample(MarkdownFile):
    """A kind of document with everything that can go wrong."""

    SAME: ClassVar[tuple[str, ...]] = ("id", "minutes")
    ALIKE: ClassVar[tuple[str, ...]] = ("ask",)

    title: Words
    minutes: Annotated[int, Field(ge=5, le=60)]
    ask: Annotated[tuple[Words, ...], Field(min_length=1, max_length=3)]


STORIES = ContentFile("stories", "verhalen/{language}/*.md", Sample, own_name=True)


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder with one sound pair."""
    for language, text in (("nl", NL), ("en", EN)):
        (tmp_path / "verhalen" / language).mkdir(parents=True)
        (tmp_path / "verhalen" / language / "brug.md").write_text(text, encoding="utf-8")
    return tmp_path


def read(root: Path) -> tuple[dict[str, Twins[Sample]], list[Problem]]:
    """What could be read, and what is wrong."""
    folder = Folder(root, [STORIES])
    return folder.twins("stories"), folder.problems()


def write(root: Path, name: str, text: str | bytes) -> None:
    """Put a file in the folder."""
    data = text if isinstance(text, bytes) else text.encode()
    (root / "verhalen" / name).write_bytes(data)


def test_a_pair_is_read_in_both_languages(root):
    """Fields and text come out in each language; another language is refused, not replaced."""
    for file, text in (("nl/brug.md", NL), ("en/brug.md", EN)):
        # As Notepad saves it.
        write(root, file, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    found, problems = read(root)
    assert problems == []
    brug = found["brug"]
    assert (brug["nl"].title, brug["en"].title) == ("De brug", "The bridge")
    assert (brug.nl.text, brug.en.ask) == ("Een **brug**.", ("who", "what"))
    with pytest.raises(KeyError):
        brug["de"]


@pytest.mark.parametrize(
    ("old", "new", "where", "line", "code"),
    [
        ("---\nid", "id", "", 1, "no_front_matter"),
        (NL, "", "", 1, "no_front_matter"),
        ("]\n---\n", "]\n", "", 1, "front_matter_open"),
        ("title: De brug", "title: De: brug", "", 3, "syntax"),
        ("Een **brug**.\n", "", "text", 6, "empty"),
        ("title: De brug\n", "", "title", 2, "missing"),
        ("title", "titel", "titel", 3, "unknown_field"),
        ("minutes: 10", "minutes: tien", "minutes", 4, "no_number"),
        ("minutes: 10", "minutes: 90", "minutes", 4, "too_high"),
        ("minutes: 10", "minutes: 10\nminutes: 10", "minutes", 5, "twice"),
        ("minutes: 10", "minutes: 10\ntext: Hoi", "text", 5, "text_in_front_matter"),
        ("wie, wat", "", "ask", 5, "list_too_short"),
        ("wie, wat", "a, b, c, d", "ask", 5, "list_too_long"),
        ("**brug**", "<b>brug</b>", "text", 8, "html"),
        ("**brug**", "![brug](http://x.example/x.png)", "text", 8, "picture"),
        ("Een **brug**", "# Een brug", "text", 8, "main_heading"),
        ("id: brug", "id: tunnel", "id", 2, "id_not_file"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_remedy(root, old, new, where, line, code):
    """Each mistake in a file is named with file, line, field and words in both languages."""
    assert old in NL
    write(root, "nl/brug.md", NL.replace(old, new, 1))
    found, problems = read(root)
    told = {(p.file, p.where, p.line, p.code) for p in problems}
    assert ("verhalen/nl/brug.md", where, line, code) in told
    assert "brug" not in found or code in {"id_not_file", "twice", "text_in_front_matter"}
    for language in ("nl", "en"):
        for problem, said in zip(problems, problem_lines(problems, language)[1:], strict=True):
            assert said != str(problem), "told in words, not by its code"


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "facts"),
    [
        ("minutes: 10", "minutes: 15", 4, "twins_differ", {"found": "15", "expected": "10"}),
        ("[who, what]", "[who]", 5, "twins_length", {"found": "1", "expected": "2"}),
    ],
)
def test_the_languages_must_agree(root, old, new, line, code, facts):
    """What is no text is equal in both languages, and lists are equally long."""
    write(root, "en/brug.md", EN.replace(old, new))
    (problem,) = read(root)[1]
    assert (problem.file, problem.line, problem.code) == ("verhalen/en/brug.md", line, code)
    assert dict(problem.facts) == {**facts, "other": "verhalen/nl/brug.md"}


def test_a_missing_twin_is_told_and_never_replaced(root):
    """Each language stands on its own: a file in one of them is a mistake in the other."""
    write(root, "en/pont.md", EN.replace("brug", "pont"))
    found, problems = read(root)
    assert set(found) == {"brug"}
    (problem,) = problems
    assert (problem.file, problem.code) == ("verhalen/nl/pont.md", "no_twin")
    assert problem.facts["other"] == "verhalen/en/pont.md"


def test_a_file_that_nobody_would_read_is_told(root):
    """A file in the wrong place or with another ending is not passed over silently."""
    (root / "verhalen" / "de").mkdir()
    for name in ("de/brug.md", "los.md", "nl/brug.txt", "nl/.verborgen.md", "nl/foto.jpg"):
        write(root, name, NL)
    problems = [p for p in read(root)[1] if p.code == "stray_file"]
    files = sorted(p.file.removeprefix("verhalen/") for p in problems)
    assert files == ["de/brug.md", "los.md", "nl/brug.txt"]


def test_everything_is_told_at_once(root):
    """Mistakes in several files, and what is between them, come out together."""
    write(root, "nl/brug.md", NL.replace("title", "titel").replace("Een", "<i>Een"))
    write(root, "en/brug.md", b"\xff\xfe")
    write(root, "nl/pont.md", "hallo")
    codes = sorted(p.code for p in read(root)[1])
    assert codes == [
        *("html", "missing", "no_front_matter", "no_twin", "syntax", "unknown_field"),
    ]


def test_an_empty_folder_is_told(tmp_path):
    """A folder that is gone is a mistake, not an empty list."""
    assert [(p.file, p.code) for p in read(tmp_path)[1]] == [("verhalen", "no_file")]


def test_markdown_never_becomes_html_of_its_own():
    """Lists and stress become HTML; tags and scripts in a text or a link do not."""
    html = to_html("Een **brug**.\n\n- a\n- b\n\n<script>x</script>\n\n[k](javascript:x)")
    assert "<strong>brug</strong>" in html
    assert html.count("<li>") == 2
    assert "<script" not in html
    assert "javascript:" not in html


def test_markdown_as_plain_data_loses_no_word():
    """Headings, lists within lists, stress, quotes, code and links: every word is kept."""
    text = (
        "Een **zin** met\n*nadruk*.\n\n## Kop\n\n- a\n  1. b\n- c\n\n> citaat\n\n    code\n\n[k](x)"
    )
    blocks = to_blocks(text)
    assert [block["kind"] for block in blocks] == [
        *("paragraph", "heading", "list", "paragraph", "paragraph", "paragraph"),
    ]
    stress = {run["text"]: (run["strong"], run["emphasis"]) for run in blocks[0]["runs"]}
    assert stress["zin"] == (True, False)
    assert stress["nadruk"] == (False, True)
    assert "".join(run["text"] for run in blocks[0]["runs"]) == "Een zin met nadruk."
    assert blocks[1]["level"] == 2
    first, _ = blocks[2]["items"]
    assert [part["kind"] for part in first] == ["paragraph", "list"]
    assert (blocks[2]["ordered"], first[1]["ordered"]) == (False, True)
    said = str(blocks)
    assert all(f"'{word}" in said for word in ("a", "b", "c", "citaat", "code", "k"))
    assert to_html(text, below=1).count("<h3>") == 1
