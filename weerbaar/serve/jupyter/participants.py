"""The participants' server: Voilà, hardened.

Seen on voila 0.5.13 and jupyter_server 2.21; tests/serve/test_participants.py notices when what
is relied on here changes. Each setting has its reason beside it.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, ClassVar

from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from tornado.ioloop import IOLoop
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from weerbaar.catalog import LANGUAGES
from weerbaar.pages.notebook import House, data_dir
from weerbaar.serve import (
    case_pages,
    check_pages,
    clip_pages,
    exercise_pages,
    handlers,
    local_files,
    paper_pages,
    plan_pages,
)
from weerbaar.serve.assets import PREFIX, AssetHandler
from weerbaar.serve.capacity import most_kernels, pool_size
from weerbaar.serve.jupyter.kernels import LimitedKernelManager
from weerbaar.serve.jupyter.socket import PageSocket, PromptConnection
from weerbaar.serve.kernel_kind import configure_kernels, kernels_are_forked
from weerbaar.serve.processes import end_with_starter
from weerbaar.serve.visits import Visits


class Anonymous(IdentityProvider):
    """Nobody has a name here, and no cookie is set (the stock one invents and keeps one)."""

    @property
    def auth_enabled(self) -> bool:
        """The join code is all it takes."""
        return False

    def get_user(self, _handler: RequestHandler) -> User:
        """Everybody is the same visitor."""
        return User(username="deelnemer")


class ParticipantServer(Voila):  # type: ignore[misc]  # untyped base
    """Voilà with our pages and nothing else: no tree, no files, no contents, no shutdown API."""

    name = "weerbaar"
    aliases: ClassVar[dict[str, Any]] = {}
    flags: ClassVar[dict[str, Any]] = {}

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings without its access log, and with small websocket messages."""
        settings: dict[str, Any] = super().init_settings()
        # Voilà passes its own list of allowed messages as an argument, over the configuration.
        self.kernel_manager.allowed_message_types = ["comm_msg", "kernel_info_request"]
        settings["log_function"] = lambda _handler: None
        settings["websocket_max_message_size"] = 65536
        # As a setting it comes too late to have an effect (see Voila.start); here it does.
        settings["compress_response"] = True
        settings["headers"] = handlers.SECURITY
        return settings

    def init_handlers(self) -> list[Any]:
        """Our pages, the kernels' websocket, and a refusal for everything else."""
        base = self.base_url
        house = House(data_dir())
        page = {"house": house, "base": base}
        participant = {**page, "desk": house.participant()}
        house.pictures.warm(LANGUAGES)
        size = pool_size(self.kernel_manager.maximum, forked=kernels_are_forked())
        visits = Visits(self.kernel_manager, Path(self.root_dir), size)
        self.app.settings["visits"] = visits
        IOLoop.current().add_callback(visits.fill)
        return [
            (rf"{base}{PREFIX}([a-z_.]+)", AssetHandler),
            (rf"{base}api/kernels/{_kernel_id_regex}/channels", PageSocket),
            (rf"{base}kern/{_kernel_id_regex}/weg", handlers.Leave),
            (rf"{base}kern/([a-z]+)", handlers.Kernel),
            (rf"{base}leeft", handlers.Alive, page),
            (rf"{base}zelf(?:/([a-z0-9-]+))?", handlers.Alone, participant),
            (rf"{base}scherm", handlers.Screen, page),
            (rf"{base}hulp", handlers.Tools, page),
            (rf"{base}hulp/([a-z0-9-]+)", handlers.Tool, page),
            (rf"{base}lokaal/([A-Za-z0-9._-]+)", local_files.OwnDocument, page),
            (rf"{base}actieplan", plan_pages.PlanPage, page),
            (rf"{base}actieplan\.pdf", plan_pages.BlankPlan, page),
            (rf"{base}uitleg", clip_pages.Clips, page),
            (rf"{base}casussen", case_pages.Cases, page),
            (rf"{base}casus/([a-z0-9-]+)", case_pages.OneCase, page),
            (rf"{base}check/([a-z0-9-]+)", check_pages.OneCheck, page),
            (rf"{base}werkvormen", exercise_pages.Exercises, page),
            (rf"{base}werkvorm/([a-z0-9-]+)", exercise_pages.OneExercise, page),
            (rf"{base}papier/([a-z0-9-]+)/([a-z]+)\.pdf", paper_pages.Sheet, page),
            (rf"{base}werkvorm/([a-z0-9-]+)\.pdf", exercise_pages.ExerciseOnPaper, page),
            (rf"{base}werkvorm/([a-z0-9-]+)/kaarten\.pdf", exercise_pages.ExerciseCards, page),
            (rf"{base}([A-Za-z0-9]{{6}})", handlers.Participant, participant),
            (rf"{base}", handlers.Landing, page),
            (r".*", handlers.Unknown, page),
        ]


def configuration(notebooks: Path) -> Config:
    """Settings of the participants' server, each with its reason."""
    c = Config()
    configure_kernels(c)
    c.VoilaConfiguration.template = "weerbaar"
    # A visitor chooses no template or theme: ?theme= was a way in for scripts.
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.file_allowlist = [r"(?!)"]  # no file is ever served
    c.VoilaConfiguration.file_denylist = [r"(?s).*"]
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.http_header_envs = []  # nothing about a visitor reaches a kernel
    c.VoilaConfiguration.extension_language_mapping = {}
    c.VoilaConfiguration.multi_kernel_manager_class = LimitedKernelManager
    c.Voila.root_dir = str(notebooks)
    c.Voila.port_retries = 0  # the address is on a beamer: never another one silently
    c.Voila.open_browser = False
    c.Voila.identity_provider_class = Anonymous
    c.Voila.kernel_websocket_connection_class = PromptConnection
    c.Voila.log_level = logging.ERROR
    c.LimitedKernelManager.maximum = most_kernels(forked=kernels_are_forked())
    c.LimitedKernelManager.cull_idle_timeout = 300
    c.LimitedKernelManager.cull_interval = 30
    c.LimitedKernelManager.cull_connected = False
    c.LimitedKernelManager.allow_tracebacks = False
    c.LimitedKernelManager.traceback_replacement_message = ""
    # A kernel that died has lost its widget: the page asks for another one.
    c.KernelManager.autorestart = False
    if sys.platform != "win32":
        c.KernelManager.transport = "ipc"  # not reachable over the network
    return c


class Faceless(logging.Filter):
    """Keeps people out of the log: an error is named, its address and values are not."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace what a record says by the kind of error it is about."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.msg = f"{record.name}: {kind or record.levelname}"
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def serve(host: str, port: int, notebooks: Path) -> None:
    """Serve until told to stop."""
    end_with_starter()
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    handler.addFilter(Faceless())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    server = ParticipantServer(config=configuration(notebooks))
    server.log.handlers, server.log.propagate = [handler], False
    server.ip, server.port = host, port
    server.initialize([])
    assert isinstance(server.voila_configuration, VoilaConfiguration)  # noqa: S101
    server.start()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
