"""Files beside the pages: references to download and the sitemap."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from edition.citing import downloads

from .domain import edition_domain


def write_citation_files(app: Sphinx, error: Exception | None) -> None:
    """Write references, targets and sitemap beside the pages."""
    catalog = edition_domain(app.env).catalog
    if error or catalog is None:
        return
    out = Path(app.outdir)
    downloads.write_targets(out, catalog.targets, catalog.references)
    downloads.write_works(out, "references", catalog.bibliography)
    for name, _, keys in catalog.citing_chapters():
        downloads.write_works(out, name, catalog.bibliography, keys)
    pages = [app.builder.get_target_uri(name) for name in app.env.collect_relations()]
    downloads.write_site(out, pages, catalog.meta)
