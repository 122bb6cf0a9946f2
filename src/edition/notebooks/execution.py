"""Execute the pages that are notebooks, and only those whose inputs have changed.

What a page's outputs depend on is its code cells, the tables it loads, their
schema, the bibliography, this package and the locked environment.  Outputs are
kept in ``_build/outputs/<page>.json``, and beside them, in ``<page>.key``, the hash of
all of these: outputs that come out the same again are the same file as before.
"""

from __future__ import annotations

import ast
import asyncio
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.project import files
from edition.project.progress import strip_ansi

from . import fork_server, provisioner
from .pages import Page, inputs, key, notebooks, tools_digest

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelManager

# What names an object of this one run: its address, and the random id of a styled table.
ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,}(?=>)")
STYLED = re.compile(r'<table id="(T_[0-9a-f]{5})"')
#: So many of the pictures last used are kept; the book has some fifty figures.
PICTURES_KEPT = 500
PICTURES = "EDITION_PICTURES"
# Asked of every kernel when its cells are done; a page that never imported the package used none.
LOADED = (
    "(lambda tables: tables.loaded_tables() if tables else [])"
    "(__import__('sys').modules.get('edition.data.tables'))"
)


@dataclass(frozen=True)
class Failure:
    """A page that could not be executed: where, on which code, and why."""

    page: str
    line: int
    cell: int
    code: str
    reason: str
    traceback: str = ""

    def __str__(self) -> str:
        head = f"{self.page}.md:{self.line}: cell {self.cell}: {self.reason}"
        return "\n".join(filter(None, (head, f"  {self.code.strip()}", self.traceback)))


def store(folder: Path) -> Path:
    """Where outputs are kept."""
    return folder / "_build" / "outputs"


def stored(page: str, outputs: Path) -> dict | None:
    """What is kept of a page: its tables and its cells' outputs."""
    try:
        return json.loads((outputs / f"{page}.json").read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def keep(page: str, record: dict, outputs: Path) -> None:
    """Keep a page's record and, once that is done, its key."""
    made = {name: value for name, value in record.items() if name != "key"}
    text = json.dumps(made, sort_keys=True, ensure_ascii=False, indent=1)
    files.write_atomically(outputs / f"{page}.json", text)
    files.write_atomically(outputs / f"{page}.key", record["key"])


def stale(found: Iterable[Page], folder: Path) -> list[Page]:
    """The pages whose kept outputs are not those of today's inputs."""
    outputs = store(folder)

    def fresh(page: Page) -> bool:
        kept, record = outputs / f"{page.name}.key", stored(page.name, outputs)
        current = record and key(page, record["tables"], folder)
        return bool(current) and kept.is_file() and kept.read_text() == current

    return [page for page in found if not fresh(page)]


def pictures(folder: Path) -> Path:
    """Where drawn figures are kept: a folder for each state of what draws them."""
    return folder / "_build" / "pictures" / tools_digest(folder)[:16]


def prune(place: Path) -> None:
    """Throw away pictures of another state, and of this one all but those last used."""
    for other in place.parent.glob("*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
    drawn = sorted(place.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in drawn[PICTURES_KEPT:]:
        path.unlink()


def cores() -> int:
    """How many processors this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def execute(
    found: list[Page],
    folder: Path,
    *,
    warm: fork_server.Warm | None = None,
    drawn: Path | None = None,
    timeout: int = 120,
    done: Callable[[str], None] = lambda name: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> tuple[dict[str, dict], list[Failure]]:
    """Execute pages, each in a kernel of its own, as many at a time as there are cores.

    Parameters
    ----------
    found : list of Page
        The pages.
    folder : Path
        The project's folder.
    warm : Warm, optional
        The warm process that kernels are forked from; without one they start as usual.
    drawn : Path, optional
        Where pictures are taken from and kept; without it every figure is drawn.
    timeout : int
        Seconds that a cell may take.
    done : callable
        Called with the name of each page as it ends.
    meanwhile : callable
        Called while the pages are executed.

    Returns
    -------
    dict
        The record of each page that ran to its end.
    list of Failure
        The others.
    """
    # In a thread of its own: the caller may be in an event loop already, as a notebook is.
    with ThreadPoolExecutor(1) as thread:
        work = _execute_all(found, folder, warm, drawn, timeout, done)
        running = thread.submit(asyncio.run, work)
        meanwhile()
        results = running.result()
    failures = [result for result in results if isinstance(result, Failure)]
    pairs = zip(found, results, strict=True)
    return {page.name: kept for page, kept in pairs if not isinstance(kept, Failure)}, failures


async def _execute_all(
    found: list[Page],
    folder: Path,
    warm: fork_server.Warm | None,
    drawn: Path | None,
    timeout: int,
    done: Callable[[str], None],
) -> list[dict | Failure]:
    env = {**os.environ, **fork_server.ENVIRONMENT, "EDITION_HOME": str(folder)}
    env.pop(PICTURES, None)
    if drawn:
        env[PICTURES] = str(drawn)
    slots = asyncio.Semaphore(2 * cores())  # a kernel that starts mostly waits
    with provisioner.sockets() as place:

        async def one(page: Page) -> dict | Failure:
            async with slots:
                manager = provisioner.manager(Path(place), warm)
                result = await _execute(page, folder, manager, env, timeout)
                done(page.name)
                return result

        return await asyncio.gather(*map(one, found))


async def _execute(
    page: Page, folder: Path, manager: AsyncKernelManager, env: dict[str, str], timeout: int
) -> dict | Failure:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    cells = [new_code_cell(cell.source, metadata=deepcopy(cell.metadata)) for cell in page.cells]
    client = NotebookClient(
        new_notebook(cells=[*cells, new_code_cell(LOADED)]), km=manager, timeout=timeout,
        coalesce_streams=True, record_timing=False, shutdown_kernel="immediate",
    )  # fmt: skip
    before, at = inputs(folder), 0
    try:
        async with client.async_setup_kernel(cwd=str(page.path.parent), env=env, cleanup_kc=True):
            for at, cell in enumerate(client.nb.cells):
                await client.async_execute_cell(cell, at)
    except (CellExecutionError, CellControlSignal, DeadKernelError, RuntimeError) as error:
        return failure(page, at, cells[at].outputs if at < len(cells) else [], error)
    *made, last = (cell.outputs for cell in client.nb.cells)
    outputs = [[settled(output, cell) for output in each] for cell, each in enumerate(made, 1)]
    loaded = ast.literal_eval(last[0]["data"]["text/plain"])
    # Of inputs that were edited meanwhile nobody knows which version was read: no key is theirs.
    current = key(page, loaded, folder) if inputs(folder) == before else ""
    return {"key": current, "tables": loaded, "outputs": outputs}


def settled(output: dict, cell: int) -> dict:
    """An output without what differs from run to run though nothing has changed."""
    output = {name: value for name, value in output.items() if name != "execution_count"}
    if "data" not in output:
        return output
    data = dict(output["data"])
    if isinstance(data.get("text/plain"), str):
        data["text/plain"] = ADDRESS.sub("0x0", data["text/plain"])
    if isinstance(data.get("text/html"), str):
        for number, name in enumerate(STYLED.findall(data["text/html"]), 1):
            data["text/html"] = data["text/html"].replace(name, f"T_{cell}_{number}")
    return {**output, "data": data}


def failure(page: Page, cell: int, outputs: list, error: Exception) -> Failure:
    """What to tell of a failing cell."""
    lines = page.cells[cell].source.splitlines() if cell < len(page.cells) else []
    raised = next((output for output in outputs if output["output_type"] == "error"), None)
    if raised is None:  # a timeout or a kernel that died
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return Failure(page.name, page.line(cell), cell + 1, lines[0] if lines else "", reason)
    trace = strip_ansi("\n".join(raised["traceback"]))
    found = re.search(r"Cell In\[\d+\], line (\d+)", trace)
    offset = int(found[1]) - 1 if found else 0
    code = lines[offset] if offset < len(lines) else ""
    reason = f"{raised['ename']}: {raised['evalue']}".splitlines()[0]
    return Failure(page.name, page.line(cell, offset), cell + 1, code, reason, trace)


def refresh(
    folder: Path,
    *,
    warm: fork_server.Warm | None = None,
    timeout: int = 120,
    begun: Callable[[int], None] = lambda count: None,
    done: Callable[[str], None] = lambda name: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Failure]:
    """Bring the kept outputs up to date; what ran to its end is kept even if another failed.

    Parameters
    ----------
    folder : Path
        The project's folder.
    timeout : int
        Seconds that a cell may take.
    begun, done : callable
        Called with the number of pages to be executed, and with each one's name as it ends.
    warm, meanwhile
        As for `execute`.
    """
    found, outputs = notebooks(folder), store(folder)
    wanted = stale(found, folder)
    begun(len(wanted))
    records, failures = execute(
        wanted, folder, warm=warm, drawn=pictures(folder), timeout=timeout, done=done,
        meanwhile=meanwhile,
    )  # fmt: skip
    prune(pictures(folder))
    for name, record in records.items():
        keep(name, record, outputs)
    known = {page.name for page in found}
    for path in [*outputs.rglob("*.json"), *outputs.rglob("*.key")]:
        if path.relative_to(outputs).with_suffix("").as_posix() not in known:
            path.unlink()
    return failures
