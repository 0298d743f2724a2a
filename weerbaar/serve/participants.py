"""The participants' server: a Voilà application from which everything is taken out but our pages.

It has no kernel, no kernel manager, no websocket and no file of a notebook: nothing that anybody
sends to it can run. Seen on voila 0.5.13; ``tests/serve/test_participants.py`` notices when what
is relied on here changes.
"""

from __future__ import annotations

import logging
import shutil
import sys
from typing import Any, ClassVar

from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila

from weerbaar.bootstrap import DataFolder
from weerbaar.room.place import data_dir
from weerbaar.serve import handlers, requests
from weerbaar.serve.assets import PREFIX, AssetHandler
from weerbaar.serve.connections import LimitedServer, ask_for_connections, most_connections
from weerbaar.serve.content_pages import PAGES
from weerbaar.serve.desks import Desks
from weerbaar.serve.processes import end_with_starter


class ParticipantServer(Voila):  # type: ignore[misc]  # untyped base
    """Voilà's process and configuration with our pages, and nothing else that Voilà serves."""

    name = "weerbaar"
    aliases: ClassVar[dict[str, object]] = {}
    flags: ClassVar[dict[str, object]] = {}

    def setup_template_dirs(self) -> None:
        """No notebook is shown here, so no template is looked for."""

    def init_settings(self) -> dict[str, object]:
        """Settings without a kernel manager, a contents manager or an access log."""
        return {"headers": requests.SECURITY, "log_function": lambda _handler: None}

    def init_handlers(self) -> list[Any]:
        """Our pages, and what their scripts ask."""
        desks = Desks(DataFolder(data_dir()), self.base_url)
        IOLoop.current().add_callback(desks.prepare)
        return routes(desks)

    def listen(self) -> None:
        """Serve on the one address that is on the beamer, until told to stop."""
        LimitedServer(self.app, limit=most_connections()).open_at(self.ip, self.port)
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """Remove the folder that Voilà makes for kernels; there are none to end."""
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def routes(desks: Desks) -> list[Any]:
    """Everything that can be asked, with a refusal for all else."""
    base, hand = desks.base, {"desks": desks}
    return [
        (rf"{base}{PREFIX}([a-z_.]+)", AssetHandler),
        (rf"{base}sessie/([^/]+)/(begin|deel|klaar)", requests.ActHandler, hand),
        (rf"{base}sessie/([^/]+)/stand", requests.StateHandler, hand),
        (rf"{base}sessie/([^/]+)/beeld", requests.GroupHandler, hand),
        (rf"{base}pakket/([a-z0-9-]+)\.([a-z]+)\.json", requests.KitHandler, hand),
        (rf"{base}scherm/stand", requests.ScreenHandler, hand),
        (rf"{base}leeft", handlers.Alive, hand),
        (rf"{base}zelf(?:/([a-z0-9-]+))?", handlers.Alone, hand),
        (rf"{base}scherm", handlers.Screen, hand),
        *(
            (f"{base}{address}", handlers.ContentPage, {**hand, "draw": draw})
            for address, draw in PAGES.items()
        ),
        (rf"{base}([A-Za-z0-9]{{6}})", handlers.Participant, hand),
        (rf"{base}", handlers.Landing, hand),
        (r".*", handlers.Unknown, hand),
    ]


def configuration() -> Config:
    """Settings of the participants' server: no file of a user's own changes it."""
    c = Config()
    c.Voila.config_file_paths = []
    c.Voila.log_level = logging.ERROR
    return c


class Faceless(logging.Filter):
    """Keeps people out of the log: an error is named, its address and values are not."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace what a record says by the kind of error it is about."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.msg = f"{record.name}: {kind or record.levelname}"
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def serve(host: str, port: int) -> None:
    """Serve until told to stop."""
    end_with_starter()
    ask_for_connections()
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    handler.addFilter(Faceless())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    server = ParticipantServer(config=configuration())
    server.log.handlers, server.log.propagate = [handler], False
    server.ip, server.port = host, port
    server.initialize([])
    server.start()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
