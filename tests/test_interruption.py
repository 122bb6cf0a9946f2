"""A build that is interrupted ends at once, leaves nothing behind, and can be repeated."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tiny_book

#: Seconds that an interrupted build may take to end; a cell that it executes takes 60.
PATIENCE = 20 if "PYTEST_XDIST_WORKER" in os.environ else 4


def heed_interrupts() -> None:
    """Let Ctrl-C interrupt a child even if the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def processes(folder: Path) -> list[str]:
    """Return the commands of all running processes that work for the project in a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"EDITION_HOME={folder}\0".encode() in (path / "environ").read_bytes() + b"\0":
                found.append((path / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def wait_for(condition, seconds: float = 60) -> None:
    """Wait until a condition holds, which must come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("command", ["build", "verify"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_does_not_wait_for_the_running_cell(pristine, tmp_path, number, command):
    """Kernels and their folder go with the command; the last book stays, and the next is built."""
    book = shutil.copytree(pristine, tmp_path / "book")
    page, running = book / "chapters/01-apples.md", tmp_path / "running"
    sleep = (
        "\nimport ipykernel, pathlib, time\n"
        f"pathlib.Path({str(running)!r}).write_text(ipykernel.get_connection_file())\n"
        "time.sleep(60)\n"
    )
    tiny_book.edit(page, "\napples\n", sleep)
    env = {"SOURCE_DATE_EPOCH": "1200000000", **os.environ, "EDITION_HOME": str(book)}
    process = subprocess.Popen(
        [sys.executable, "-m", "softbalancing", command],
        cwd=book, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    wait_for(lambda: running.is_file() and running.read_text())
    sockets = Path(running.read_text()).parent
    assert sockets.is_dir()

    process.send_signal(number)
    start = time.monotonic()
    _, errors = process.communicate(timeout=50)

    assert time.monotonic() - start < PATIENCE
    assert process.returncode not in (0, 1) and "Traceback" not in errors
    wait_for(lambda: not processes(book), 5)
    assert not sockets.exists()
    assert (book / "_build/html/index.html").is_file()
    tiny_book.edit(page, sleep, "\napples\n")
    done = tiny_book.run(book, "build")
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_an_interrupt_does_not_wait_for_imports(tmp_path):
    """A build ends at once even before the first kernel runs."""
    book = tiny_book.make(tmp_path / "book")
    env = {"SOURCE_DATE_EPOCH": "1200000000", **os.environ, "EDITION_HOME": str(book)}
    process = subprocess.Popen(
        [sys.executable, "-m", "softbalancing", "build"],
        cwd=book, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    wait_for(lambda: any("fork_server" in command for command in processes(book)))

    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, errors = process.communicate(timeout=50)

    assert time.monotonic() - start < PATIENCE
    assert process.returncode not in (0, 1) and "Traceback" not in errors
    wait_for(lambda: not processes(book), 5)
