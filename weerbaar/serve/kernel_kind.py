"""How kernels are started on this machine: forked where they can be, or the ordinary way."""

from __future__ import annotations

import os

from traitlets.config import Config

from weerbaar.serve.forkserver import can_fork, configure

NO_FORK = "WEERBAAR_NO_FORK"
"""Set to anything, this asks for ordinary kernels: what a system gets that cannot fork."""

PRELOAD = ("anywidget", "weerbaar.pages.notebook:warm", "weerbaar.pages.screen")
"""What every kernel shares with the process it is forked from. matplotlib and pandas are not
among it: a participant's page needs neither."""


def kernels_are_forked() -> bool:
    """Whether kernels will be forked here."""
    return can_fork() and not os.environ.get(NO_FORK)


def configure_kernels(config: Config) -> None:
    """Have a server's kernels forked, where they can be."""
    configure(config, PRELOAD, enabled=kernels_are_forked())
