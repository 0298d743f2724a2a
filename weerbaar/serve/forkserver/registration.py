"""Telling Jupyter about the provisioner, and when not to."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets.config import Config

NAME = "weerbaar-fork"
FALLBACK = "local-provisioner"
_CLASS = "weerbaar.serve.forkserver.provisioner:ForkProvisioner"


def can_fork(*, force: bool = False) -> bool:
    """Say whether kernels can be forked here.

    Parameters
    ----------
    force
        Also say yes on a Unix where it was never tried, such as macOS: its system libraries may
        not survive a fork.
    """
    return hasattr(os, "fork") and (sys.platform.startswith("linux") or force)


def provisioner_name(*, enabled: bool = True, force: bool = False) -> str:
    """Return the provisioner to use: ours, or Jupyter's own where kernels cannot be forked.

    Parameters
    ----------
    enabled
        False asks for Jupyter's own, to try on this machine what another would get.
    force
        See `can_fork`.
    """
    return NAME if enabled and can_fork(force=force) else FALLBACK


def register() -> None:
    """Make the name known in this process.

    Jupyter finds provisioners by their entry points, and a checkout that is put on the path by a
    ``.pth`` file has none. The factory looks in this dictionary first and loads what it finds in
    it like any other entry point.
    """
    entry = EntryPoint(NAME, _CLASS, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners[NAME] = entry


def kernelspec_metadata(
    preload: Sequence[str] = (), *, enabled: bool = True, force: bool = False
) -> dict[str, Any]:
    """Return the ``metadata`` of a kernelspec of which the kernels are forked, and register.

    Parameters
    ----------
    preload
        Modules to have imported in every kernel.
    enabled, force
        See `provisioner_name`.
    """
    register()
    if provisioner_name(enabled=enabled, force=force) == FALLBACK:
        return {"kernel_provisioner": {"provisioner_name": FALLBACK}}
    stanza = {"provisioner_name": NAME, "config": {"preload": list(preload), "force": force}}
    return {"kernel_provisioner": stanza}


def configure(
    config: Config, preload: Sequence[str] = (), *, enabled: bool = True, force: bool = False
) -> str:
    """Have all Python kernels of an application forked, whatever their kernelspec.

    Call it before the application makes its kernel managers. A kernelspec that names a provisioner
    of its own keeps that one.

    Parameters
    ----------
    config
        The application's configuration, which is changed.
    preload
        Modules to have imported in every kernel.
    enabled, force
        See `provisioner_name`.

    Returns
    -------
    str
        The name of the provisioner that will be used.
    """
    register()
    name = provisioner_name(enabled=enabled, force=force)
    config.KernelProvisionerFactory.default_provisioner_name = name
    config.ForkProvisioner.preload = list(preload)
    config.ForkProvisioner.force = force
    # The factory is made once per process, with the configuration of whoever comes first.
    KernelProvisionerFactory.instance(config=config).default_provisioner_name = name
    return name
