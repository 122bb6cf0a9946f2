"""The command line: each command calls one function of the package and prints its result."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # effective only before NumPy is imported

import typer
import typer.core

if TYPE_CHECKING:
    from .project.progress import Progress

#: What to do about the errors of the operating system that everyday conditions cause.
ADVICE = {
    errno.ENOENT: "create it, or correct the path",
    errno.EACCES: "make it readable and writable for you, or use a copy of the project",
    errno.EPERM: "make it readable and writable for you, or use a copy of the project",
    errno.EROFS: "use a copy of the project in a place that can be written",
    errno.ENOSPC: "free space on the disk",
    errno.EDQUOT: "free space on the disk",
    errno.ENOTDIR: "a folder is needed there; remove or rename the file",
    errno.EEXIST: "remove or rename it",
    errno.EISDIR: "a file is needed there; remove or rename the folder",
    errno.ENOTEMPTY: "close what uses this folder, and try again",
    errno.EMFILE: "raise the limit of open files (ulimit -n)",
    errno.ENAMETOOLONG: "move the project to a shorter path",
}

#: Violations that are printed one by one.
LISTED = 100


class Commands(typer.core.TyperGroup):
    """The commands; each ends with one line and no traceback on a fault that users can mend."""

    def invoke(self, context: Any) -> Any:
        """Run a command; the status of a fault is 1, and 2 where 1 means a difference."""
        from .project.faults import ProjectError

        exit_on_signals()
        try:
            return super().invoke(context)
        except ProjectError as error:
            message = str(error)
        except OSError as error:
            if error.errno not in ADVICE:
                raise
            place = f"{error.filename}: " if error.filename else ""
            message = f"{place}{error.strerror}: {ADVICE[error.errno]}"
        except RuntimeError as error:  # raised by pathlib, deep within Jupyter
            if "home directory" not in str(error):
                raise
            message = "You have no home folder here: set HOME to a folder that you can write in"
        fail(message, 2 if context.invoked_subcommand == "verify" else 1)


app = typer.Typer(
    cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help="Build, check and verify the edition.",
)  # fmt: skip


def exit_on_signals() -> None:
    """Clean up when the process is terminated, as on Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda received, frame: sys.exit(128 + received))


def project_or_exit() -> Path:
    """Return the project's folder; exit if there is none; warn if Git cannot tell its commit."""
    from .project import location, version_control, vocabulary

    folder = location.project_folder()
    vocabulary.current(folder)
    if reason := version_control.find_repository(folder)[1]:
        typer.echo(reason, err=True)
    return folder


def fail(message: str, status: int = 1) -> NoReturn:
    """Exit with a message and a status."""
    typer.echo(message, err=True)
    raise typer.Exit(status)


@contextmanager
def exit_on_invalid_input(status: int = 1) -> Iterator[None]:
    """Exit if tables, their description or the bibliography are invalid; print every violation."""
    from .data.table_schema import InvalidInput

    try:
        yield
    except InvalidInput as error:
        fail(listed(error.violations), status)


def listed(violations: Sequence[object]) -> str:
    """Return violations one a line, as many as can be read, and how many more there are."""
    more = [f"… and {len(violations) - LISTED} more"] if len(violations) > LISTED else []
    return "\n".join([*map(str, violations[:LISTED]), *more])


@app.command()
def build() -> None:
    """Build the book in _build/html; execute only what has changed."""
    from .build import pipeline
    from .project.progress import progress_display

    folder, start = project_or_exit(), monotonic()
    try:
        with progress_display() as progress:
            changed = pipeline.build_book(folder, progress)
    except pipeline.BuildError as error:
        fail(f"{error}\n\nThe book was not built; _build/html is as it was.")
    result = f"built in {monotonic() - start:.1f} s" if changed else "up to date"
    typer.echo(f"{folder / '_build' / 'html' / 'index.html'} ({result})")


@app.command()
def epub() -> None:
    """Make the EPUB in _build/edition.epub, and link it from the title page."""
    from .build.formats.epub_file import make_epub

    _make_format("EPUB", make_epub)


@app.command()
def pdf() -> None:
    """Make the PDF in _build/edition.pdf, and link it from the title page."""
    from .build.formats.pdf_file import make_pdf

    _make_format("PDF", make_pdf)


def _make_format(name: str, make: Callable[[Path, Progress], Path]) -> None:
    """Make an additional format of the book, publish it with the pages, and print its path."""
    from .build import pipeline
    from .project.progress import progress_display

    folder, start = project_or_exit(), monotonic()
    try:
        with progress_display() as progress:
            path = make(folder, progress)
            pipeline.build_book(folder, progress)
    except pipeline.BuildError as error:
        fail(f"{error}\n\nThe {name} was not made.")
    typer.echo(f"{path} ({path.stat().st_size / 1e6:.1f} MB, made in {monotonic() - start:.1f} s)")


@app.command()
def check() -> None:
    """Check every table, source and reference."""
    from .build import pipeline
    from .data import data_package

    folder = project_or_exit()
    violations = pipeline.validate_project(folder)
    if violations:
        fail(listed(violations))
    typer.echo(f"{len(data_package.resources(folder))} tables and references.bib are sound.")


@app.command()
def verify(
    book: Annotated[str, typer.Argument(help="A built book: a folder or an address.")] = "",
) -> None:
    """Execute everything anew in plain kernels and compare it with the book's receipt."""
    from .build import verification
    from .project.progress import progress_display

    folder = project_or_exit()
    try:
        with exit_on_invalid_input(2), progress_display() as progress:
            outcomes = verification.verify_book(
                folder, book or folder / "_build" / "html", progress
            )
    except verification.NoReceipt as error:
        fail(str(error), 2)
    for outcome in outcomes:
        typer.echo(str(outcome))
    raise typer.Exit(verification.exit_status(outcomes))


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="0 takes any free port.", min=0, max=65535)] = 8000,
) -> None:
    """Serve _build/html on this machine and print the address."""
    from .build.server import book_server

    html = project_or_exit() / "_build" / "html"
    if not (html / "index.html").is_file():
        fail(f"There is no built book yet: {context.find_root().info_name} build")
    try:
        server = book_server(html, port)
    except OSError as error:
        fail(f"Port {port} cannot be used ({error.strerror}): name another, or 0, with --port")
    with server as running:
        typer.echo(f"http://127.0.0.1:{running.server_port}/ – Ctrl-C ends it")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            pass


@app.command()
def versions(context: typer.Context) -> None:
    """Print the edition, and the versions of what builds it."""
    import platform
    from importlib.metadata import version

    from .notebooks import receipt
    from .project.identity import build_identity

    identity = build_identity(project_or_exit())
    name = context.find_root().info_name
    typer.echo(f"{name} {identity.version}  commit {identity.commit}  {identity.date}")
    typer.echo(f"python {platform.python_version()}  {platform.platform()}")
    for package in receipt.PACKAGES:
        typer.echo(f"{package} {version(package)}")


@app.command()
def audit() -> None:
    """Audit the text's citations by rule; status 1 if the findings differ from the accepted."""
    from .audit import report
    from .data import data_package, tables
    from .project import vocabulary

    folder = project_or_exit()
    words = vocabulary.current(folder)
    if not (words.roles.citations and words.roles.findings):
        fail("The project's vocabulary names no tables of citations and findings.")
    with exit_on_invalid_input():
        citations = tables.load(words.roles.citations, folder)
        accepted = tables.load(words.roles.findings, folder)
        found = report.run_rules(citations, tables.load_works(folder), words)
    for row in found.to_dict("records"):
        typer.echo(f"{row['section']:7} {row['rule']:24} {row['printed']}: {row['problem']}")
    differences = report.compare_findings(found, accepted)
    if differences:
        path = data_package.resources(folder)[words.roles.findings]["path"]
        heading = f"The accepted findings (data/{path}) differ:"
        fail("\n".join([heading, *differences]))
    typer.echo(f"{len(found)} findings by rule, all of them accepted.")


@app.command()
def cite(
    address: Annotated[
        str, typer.Argument(help="4.2.1, sec-4-2-1, fig-…, table-events, a row's id, or book.")
    ],
    format: Annotated[str, typer.Option(help="apa, chicago, bibtex, ris or csl-json.")] = "apa",
) -> None:
    """Print the reference of a section, figure, table or row."""
    from .citing import UnknownFormat, UnknownTarget, run_cite

    project_or_exit()
    try:
        with exit_on_invalid_input():
            typer.echo(run_cite(address, format))
    except (UnknownTarget, UnknownFormat) as error:
        fail(str(error))


@app.command()
def addresses(
    add: Annotated[bool, typer.Option("--add", help="List what is new.")] = False,
) -> None:
    """Compare the built book with the list of published addresses."""
    from .citing import run_addresses

    project_or_exit()
    with exit_on_invalid_input():
        vanished, new = run_addresses(add)
    typer.echo(f"{len(new)} new" + (" (added)" if add else ""))
    if vanished:
        fail("vanished:\n" + "\n".join(vanished))
