"""One process that imports once and forks kernels: ready in milliseconds, isolated like any other.

A chapter's kernel spends most of its time importing pandas and Matplotlib.  One
process imports them once and forks a child for each chapter; the child is a plain
IPython kernel, spoken to over the ordinary Jupyter protocol.  Where forking is not
safe (macOS) or not possible (Windows), kernels start as usual.

Its owner imports nothing here that takes time: the process is started before all else.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

INLINE = "module://matplotlib_inline.backend_inline"
#: What every kernel gets, warm or not: outputs must not depend on the machine's settings.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "MPLBACKEND": INLINE,
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # nobody debugs here: no advice about it
}

#: What chapters and their kernels import anyway. The inline backend is not among them: it
#: looks for the kernel when it is imported, so each kernel must do that itself.
PREIMPORTED = (
    "IPython.core.magics", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger",
    "pandas", "matplotlib.pyplot", "PIL.PngImagePlugin", "myst_nb",
    "edition.figures.publish", "edition.data.figure_rows", "edition.data.tables",
)  # fmt: skip


def can_fork() -> bool:
    """Whether kernels can be forked here."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class Warm:
    """The warm process, as its owner sees it; it ends with its owner."""

    def __init__(self, folder: Path):
        self._forked = False
        self._process = subprocess.Popen(
            # -P: the folder it is started from must not become importable in the chapters.
            [sys.executable, "-P", "-m", "edition.notebooks.fork_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ENVIRONMENT, "EDITION_HOME": str(folder)},
            start_new_session=True,  # the owner handles Ctrl-C
        )

    def fork(self, arguments: list[str], cwd: str, env: dict[str, str]) -> int:
        """Fork a kernel and give its process id."""
        self._forked = True
        request = {"arguments": arguments, "cwd": cwd, "env": env}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the warm process that forks the kernels has ended")
        return int(answer)

    def close(self) -> None:
        """End the process; kernels that still run end with it."""
        if not self._forked:  # maybe still importing, for nothing
            self._process.kill()
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextlib.contextmanager
def warm(folder: Path) -> Iterator[Warm | None]:
    """A warm process for as long as it is needed; none where kernels cannot be forked."""
    if not can_fork():
        yield None
        return
    process = Warm(folder)
    try:
        yield process
    finally:
        process.close()


def serve() -> None:
    """Import once, then fork a kernel for each request; end when the owner does."""
    for name in PREIMPORTED:
        import_module(name)
    _read_tables()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that end leave no zombies
    gc.freeze()  # keep what is shared out of the children's collections
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become_kernel(**json.loads(line))
        print(pid, flush=True)


def _read_tables() -> None:
    """Read and check every table once; each kernel loads copies of what has not changed since."""
    from edition.data import data_package, tables

    with contextlib.suppress(Exception):  # a page that loads a broken table will tell
        for name in data_package.resources():
            tables.load(name)
    tables.reset_loaded_tables()  # read ahead, but not yet loaded by any page


def _become_kernel(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be, in a forked child, what a freshly started kernel would be."""
    import matplotlib
    import pandas
    from ipykernel.kernelapp import IPKernelApp

    owner = os.getppid()
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)  # the warm process's own output carries its answers
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    # Two settings that libraries choose when they are imported, and would choose
    # differently inside a kernel: the backend, and how many columns a table shows.
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    pandas.set_option("display.max_columns", 20)
    try:
        IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={owner}"])
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve()
