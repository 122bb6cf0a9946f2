"""The EPUB: Sphinx's builder with a cover, whole metadata and the same bytes each time."""

from __future__ import annotations

import re
import shutil
import uuid
import zipfile
from html import escape
from pathlib import Path

import lxml.html
from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from edition.figures.canvas import palette
from edition.project import citation_file, identity, location

from . import package_metadata

THEME = Path(__file__).parent.parent.parent / "theme" / "epub"
FACES = ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf")
COVER = "_static/cover.png"
BASENAME = "edition"
ITEM = re.compile(r'<item id="[^"]*" href="([^"]*)"[^>]*?(?= ?/>)')


class Builder(Epub3Builder):
    """Sphinx's EPUB 3, completed where its package document is silent."""

    def get_toc(self) -> None:
        """Add the numbered sections, with their numbers, to the pages that the contents name."""
        super().get_toc()
        self.refnodes = [node for page in self.refnodes for node in self._with_sections(page)]

    def _with_sections(self, page: dict) -> list[dict]:
        docname = page["refuri"].removesuffix(self.out_suffix)
        numbers = self.env.toc_secnumbers.get(docname)
        if not numbers:
            return [page]
        found = []
        for link in self.env.tocs[docname].findall(nodes.reference):
            anchor = link["anchorname"]
            number = numbers.get(anchor, ())
            head = ".".join(map(str, number))
            text = escape(f"{head} {link.astext()}".strip())
            level = page["level"] + max(len(number) - 1, 0)
            found.append({"level": level, "refuri": page["refuri"] + anchor, "text": text})
        return found

    def build_content(self) -> None:
        """Add the source, what the book offers to readers who cannot see it, and properties."""
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        meta = citation_file.read_citation_file(location.project_folder())
        more = package_metadata.lines(meta) + "\n  </metadata>"
        text = path.read_text(encoding="utf-8").replace("</metadata>", more.lstrip(), 1)
        path.write_text(ITEM.sub(self._with_properties, text), encoding="utf-8")

    def _with_properties(self, found: re.Match) -> str:
        """A manifest item that says what a reading system must be able to do for it."""
        name = found[1]
        if name == COVER:
            return f'{found[0]} properties="cover-image"'
        page = Path(self.outdir) / name
        drawn = page.suffix == ".xhtml" and page.is_file() and "<svg" in page.read_text("utf-8")
        return found[0] + (' properties="svg"' if drawn else "")

    def toc_metadata(self, level: int, navpoints: list) -> dict:
        """Give the old table of contents the book's own identifier."""
        return super().toc_metadata(level, navpoints) | {"uid": self.config.epub_identifier}

    def build_epub(self) -> None:
        """Write the archive, every entry with the date of the edition."""
        date = identity.build_time(location.project_folder()).timetuple()[:6]
        target = Path(self.outdir) / f"{self.config.epub_basename}.epub"
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx"]
        with zipfile.ZipFile(target, "w") as archive:
            for name in dict.fromkeys([*names, *self.files]):
                entry = zipfile.ZipInfo(name, date)
                stored = name == "mimetype" or name.endswith(".png")
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, (Path(self.outdir) / name).read_bytes())


def overrides(folder: Path) -> dict:
    """The configuration of the EPUB that follows from what the edition says of itself."""
    meta = citation_file.read_citation_file(folder)
    return {
        "version": meta.version,
        "epub_basename": BASENAME,
        "epub_theme": "edition-epub",
        "epub_title": meta.title,
        "epub_author": "; ".join(map(citation_file.inverted_name, meta.authors)),
        "epub_contributor": citation_file.inverted_name(meta.original_work["author"][0]),
        "epub_publisher": "; ".join(map(citation_file.inverted_name, meta.authors)),
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


def lay_out(app: Sphinx) -> None:
    """Put cover and faces beside the pages before the package is made."""
    if app.builder.name != "epub":
        return
    from . import cover  # draws, and with it comes Matplotlib

    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FACES:
        shutil.copyfile(palette.FONTS / name, folder / name)
    meta, current = (
        citation_file.read_citation_file(location.project_folder()),
        identity.build_identity(location.project_folder()),
    )
    title, _, subtitle = meta.title.partition(": ")
    authors = [name["literal"] for name in meta.authors if "literal" in name]
    lines = [*authors, f"Version {current.version}, {current.date}"]
    (folder / "cover.png").write_bytes(cover.png(title, subtitle, lines))


def simplify(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave out code and what only a page can do; keep raw tables well-formed."""
    if app.builder.name != "epub":
        return
    for node in list(doctree.findall(nodes.Element)):
        if node.tagname == "HideCodeCellNode":  # folds what is left out here
            node.replace_self(node.children)
        elif "cell_input" in node.get("classes", ()):
            node.parent.remove(node)
    for raw in doctree.findall(nodes.raw):
        raw.children = [nodes.Text(well_formed(raw.astext()))]


def well_formed(text: str) -> str:
    """A piece of HTML as XHTML, without the rules and attributes that pandas adds to a table.

    >>> well_formed('<style>td{}</style><p>Marks & Spencer<br></p>')
    '<div><p>Marks &amp; Spencer<br/></p></div>'
    """
    whole = lxml.html.fragment_fromstring(text, create_parent="div")
    etree.strip_elements(whole, "style", with_tail=False)
    for element in whole.iter("table", "tr"):
        for name in ("border", "style"):
            element.attrib.pop(name, None)
    return etree.tostring(whole, encoding="unicode")


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's own EPUB builder."""
    app.add_html_theme("edition-epub", str(THEME))
    app.add_builder(Builder, override=True)
    app.connect("builder-inited", lay_out)
    app.connect("doctree-resolved", simplify)
