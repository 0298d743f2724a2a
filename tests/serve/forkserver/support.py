"""Kernels of a kernelspec that names our provisioner, and what tests ask about processes."""

import asyncio
import contextlib
import json
import sys
import uuid
from pathlib import Path

import psutil
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager

from weerbaar.serve.forkserver import kernelspec_metadata

PRELOAD = (
    "ipywidgets",
    "anywidget",
    "matplotlib.pyplot",
    "numpy.random",
    "matplotlib_inline.backend_inline",
)
SECONDS = 60  # a guard against hanging for ever; nothing is judged by it


class Kernels:
    """Start kernels and talk to them; whatever is left at the end is killed."""

    def __init__(self, folder, preload=PRELOAD, **metadata):
        self.folder = folder / f"specs-{len(list(folder.iterdir()))}"
        spec = {
            "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": "forked",
            "language": "python",
            "metadata": kernelspec_metadata(preload, **metadata),
        }
        (self.folder / "forked").mkdir(parents=True)
        (self.folder / "forked" / "kernel.json").write_text(json.dumps(spec))
        self.specs = KernelSpecManager(kernel_dirs=[str(self.folder)], ensure_native_kernel=False)
        self.managers = []
        self.transport = "tcp"

    def manager(self):
        """Make a manager that has not started its kernel yet."""
        made = AsyncKernelManager(
            kernel_name="forked",
            kernel_spec_manager=self.specs,
            transport=self.transport,
            connection_file=str(self.folder / f"kernel-{uuid.uuid4()}.json"),
        )
        self.managers.append(made)
        return made

    async def start(self, **options):
        """Start a kernel and give its manager."""
        manager = self.manager()
        await manager.start_kernel(**options)
        return manager

    @contextlib.asynccontextmanager
    async def client(self, manager):
        """Connect to a kernel and wait until it answers."""
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=SECONDS)
            yield client
        finally:
            client.stop_channels()

    async def outputs(self, manager, code):
        """Run code and give the messages it caused."""
        messages = []
        async with self.client(manager) as client:
            await client.execute_interactive(code, output_hook=messages.append, timeout=SECONDS)
        return messages

    async def value(self, manager, code):
        """Run code and give what it printed, read as JSON."""
        messages = await self.outputs(manager, f"import json\nprint(json.dumps({code}))")
        texts = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]
        assert texts, [m["content"] for m in messages if m["msg_type"] == "error"]
        return json.loads("".join(texts))

    async def end(self):
        """Shut down whatever a test left running."""
        for manager in self.managers:
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)


async def ended(manager):
    """Wait until a manager finds its kernel ended."""
    while await manager.is_alive():  # noqa: ASYNC110 - polling is what is tested
        await asyncio.sleep(0.02)


async def gone(pid):
    """Wait until a process has ended (a zombie has)."""
    while alive(pid):  # noqa: ASYNC110 - not ours to wait for
        await asyncio.sleep(0.02)


async def childless(pid):
    """Wait until a process has no children left, not even unreaped ones."""
    while psutil.Process(pid).children():  # noqa: ASYNC110 - not ours to wait for
        await asyncio.sleep(0.02)


def alive(pid):
    """Say whether a process runs."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def own_fds():
    """Count the open descriptors of this process."""
    return len(list(Path("/proc/self/fd").iterdir()))
