"""JupyterLab with our scripts and styles, and an end when whoever started it is gone.

As a module it runs JupyterLab; as its extension it adds what the facilitator's page loads.
"""

from __future__ import annotations

from typing import Any

from weerbaar.serve.assets import PREFIX, AssetHandler
from weerbaar.serve.processes import end_with_starter


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "weerbaar.serve.lab"}]


def _load_jupyter_server_extension(server: Any) -> None:  # jupyter's contract
    end_with_starter()
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(rf"{base}{PREFIX}([a-z_.]+)", AssetHandler)])


if __name__ == "__main__":
    from jupyterlab.labapp import main

    main()
