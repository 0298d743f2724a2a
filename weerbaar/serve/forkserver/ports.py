"""Other ports for a kernel, when one was taken between its choice and its use."""

from __future__ import annotations

from typing import Any

from jupyter_client.connect import KernelConnectionInfo, LocalPortCache

_NAMES = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


def choose_other_ports(manager: Any, session_name: str) -> KernelConnectionInfo:
    """Give a manager new ports and write its connection file again.

    Jupyter chooses all ports before the kernel binds them. With dozens of kernels starting, one of
    the many connections to the others may meanwhile have been given such a port by the system.

    Parameters
    ----------
    manager
        The `KernelManager` of a kernel that has never run, with ports from the cache.
    session_name
        What the connection file says about who asked for the kernel.

    Returns
    -------
    KernelConnectionInfo
        The new connection information.
    """
    cache = LocalPortCache.instance()
    for name in _NAMES:
        # The old one stays in the cache until there is another, so as not to get it again.
        old, new = getattr(manager, name), cache.find_available_port(manager.ip)
        setattr(manager, name, new)
        cache.return_port(old)
    manager.cleanup_connection_file()
    manager.write_connection_file(jupyter_session=session_name)
    info: KernelConnectionInfo = manager.get_connection_info()
    return info
