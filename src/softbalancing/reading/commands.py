"""The command line of the engine, with the commands for a reader's own codings."""

import json
from pathlib import Path
from typing import Annotated

import typer

from edition.cli import app, exit_on_invalid_input, fail, project_or_exit

File = Annotated[Path, typer.Argument(help="A table like data/codings.csv.")]


@app.command()
def assess(
    file: File,
    against: Annotated[Path | None, typer.Option(help="Another reading to compare with.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    matrices: Annotated[Path | None, typer.Option(help="Folder for the two matrices.")] = None,
) -> None:
    """Check codings of your own, and print the verdict that follows from them."""
    from . import reading_files, reading_report

    project_or_exit()
    with exit_on_invalid_input():
        judged = reading_files.assess(file)
        other = reading_files.assess(against) if against else None
    if as_json:
        typer.echo(json.dumps(reading_report.as_json(judged, other), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(reading_report.as_text(judged, other)))
    if matrices:
        matrices.mkdir(parents=True, exist_ok=True)
        for name, figure in judged.matrices().items():
            (matrices / f"{name}.png").write_bytes(figure.png)
            (matrices / f"{name}.csv").write_text(figure.csv, encoding="utf-8")


@app.command()
def form(
    file: Annotated[Path, typer.Argument(help="The file to write.")] = Path("my-codings.csv"),
    section: Annotated[str, typer.Option(help="Only claims of this section, such as 4.2.")] = "",
    blind: Annotated[bool, typer.Option("--blind", help="Show no coding of the edition.")] = False,
) -> None:
    """Write a form to code the claims on, without directions."""
    from . import reading_files

    project_or_exit()
    try:
        with exit_on_invalid_input():
            beside = reading_files.write_form(file, section, blind=blind)
    except ValueError as error:
        fail(str(error))
    typer.echo(f"{file}, and {beside} with the claims that it asks for")
