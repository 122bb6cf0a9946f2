"""Fork kernels from one process that has already imported what pages need.

A new kernel spends most of its time importing pandas and Matplotlib.  The fork server imports
them once and forks a child for each page; the child is an ordinary IPython kernel.  The fork
server of `multiprocessing` does not serve here: it inherits the environment of its owner, there
is one for a process, it cannot be ended, and each child imports the owner's main module.

The owner must be able to start the server before it imports anything that takes long, so this
module imports only the standard library.
"""

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
from typing import NoReturn

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
#: Beginnings of the names of variables that hold settings of the user.
USER_SETTINGS = (
    "COLUMNS",
    "IPYTHON",
    "JUPYTER",
    "LANG",
    "LC_",
    "LINES",
    "MATPLOTLIB",
    "MPL",
    "PYTHON",
)
#: Variables that say where modules are.
NO_SETTINGS = {"PYTHONHOME", "PYTHONPATH"}
#: Environment of every kernel, forked or not.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "MPLBACKEND": INLINE_BACKEND,
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # suppresses advice on debugging frozen modules
}
#: Modules of the kernel and of pages.  The inline backend is missing, because it looks for the
#: running kernel when it is imported.
PRELOADED = (
    "IPython.core.magics", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger",
    "pandas", "matplotlib.pyplot", "PIL.PngImagePlugin", "myst_nb",
    "edition.figures.publish", "edition.data.figure_rows", "edition.data.tables",
)  # fmt: skip


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a project's kernels, without settings of the user.

    Outputs must not depend on files in the user's home either, such as ``matplotlibrc`` and the
    startup files of IPython: both get a folder of the project.
    """
    kept = {
        name: value for name, value in os.environ.items()
        if name in NO_SETTINGS or not name.startswith(USER_SETTINGS)
    }  # fmt: skip
    settings = folder / "_build" / "settings"
    own = {"IPYTHONDIR": f"{settings / 'ipython'}", "MPLCONFIGDIR": f"{settings / 'matplotlib'}"}
    return {**kept, **ENVIRONMENT, **own, "EDITION_HOME": str(folder)}


def can_fork() -> bool:
    """Return whether processes can be forked; on macOS system libraries make it unsafe."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class ForkServer:
    """A running fork server, seen from the process that owns it."""

    def __init__(self, folder: Path) -> None:
        self._has_forked = False
        self._process = subprocess.Popen(
            # -P keeps the current folder of the owner out of the import path of pages.
            [sys.executable, "-P", "-m", "edition.notebooks.fork_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=kernel_environment(folder),
            cwd=folder,
            start_new_session=True,  # Ctrl-C reaches the owner only
        )

    def fork(self, arguments: list[str], cwd: str, env: dict[str, str]) -> int:
        """Fork a kernel with command-line arguments, folder and environment; return its id."""
        assert self._process.stdin and self._process.stdout
        request = {"arguments": arguments, "cwd": cwd, "env": env}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that kernels are forked from has ended")
        self._has_forked = True
        return int(answer)

    def kill_if_unused(self) -> None:
        """End the server at once if it has no kernels; it may still be importing."""
        if not self._has_forked:
            self._process.kill()

    def close(self) -> None:
        """End the server, and with it the kernels that still run."""
        self.kill_if_unused()
        self._process.communicate()  # closes its input, at whose end it stops


@contextlib.contextmanager
def running_fork_server(folder: Path) -> Iterator[ForkServer | None]:
    """Run a fork server for a project; give None where processes cannot be forked."""
    if not can_fork():
        yield None
        return
    Path.home()  # Jupyter needs it: without one, fail here and not in the server
    server = ForkServer(folder)
    try:
        yield server
    finally:
        server.close()


def serve() -> None:
    """Fork a kernel for each line of the standard input, and print its process id."""
    for name in PRELOADED:
        import_module(name)
    _preload_tables()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system then reaps ended children
    gc.freeze()  # a collection in a child would copy all memory that it shares with the others
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _run_kernel(**json.loads(line))
        print(pid, flush=True)


def _preload_tables() -> None:
    """Read and validate all tables; a kernel loads copies of those that have not changed since."""
    from edition.data import data_package, tables

    with contextlib.suppress(Exception):  # a broken table fails the page that loads it
        for name in data_package.resources():
            tables.load(name)
    tables.reset_loaded_tables()  # only what a page loads counts as its input


def _run_kernel(arguments: list[str], cwd: str, env: dict[str, str]) -> NoReturn:
    """Run a kernel in a forked child, in the state of a new interpreter."""
    import matplotlib
    import pandas
    from ipykernel.kernelapp import IPKernelApp

    server = os.getppid()
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)  # the server answers its owner on the standard output
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    # Both libraries chose these settings when they were imported, outside of a kernel.
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    pandas.set_option("display.max_columns", 20)
    try:
        IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={server}"])
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve()
