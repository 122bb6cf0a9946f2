"""Create kernel managers, whose kernels start as usual or by forking the fork server.

A kernel provisioner is how Jupyter lets a kernel come from elsewhere than a command.
"""

import asyncio
import os
import tempfile
from pathlib import Path
from subprocess import Popen
from typing import Any, cast
from uuid import uuid4

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from .fork_server import ForkServer


class ForkedProcess:
    """What a provisioner uses of `subprocess.Popen`, for a process that is not a child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the process runs; the fork server leaves no zombies."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Return the exit status; called only once `poll` has returned it."""
        return 0

    def send_signal(self, signum: int) -> None:
        """Send a signal."""
        os.kill(self.pid, signum)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking the fork server."""

    server: ForkServer

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel with the arguments that follow the module in its usual command."""
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        self.pid = self.pgid = self.server.fork(cmd[cmd.index("-f") :], self.cwd, kwargs["env"])
        self.process = cast(Popen[Any], ForkedProcess(self.pid))
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel, looking more often than the inherited method."""
        while await self.poll() is None:
            await asyncio.sleep(0.005)
        return await super().wait()


def kernel_manager(sockets: Path, server: ForkServer | None = None) -> AsyncKernelManager:
    """Return a manager for one kernel, which is forked from *server* or a new interpreter.

    Its connection file and its sockets are put into the folder *sockets*.
    """
    manager = AsyncKernelManager(
        kernel_name="python3",
        # A specification of this name that the user has installed may start another Python.
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        # Unlike ports, sockets in a folder of our own cannot be taken by another program.
        transport="ipc" if os.name == "posix" else "tcp",
        connection_file=str(sockets / f"{uuid4().hex[:8]}.json"),
    )
    if server:
        manager.provisioner = provisioner = ForkProvisioner(
            kernel_id=uuid4().hex, kernel_spec=manager.kernel_spec, parent=manager
        )
        provisioner.server = server
    return manager


def socket_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a temporary folder whose path is short enough for a Unix socket."""
    return tempfile.TemporaryDirectory(
        prefix="kernels-", dir="/tmp" if os.path.isdir("/tmp") else None, ignore_cleanup_errors=True
    )
