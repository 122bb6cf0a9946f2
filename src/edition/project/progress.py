"""Report the progress of a build: as bars on a terminal, as lines in a log."""

import re
import sys
from typing import Any, Self


class Progress:
    """Progress of consecutive steps; this base class reports nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        pass

    def step(self, name: str, total: int) -> None:
        """Begin a step of *total* parts."""

    def advance(self, part: str, by: int = 1) -> None:
        """Report that *by* more parts of the step are complete, *part* as the last of them."""


class LogProgress(Progress):
    """Progress as plain lines on the standard output."""

    def __init__(self) -> None:
        self._total = self._complete = 0
        self._output = sys.stdout  # a build redirects the output of the tools that it runs

    def step(self, name: str, total: int) -> None:
        """Print the name of the step."""
        self._total, self._complete = total, 0
        line = f"{name}: {total}" if name.startswith("executing") else name
        print(line, file=self._output, flush=True)

    def advance(self, part: str, by: int = 1) -> None:
        """Print the part and how many are complete."""
        self._complete += by
        line = f"  {part} ({self._complete} of {self._total})"
        print(line, file=self._output, flush=True)


class TerminalProgress(Progress):
    """Progress as one bar a step."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

        self._bars = Progress(
            TextColumn("{task.description:<40}"), BarColumn(), TimeElapsedColumn(),
            TextColumn("{task.fields[part]}"),
            console=Console(file=sys.stdout),
        )  # fmt: skip
        self._task = TaskID(0)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bars.stop()

    def step(self, name: str, total: int) -> None:
        """Add a bar."""
        self._task = self._bars.add_task(name, total=total or 1, completed=int(not total), part="")

    def advance(self, part: str, by: int = 1) -> None:
        """Move the bar of the current step."""
        self._bars.update(self._task, advance=by, part=part)


def strip_ansi(text: str) -> str:
    """Return text without the codes that color it on a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def progress_display() -> Progress:
    """Return bars if the standard output is a terminal, otherwise lines."""
    return TerminalProgress() if sys.stdout.isatty() else LogProgress()
