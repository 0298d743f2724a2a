"""Notebooks are thin, and each of them runs from top to bottom."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_CELLS, MOST_LINES = 10, 6
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
LOGIC += (ast.For, ast.AsyncFor, ast.While, ast.comprehension)


def name(path):
    """Name a test after its notebook."""
    return path.stem


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_thin(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert len(cells) <= MOST_CELLS
    for cell in code:
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.source
        assert not cell.outputs, "stored output: run nbstripout"
        assert cell.execution_count is None, "stored output: run nbstripout"
        found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)]
        assert not found, f"logic belongs in weerbaar/: {cell.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_runs(path, tmp_path):
    """nbval runs every cell; a run of its own keeps kernels away from the other tests."""
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", str(path)]
    # None of our own pytest settings, and nothing written into the checkout.
    command += ["-c", os.devnull, "--rootdir", str(path.parent), "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(
        command,
        env={**os.environ, "WEERBAAR_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
