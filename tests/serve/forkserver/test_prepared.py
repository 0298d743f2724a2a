"""A kernel that begins with what was prepared is like one that does everything by itself."""

import logging
import os

ABOUT = """(lambda app, shell: {
    "kind": type(app).__name__,
    "kernel": shell.kernel is app.kernel and shell.parent is app.kernel,
    "shell": app.kernel.shell is shell and app.shell is shell,
    "folder": shell.ipython_dir,
    "history": shell.history_manager.enabled,
    "pager": __import__('os').environ.get('PAGER'),
    "magics": sorted(shell.magics_manager.magics['line']),
    "colors": shell.colors,
    "names": sorted(n for n in globals() if not n.startswith('_')),
    "hook": getattr(__import__('sys').excepthook, '__qualname__', ''),
    "main": __name__,
})(__import__('ipykernel.kernelapp').kernelapp.IPKernelApp.instance(), get_ipython())"""


def test_a_prepared_shell_is_an_ordinary_one(run, tmp_path, caplog):
    """Both kinds have the same magics, names, hooks and settings, and belong to their kernel."""

    async def body(kernels):
        prepared = await kernels.start()
        own = await kernels.start(env={**os.environ, "IPYTHONDIR": str(tmp_path)})
        return await kernels.value(prepared, ABOUT), await kernels.value(own, ABOUT)

    with caplog.at_level(logging.WARNING):
        prepared, own = run(body)
    assert (prepared.pop("kind"), own.pop("kind")) == ("KernelApplication", "IPKernelApp")
    assert (own.pop("folder"), prepared.pop("folder") != str(tmp_path)) == (str(tmp_path), True)
    assert prepared == own
    assert prepared["kernel"]
    assert prepared["shell"]
    assert not prepared["history"]
    # Preparing opened no file for writing and started no thread.
    assert not [r.getMessage() for r in caplog.records if "kernels will" in r.getMessage()]
    assert "every kernel will share it" not in caplog.text


def test_other_options_are_obeyed(run):
    """A kernelspec with options of its own gets a kernel with those."""

    async def body(kernels):
        spec = kernels.specs.get_kernel_spec("forked")
        spec.argv.append("--InteractiveShell.autocall=2")
        kernels.specs.get_kernel_spec = lambda name: spec
        manager = await kernels.start()
        return await kernels.value(manager, "get_ipython().autocall")

    assert run(body) == 2
