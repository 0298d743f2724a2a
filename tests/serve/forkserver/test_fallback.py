"""Where kernels cannot be forked, or not this one, they start the ordinary way."""

import os
import subprocess
import sys

import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets.config import Config

from weerbaar.serve.forkserver import configure, kernelspec_metadata, provisioner_name, register
from weerbaar.serve.forkserver.provisioner import ForkProvisioner, kernel_arguments

FALLBACK = "local-provisioner"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_get_the_ordinary_provisioner(monkeypatch, platform):
    """On systems where forking is impossible or untried, Jupyter's own provisioner is named."""
    monkeypatch.setattr(sys, "platform", platform)
    assert provisioner_name() == FALLBACK


def test_a_system_without_fork_gets_it_even_when_forced(monkeypatch):
    """Without os.fork there is nothing to force."""
    monkeypatch.delattr(os, "fork")
    assert provisioner_name(force=True) == FALLBACK


def test_forking_can_be_switched_off(run):
    """Switched off, kernels of the same kernelspec are ordinary ones that work."""

    async def body(kernels):
        manager = await kernels.start()
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        assert await kernels.value(manager, "1") == 1

    run(body, enabled=False)


def test_without_a_fork_server_kernels_start_the_ordinary_way(run, monkeypatch, tmp_path, caplog):
    """When the fork server cannot start, a kernel still does, and the log says so."""
    (tmp_path / "dies_too.py").write_text("import os\nos._exit(3)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    async def body(kernels):
        manager = await kernels.start()
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        assert await kernels.value(manager, "1") == 1
        await manager.interrupt_kernel()
        await manager.shutdown_kernel()

    run(body, ("dies_too",))
    assert "ordinary way" in caplog.text


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "x"], ["-f", "x"]),
        ([sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel", "-f", "x"], ["-f", "x"]),
        ([sys.executable, "-m", "bash_kernel", "-f", "x"], None),
        ([sys.executable, "-O", "-m", "ipykernel_launcher", "-f", "x"], None),
        (["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "x"], None),
        (["ir", "--slave"], None),
        ([], None),
    ],
)
def test_only_this_python_is_forked(command, arguments):
    """A fork stands in for ipykernel in this interpreter and environment, and for nothing else."""
    assert kernel_arguments(command) == arguments


def test_the_provisioner_is_known_without_an_entry_point():
    """Registering makes Jupyter's factory load the provisioner by name, entry points or not."""
    register()
    entry = KernelProvisionerFactory.provisioners["weerbaar-fork"]
    assert entry.load() is ForkProvisioner


def test_an_application_is_configured(monkeypatch):
    """One call makes all Python kernels of an application forked, or ordinary when switched off."""
    KernelProvisionerFactory.clear_instance()
    try:
        config = Config()
        assert configure(config, ["json"]) == "weerbaar-fork"
        assert config.ForkProvisioner.preload == ["json"]
        factory = KernelProvisionerFactory.instance()
        assert factory.default_provisioner_name == "weerbaar-fork"
        assert configure(config, enabled=False) == FALLBACK
        assert factory.default_provisioner_name == FALLBACK
    finally:
        KernelProvisionerFactory.clear_instance()


def test_metadata_carries_the_modules():
    """A kernelspec's metadata say by which provisioner and with which modules."""
    stanza = kernelspec_metadata(["json"])["kernel_provisioner"]
    assert stanza["provisioner_name"] == "weerbaar-fork"
    assert stanza["config"]["preload"] == ["json"]
