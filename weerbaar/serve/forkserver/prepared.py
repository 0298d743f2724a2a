"""What all kernels would do alike while they start, done once in the process that forks them.

Reading the command line and the configuration, and making the shell with its magics and completer,
is a third of a kernel's start, and nearly all memory that it then has apart from the others. None
of it opens a socket, starts a thread or asks for chance; what does, each kernel does by itself.
Seen with ipykernel 7.4 and IPython 9.18.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OPTIONS = ("--HistoryManager.enabled=False",)
"""What every forked kernel is started with: IPython's history is a file, and a thread."""

_READ_AT_START = ("HOME", "USERPROFILE", "VIRTUAL_ENV", "TERM", "COLORTERM", "NO_COLOR")
_READ_AT_START_PREFIXES = ("IPYTHON", "IPYKERNEL", "JUPYTER", "PYTHON", "XDG_")


@dataclass(frozen=True)
class Prepared:
    """An application that is configured and a shell, waiting for a kernel to belong to.

    Attributes
    ----------
    options
        The command line they were made with, without the connection file.
    environment
        The variables that were read.
    """

    app: Any
    shell: Any
    options: tuple[str, ...]
    environment: dict[str, str]
    excepthook: Any

    def suits(self, argv: Sequence[str], environment: Mapping[str, str]) -> bool:
        """Say whether a kernel with this command line and environment may begin with them."""
        _, options = split(argv)
        return options == self.options and _that_matters(environment) == self.environment

    def take(self, argv: Sequence[str]) -> Any:
        """Give the application to the process that will be the kernel; the rest is up to it."""
        self.app.connection_file = split(argv)[0]
        self.app.initialize([])
        self.shell.parent = self.shell.kernel = self.app.kernel
        # The environment was replaced since, and this sets some of it.
        self.shell.init_environment()
        sys.excepthook = self.excepthook
        atexit.register(self.shell.atexit_operations)
        return self.app

    def drop(self) -> None:
        """Make room for an application and a shell of another kind."""
        type(self.app).clear_instance()
        type(self.shell).clear_instance()


def prepare(options: Sequence[str]) -> Prepared:
    """Configure an application and make a shell, for kernels with these options."""
    # Here: the environment is to be prepared before it is imported.
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp
    from IPython.core.application import BaseIPythonApplication

    class Configured(BaseIPythonApplication):
        """Comes after the kernel's application, whose first step is then taken only once."""

        is_configured = False

        def initialize(self, argv: list[str] | None = None) -> None:
            if not self.is_configured:
                self.is_configured = True
                super().initialize(argv)  # type: ignore[no-untyped-call]

    class KernelApplication(IPKernelApp, Configured):
        name = IPKernelApp.name

    environment, hook = dict(os.environ), sys.excepthook
    app: Any = KernelApplication.instance(parent_handle=1)
    Configured.initialize(app, list(options))
    kernel_class = app.kernel_class
    shell = kernel_class.shell_class.default_value.instance(
        parent=app,
        profile_dir=app.profile_dir,
        user_ns=app.user_ns,
        compiler_class=IPythonKernel.compiler_class.default_value,
    )
    # This process ends without a shell's farewell, and breaks down without its report.
    atexit.unregister(shell.atexit_operations)
    theirs, sys.excepthook = sys.excepthook, hook
    os.environ.clear()
    os.environ.update(environment)
    return Prepared(app, shell, tuple(options), _that_matters(environment), theirs)


def split(argv: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Tell the connection file from the other arguments; empty when it is not in its place."""
    if len(argv) > 1 and argv[0] == "-f":
        return argv[1], tuple(argv[2:])
    return "", tuple(argv)


def _that_matters(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if name in _READ_AT_START or name.startswith(_READ_AT_START_PREFIXES)
    }
