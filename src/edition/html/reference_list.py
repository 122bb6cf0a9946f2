"""Content of the page about citing: references of all targets, identifiers, downloads."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from edition.citing.references import FILE_EXTENSIONS
from edition.citing.targets import Target

from .cell_markup import code, download_link
from .table_markup import table
from .templating import render

TITLES = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}


def reference_list(
    targets: Iterable[Target],
    formats: Mapping[str, Mapping[str, str]],
    root: str,
    row_templates: Mapping[str, Mapping[str, tuple[Target, Mapping[str, str]]]],
) -> Markup:
    """Return the references of targets in all formats, one target after the other.

    `formats` holds the references of each target by format, by the id of the target;
    `row_templates` holds the templates and their references by name, by the anchor of the table;
    `root` is the address of the book's root, seen from the page.
    """
    return render(
        "reference_list.html", targets=targets, formats=formats, root=root,
        row_templates=row_templates, titles=TITLES, extensions=FILE_EXTENSIONS,
    )  # fmt: skip


def identifiers_table(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return a table of what is identified and its SWHID."""
    rows = [("", (what, code(identifier))) for what, identifier in pairs]
    return table(["What", "SWHID"], rows, caption="Identifiers of this version")


def bibliographies_table(names: Iterable[tuple[str, str]], root: str) -> Markup:
    """Return a table of downloads of lists of works, given file stem and title of each."""
    rows = []
    for name, title in names:
        links = (
            download_link(TITLES[format_], f"{root}citations/{name}.{extension}",
                          f"{TITLES[format_]}, {title}")
            for format_, extension in FILE_EXTENSIONS.items()
        )  # fmt: skip
        rows.append(("", (title, *links)))
    return table(["Works of", *TITLES.values()], rows, caption="Lists of works to download")
