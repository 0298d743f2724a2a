"""A file is written whole or not at all, whatever fails meanwhile."""

import errno
import os
import stat
from pathlib import Path

import pytest

from weerbaar.files import write_whole

STEPS = [(os, "fsync"), (os, "fdopen"), (Path, "replace")]


def full(*_args, **_kwargs):
    raise OSError(errno.ENOSPC, "full")


@pytest.mark.parametrize("body", ["één\nregel", b"\x00\r\n"])
def test_what_is_written_is_read_back(tmp_path, body):
    write_whole(tmp_path / "a", body)
    expected = body.encode() if isinstance(body, str) else body
    assert (tmp_path / "a").read_bytes() == expected
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize(("owner", "step"), STEPS)
def test_what_fails_leaves_all_as_it_was(tmp_path, monkeypatch, owner, step, new):
    kept = tmp_path / "kept"
    kept.write_text("before")
    monkeypatch.setattr(owner, step, full)
    with pytest.raises(OSError, match="full"):
        write_whole(tmp_path / "other" if new else kept, "after", new=new)
    monkeypatch.undo()
    assert kept.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


def test_a_new_file_takes_the_place_of_no_other(tmp_path):
    (tmp_path / "a").write_text("before")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", "after", new=True)
    assert (tmp_path / "a").read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("new", [False, True])
def test_only_its_owner_reads_it_unless_it_is_for_others(tmp_path, new):
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "own", "text", new=new)
        write_whole(tmp_path / "shared", "text", new=new, private=False)
    finally:
        os.umask(before)
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("own", "shared")]
    assert rights == [0o600, 0o644]
