"""Execute the pages that are notebooks, each in a kernel of its own."""

from __future__ import annotations

import ast
import asyncio
import os
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.project.progress import Progress, strip_ansi

from . import fork_server, provisioner
from .cache_keys import kernel_inputs_digest, output_key
from .output_store import (
    Output,
    PageRecord,
    output_folder,
    picture_folder,
    prune_pictures,
    prune_records,
    stale_pages,
    write_record,
)
from .page_source import Page, notebook_pages

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelManager

# Parts of an output that differ between runs: an object's address, a styled table's random id.
OBJECT_ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,}(?=>)")
STYLED_TABLE = re.compile(r'<table id="(T_[0-9a-f]{5})"')
#: Environment variable that names the folder of drawn figures.
PICTURES = "EDITION_PICTURES"
# What every kernel starts with: Matplotlib also takes settings from the folder it is imported in.
DEFAULT_DRAWING = "__import__('matplotlib').rcdefaults()"
# The last cell of every page.  A page that has not imported the package has loaded no table.
LOADED_TABLES = (
    "(lambda tables: tables.loaded_tables() if tables else [])"
    "(__import__('sys').modules.get('edition.data.tables'))"
)


@dataclass(frozen=True)
class ExecutedPage:
    """The record of an executed page, and its cache key (empty if inputs were edited meanwhile)."""

    record: PageRecord
    key: str


@dataclass(frozen=True)
class CellFailure:
    """A code cell that could not be executed."""

    docname: str
    line: int  #: of the page's file
    cell: int  #: number in the page, from 1
    code: str
    reason: str
    traceback: str = ""  #: empty after a timeout or the death of the kernel

    def __str__(self) -> str:
        head = f"{self.docname}.md:{self.line}: cell {self.cell}: {self.reason}"
        return "\n".join(filter(None, (head, f"  {self.code.strip()}", self.traceback)))


def available_cores() -> int:
    """Return the number of processor cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def execute_pages(
    pages: list[Page],
    folder: Path,
    *,
    progress: Progress,
    server: fork_server.ForkServer | None = None,
    pictures: Path | None = None,
    timeout: int = 120,
    meanwhile: Callable[[], None] = lambda: None,
) -> tuple[dict[str, ExecutedPage], list[CellFailure]]:
    """Execute pages in parallel; return those that succeed, and the first failure of each other.

    Kernels are forked from the `server`; without one each is a new interpreter. Drawn figures are
    taken from the folder `pictures` and stored there; without one all are drawn. A cell may take
    `timeout` seconds. `meanwhile` is called in this thread while the pages are executed.
    """
    progress.step("executing pages", len(pages))
    env = fork_server.kernel_environment(folder)
    env.pop(PICTURES, None)
    if pictures:
        env[PICTURES] = str(pictures)

    cancellation: Future[Callable[[], object]] = Future()

    async def execute_all() -> list[ExecutedPage | CellFailure]:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task
        cancellation.set_result(lambda: loop.call_soon_threadsafe(task.cancel))
        slots = asyncio.Semaphore(2 * available_cores())  # a starting kernel mostly waits
        with provisioner.socket_folder() as sockets:

            async def execute(page: Page) -> ExecutedPage | CellFailure:
                async with slots:
                    manager = provisioner.kernel_manager(Path(sockets), server)
                    try:
                        result = await _execute_page(page, folder, manager, env, timeout)
                    finally:
                        if manager.has_kernel:  # canceled while it was starting
                            await manager.shutdown_kernel(now=True)
                    progress.advance(page.docname)
                    return result

            return await asyncio.gather(*map(execute, pages))

    # In another thread, because this one may run an event loop, as in a notebook.
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(lambda: asyncio.run(execute_all()))
        try:
            meanwhile()
            results = dict(zip((page.docname for page in pages), running.result(), strict=True))
        except BaseException:  # Ctrl-C too: leaving the context waits for the thread
            if server:
                server.kill_if_unused()
            if not running.done():
                cancellation.result()()
            raise
    executed = {name: each for name, each in results.items() if isinstance(each, ExecutedPage)}
    return executed, [each for each in results.values() if isinstance(each, CellFailure)]


async def _execute_page(
    page: Page, folder: Path, manager: AsyncKernelManager, env: dict[str, str], timeout: int
) -> ExecutedPage | CellFailure:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    sources = [new_code_cell(cell.source, metadata=deepcopy(cell.metadata))
               for cell in page.code_cells]  # fmt: skip
    notebook = new_notebook(cells=[*sources, new_code_cell(LOADED_TABLES)])
    client = NotebookClient(
        notebook, km=manager, timeout=timeout,
        coalesce_streams=True, record_timing=False, shutdown_kernel="immediate",
        extra_arguments=[f"--IPKernelApp.exec_lines={DEFAULT_DRAWING}"],
    )  # fmt: skip
    inputs, number = kernel_inputs_digest(folder), 0
    try:
        async with client.async_setup_kernel(cwd=str(page.path.parent), env=env, cleanup_kc=True):
            for number, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, number)
    except (CellExecutionError, CellControlSignal, DeadKernelError, RuntimeError) as error:
        return cell_failure(page, number, notebook.cells[number].outputs, error)
    *outputs, last = (cell.outputs for cell in notebook.cells)
    tables = ast.literal_eval(last[0]["data"]["text/plain"])
    # If inputs were edited meanwhile, nobody knows which version the kernel has read.
    unchanged = kernel_inputs_digest(folder) == inputs
    record = PageRecord(
        tables=tables,
        outputs=[
            [normalize_output(output, cell) for output in each]
            for cell, each in enumerate(outputs, 1)
        ],
    )
    return ExecutedPage(record, output_key(page, tables, folder) if unchanged else "")


def normalize_output(output: Output, cell: int) -> Output:
    """Return an output of cell number *cell* without what differs from run to run."""
    output = {name: value for name, value in output.items() if name != "execution_count"}
    if "data" not in output:
        return output
    data = dict(output["data"])
    if isinstance(data.get("text/plain"), str):
        data["text/plain"] = OBJECT_ADDRESS.sub("0x0", data["text/plain"])
    if isinstance(data.get("text/html"), str):
        for number, id_ in enumerate(STYLED_TABLE.findall(data["text/html"]), 1):
            data["text/html"] = data["text/html"].replace(id_, f"T_{cell}_{number}")
    return {**output, "data": data}


def cell_failure(page: Page, cell: int, outputs: list[Output], error: Exception) -> CellFailure:
    """Describe the failure of code cell *cell* (from 0), or of the cell that follows the last."""
    cell = min(cell, len(page.code_cells) - 1)
    lines = page.code_cells[cell].source.splitlines()
    raised = next((output for output in outputs if output["output_type"] == "error"), None)
    if raised is None:  # a timeout, or a kernel that died
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        code = lines[0] if lines else ""
        return CellFailure(page.docname, page.line_number(cell), cell + 1, code, reason)
    traceback = strip_ansi("\n".join(raised["traceback"]))
    position = re.search(r"Cell In\[\d+\], line (\d+)", traceback)
    offset = int(position[1]) - 1 if position else 0
    code = lines[offset] if offset < len(lines) else ""
    reason = f"{raised['ename']}: {raised['evalue']}".splitlines()[0]
    line = page.line_number(cell, offset)
    return CellFailure(page.docname, line, cell + 1, code, reason, traceback)


def refresh_outputs(
    folder: Path,
    *,
    progress: Progress,
    server: fork_server.ForkServer | None = None,
    timeout: int = 120,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[CellFailure]:
    """Execute the pages whose stored outputs are stale, and store what succeeds.

    The parameters, and the failures that are returned, are those of `execute_pages`.
    """
    pages, outputs, pictures = notebook_pages(folder), output_folder(folder), picture_folder(folder)
    executed, failures = execute_pages(
        stale_pages(pages, folder), folder, progress=progress, server=server, pictures=pictures,
        timeout=timeout, meanwhile=meanwhile,
    )  # fmt: skip
    for docname, page in executed.items():
        write_record(docname, page.record, page.key, outputs)
    prune_records({page.docname for page in pages}, outputs)
    prune_pictures(pictures)
    return failures
