"""``lokaal.yaml``: friendly to whoever fills it in, and strict about what would not work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from weerbaar.catalog import check_content, load_content
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.files import Problem
from weerbaar.catalog.local import ENTRIES, LocalFile
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.registry import FILES, Folder

SHIPPED = (content_root() / "lokaal.yaml").read_text(encoding="utf-8")


def read(text: str, root: Path) -> tuple[LocalFile | None, list[Problem]]:
    """A file as the program reads it, and what is wrong with it."""
    (root / "lokaal.yaml").write_text(text, encoding="utf-8")
    folder = Folder(root, [row for row in FILES if row.field == "local"])
    return folder.files["local"].get("lokaal.yaml"), folder.problems()


def filled_in(text: str) -> str:
    """The file after taking a hash and a space away from every line of an example."""
    return re.sub(r"^# (?= +\w+:)", "", text[text.index("\ngriffie:") :], flags=re.MULTILINE)


def test_the_shipped_file_is_empty():
    """Nobody's contacts are shipped: every entry is there to be seen, and empty."""
    local = load_content().local
    assert {name: local.entry(name) for name in ENTRIES} == dict.fromkeys(ENTRIES)
    assert local.research is None
    assert all(re.search(rf"^{name}:$", SHIPPED, re.MULTILINE) for name in ENTRIES)


def test_every_example_works_as_it_stands(tmp_path):
    """Whoever takes the hashes away has a valid file that fills in each entry and each field."""
    (tmp_path / "lokaal").mkdir()
    for name in set(re.findall(r"lokaal/[a-z]+\.pdf", SHIPPED)):
        (tmp_path / name).touch()
    local, problems = read(filled_in(SHIPPED), tmp_path)
    assert problems == []
    entries = [local.entry(name) for name in ENTRIES]
    assert all(entries)
    fields = {field for entry in entries for field, value in entry if value is not None}
    assert fields == {"name", "note", "mail", "phone", "room", "link", "app"}
    assert local.research


def test_what_is_left_empty_is_not_filled_in(tmp_path):
    """An entry of which every value was left empty counts as empty, and so does a field."""
    blank = 'griffie:\n  name:\n    nl: ""\n    en:\n  mail: ""\n  phone:\n'
    local, problems = read(f"{blank}gedragscode:\n  name:\n  link: https://a.nl\n", tmp_path)
    assert problems == []
    assert local.griffie is None
    assert local.gedragscode.name is None
    assert local.gedragscode.link == "https://a.nl"


GOOD = {
    "mail": ["griffie@voorbeeld.nl", "a.b+c@sub.example.org"],
    "phone": ["112", "012 345 67 89", "+31 (0)12-3456789", "0800-7000"],
    "link": [
        "https://www.voorbeeld.nl",
        "https://voorbeeld.nl:8443/a/b?c=d&e=f#g",
        "https://xn--bcher-kva.example/",
    ],
}
BAD = {
    "mail": ["griffie", "griffie@voorbeeld", "a b@c.nl", "a@b.nl, c@d.nl", '"><b>@c.nl'],
    "phone": ["bel ons", "12", "06 1234 5678 toestel 3", "1234567890123456", "<b>112</b>"],
    "link": [
        "http://www.voorbeeld.nl",
        "www.voorbeeld.nl",
        "javascript:alert(1)",
        "//voorbeeld.nl",
        "https://",
        "https://voorbeeld",
        "https://a:b@voorbeeld.nl",
        'https://voorbeeld.nl/"onclick="x',
        "https://voorbeeld.nl/a b",
        "https://voorbeeld.nl:x",
        "../lokaal.yaml",
        "lokaal/../../x.pdf",
        "lokaal/gedragscode.exe",
        "/etc/passwd",
    ],
}


def pairs(given: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Field and value, one by one."""
    return [(field, value) for field, values in given.items() for value in values]


@pytest.mark.parametrize(("field", "value"), pairs(GOOD))
def test_what_works_is_taken(tmp_path, field, value):
    """What people really write is taken as it is."""
    local, problems = read(f"griffie:\n  {field}: '{value}'\n", tmp_path)
    assert problems == []
    assert getattr(local.griffie, field) == value


@pytest.mark.parametrize(("field", "value"), pairs(BAD))
def test_what_would_not_work_is_told_kindly(tmp_path, field, value):
    """A contact or link that leads nowhere is told at its line, with what to write instead."""
    _, problems = read(f"# een regel\ngriffie:\n  {field}: '{value}'\n", tmp_path)
    (problem,) = problems
    assert (problem.line, problem.where) == (3, f"griffie.{field}")
    assert problem.code == f"bad_{field}"
    for language in ("nl", "en"):
        assert value[:30] in problem_lines(problems, language)[1]


@pytest.mark.parametrize(
    ("text", "line", "where", "code"),
    [
        ("griffie:\n  phone: 0201234567\n", 2, "griffie.phone", "no_text"),
        ("griffie:\n  name:\n    nl: Griffie\n", 2, "griffie.name.en", "missing"),
        ("griffie:\n  name: Griffie\n", 2, "griffie.name", "no_group"),
        ("griffie:\n  telefoon: '112'\n", 2, "griffie.telefoon", "unknown_field"),
        ("grifie:\n  phone: '112'\n", 1, "grifie", "unknown_field"),
        ("griffie:\n  app: https://a.nl\n", 2, "griffie.app", "unknown_field"),
        ("gedragscode:\n  link: lokaal/weg.pdf\n", 2, "gedragscode.link", "no_document"),
        ("ondermijning:\n  app: lokaal/weg.pdf\n", 2, "ondermijning.app", "no_document"),
    ],
)
def test_other_mistakes_have_words_too(tmp_path, text, line, where, code):
    """A number without quotes, one language, a slip in a name, a PDF that is not there."""
    _, problems = read(text, tmp_path)
    assert [(p.line, p.where, p.code) for p in problems] == [(line, where, code)]
    assert problem_lines(problems)[1] != str(problems[0])


def test_a_tool_points_only_to_what_there_is(tmp_path):
    """An entry that does not exist is told at the tool that names it, with those that do."""
    root = Path(shutil.copytree(content_root(), tmp_path / "content"))
    text = (root / "tools.yaml").read_text(encoding="utf-8")
    at = text.index("local: [griffie, vertrouwenspersoon]")
    line = text[:at].count("\n") + 1
    (root / "tools.yaml").write_text(text.replace("[griffie, vertr", "[grifie, vertr", 1))
    (problem,) = check_content(root)
    assert (problem.file, problem.line, problem.code) == ("tools.yaml", line, "not_an_option")
    assert set(ENTRIES) == set(problem.facts["expected"].split(", "))
