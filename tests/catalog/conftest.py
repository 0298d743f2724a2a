"""A sound content folder to spoil, and files parsed once however many tests read them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.catalog.sample_content import write_content
from weerbaar.catalog import check_content, files
from weerbaar.catalog.files import Document

pytest.register_assert_rewrite("tests.catalog.spoiled")

_parse = files.parse_yaml
_parsed: dict[tuple[str, str, int], Document] = {}


def _parsed_once(text: str, file: str, above: int = 0) -> Document:
    """What the real parser makes of a text; of the same text, a copy of what it made before."""
    key = (text, file, above)
    if key not in _parsed:
        _parsed[key] = _parse(*key)
    found = _parsed[key]
    data = dict(found.data) if isinstance(found.data, dict) else found.data
    return Document(file, data, dict(found.lines), list(found.problems))


@pytest.fixture
def parsed_once(monkeypatch) -> None:
    """Parse a file that is as it was in another test no second time: only what is spoiled is new.

    A mistake is about one file of many, and parsing all others takes most of the time.
    """
    monkeypatch.setattr(files, "parse_yaml", _parsed_once)


@pytest.fixture(scope="session")
def sound(tmp_path_factory) -> Path:
    """A content folder without mistakes, smaller than the real one."""
    folder = tmp_path_factory.mktemp("sound") / "content"
    write_content(folder)
    assert check_content(folder) == []
    return folder


@pytest.fixture
def root(sound, parsed_once, tmp_path) -> Path:
    """A content folder that may be broken."""
    return Path(shutil.copytree(sound, tmp_path / "content"))
