"""Warming the process that forks: import everything, start nothing, share the most memory."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from weerbaar.serve.forkserver.child import INLINE_BACKEND, boot
from weerbaar.serve.forkserver.lineage import die_with_parent, readable_within
from weerbaar.serve.forkserver.prepared import OPTIONS, Prepared, prepare

# ipykernel first: ipywidgets and anywidget must find its comm manager, not the empty default.
ALWAYS = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell")
# Threads do not survive a fork, and a pool of them in each of 45 kernels helps nobody.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
# This one hooks itself into the shell when it is imported, so each kernel imports its own.
_PER_KERNEL = ("matplotlib_inline.backend_inline",)
_DRY_RUN_SECONDS = 30.0


class WarmError(Exception):
    """A process that cannot serve as a parent of kernels."""


def prepare_environment() -> None:
    """Set what libraries read when they are imported; call before importing any of them."""
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    os.environ["MPLBACKEND"] = INLINE_BACKEND
    # Each kernel would import it for a debugger that no page has: most of its start and a
    # quarter of its memory.
    sys.modules["debugpy"] = None  # type: ignore[assignment]


def warm(names: Iterable[str]) -> tuple[list[str], Prepared | None]:
    """Import the modules, and those that a kernel imports only while it starts; prepare a shell.

    Parameters
    ----------
    names
        Modules to have ready in each kernel; ``module:function`` also calls the function, for
        what is read once and then only looked up.

    Returns
    -------
    tuple
        One sentence per problem that kernels can live with, and what they may begin with; None
        when it could not be made.

    Raises
    ------
    WarmError
        If a kernel forked from here does not start.
    """
    before = _writable_descriptors()
    problems = _import_all([*ALWAYS, *names])
    _import_all(_learn_from_dry_run())
    for name in _PER_KERNEL:
        sys.modules.pop(name, None)
    prepared = _prepared(problems)
    threads = count_threads()
    if threads > 1:
        problems.append(f"{threads - 1} threads run after preloading; kernels will not have them")
    for _, target in _writable_descriptors() - before:
        # Two kernels on one database connection spoil it for each other.
        problems.append(f"preloading left {target} open for writing; every kernel will share it")
    gc.collect()
    # Moves all objects out of the collector's sight, so that no kernel's collection writes to
    # (and thereby copies) the pages they share.
    gc.freeze()
    return problems, prepared


def _prepared(problems: list[str]) -> Prepared | None:
    """Prepare what kernels share; without it each starts from the beginning."""
    try:
        return prepare(OPTIONS)
    except Exception as error:  # noqa: BLE001 - another version of ipykernel may do anything
        problems.append(f"cannot prepare a shell: {type(error).__name__}: {error}")
        return None


def count_threads() -> int:
    """Return the number of threads of this process, those of libraries included where known."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _writable_descriptors() -> set[tuple[str, str]]:
    """Return the descriptors that can be written to and where they lead, if the system tells.

    Libraries keep files open for reading and mind forks themselves, as matplotlib does with fonts.
    """
    found = set()
    for entry in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):  # the one that lists them is gone by now
            flags = Path("/proc/self/fdinfo", entry.name).read_text().split("flags:")[1].split()[0]
            if int(flags, 8) & os.O_ACCMODE != os.O_RDONLY:
                found.add((entry.name, str(entry.readlink())))
    return found


def _import_all(names: Iterable[str]) -> list[str]:
    """Import what can be imported; return a sentence for each that cannot."""
    problems = []
    for name in names:
        module, _, function = name.partition(":")
        try:
            found = importlib.import_module(module)
            if function:
                getattr(found, function)()
        except Exception as error:  # noqa: BLE001 - whatever a module may raise
            # The kernel that needs it will say so where its user can see it.
            problems.append(f"cannot preload {name}: {type(error).__name__}: {error}")
    return problems


def _learn_from_dry_run() -> list[str]:
    """Boot a kernel in a throwaway child and return the modules it turned out to import."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _dry_run(writer)
    os.close(writer)
    try:
        answer = _read_all(reader)
    finally:
        os.close(reader)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    report = json.loads(answer) if answer else {"error": f"no answer in {_DRY_RUN_SECONDS:.0f} s"}
    if "error" in report:
        raise WarmError(f"a forked kernel does not start: {report['error']}")
    return list(report["modules"])


def _dry_run(writer: int) -> None:
    """Start a kernel, run one cell and report; ends the process."""
    report: dict[str, object]
    try:
        die_with_parent(signal.SIGKILL)
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        known = set(sys.modules)
        with tempfile.TemporaryDirectory() as folder:
            _run_one_cell(Path(folder))
        report = {"modules": [name for name in sys.modules if _importable(name, known)]}
    except BaseException as error:  # noqa: BLE001 - a fork must not run on into its parent's code
        report = {"error": f"{type(error).__name__}: {error}"}
    os.write(writer, json.dumps(report).encode("ascii"))
    os._exit(0)


def _run_one_cell(folder: Path) -> None:
    """Boot a kernel on ports of its own choice and let it execute something harmless."""
    from tornado.ioloop import IOLoop

    app = boot(["-f", str(folder / "dry-run.json"), *OPTIONS])
    code = "from IPython.display import display\ndisplay(1)\n1"
    IOLoop.current().run_sync(lambda: app.kernel.do_execute(code, silent=False))


def _importable(name: str, known: set[str]) -> bool:
    """Say whether the parent should import a module that the dry run came to know."""
    module = sys.modules.get(name)
    return (
        name not in known
        and name not in _PER_KERNEL
        and module is not None
        and getattr(module, "__spec__", None) is not None
        and "debugpy" not in name
    )


def _read_all(fd: int) -> bytes:
    """Read until the writer is done; nothing at all if it takes too long."""
    chunks: list[bytes] = []
    while readable_within(fd, _DRY_RUN_SECONDS):
        chunk = os.read(fd, 65536)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
    return b""
