"""Jupyter kernels forked from one warmed process: quick to start, and sharing most memory.

`README.md` in this folder says how it works, how to wire it into a server and what was not tried.
"""

from weerbaar.serve.forkserver.generation import ForkServerError
from weerbaar.serve.forkserver.launch import KernelStartError
from weerbaar.serve.forkserver.provisioner import ForkProvisioner, shared_server
from weerbaar.serve.forkserver.registration import (
    can_fork,
    configure,
    kernelspec_metadata,
    provisioner_name,
    register,
)
from weerbaar.serve.forkserver.supervisor import ForkServer, Patience

__all__ = [
    "ForkProvisioner",
    "ForkServer",
    "ForkServerError",
    "KernelStartError",
    "Patience",
    "can_fork",
    "configure",
    "kernelspec_metadata",
    "provisioner_name",
    "register",
    "shared_server",
]
