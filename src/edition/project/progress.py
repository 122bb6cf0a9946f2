"""How a long step tells what it does, how far it is: bars on a terminal, lines in a log."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import Protocol

#: What colors text on a terminal.
ANSI_COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Progress(Protocol):
    """Whom a build tells what it does."""

    def step(self, what: str, total: int) -> None:
        """A step begins, of *total* parts."""

    def advance(self, part: str, by: int = 1) -> None:
        """Some parts of the step are done, the last of them *part*."""


class LogProgress:
    """Progress as plain lines, for a log."""

    def __init__(self):
        self._total = self._done = 0
        self._print = partial(print, file=sys.stdout, flush=True)  # whoever redirects it later

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def step(self, what: str, total: int) -> None:
        """Say what begins."""
        self._total, self._done = total, 0
        self._print(f"{what}: {total}" if what.startswith("executing") else what)

    def advance(self, part: str, by: int = 1) -> None:
        """Say what is done, and how far that is."""
        self._done += by
        self._print(f"  {part} ({self._done} of {self._total})")


class TerminalProgress:
    """Progress as bars, for a terminal."""

    def __init__(self):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._bars = Progress(
            TextColumn("{task.description:<40}"), BarColumn(), TimeElapsedColumn(),
            TextColumn("{task.fields[part]}"),
            console=Console(file=sys.stdout),
        )  # fmt: skip
        self._task = None

    def __enter__(self):
        self._bars.start()
        return self

    def __exit__(self, *error):
        self._bars.stop()

    def step(self, what: str, total: int) -> None:
        """Begin a bar."""
        self._task = self._bars.add_task(what, total=total or 1, completed=not total, part="")

    def advance(self, part: str, by: int = 1) -> None:
        """Move it on."""
        self._bars.update(self._task, advance=by, part=part)


def progress_display() -> LogProgress | TerminalProgress:
    """Bars on a terminal, lines in a log."""
    return TerminalProgress() if sys.stdout.isatty() else LogProgress()
