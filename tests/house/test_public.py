"""The public face: sorted, typed, documented names; and what an import or a command may load."""

import ast
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import weerbaar

HEAVY = {"anywidget", "ipywidgets", "jinja2", "jupyter_server", "jupyterlab", "matplotlib"}
HEAVY |= {"numpy", "pandas", "scipy", "tornado", "voila"}
ROOMS = {"weerbaar.pages", "weerbaar.serve", "weerbaar.research"}


def loaded(code, *arguments):
    """Run code in a Python of its own; the modules that it loaded."""
    code += "\nimport json, sys\nprint(json.dumps([*sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_public_names_are_sorted_and_each_is_there_and_documented():
    assert weerbaar.__all__ == sorted(weerbaar.__all__)
    for name in weerbaar.__all__:
        found = getattr(weerbaar, name)
        assert inspect.getdoc(found), name
        assert f"`{name}`" in weerbaar.__doc__, name
    assert set(weerbaar.__all__) <= set(dir(weerbaar))


def test_a_type_checker_knows_every_public_name_from_where_it_is():
    tree = ast.parse(Path(weerbaar.__file__).read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(checked.test) == "TYPE_CHECKING"
    known = {
        name.name: node.module.removeprefix("weerbaar.")
        for node in checked.body
        for name in node.names
    }
    assert known == weerbaar._HOMES
    assert sorted(known) == weerbaar.__all__


def test_what_is_not_promised_is_not_there():
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        weerbaar.nothing_of_the_kind  # noqa: B018


def test_importing_weerbaar_loads_only_weerbaar_itself():
    own = {name for name in loaded("import weerbaar") if name.startswith("weerbaar")}
    assert own == {"weerbaar"}
    light = loaded("from weerbaar import AnswerSheet, advise, score")
    assert not {name.split(".")[0] for name in light} & {*HEAVY, "pydantic", "yaml", "sqlalchemy"}


@pytest.mark.parametrize("command", ["check", "keygen"])
def test_a_small_command_loads_no_page_server_or_frame(command, tmp_path):
    code = "import sys\nfrom weerbaar.cli import main\nassert main(sys.argv[1:]) == 0"
    arguments = [command, str(tmp_path)] if command == "keygen" else [command]
    found = loaded(code, *arguments)
    assert not {name.split(".")[0] for name in found} & HEAVY
    assert not found & ROOMS


def test_a_data_folder_is_opened_without_a_page_or_a_server(tmp_path):
    code = "import sys\nfrom pathlib import Path\nfrom weerbaar.bootstrap import DataFolder\n"
    found = loaded(code + "DataFolder(Path(sys.argv[1])).room.open()", str(tmp_path))
    assert not {name.split(".")[0] for name in found} & HEAVY
    assert not found & ROOMS
