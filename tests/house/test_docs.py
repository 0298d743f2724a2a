"""The pages for readers: what they name exists, and what exists is named."""

import argparse
import re
from pathlib import Path

import pytest

import run
import weerbaar
from weerbaar import cli
from weerbaar.catalog import Voice, load_content
from weerbaar.room.store import schema

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FOLDERS = "weerbaar|content|notebooks|tests|docs"


def name(path):
    """Name a test after its page."""
    return path.name


def missing(paths):
    """Tell which paths are not in the checkout."""
    return sorted(path for path in set(paths) if not (ROOT / path).exists())


def section(text, title):
    """Take a section of a page, up to the next heading of the same depth."""
    return re.split(r"^## ", text.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def commands():
    """Read the commands of weerbaar and the options of each, from the program itself."""
    parser = cli._parser(Voice(load_content(), "nl"))
    found = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return {
        command: {option for action in sub._actions for option in action.option_strings}
        for command, sub in found.choices.items()
    }


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_path_that_is_named_exists(path):
    """A path between backticks that begins in one of our folders is a file or folder of ours."""
    text = path.read_text(encoding="utf-8")
    assert missing(re.findall(rf"`((?:{FOLDERS})/[\w./-]*)`", text)) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_relative_link_leads_somewhere(path):
    """Files that are linked exist, and so do headings."""
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if ":" not in link]
    headings = re.findall(r"^#+ (.+)", text, re.MULTILINE)
    titles = {re.sub(r"\W+", "-", heading.lower()) for heading in headings}
    assert [link for link in links if link[0] == "#" and link[1:] not in titles] == []
    files = [path.parent / link.split("#")[0] for link in links if link[0] != "#"]
    assert [str(file) for file in files if not file.exists()] == []


def test_the_table_of_the_readme_names_files():
    """Every row of "to change X, edit Y" names a file or folder that is there."""
    rows = section(README, "To change X, edit Y").split("|---|---|\n")[1].split("\n\n")[0]
    for row in rows.splitlines():
        named = re.findall(r"`([\w.-]*[/.][\w./-]*)`", row.split(" | ")[1])
        assert named or "the same file" in row, row
        assert missing(named) == []


def test_the_tree_of_the_house_stands():
    """Every line of the tree is a file or folder, and no part of weerbaar is left out."""
    folders, found = [], []
    for line in section(HOUSE, "Folders").split("```")[1].strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        folders[depth:] = [line.split()[0]]
        found.append("".join(folders))
    assert missing(found) == []
    parts = {f"weerbaar/{p.parent.name}/" for p in (ROOT / "weerbaar").glob("*/__init__.py")}
    assert parts <= set(found)


def test_the_readme_names_every_command_and_option():
    """Commands and options in the README are those that the program knows, all of them."""
    known = commands()
    said = section(README, "Commands")
    named = set(re.findall(r"python3 run\.py ([a-z]+)", README))
    assert named <= {*run.OWN, *run.WEERBAAR}
    assert named >= {*known, "test", "setup", "bench"}
    options = set().union(*known.values()) - {"-h", "--help"}
    assert set(re.findall(r"`(--[a-z-]+)", said)) == options
    for option, of in re.findall(r"^\| `(--[a-z-]+).*?` \| ([\w, ]+) \|", said, re.MULTILINE):
        takers = set(known) if of == "all" else set(of.split(", "))
        assert {command for command in known if option in known[command]} == takers


def test_run_py_passes_on_every_command():
    """run.py lists the commands of weerbaar, no more and no fewer."""
    assert set(run.WEERBAAR) == set(commands())


def test_the_readme_names_settings_that_are_read():
    """Every setting in the README is one that the program looks at."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "weerbaar").rglob("*.py"))
    named = set(re.findall(r"`(WEERBAAR_\w+)`", README))
    assert named <= set(re.findall(r"\"(WEERBAAR_\w+)\"", code))


def test_the_first_twenty_lines_say_it_all():
    """What it is, in Dutch too, a picture, and the two commands come first."""
    top = "\n".join(README.splitlines()[:20])
    for needed in ("griffier", "docs/images/net.png", "python3 run.py ", "python3 run.py test"):
        assert needed in top


def test_the_citation_has_this_version():
    """Whoever cites names the version that is here."""
    assert f"version {weerbaar.__version__}:" in section(README, "Licence and citing")


def test_the_words_are_in_the_code():
    """Every name in the first column of the glossary occurs in weerbaar."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "weerbaar").rglob("*.[pj][ys]"))
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| `(\w+)` \|", glossary, re.MULTILINE)
    assert [word for word in words if not re.search(rf"\b\w*{word}\b", code)] == []
    assert len(words) > 40


def test_every_sentence_of_the_promise_is_accounted_for():
    """Each privacy sentence has its place in docs/privacy.md, and so has each stored column."""
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    rows = section(text, "The promise, sentence by sentence").splitlines()
    named = {i for row in rows for i in re.findall(r"`([a-z_]+)`", row.split(" | ")[0])}
    assert named == {sentence.id for sentence in load_content().privacy.sentences}
    rows = section(text, "What is stored").splitlines()
    stored = {row.split("`")[1]: set(re.findall(r"`(\w+)`", row)) for row in rows if "| `" in row}
    for table in schema.metadata.tables.values():
        assert {column.name for column in table.columns} <= stored[table.name]
