"""Forked kernels do what ordinary ones do."""

import os
import signal
from pathlib import Path

from jupyter_client.multikernelmanager import AsyncMultiKernelManager

from tests.serve.forkserver.support import SECONDS, alive, ended, gone
from weerbaar.serve.forkserver.process import ForkedProcess


def test_a_kernel_runs_code(run):
    """A forked kernel executes code in a process of its own, in the folder that was asked for."""

    async def body(kernels):
        manager = await kernels.start(cwd=str(kernels.folder))
        assert isinstance(manager.provisioner.process, ForkedProcess)
        pid, folder = await kernels.value(
            manager, "[__import__('os').getpid(), __import__('os').getcwd()]"
        )
        assert pid == manager.provisioner.pid != os.getpid()
        assert folder == str(kernels.folder)

    run(body)


def test_a_multi_kernel_manager_uses_it(run):
    """A MultiKernelManager, as a Jupyter server has, starts, lists and stops forked kernels."""

    async def body(kernels):
        many = AsyncMultiKernelManager(kernel_spec_manager=kernels.specs)
        kernel_id = await many.start_kernel(kernel_name="forked")
        manager = many.get_kernel(kernel_id)
        pid = manager.provisioner.pid
        assert await kernels.value(manager, "6 * 7") == 42
        await many.shutdown_kernel(kernel_id)
        assert len(many) == 0
        assert not alive(pid)

    run(body)


def test_the_environment_is_the_one_asked_for(run):
    """A kernel sees the environment of its request, and nothing that the fork server set."""

    async def body(kernels):
        env = {**os.environ, "COLOUR": "bl\udce4uw", "TZ": "Asia/Kathmandu"}
        env.pop("OPENBLAS_NUM_THREADS", None)
        manager = await kernels.start(env=env)
        code = "[dict(__import__('os').environ), __import__('time').tzname[0]]"
        seen, zone = await kernels.value(manager, code)
        assert seen["COLOUR"] == env["COLOUR"]
        assert "OPENBLAS_NUM_THREADS" not in seen
        assert zone == "+0545"
        assert seen["JPY_PARENT_PID"] == str(os.getpid())

    run(body)


def test_widgets_reach_the_kernel(run):
    """The comm targets of ipywidgets are registered, although it was imported before the fork."""

    async def body(kernels):
        manager = await kernels.start()
        async with kernels.client(manager) as client:
            content = {"comm_id": "1", "target_name": "jupyter.widget.control", "data": {}}
            # Without this metadata the frontend's version is refused by ipywidgets.
            message = client.session.msg(
                "comm_open", content=content, metadata={"version": "1.0.0"}
            )
            client.shell_channel.send(message)
            message = client.session.msg(
                "comm_msg",
                content={"comm_id": "1", "data": {"method": "request_states"}},
            )
            client.shell_channel.send(message)
            while True:
                answer = await client.get_iopub_msg(timeout=SECONDS)
                if answer["msg_type"] == "comm_msg":
                    break
        assert answer["content"]["data"]["method"] == "update_states"

    run(body)


def test_a_widget_made_in_the_kernel_opens_a_comm(run):
    """Making a widget sends a comm_open to the page."""

    async def body(kernels):
        manager = await kernels.start()
        messages = await kernels.outputs(manager, "import ipywidgets\nipywidgets.IntSlider()")
        opened = [m["content"]["target_name"] for m in messages if m["msg_type"] == "comm_open"]
        assert opened == ["jupyter.widget"] * 3

    run(body)


def test_a_figure_is_shown_inline(run):
    """A matplotlib figure appears under its cell, although pyplot was imported before the fork."""

    async def body(kernels):
        manager = await kernels.start()
        code = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
        shown = [m for m in await kernels.outputs(manager, code) if m["msg_type"] == "display_data"]
        assert "image/png" in shown[0]["content"]["data"]

    run(body)


def test_another_backend_may_be_asked_for(run):
    """MPLBACKEND of one kernel counts, although matplotlib was imported before the fork."""

    async def body(kernels):
        manager = await kernels.start(env={**os.environ, "MPLBACKEND": "svg"})
        code = "__import__('matplotlib.pyplot').get_backend()"
        assert await kernels.value(manager, code) == "svg"

    run(body)


def test_restart_gives_a_fresh_kernel(run):
    """A restart gives a new process without the old variables, on the same ports."""

    async def body(kernels):
        manager = await kernels.start()
        before, ports = manager.provisioner.pid, manager.ports
        await kernels.outputs(manager, "x = 1")
        await manager.restart_kernel()
        assert await kernels.value(manager, "'x' in globals()") is False
        assert manager.provisioner.pid != before
        assert manager.ports == ports
        assert not alive(before)

    run(body)


def test_interrupt_ends_a_sleeping_cell(run):
    """An interrupt raises KeyboardInterrupt in the running cell and leaves the kernel usable."""

    async def body(kernels):
        manager = await kernels.start()
        async with kernels.client(manager) as client:
            client.execute("print('asleep', flush=True)\nimport time\ntime.sleep(3600)")
            while (await client.get_iopub_msg(timeout=SECONDS))["msg_type"] != "stream":
                pass
            await manager.interrupt_kernel()
            reply = await client.get_shell_msg(timeout=SECONDS)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert await kernels.value(manager, "1") == 1

    run(body)


def test_shutdown_leaves_nothing(run):
    """A shutdown ends the process, closes its descriptors here and removes its connection file."""

    async def body(kernels):
        manager = await kernels.start()
        process, file = manager.provisioner.process, Path(manager.connection_file)
        await manager.shutdown_kernel()
        assert process.returncode == 0
        assert not alive(process.pid)
        assert not file.exists()  # noqa: ASYNC240 - nothing else runs here
        assert process._line is None
        assert process._pidfd is None

    run(body)


def test_a_killed_kernel_is_noticed(run):
    """Poll reports the signal that killed a kernel, and what it had started is killed too."""

    async def body(kernels):
        manager = await kernels.start()
        code = "__import__('subprocess').Popen(['sleep', '3600']).pid"
        left_behind = await kernels.value(manager, code)
        process = manager.provisioner.process
        os.kill(process.pid, signal.SIGKILL)
        await gone(process.pid)
        await ended(manager)
        assert await manager.provisioner.poll() == -signal.SIGKILL
        await gone(left_behind)

    run(body)


def test_exit_status_is_passed_on(run):
    """A kernel that ends by itself is reported with its own exit status."""

    async def body(kernels):
        manager = await kernels.start()
        async with kernels.client(manager) as client:
            client.execute("import os\nos._exit(7)")
            await ended(manager)
        assert await manager.provisioner.poll() == 7

    run(body)
