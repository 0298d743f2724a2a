"""JupyterLab as a process of ours: how it is started for a facilitator and for a researcher."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from weerbaar.serve.addresses import LOOPBACK

JUPYTER = Path(__file__).resolve().parent.parent / "pages" / "jupyter"
"""Our templates, where Jupyter has to look for them."""

_ALWAYS = ("weerbaar.serve.lab", "jupyterlab")
VOILA = "voila.server_extension"


def lab_arguments(port: int, root: Path, *, voila: bool) -> list[str]:
    """Return the module and options with which JupyterLab serves a folder, to this computer only.

    Parameters
    ----------
    root
        The folder that it shows.
    voila
        Whether it can also show a notebook as a page.
    """
    extensions = (*((VOILA,) if voila else ()), *_ALWAYS)
    page = ["--VoilaConfiguration.template=weerbaar", "--VoilaConfiguration.show_tracebacks=False"]
    return [
        "weerbaar.serve.jupyter.lab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.ip={LOOPBACK}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in extensions),
        "--ServerApp.log_level=ERROR",
        # No question to any other server, also not whether there is a newer version or news.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        *(page if voila else ()),
    ]


def lab_environment() -> Mapping[str, str]:
    """Return the variables that any of our servers gets: where Jupyter finds what is ours."""
    return {
        "JUPYTER_PATH": _before("JUPYTER_PATH"),
        # JupyterLab asks nobody whether it may fetch news.
        "JUPYTER_CONFIG_PATH": _before("JUPYTER_CONFIG_PATH"),
        "PYTHONUNBUFFERED": "1",
    }


def lab_answers(port: int) -> str:
    """Return an address that answers, without a token, once JupyterLab has started."""
    return f"http://{LOOPBACK}:{port}/weerbaar/static/style.css"


def _before(name: str) -> str:
    """Our folder, and after it what a variable holds already."""
    return os.pathsep.join(filter(None, [str(JUPYTER), os.environ.get(name)]))
