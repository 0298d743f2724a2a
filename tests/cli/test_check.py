"""``weerbaar check``: everything that is wrong with the content, at once, in words."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from weerbaar.catalog import load_content, paths
from weerbaar.catalog.paths import content_root
from weerbaar.cli import main
from weerbaar.commands import trying


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A copy of the content that may be broken, in the place where it is looked for."""
    shutil.copytree(content_root(), tmp_path / "content")
    (tmp_path / "weerbaar").mkdir()
    load_content.cache_clear()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "weerbaar")
    # No test looks at a clock: facts become old while it stays the same.
    monkeypatch.setattr(trying, "_today", lambda: date(2026, 11, 22))
    yield tmp_path / "content"
    load_content.cache_clear()


def edit(path, old, new):
    """Replace the first occurrence; gives the line on which it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def check(capsys, *arguments):
    """Run the command; gives its exit code and the lines it said."""
    code = main(["check", *arguments])
    captured = capsys.readouterr()
    return code, (captured.out + captured.err).splitlines()


def test_good_content_is_told_with_its_size(root, capsys):
    """Content without mistakes gives one line with how much there is, and exit code 0."""
    code, said = check(capsys)
    assert code == 0
    files = len([*root.rglob("*.yaml"), *root.glob("*/??/*.md")])
    assert said == [
        load_content().text("check.ok", "nl", files=files, texts=len(load_content().ui))
    ]


def test_every_mistake_is_told_at_once_in_dutch(root, capsys):
    """Mistakes in three files give three lines with file, line, field and remedy, and code 1."""
    test = edit(root / "zelftest" / "instrument.yaml", "side: awareness", "side: doen")
    tools = edit(root / "tools.yaml", "    kind: document", "    soort: document")
    page = edit(root / "ui" / "page.yaml", '"Skip to content"', '""')
    code, said = check(capsys)
    assert code == 1
    lines = "\n".join(said)
    for place in (
        f"zelftest/instrument.yaml, regel {test} (quadrants.0.side)",
        f"tools.yaml, regel {tools}",
        f"ui/page.yaml, regel {page} (skip_to_content.en)",
    ):
        assert place in lines
    assert "'doen' is geen keuze. Kies uit: awareness, acting" in lines
    assert "onbekend veld 'soort'" in lines
    assert "Schrijf een tekst" in lines
    assert said[0] == f"Te herstellen ({len(said) - 1}):"


def test_hints_stop_nothing(root, capsys, monkeypatch):
    """A long sentence and an old fact are told with file, line and remedy, and the code stays 0."""
    line = edit(root / "tools.yaml", "Begin klein:", "Begin klein " + "en nog kleiner " * 9 + ":")
    monkeypatch.setattr(trying, "_today", lambda: date(2036, 1, 1))
    code, said = check(capsys)
    assert code == 0
    ok, heading, *hints = said
    assert "Nederlands en het Engels" in ok
    assert heading == load_content().text("check.hints", "nl", n=len(hints))
    place = f"tools.yaml, regel {line} ("
    assert any(place in hint and "Maak er twee van" in hint for hint in hints)
    old = [hint for hint in hints if "maanden geleden" in hint]
    assert any("tools.yaml" in hint and "2026-11-2" in hint for hint in old)


def test_a_mistake_in_the_rules_for_writing_is_told(root, capsys):
    """The file with the rules is checked like all content, at its line."""
    line = edit(root / "redactie.yaml", "longest: 25", "longest: veel")
    code, said = check(capsys)
    assert code == 1
    assert f"redactie.yaml, regel {line} (sentences.longest)" in said[1]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Kies minstens 2"), ("en", "Choose at least 2")]
)
def test_a_policy_below_its_floor_is_told(root, capsys, language, words):
    """A band laxer than the floor is refused by name, with its line and the least that may be."""
    line = edit(root / "disclosure.yaml", "  band:\n    value: 3", "  band:\n    value: 1") + 1
    code, said = check(capsys, "--lang", language)
    assert code == 1
    (told,) = said[1:]
    assert words in told
    assert "disclosure.yaml" in told
    assert "parameters.band.value" in told
    assert f" {line} " in told


@pytest.mark.parametrize("command", [["start", "--no-browser"], ["rehearse", "AAAAAA"], ["doctor"]])
def test_no_command_runs_on_bad_content(root, capsys, tmp_path, command):
    """With a mistake in the content every command says so and does nothing else."""
    edit(root / "ui" / "page.yaml", '"Skip to content"', '""')
    folder = tmp_path / "data"
    assert main([*command, "--data-dir", str(folder)]) == 1
    captured = capsys.readouterr()
    assert "page.yaml" in captured.out + captured.err
    assert not folder.exists()


def test_a_content_that_cannot_even_be_told_about_is_told(root, capsys):
    """When the words about mistakes are broken themselves, the mistakes are still named."""
    (root / "ui" / "check.yaml").write_text("{", encoding="utf-8")
    code, said = check(capsys)
    assert code == 1
    assert "ui/check.yaml" in "\n".join(said)


@pytest.mark.parametrize(
    ("file", "known", "where"),
    [
        ("zelftest/rules.yaml", "{quadrant}", "rules.1.title"),
        ("privacy.yaml", "{statements_from}", "sentences."),
    ],
)
def test_a_placeholder_that_nothing_fills_in_is_told(root, capsys, file, known, where):
    """A word between braces that the program does not know is named, with those that it does."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(known, "{nonsense}"), encoding="utf-8")
    code, said = check(capsys)
    assert code == 1
    told = [line for line in said if "{nonsense}" in line]
    assert told == said[1:]
    assert file in told[0]
    assert where in told[0]
    assert known in told[0].split(":")[-1]
