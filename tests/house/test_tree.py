"""What is committed: it names no machine, and leaves out what is no source."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Brackets in the patterns keep this file from finding itself.
MACHINE = re.compile(r"(?<![\w.~$}/:])/(?:[w]ork|[t]mp|[r]oot|[h]ome|[U]sers|[o]pt)/\w")
INDEX = re.compile(
    r"[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.(org|com)|[a]naconda\.org|[d]eb\.debian\.org"
    r"|--(extra-)?[i]ndex-url|--[f]ind-links"
)


def git(*arguments):
    """Ask git about the checkout."""
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def texts():
    """Read every text file that is committed or about to be."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (data := path.read_bytes()):
            yield name, data.decode("utf-8")


@pytest.fixture(scope="module")
def tree():
    found = dict(texts())
    assert "run.py" in found, "these tests need a git checkout"
    return found


@pytest.mark.parametrize("pattern", [MACHINE, INDEX], ids=["machine path", "index address"])
def test_no_text_names_a_machine_or_an_index(tree, pattern):
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tree.items()
        if not name.startswith(".ci/")
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "path",
    [
        ".venv/bin/python",
        "data/weerbaar.sqlite",
        "weerbaar.sqlite-journal",
        "weerbaar/__pycache__/x.pyc",
        ".mypy_cache/x",
        ".ruff_cache/x",
        ".pytest_cache/x",
        ".hypothesis/x",
        ".coverage",
        "notebooks/.ipynb_checkpoints/x.ipynb",
        "dist/weerbaar-0.1.0-py3-none-any.whl",
        "build/x",
        "test-results/x.png",
    ],
)
def test_git_leaves_out(path):
    assert git("check-ignore", "--no-index", "-q", path).returncode == 0


@pytest.mark.parametrize(
    "path", ["run.py", "requirements.lock", "content/zelftest/x.yaml", "docs/benchmarks/room.json"]
)
def test_git_keeps(path):
    assert git("check-ignore", "--no-index", "-q", path).returncode == 1
