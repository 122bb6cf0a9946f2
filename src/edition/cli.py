"""The commands of the edition, thin: each calls one function of the package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy starts threads of its own

import typer

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help="Build, check and verify the edition.",
)  # fmt: skip


def home() -> Path:
    """The project's folder, or the end of the command."""
    from .project import location

    try:
        return location.project_folder()
    except FileNotFoundError as error:
        fail(str(error))


def fail(message: str, status: int = 1) -> None:
    """End with a message and an exit status."""
    typer.echo(message, err=True)
    raise typer.Exit(status)


def command() -> str:
    """The name of the command line, for messages."""
    from .project import vocabulary

    return vocabulary.current(home()).command


@contextmanager
def sound_input(status: int = 1) -> Iterator[None]:
    """End where tables, bibliography or their description cannot be used, one breach a line."""
    from .data.table_schema import InvalidInput

    try:
        yield
    except InvalidInput as error:
        fail("\n".join(map(str, error.violations)), status)


@app.command()
def build() -> None:
    """Build the book in _build/html; execute only what has changed."""
    from .build import pipeline
    from .project import progress

    folder, start = home(), monotonic()
    try:
        with progress.progress_display() as shown:
            changed = pipeline.build(folder, shown)
    except pipeline.BuildError as error:
        fail(f"{error}\n\nThe book was not built; _build/html is as it was.")
    said = f"built in {monotonic() - start:.1f} s" if changed else "up to date"
    typer.echo(f"{folder / '_build' / 'html' / 'index.html'} ({said})")


@app.command()
def epub() -> None:
    """Make the EPUB in _build/edition.epub, and link it from the title page."""
    from .build.formats.epub_file import make

    _form(make)


@app.command()
def pdf() -> None:
    """Make the PDF in _build/edition.pdf, and link it from the title page."""
    from .build.formats.pdf_file import make

    _form(make)


def _form(make) -> None:
    """Make one of the book's other forms, publish it beside the pages, print where it is."""
    from .build import pipeline
    from .project import progress

    folder, start = home(), monotonic()
    try:
        with progress.progress_display() as shown:
            made = make(folder, shown)
            pipeline.build(folder, shown)
    except pipeline.BuildError as error:
        fail(f"{error}\n\n{make.__module__.rpartition('.')[2]} was not made.")
    typer.echo(f"{made} ({made.stat().st_size / 1e6:.1f} MB, made in {monotonic() - start:.1f} s)")


@app.command()
def check() -> None:
    """Check every table, source and reference."""
    from .build import pipeline
    from .data import data_package

    folder = home()
    found = pipeline.check(folder)
    if found:
        fail("\n".join(map(str, found)))
    typer.echo(f"{len(data_package.resources(folder))} tables and references.bib are sound.")


@app.command()
def verify(
    book: Annotated[str, typer.Argument(help="A built book: a folder or an address.")] = "",
) -> None:
    """Execute everything anew in plain kernels and compare it with the book's receipt."""
    from .build import verification
    from .project import progress

    folder = home()
    try:
        with sound_input(2), progress.progress_display() as shown:
            outcomes = verification.verify(folder, book or folder / "_build" / "html", shown)
    except verification.NoReceipt as error:
        fail(str(error), 2)
    for outcome in outcomes:
        typer.echo(str(outcome))
    raise typer.Exit(verification.status(outcomes))


@app.command()
def serve(port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8000) -> None:
    """Serve _build/html on this machine and print the address."""
    from .build import server

    html = home() / "_build" / "html"
    if not (html / "index.html").is_file():
        fail(f"There is no built book yet: {command()} build")
    with server.server(html, port) as server:
        typer.echo(f"http://127.0.0.1:{server.server_port}/ – Ctrl-C ends it")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


@app.command()
def versions() -> None:
    """Print the edition, and the versions of what builds it."""
    import platform
    from importlib.metadata import version

    from .notebooks import receipt
    from .project import identity

    current = identity.build_identity(home())
    typer.echo(f"edition {current.version}  commit {current.commit}  {current.date}")
    typer.echo(f"python {platform.python_version()}  {platform.platform()}")
    for name in receipt.PACKAGES:
        typer.echo(f"{name} {version(name)}")


@app.command()
def audit() -> None:
    """Audit the thesis's citations by rule; status 1 if other than the accepted."""
    from .audit import report
    from .data import data_package, tables
    from .project import vocabulary

    folder = home()
    with sound_input():
        roles = vocabulary.current(folder).roles
        if not (roles.citations and roles.findings):
            fail("The vocabulary names no table of citations or none of findings.")
        found = report.run_rules(tables.load(roles.citations, folder), tables.load_works(folder))
        accepted = tables.load(roles.findings, folder)
        path = data_package.resources(folder)[roles.findings]["path"]
    for row in found.itertuples():
        typer.echo(f"{row.section:7} {row.rule:24} {row.printed}: {row.problem}")
    differences = report.compare_findings(found, accepted)
    if differences:
        fail("\n".join([f"The accepted findings (data/{path}) differ:", *differences]))
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

    home()
    try:
        with sound_input():
            typer.echo(run_cite(address, format))
    except (UnknownTarget, UnknownFormat) as error:
        fail(str(error))


@app.command()
def addresses(
    add: Annotated[bool, typer.Option("--add", help="List what is new.")] = False,
) -> None:
    """Compare the built book with the list of published addresses."""
    from .citing import run_addresses

    home()
    with sound_input():
        vanished, new = run_addresses(add)
    typer.echo(f"{len(new)} new" + (" (added)" if add else ""))
    if vanished:
        fail("vanished:\n" + "\n".join(vanished))
