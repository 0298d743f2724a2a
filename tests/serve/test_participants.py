"""What is left of Voilà and Jupyter on the participants' server: no kernel, and no way to one."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import subprocess
import sys
import warnings
from importlib.metadata import version

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from jupyter_server.serverapp import JUPYTER_SERVICE_HANDLERS
from traitlets.config import Config
from voila.app import Voila

from run import ROOT
from tests.serve.served import Served
from weerbaar.serve.participants import ParticipantServer, configuration

SEEN = ", ".join(f"{name} {version(name)}" for name in ("voila", "jupyter_server", "tornado"))
TOLD = f"{{}} is not what weerbaar/serve relies on, in {SEEN}"

SIGNATURES = {
    "Voila.init_settings": (Voila.init_settings, ["self"]),
    "Voila.init_handlers": (Voila.init_handlers, ["self"]),
    "Voila.setup_template_dirs": (Voila.setup_template_dirs, ["self"]),
    "Voila.initialize": (Voila.initialize, ["self", "argv"]),
    "Voila.listen": (Voila.listen, ["self"]),
    "Voila.start": (Voila.start, ["self"]),
    "Voila.stop": (Voila.stop, ["self"]),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_what_we_override_or_call_is_still_there(name):
    """A method that was renamed, or takes something else, is named with the versions seen."""
    method, expected = SIGNATURES[name]
    assert list(inspect.signature(method).parameters) == expected, TOLD.format(name)


def test_every_setting_is_known():
    """Each line of the configuration names a setting that exists: a typing error does nothing."""
    made = configuration()
    assert set(made) == {"Voila"}
    unknown = set(made.Voila) - set(ParticipantServer.class_traits(config=True))
    assert not unknown, TOLD.format(sorted(unknown))


def test_a_file_of_somebody_elses_changes_nothing(tmp_path, monkeypatch):
    """A ``voila.json`` in the folder where one starts, or of a user, is not read."""
    (tmp_path / "voila.json").write_text(json.dumps({"Voila": {"base_url": "/x/"}}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    assert Voila().config_file_paths[0] == str(tmp_path), TOLD.format("where Voilà looks")
    server = ParticipantServer(config=configuration())
    server.initialize([])
    assert server.base_url == "/"


def test_nothing_in_its_settings_could_start_a_kernel():
    """What handlers could reach holds no manager of kernels, notebooks or files."""
    made = ParticipantServer(config=configuration()).init_settings()
    assert set(made) == {"headers", "log_function"}


# --- every route of Jupyter's and Voilà's ----------------------------------------------------
def voila_routes(tmp_path):
    """Everything that Voilà would serve, however it is set up."""
    for preheated, progressive in ((True, False), (False, True)):
        config = Config()
        config.VoilaConfiguration.preheat_kernel = preheated
        config.VoilaConfiguration.default_pool_size = 0
        config.VoilaConfiguration.progressive_rendering = progressive
        app = Voila(config=config)
        app.initialize([])
        app.root_dir = app.connection_dir = str(tmp_path)
        app.init_settings()
        yield from (handler[0] for handler in app.init_handlers())


def jupyter_routes():
    """Everything that Jupyter Server and JupyterLab would serve."""
    services = [name for names in JUPYTER_SERVICE_HANDLERS.values() for name in names or ()]
    more = ("jupyter_server.base.handlers", "jupyter_server_terminals.api_handlers")
    for name in (*services, *more):
        module = importlib.import_module(name)
        yield from (handler[0] for handler in getattr(module, "default_handlers", ()))
    for rest in ("lab", "lab/api/settings", "lab/extensions", "notebooks", "terminals/websocket/1"):
        yield rf"/{rest}"
    # Made when a server starts, so in no table.
    yield from (r"/api/kernels/0-0-0-0-0/channels", r"/login", r"/logout", r"/api/me", r"/metrics")


def address(route):
    """An address that a route answers to."""
    pattern = route if route.startswith("/") else f"/{route}"
    ascii_only = re.compile(pattern.removesuffix("$"), re.ASCII)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(
            st.from_regex(ascii_only, fullmatch=True, alphabet=st.characters(codec="ascii")),
            lambda text: "\n" not in text,
            settings=settings(database=None, derandomize=True, phases=[Phase.generate]),
        )
    return re.sub(r"[^!-~]|[?#]", "0", found)


def test_no_route_of_jupyter_or_voila_exists(tmp_path):
    """Each address at which either would answer is a 404 here, also as a websocket."""
    addresses = {address(route) for route in {*voila_routes(tmp_path), *jupyter_routes()}}
    assert len(addresses) > 50
    assert "/api/kernels" in addresses
    assert any(re.fullmatch(r"/api/kernels/[^/]+/channels", one) for one in addresses)
    socket = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    served = Served(tmp_path / "data")
    try:
        # Voilà's and Jupyter's first page is at "/", and so is ours.
        for path in sorted(addresses - {"/"}):
            assert served.ask("GET", path)[0] == 404, path
            assert served.ask("GET", path, **socket)[0] == 404, path
            for method in ("POST", "PUT", "DELETE", "PATCH"):
                # Six letters could be a join code, and a page cannot be written to.
                expected = {405} if re.fullmatch(r"/\w{6}", path) else {404}
                assert served.ask(method, path, b"")[0] in expected, f"{method} {path}"
    finally:
        served.stop()


UNUSED = (
    *("pandas", "matplotlib", "numpy", "scipy", "IPython", "ipykernel", "ipywidgets", "anywidget"),
    *("typst", "pptx", "icalendar", "opendp", "pyarrow", "rfc3987_syntax.syntax_helpers"),
)
"""What takes long to load, or could run code, and no phone needs."""

_START = f"""
import asyncio, sys
from pathlib import Path
from weerbaar.serve.participants import DataFolder, Desks, routes
async def start():
    desks = Desks(DataFolder(Path(sys.argv[1])), "/")
    routes(desks)
    await desks.prepare()
asyncio.run(start())
print([name for name in {UNUSED} if sys.modules.get(name)])
"""


def test_nothing_is_loaded_that_phones_do_not_need(tmp_path):
    """Once it has made what the first phones ask for, none of the heavy libraries is there."""
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "[]"
