"""Builder of the EPUB: Sphinx's, with a cover, complete metadata and reproducible bytes."""

import shutil
import uuid
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import lxml.html
from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from edition.figures.canvas import palette
from edition.project import citation_file, identity, location

from . import package_metadata
from .package_metadata import OPF

FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf")
COVER = "_static/cover.png"
BASENAME = "edition"


class EditionEpubBuilder(Epub3Builder):
    """Sphinx's builder of EPUB 3, completed where its package document lacks something."""

    def get_toc(self) -> None:
        """Add the numbered sections, with their numbers, to the pages of the contents."""
        super().get_toc()
        self.refnodes = [entry for page in self.refnodes for entry in self._with_sections(page)]

    def _with_sections(self, page: dict[str, Any]) -> list[dict[str, Any]]:
        docname = page["refuri"].removesuffix(self.out_suffix)
        numbers = self.env.toc_secnumbers.get(docname)
        if not numbers:
            return [page]
        entries = []
        for link in self.env.tocs[docname].findall(nodes.reference):
            anchor = link["anchorname"]
            number = numbers.get(anchor, ())
            text = escape(f"{'.'.join(map(str, number))} {link.astext()}".strip())
            level = page["level"] + max(len(number) - 1, 0)
            entries.append({"level": level, "refuri": page["refuri"] + anchor, "text": text})
        return entries

    def build_content(self) -> None:
        """Add metadata to the package document, and properties to the items of its manifest."""
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        package = etree.parse(path)
        etree.cleanup_namespaces(package)  # else new elements get the unused prefix ``opf``
        meta = citation_file.read_citation_file(location.project_folder())
        next(package.iter(f"{OPF}metadata")).extend(package_metadata.elements(meta))
        for item in package.iter(f"{OPF}item"):
            if properties := self._properties(item.get("href", "")):
                item.set("properties", properties)
        etree.indent(package)
        package.write(path, encoding="utf-8", xml_declaration=True)

    def _properties(self, name: str) -> str:
        """Return what a reading system must know of a file: that it is the cover or has SVG."""
        if name == COVER:
            return "cover-image"
        page = Path(self.outdir) / name
        has_svg = page.suffix == ".xhtml" and page.is_file() and "<svg" in page.read_text("utf-8")
        return "svg" if has_svg else ""

    def toc_metadata(self, level: int, navpoints: list) -> dict[str, Any]:
        """Give the NCX table of contents the identifier of the book."""
        return super().toc_metadata(level, navpoints) | {"uid": self.config.epub_identifier}

    def build_epub(self) -> None:
        """Write the archive; every entry has the date of the edition."""
        date = identity.build_time(location.project_folder()).timetuple()[:6]
        target = Path(self.outdir) / f"{self.config.epub_basename}.epub"
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx"]
        with zipfile.ZipFile(target, "w") as archive:
            for name in dict.fromkeys([*names, *self.files]):
                entry = zipfile.ZipInfo(name, date)
                stored = name == "mimetype" or name.endswith(".png")
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, (Path(self.outdir) / name).read_bytes())


def config_overrides(folder: Path) -> dict[str, Any]:
    """Return the Sphinx configuration of the EPUB that follows from the project's metadata."""
    meta = citation_file.read_citation_file(folder)
    authors = "; ".join(map(citation_file.inverted_name, meta.authors))
    return {
        "version": meta.version,
        "epub_basename": BASENAME,
        "epub_theme": "edition-epub",
        "epub_title": meta.title,
        "epub_author": authors,
        "epub_contributor": citation_file.inverted_name(meta.original_work["author"][0]),
        "epub_publisher": authors,
        "epub_description": meta.abstract,
        "epub_copyright": f"{meta.licenses[0]} ({meta.license_url})",
        "epub_identifier": uuid.uuid5(uuid.NAMESPACE_OID, meta.title).urn,
        "epub_uid": "edition",
        "epub_cover": (COVER, "cover.html"),
        "epub_show_urls": "no",
        "epub_use_index": False,
        "epub_tocdup": False,
        "epub_tocscope": "includehidden",
    }


def write_cover_and_fonts(app: Sphinx) -> None:
    """Write cover and fonts beside the pages before the package is made."""
    if app.builder.name != "epub":
        return
    from .cover import cover_png  # imports Matplotlib

    folder, project = Path(app.outdir) / "_static", location.project_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        shutil.copyfile(palette.FONTS / name, folder / name)
    meta, build = citation_file.read_citation_file(project), identity.build_identity(project)
    title, _, subtitle = meta.title.partition(": ")
    authors = [name["literal"] for name in meta.authors if "literal" in name]
    lines = [*authors, f"Version {build.version}, {build.date}"]
    (folder / "cover.png").write_bytes(cover_png(title, subtitle, lines))


def simplify(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Remove code from a page, and make its raw HTML well-formed XHTML."""
    if app.builder.name != "epub":
        return
    for node in list(doctree.findall(nodes.Element)):
        if node.tagname == "HideCodeCellNode":
            node.replace_self(node.children)
        elif "cell_input" in node.get("classes", ()):
            node.parent.remove(node)
    for raw in doctree.findall(nodes.raw):
        raw.children = [nodes.Text(well_formed(raw.astext()))]


def well_formed(html: str) -> str:
    """Return HTML as XHTML, without the styles and borders that pandas adds to a table.

    >>> well_formed('<style>td{}</style><p>Marks & Spencer<br></p>')
    '<div><p>Marks &amp; Spencer<br/></p></div>'
    """
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    etree.strip_elements(root, "style", with_tail=False)
    for element in root.iter("table", "tr"):
        for name in ("border", "style"):
            element.attrib.pop(name, None)
    return etree.tostring(root, encoding="unicode")
