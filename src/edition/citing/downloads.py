"""Files beside the pages: references to download, list of targets, sitemap, robots.txt."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from lxml import etree

from edition.project.citation_file import Metadata
from edition.project.files import write_file

from . import cited_works, export_formats
from .references import FILE_EXTENSIONS
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
        for format_name, extension in FILE_EXTENSIONS.items():
            path = out / "citations" / f"{target.id}.{extension}"
            write_file(path, references[target.id][format_name])
    records = [asdict(target) for target in targets]
    write_file(out / TARGETS_FILE, json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def write_works(
    out: Path, name: str, bibliography: Path, keys: Collection[str] | None = None
) -> None:
    """Write works of the bibliography (all by default) for reference managers."""
    works = cited_works.read_works(bibliography)
    chosen = [item for key, item in works.items() if keys is None or key in keys]
    folder = out / "citations"
    write_file(folder / f"{name}.bib", cited_works.works_as_bibtex(bibliography, keys))
    write_file(folder / f"{name}.ris", "".join(map(export_formats.ris, chosen)))
    write_file(folder / f"{name}.json", export_formats.csl_json(chosen))


def write_site_files(out: Path, pages: Iterable[str], meta: Metadata) -> None:
    """Write ``robots.txt`` and, if the book has a base URL, a sitemap of its pages."""
    robots = "User-agent: *\nAllow: /\n"
    if meta.base_url:
        robots += f"Sitemap: {meta.url('sitemap.xml')}\n"
        sitemap = etree.Element("urlset", xmlns=SITEMAP)
        for page in pages:
            url = etree.SubElement(sitemap, "url")
            etree.SubElement(url, "loc").text = meta.url(page)
            etree.SubElement(url, "lastmod").text = meta.release_date
        xml = etree.tostring(sitemap, encoding="utf-8", xml_declaration=True, pretty_print=True)
        write_file(out / "sitemap.xml", xml)
    write_file(out / "robots.txt", robots)
