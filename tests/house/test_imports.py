"""The import rules: they hold something, and the model reaches no library."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
PACKAGE = ROOT / "weerbaar"


@pytest.fixture
def tiny(tmp_path):
    """A house with our rules and empty rooms."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    rooms = [file.parent for file in PACKAGE.rglob("__init__.py")]
    rooms += [file.with_suffix("") for file in PACKAGE.rglob("*.py") if file.stem != "__init__"]
    for part in [room.relative_to(PACKAGE) for room in rooms]:
        folder = tmp_path / "weerbaar" / part
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    return tmp_path


def lint(folder):
    """Run lint-imports there and give its exit code and words."""
    done = subprocess.run([LINT], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_an_empty_house_keeps_every_rule(tiny):
    code, said = lint(tiny)
    assert code == 0, said


@pytest.mark.parametrize(
    ("importer", "imported", "rule"),
    [
        ("model", "weerbaar.room", "Imports only run down"),
        ("figures", "weerbaar.research", "Imports only run down"),
        ("disclosure", "weerbaar.cli", "Imports only run down"),
        ("serve", "ipywidgets", "Widgets stay in pages"),
        ("pages", "sqlalchemy", "SQLAlchemy stays in room.store"),
        ("room", "sqlalchemy", "SQLAlchemy stays in room.store"),
        ("pages", "pandas", "pandas stays in research"),
        ("figures", "matplotlib.pyplot", "matplotlib stays in figures.plot"),
        ("cli", "yaml", "YAML stays in catalog"),
        ("cli", "tornado.ioloop", "Servers stay in serve"),
        ("pages", "typst", "PDF and slides stay in report"),
        ("present", "weerbaar.report", "Imports only run down"),
        ("room", "weerbaar.disclosure.pooling", "Only research opens a pool"),
    ],
)
def test_a_rule_can_be_broken(tiny, importer, imported, rule):
    (tiny / "weerbaar" / importer / "bad.py").write_text(f"import {imported}\n")
    code, said = lint(tiny)
    assert code == 1
    assert f"{rule} BROKEN" in said
    assert f"weerbaar.{importer}.bad -> {imported.split('.')[0]}" in said


@pytest.mark.parametrize(
    ("importer", "imported"),
    [("pages", "anywidget"), ("room/store", "sqlalchemy"), ("serve", "jupyter_client.manager")],
)
def test_a_library_may_be_used_at_home(tiny, importer, imported):
    (tiny / "weerbaar" / importer / "good.py").write_text(f"import {imported}\n")
    code, said = lint(tiny)
    assert code == 0, said


def test_a_part_without_a_place_is_noticed(tiny):
    (tiny / "weerbaar" / "attic.py").touch()
    code, said = lint(tiny)
    assert code == 1
    assert "weerbaar.attic" in said


def test_the_model_reaches_only_the_standard_library():
    graph = grimp.build_graph("weerbaar", include_external_packages=True)
    model = {"weerbaar.model", *graph.find_descendants("weerbaar.model")}
    reached = set().union(*(graph.find_modules_directly_imported_by(name) for name in model))
    foreign = {
        name for name in reached - model if name.split(".")[0] not in sys.stdlib_module_names
    }
    assert not foreign


PROMISED = {"_asdict", "_exit", "_replace"}
PRIVATE = {"commands/adding.py": {"_SubParsersAction"}}
"""What we use of other libraries that they promise to nobody; a new one has to be worth it."""


def test_what_is_private_to_another_library_is_used_nowhere_else():
    package = ROOT / "weerbaar"
    trees = {
        path.relative_to(package).as_posix(): [*ast.walk(ast.parse(path.read_text("utf-8")))]
        for path in package.rglob("*.py")
    }
    nodes = [node for tree in trees.values() for node in tree]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    own = {node.name for node in nodes if isinstance(node, kinds)}
    own |= {node.id for node in nodes if isinstance(node, ast.Name)}
    own |= {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        if ast.unparse(node.value) in {"self", "cls"}
    }
    found = {}
    for name, tree in trees.items():
        used = {node.attr for node in tree if isinstance(node, ast.Attribute)} - own - PROMISED
        for node in tree:
            if isinstance(node, ast.ImportFrom) and not node.module.startswith("weerbaar"):
                used |= {*node.module.split("."), *(one.name for one in node.names)}
        private = {one for one in used if one.startswith("_") and not one.endswith("__")}
        if private:
            found[name] = private
    assert found == PRIVATE


def test_a_public_class_name_stands_in_one_module():
    """Who reads a name need not ask which of two it is."""
    homes = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    assert not {name: found for name, found in homes.items() if len(found) > 1}
