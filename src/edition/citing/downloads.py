"""Files beside the pages: references to download, list of targets, sitemap, robots.txt."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.project.citation_file import Metadata
from edition.project.files import write_file

from . import cited_works
from .export_formats import EXPORT_FORMATS
from .targets import TARGETS_FILE, Target

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_targets(
    out: Path, targets: Iterable[Target], references: Mapping[str, Mapping[str, str]]
) -> None:
    """Write the references of each target for reference managers, and the list of targets.

    `out` is the folder of the book; `references` are by id of the target and name of the format.
    """
    targets = list(targets)
    for target in targets:
        for name, export in EXPORT_FORMATS.items():
            path = out / "citations" / f"{target.id}.{export.extension}"
            write_file(path, references[target.id][name])
    records = [asdict(target) for target in targets]
    write_file(out / TARGETS_FILE, json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def write_works(
    out: Path, name: str, bibliography: Path, keys: Collection[str] | None = None
) -> None:
    """Write works of the bibliography (all by default) for reference managers.

    The bibliography is in BibTeX: that format takes its entries as they are.
    """
    works = cited_works.read_works(bibliography)
    chosen = [item for key, item in works.items() if keys is None or key in keys]
    for format_name, export in EXPORT_FORMATS.items():
        if format_name == "bibtex":
            text = cited_works.works_as_bibtex(bibliography, keys)
        else:
            text = export.write(chosen)
        write_file(out / "citations" / f"{name}.{export.extension}", text)


def write_site_files(out: Path, pages: Iterable[str], meta: Metadata) -> None:
    """Write a sitemap if the book has a base URL, and ``robots.txt`` if it is the root of a host.

    Crawlers look for ``robots.txt`` nowhere else.
    """
    if not meta.base_url:
        return
    sitemap = etree.Element("urlset", xmlns=SITEMAP)
    for page in pages:
        url = etree.SubElement(sitemap, "url")
        etree.SubElement(url, "loc").text = meta.url(page)
        etree.SubElement(url, "lastmod").text = meta.release_date
    xml = etree.tostring(sitemap, encoding="utf-8", xml_declaration=True, pretty_print=True)
    write_file(out / "sitemap.xml", xml)
    if urlsplit(meta.base_url).path == "/":
        write_file(
            out / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {meta.url('sitemap.xml')}\n"
        )
