"""Tags of a page's head for programs: Highwire, Dublin Core, OpenGraph, signposting, JSON-LD.

What a reference manager makes of them is what the downloads of the Cite box hold.

Tags that need a full URL (``og:url``, ``cite-as``) are left out as long as the book has no
base URL; all other addresses are relative to the page.
"""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from edition.citing.export_formats import EXPORT_FORMATS, undivided_name
from edition.citing.provenance import origin_text
from edition.citing.targets import SECTIONS_FILE
from edition.project.citation_file import Metadata

from .structured_data import PageMetadata, structured_data
from .templating import render

#: Name and attributes of a void element.
Tag = tuple[str, dict[str, str]]
FILE_TYPES = {"Markdown": "text/markdown", "JSON": "application/json"}
CSL_JSON = EXPORT_FORMATS["csl-json"]


def head_tags(page: PageMetadata, meta: Metadata) -> Markup:
    """Return all tags of a page, one to a line; tags with an empty attribute are left out."""
    tags = [*highwire(page, meta), *dublin_core(page, meta), *open_graph(page, meta)]
    tags += signposts(page, meta)
    complete = [tag for tag in tags if all(tag[1].values())]
    return render("head_tags.html", tags=complete, structured_data=structured_data(page, meta))


def meta_tags(pairs: Iterable[tuple[str, str]], attribute: str = "name") -> Iterator[Tag]:
    """Yield a ``meta`` tag for each name and content."""
    return (("meta", {attribute: name, "content": content}) for name, content in pairs)


def link_tag(rel: str, href: str, **type_: str) -> Tag:
    """Return a ``link`` tag; the media type may be given as ``type``."""
    return "link", {"rel": rel, **type_, "href": href}


def highwire(page: PageMetadata, meta: Metadata) -> Iterator[Tag]:
    """Yield the tags that reference managers read; prose is a part of the book, a table is not."""
    part = not (page.is_book or page.resource)
    return meta_tags([
        ("description", page.description),
        ("citation_title", meta.title if page.is_book else page.target.name),
        ("citation_inbook_title", meta.title if part else ""),
        *(("citation_author", undivided_name(name)) for name in meta.authors),
        ("citation_publication_date", meta.release_date.replace("-", "/")),
        ("citation_language", meta.language),
        ("citation_abstract", page.description),
        ("citation_fulltext_html_url", meta.url(page.target.address)),
        ("citation_pdf_url", meta.url(page.pdf) if page.pdf else ""),
        ("citation_keywords", "; ".join(meta.keywords) if page.is_book else ""),
    ])  # fmt: skip


def dublin_core(page: PageMetadata, meta: Metadata) -> Iterator[Tag]:
    """Yield version and license of a page, and the tags of a data set for that of a table.

    Zotero takes the version from PRISM, and the type from a name of its own.
    """
    licenses = page.provenance.licenses
    yield from meta_tags([
        ("DC.rights", "; ".join(map(origin_text, licenses))),
        ("prism.edition", meta.version if page.resource else f"Version {meta.version}"),
    ])  # fmt: skip
    if not page.resource:
        return
    yield link_tag("schema.DC", "http://purl.org/dc/elements/1.1/")
    yield link_tag("schema.DCTERMS", "http://purl.org/dc/terms/")
    yield from meta_tags([
        ("z:itemType", "dataset"),
        ("DC.title", page.target.title),
        *(("DC.creator", undivided_name(name)) for name in meta.authors),
        ("DC.type", "Dataset"),
        ("DC.publisher", meta.title),
        ("DC.format", page.resource.get("mediatype", "text/csv")),
        ("DC.language", meta.language),
        ("DC.description", page.resource["description"]),
        ("DC.identifier", page.resource.get("swhid", "")),
        *(("DCTERMS.source", origin_text(source)) for source in page.provenance.sources),
        ("DCTERMS.issued", meta.release_date),
        ("DCTERMS.isPartOf", meta.title),
        *(("DCTERMS.license", each.get("path", "")) for each in licenses),
    ])  # fmt: skip


def open_graph(page: PageMetadata, meta: Metadata) -> Iterator[Tag]:
    """Yield the tags of link previews; a picture needs a full URL."""
    picture, alt = page.picture if meta.base_url else ("", "")
    pairs = [
        ("og:type", "book" if page.is_book else "article"),
        ("og:title", meta.title if page.is_book else page.target.name),
        ("og:site_name", meta.title),
        ("og:description", page.description),
        ("og:url", meta.url(page.target.address)),
        ("og:image", meta.url(picture) if picture else ""),
        ("og:image:alt", alt if picture else ""),
    ]
    yield from meta_tags(pairs, "property")
    yield from meta_tags([("twitter:card", "summary_large_image" if picture else "")])


def signposts(page: PageMetadata, meta: Metadata) -> Iterator[Tag]:
    """Yield typed links (signposting.org): how to cite the page, what describes it, its parts."""
    root, target = page.root, page.target
    yield link_tag("cite-as", meta.url(target.address))
    yield link_tag("describedby", f"{root}citations/{target.id}.json", type=CSL_JSON.media_type)
    for name, path in target.texts.items():
        yield link_tag("alternate", f"{root}{path}", type=FILE_TYPES[name])
    if page.is_book:
        yield link_tag("item", f"{root}{SECTIONS_FILE}", type="application/json")
    if page.resource:
        yield link_tag("describedby", f"{root}data/datapackage.json", type="application/json")
        yield link_tag("item", f"{root}data/{page.resource['path']}", type="text/csv")
    for part in page.parts:
        yield link_tag("item", f"{root}{part.page}", type="text/html")
    if not page.is_book:
        yield link_tag("collection", f"{root}index.html", type="text/html")
    for each in page.provenance.licenses:
        yield link_tag("license", each.get("path", ""))
