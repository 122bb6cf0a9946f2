"""Directives of the page about citing: examples, lists of references, downloads, identifiers."""

from collections.abc import Callable
from functools import partial
from itertools import chain

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from edition.citing import swhids, targets
from edition.citing.csl_styles import STYLES
from edition.citing.export_formats import EXPORT_FORMATS
from edition.citing.references import FORMATS
from edition.citing.targets import UnknownTarget
from edition.html.cell_markup import code, download_link
from edition.html.table_markup import table
from edition.html.templating import render
from edition.project import vocabulary

from .citation_catalog import CitationCatalog
from .deferred_html import deferred_directive
from .domain import edition_domain
from .link_targets import root_path

logger = logging.getLogger(__name__)


def cite_example(catalog: CitationCatalog, root: str, address: str, format_: str) -> str:
    """Return the command that cites an address, and what it prints."""
    target = targets.find_target(address, catalog.by_id)
    text = catalog.references.complete(target, format_)
    option = "" if format_ == "apa" else f" --format {format_}"
    command = f"{vocabulary.current().command} cite {address}{option}"
    return render("command_output.html", command=command, output=text)


def citations(catalog: CitationCatalog, root: str, kind: str) -> str:
    """Return the references of all targets of a kind."""
    chosen = [target for target in catalog.targets if target.kind == kind]
    return render(
        "reference_list.html", targets=chosen, formats=catalog.complete, root=root,
        row_templates=catalog.row_templates, styles=STYLES, exports=EXPORT_FORMATS,
    )  # fmt: skip


def bibliographies(catalog: CitationCatalog, root: str) -> str:
    """Return downloads of the whole bibliography and of each chapter's part of it."""
    chapters = ((name, target.name) for name, target, _ in catalog.citing_chapters())
    rows = []
    for name, title in [("references", "The whole bibliography"), *chapters]:
        links = (
            download_link(export.title, f"{root}citations/{name}.{export.extension}",
                          f"{export.title}, {title}")
            for export in EXPORT_FORMATS.values()
        )  # fmt: skip
        rows.append(("", (title, *links)))
    heads = ["Works of", *(export.title for export in EXPORT_FORMATS.values())]
    return table(heads, rows, caption="Lists of works to download")


def identifiers(catalog: CitationCatalog, root: str) -> str:
    """Return the identifiers of the revision and of each table's file."""
    files = (
        (f"data/{catalog.resources[name]['path']}", id_) for name, id_ in catalog.swhids.items()
    )
    identified = chain(swhids.revision_swhids(catalog.folder), files)
    rows = [("", (what, code(identifier))) for what, identifier in identified]
    return table(["What", "SWHID"], rows, caption="Identifiers of this version")


def listing(
    content: Callable[..., str], builder: StandaloneHTMLBuilder, location: str, *arguments: str
) -> str:
    """Return the content of a directive; only HTML pages have addresses to cite."""
    catalog, root = edition_domain(builder.env).catalog, root_path(builder.current_docname)
    try:
        return content(catalog, root, *arguments) if catalog else ""
    except UnknownTarget as error:
        logger.warning(str(error), location=location, type="edition", subtype="citing")
        return ""


DIRECTIVES = {
    "bibliographies": deferred_directive(partial(listing, bibliographies)),
    "citations": deferred_directive(
        partial(listing, citations), ("book", "section", "figure", "table")
    ),
    "cite-example": deferred_directive(partial(listing, cite_example), (), FORMATS),
    "swhids": deferred_directive(partial(listing, identifiers)),
}
