"""A page's kernel: start it, run the page's notebook in it, and know where its widget is.

Voilà's own renderer is not used for this: compiling a template and waiting for a kernel's
silence cost it 0.4 s a page (voila 0.5.13), and there is no template to render: the page was drawn
by the server already, and depends on nothing that happens here.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from weerbaar.serve.jupyter.kernels import LimitedKernelManager
from weerbaar.serve.jupyter.line import Line

RUN_SECONDS = 60.0

_WHERE = "__import__('weerbaar.pages.widget', fromlist=['latest']).latest()"


class PageError(Exception):
    """A notebook that did not give a page."""


@dataclass(frozen=True)
class Visit:
    """Where one visitor's page lives.

    Attributes
    ----------
    kernel
        Id of the kernel; whoever knows it has the use of it.
    model
        Id of the widget in it.
    """

    kernel: str
    model: str


async def start_page(manager: LimitedKernelManager, notebook: Path, practice: str = "") -> Visit:
    """Start a kernel and run a notebook in it, and then code that prepares it for its visitor.

    Raises
    ------
    TooManyKernelsError
        If there is no room for another kernel.
    PageError
        If the notebook fails, takes too long or shows no page; the kernel is gone then.
    """
    kernel = await manager.start_kernel(kernel_name="python3", env=dict(os.environ))
    try:
        async with asyncio.timeout(RUN_SECONDS):
            line = Line(manager.get_kernel(kernel))
            manager.keep_line(kernel, line.streams)
            model = await _run(line, notebook, practice)
    except BaseException as error:
        await manager.discard(kernel)
        if isinstance(error, TimeoutError):
            raise PageError(notebook.name) from None
        raise
    return Visit(kernel, model)


async def _run(line: Line, notebook: Path, practice: str) -> str:
    """Run all code cells and the practice, and give the id of the page's widget."""
    for number, source in enumerate(code_cells(notebook), start=1):
        content = await line.execute(source)
        if content["status"] != "ok":
            raise PageError(f"{notebook.name}, cell {number}: {content.get('ename')}")
    # Without it a kernel is only slower, so whatever becomes of it is fine.
    if practice:
        await line.execute(practice)
    content = await line.execute("", {"model": _WHERE})
    found = content["user_expressions"]["model"]
    if found["status"] != "ok":
        raise PageError(f"{notebook.name}: no page")
    await line.until_heard()
    return str(found["data"]["text/plain"]).strip("'\"")


@cache
def code_cells(notebook: Path) -> tuple[str, ...]:
    """Source of the code cells of a notebook."""
    content = nbformat.read(notebook, as_version=4)
    return tuple(cell.source for cell in content.cells if cell.cell_type == "code")
