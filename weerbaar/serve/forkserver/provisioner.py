"""The kernel provisioner: Jupyter's own, except that kernels are forked where they can be."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import IO, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, List, Unicode

from weerbaar.serve.forkserver.generation import ForkServerError
from weerbaar.serve.forkserver.launch import PortTakenError
from weerbaar.serve.forkserver.ports import choose_other_ports
from weerbaar.serve.forkserver.prepared import OPTIONS
from weerbaar.serve.forkserver.process import ForkedProcess
from weerbaar.serve.forkserver.registration import can_fork
from weerbaar.serve.forkserver.supervisor import ForkServer, Patience
from weerbaar.serve.forkserver.wire import Request

# 45 kernels writing to one SQLite file wait for each other, and pages have no use for a history.
_LAUNCHERS = ("ipykernel_launcher", "ipykernel")
_PORT_ATTEMPTS = 3
# Of what `Popen` takes, that which means the same for a fork.
_UNDERSTOOD = {"env", "cwd", "stdout", "stderr", "kernel_id", "extra_arguments"}

_servers: dict[tuple[str, ...], ForkServer] = {}
_servers_lock = threading.Lock()


def shared_server(preload: Sequence[str] = (), patience: Patience | None = None) -> ForkServer:
    """Return this process's fork server for a list of modules; the first caller makes it.

    An application calls this to start it ahead of the first kernel, and to stop it.

    Parameters
    ----------
    preload
        Modules to have imported in every kernel; the same list gives the same server.
    patience
        How long to wait for what; counts for the first caller only.
    """
    with _servers_lock:
        return _servers.setdefault(tuple(preload), ForkServer(preload, patience))


class ForkProvisioner(LocalProvisioner):
    """Start kernels by forking a warmed process; all else is as with the ordinary provisioner.

    A kernel that cannot be forked (another interpreter, another language, an unusual way of
    starting) is started the ordinary way, and so is any kernel when there is no fork server.
    """

    process: Any = None  # a Popen or a ForkedProcess

    preload = List(Unicode(), help="Modules to have imported in every kernel.").tag(config=True)
    force = Bool(default_value=False, help="Fork also on a Unix where it was never tried.").tag(
        config=True
    )
    fallback = Bool(
        default_value=True,
        help="Start a kernel the ordinary way when the fork server does not work.",
    ).tag(config=True)

    async def launch_kernel(
        self,
        cmd: list[str],
        **kwargs: Any,
    ) -> KernelConnectionInfo:
        """Start a kernel and return once its ports are bound."""
        arguments = kernel_arguments(cmd)
        if arguments is None or not can_fork(force=self.force) or not _is_plain(kwargs):
            return await super().launch_kernel(cmd, **kwargs)
        try:
            await self._fork(arguments, kwargs)
        except ForkServerError as error:
            if not self.fallback:
                raise
            self.log.warning("Starting a kernel the ordinary way: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group, if the kernel is still the one we started."""
        if isinstance(self.process, ForkedProcess):
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - Jupyter's
        """Let go of everything; a kernel that still ran ends by it."""
        await super().cleanup(restart)
        if isinstance(self.process, ForkedProcess):
            self.process.close()

    async def _fork(self, arguments: list[str], kwargs: dict[str, Any]) -> None:
        env = dict(os.environ if kwargs.get("env") is None else kwargs["env"])
        env["JPY_PARENT_PID"] = str(os.getpid())
        cwd = str(kwargs.get("cwd") or Path.cwd())
        request = Request([*arguments, *OPTIONS], env, cwd)
        with _streams([kwargs.get("stdout"), kwargs.get("stderr")]) as fds:
            self.process = await self._fork_on_free_ports(request, fds)
        # A session of its own makes it the leader of a group with the same number.
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd

    async def _fork_on_free_ports(self, request: Request, fds: Sequence[int]) -> ForkedProcess:
        """Fork; if a port turns out to be taken, try again with others where nobody knows them."""
        server = shared_server(self.preload)
        for _ in range(_PORT_ATTEMPTS):
            try:
                return await server.fork(request, fds)
            except PortTakenError:
                # After a restart clients hold on to the old ports; fixed ports are someone's wish.
                if self.pid is not None or not self.ports_cached:
                    raise
                self.log.info("Port taken, trying others")
                session_name = request.env.get("JPY_SESSION_NAME", "")
                self.connection_info = choose_other_ports(self.parent, session_name)
        return await server.fork(request, fds)


def kernel_arguments(cmd: Sequence[str]) -> list[str] | None:
    """Return what follows ``python -m ipykernel_launcher``; None if a fork cannot stand in for it.

    Parameters
    ----------
    cmd
        The command that a kernelspec gives.
    """
    if not cmd or not _is_this_python(cmd[0]):
        return None
    rest = list(cmd[1:])
    while rest and rest[0].startswith("-X"):  # such as -Xfrozen_modules=off, for debuggers
        rest.pop(0)
    match rest:
        case ["-m", launcher, *arguments] if launcher in _LAUNCHERS:
            return arguments
    return None


def _is_plain(kwargs: dict[str, Any]) -> bool:
    """Say whether a fork can do what `Popen` was to do with these arguments."""
    streams = (kwargs.get("stdout"), kwargs.get("stderr"))
    return _UNDERSTOOD.issuperset(kwargs) and PIPE not in streams and STDOUT not in streams


def _is_this_python(command: str) -> bool:
    """Say whether a command is our interpreter in our environment, by whichever of its names."""
    ours, theirs = Path(sys.executable), Path(command)
    # Resolving alone would take two environments of one interpreter for the same.
    return theirs == ours or (
        theirs.parent == ours.parent and theirs.exists() and theirs.resolve() == ours.resolve()
    )


@contextmanager
def _streams(wanted: Sequence[int | IO[Any] | None]) -> Iterator[list[int]]:
    """Give the descriptors for stdout and stderr; None means our own."""
    with ExitStack() as opened:
        fds = []
        for own, stream in enumerate(wanted, start=1):
            fd = own if stream is None else stream if isinstance(stream, int) else stream.fileno()
            try:
                os.fstat(fd)
            except OSError:  # DEVNULL, or a daemon without streams
                fd = opened.enter_context(Path(os.devnull).open("wb")).fileno()
            fds.append(fd)
        yield fds
