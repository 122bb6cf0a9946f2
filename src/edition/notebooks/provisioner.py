"""Kernels for the pages: started as usual, or forked from a process that has imported all.

Forking is Jupyter's own way for kernels of another origin: a kernel provisioner.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path
from uuid import uuid4

from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from .fork_server import Warm


class Forked:
    """A forked kernel's process, with what a provisioner asks of a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """None while the kernel runs (the warm process leaves no zombies)."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Called once `poll` has said that it ended."""
        return 0

    def send_signal(self, signum: int) -> None:
        """Send a signal."""
        os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by forking the warm process instead of running a command."""

    warm: Warm

    async def launch_kernel(self, cmd, **kwargs):
        """Fork; everything after ``-m ipykernel_launcher`` is the kernel's own arguments."""
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        self.pid = self.pgid = self.warm.fork(cmd[cmd.index("-f") :], self.cwd, kwargs["env"])
        self.process = Forked(self.pid)
        return self.connection_info

    async def wait(self):
        """Look often for a kernel's end; the inherited loop pauses for a tenth of a second."""
        while await self.poll() is None:
            await asyncio.sleep(0.005)
        return await super().wait()


def manager(folder: Path, warm: Warm | None = None) -> AsyncKernelManager:
    """A manager for one kernel.

    Parameters
    ----------
    folder : Path
        Where its connection file and sockets go.
    warm : Warm, optional
        The process to fork it from; without one the kernel starts as usual.
    """
    made = AsyncKernelManager(
        kernel_name="python3",
        # Sockets in a folder of their own cannot collide with another program's ports.
        transport="ipc" if os.name == "posix" else "tcp",
        connection_file=str(folder / f"{uuid4().hex[:8]}.json"),
    )
    if warm:
        made.provisioner = WarmProvisioner(
            kernel_id=uuid4().hex, kernel_spec=made.kernel_spec, parent=made
        )
        made.provisioner.warm = warm
    return made


def sockets() -> tempfile.TemporaryDirectory:
    """A folder for connection files, with a path short enough for a socket."""
    return tempfile.TemporaryDirectory(
        prefix="kernels-", dir="/tmp" if os.path.isdir("/tmp") else None, ignore_cleanup_errors=True
    )
