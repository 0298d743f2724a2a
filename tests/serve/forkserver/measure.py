"""Forked kernels against ordinary ones on this machine; ratios are what is worth remembering.

Run as ``python -m tests.serve.forkserver.measure [how many at once]`` from the root of the
project. Per round: from asking for kernels to the answer to a first cell that imports what a page
needs. Memory is the proportional share (PSS) while all of them live.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.serve.forkserver.support import Kernels
from weerbaar.serve.forkserver import shared_server

LOADS = {
    "widgets": ("ipywidgets", "anywidget"),
    "pandas + pyplot": ("ipywidgets", "anywidget", "matplotlib.pyplot", "pandas"),
}
ROUNDS = 3


def share(pid):
    """Give a process's proportional share of memory in MB."""
    return psutil.Process(pid).memory_full_info().pss / 1e6


async def one(kernels, code, begin):
    """Start a kernel and give it with the seconds until launched and until it answered."""
    manager = await kernels.start()
    launched = time.perf_counter() - begin
    client = manager.client()
    client.start_channels()
    client.execute(code)
    await client.get_shell_msg(timeout=120)
    answered = time.perf_counter() - begin
    client.stop_channels()
    return manager, launched, answered


async def batch(kernels, code, size):
    """Start so many at once; give seconds (median, last) and MB per kernel."""
    begin = time.perf_counter()
    made = await asyncio.gather(*(one(kernels, code, begin) for _ in range(size)))
    answered = [seconds for _, _, seconds in made]
    megabytes = statistics.median(share(manager.provisioner.pid) for manager, _, _ in made)
    cpu = [sum(psutil.Process(m.provisioner.pid).cpu_times()[:2]) for m, _, _ in made]
    await asyncio.gather(*(manager.shutdown_kernel(now=True) for manager, _, _ in made))
    return statistics.median(answered), max(answered), megabytes, statistics.median(cpu)


async def compare(folder, name, preload, size):
    """Measure both kinds in turn and print the medians and their ratios."""
    code = "import " + ", ".join(preload)
    forked = Kernels(folder, preload)
    ordinary = Kernels(folder, preload, enabled=False)
    # With many at once, ordinary kernels lose ports to each other and never answer.
    forked.transport = ordinary.transport = "ipc"
    await shared_server(preload).ensure()
    rounds = {"ordinary": [], "forked": []}
    for _ in range(ROUNDS if size == 1 else 1):
        rounds["ordinary"].append(await batch(ordinary, code, size))
        rounds["forked"].append(await batch(forked, code, size))
    best = {}
    for kind, figures in rounds.items():
        best[kind] = [statistics.median(column) for column in zip(*figures, strict=True)]
        middle, last, megabytes, cpu = best[kind]
        print(
            f"{name:16} {size:3} {kind:9} {middle:6.2f} {last:6.2f} {megabytes:6.1f} {cpu:6.2f}",
            flush=True,
        )
    ratios = [a / b for a, b in zip(best["ordinary"], best["forked"], strict=True)]
    print(f"{name:16} {size:3} {'ratio':9}" + " ".join(f"{ratio:6.1f}" for ratio in ratios))


async def main(size):
    """Measure one kernel and many, with light and with heavy imports."""
    print("imports           at once    median   last     MB  CPU s")
    with tempfile.TemporaryDirectory() as folder:
        for name, preload in LOADS.items():
            for count in (1, size):
                await compare(Path(folder), name, preload, count)
            shared_server(preload).stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 45))
