"""The inventory by which other books link to places of this one (``objects.inv``)."""

import zlib
from io import BytesIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.inventory import InventoryFile

from .citation_catalog import CitationCatalog
from .domain import edition_domain
from .link_targets import bibtex_domain

LABEL = "std:label"


def complete_inventory(app: Sphinx, error: Exception | None) -> None:
    """Give the inventory title and version of the book, its rows and works, and short link texts.

    What leads to no page is left out.
    Rows and works are labels, since other books know no other domain of ours.
    """
    catalog = edition_domain(app.env).catalog
    if error or catalog is None:
        return
    path = Path(app.outdir) / "objects.inv"
    known = InventoryFile.load(BytesIO(path.read_bytes()), "", lambda _, address: address)
    objects = {
        (kind, name): (entry[2], entry[3]) for kind, names in known.items()
        for name, entry in names.items()
    }  # fmt: skip
    objects |= {(LABEL, name): place for name, place in citable_labels(app, catalog).items()}
    meta = catalog.meta
    head = f"# Sphinx inventory version 2\n# Project: {meta.title}\n# Version: {meta.version}\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    lines = (
        f"{name} {kind} -1 {address} {text}\n"
        for (kind, name), (address, text) in objects.items()
        if (path.parent / address.partition("#")[0]).is_file()
    )
    path.write_bytes(head.encode() + zlib.compress("".join(sorted(lines)).encode(), 9))


def citable_labels(app: Sphinx, catalog: CitationCatalog) -> dict[str, tuple[str, str]]:
    """Return address and link text of all that can be cited, by its label in small letters."""
    labels = {}
    for id_, target in catalog.by_id.items():
        text = target.id if target.kind == "row" else target.title
        if target.kind == "figure":
            text = target.label.capitalize()
        labels[id_.lower()] = (target.address, text)
    domain = bibtex_domain(app.env)
    for work in domain.citations if domain else ():
        page = app.builder.get_target_uri(work.bibliography_key.docname)
        address = f"{page}#{work.citation_id}"
        labels[work.key.lower()] = (address, catalog.references.works[work.key].label)
    return labels
