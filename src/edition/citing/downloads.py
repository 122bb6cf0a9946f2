"""Files beside the pages: references to take along, the list of places, sitemap and robots."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path

from edition.project.citation_file import Metadata
from edition.project.files import write_file

from . import cited_works, export_formats
from .references import FILE_EXTENSIONS
from .targets import TARGETS_FILE, Target

ROBOTS = "User-agent: *\nAllow: /\n"


def write_targets(out: Path, places: Iterable[Target], forms: Mapping[str, Mapping]) -> None:
    """Each place in the formats that reference managers import, and the list of all places."""
    places = list(places)
    for place in places:
        for name, extension in FILE_EXTENSIONS.items():
            write_file(out / "citations" / f"{place.id}.{extension}", forms[place.id][name])
    listed = [asdict(place) for place in places]
    write_file(out / TARGETS_FILE, json.dumps(listed, ensure_ascii=False, indent=1) + "\n")


def write_works(out: Path, name: str, bib: Path, keys: Collection[str] | None = None) -> None:
    """The bibliography, or the works of *keys*, in the three formats."""
    items = cited_works.read_works(bib)
    chosen = [item for key, item in items.items() if keys is None or key in keys]
    folder = out / "citations"
    write_file(folder / f"{name}.bib", cited_works.works_as_bibtex(bib, keys))
    write_file(folder / f"{name}.ris", "".join(map(export_formats.ris, chosen)))
    write_file(folder / f"{name}.json", export_formats.csl_json(chosen))


def sitemap(pages: Iterable[str], meta: Metadata) -> str:
    """A sitemap of *pages* (relative to the root); it needs the book's base address."""
    entries = "".join(
        f"<url><loc>{escape(meta.url(page))}</loc><lastmod>{meta.release_date}</lastmod></url>\n"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def write_site(out: Path, pages: Iterable[str], meta: Metadata) -> None:
    """Tell crawlers what there is; without a base address only that they may look."""
    if meta.base_url:
        write_file(out / "sitemap.xml", sitemap(pages, meta))
    place = f"Sitemap: {meta.url('sitemap.xml')}\n" if meta.base_url else ""
    write_file(out / "robots.txt", ROBOTS + place)
