"""What a page's head tells machines: Highwire, Dublin Core, OpenGraph, schema.org, signposting.

Pure.  Addresses that must be complete to be right (``og:url``, ``cite-as``) are
left out as long as the book has no base address; the others are relative to the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from edition.project.citation_file import Metadata, inverted_name

from .export_formats import OTHERS
from .targets import SECTIONS_FILE, Target

TEXT_TYPES = {"Markdown": "text/markdown", "JSON": "application/json"}
CSL_TYPE = "application/vnd.citationstyles.csl+json"
WORKS = {
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "webpage": "WebPage",
}


@dataclass(frozen=True)
class Page:
    """A page as its head describes it.

    Attributes
    ----------
    name : str
        Its name without ``.html``, relative to the book's root.
    place : Target
        What a reference to the whole page cites.
    description : str
        What it is about.
    picture : tuple of (str, str)
        A picture for previews, relative to the book's root, and what it shows.
    works : tuple of dict
        The works it cites, as CSL items.
    parts : tuple of Target
        The chapters, if this is the book's first page.
    resource : mapping
        The descriptor of the table it shows, if it shows one; ``swhid`` included.
    """

    name: str
    place: Target
    description: str = ""
    picture: tuple[str, str] = ("", "")
    works: tuple[dict, ...] = ()
    parts: tuple[Target, ...] = ()
    resource: Mapping = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The way from the page to the book's root."""
        return "../" * self.name.count("/")


def tag(element: str, **attributes: str) -> str:
    """A void element; attributes are escaped, and dropped together with it when one is empty."""
    if not all(attributes.values()):
        return ""
    text = "".join(
        f' {name.rstrip("_")}="{escape(value, quote=True)}"' for name, value in attributes.items()
    )
    return f"<{element}{text}>"


def head(page: Page, meta: Metadata) -> str:
    """All tags of a page, one to a line."""
    lines = [
        *highwire(page, meta),
        *(dublin_core(page, meta) if page.resource else ()),
        *open_graph(page, meta),
        *signposts(page, meta),
        structured(page, meta),
    ]
    return "\n".join(filter(None, lines))


def highwire(page: Page, meta: Metadata) -> Iterator[str]:
    """The tags that reference managers read; a page of the book is a chapter in it."""
    whole = page.place.kind == "book"
    pairs = [
        ("citation_title", meta.title if whole else page.place.name),
        ("citation_inbook_title", "" if whole else meta.title),
        *(("citation_author", inverted_name(name)) for name in meta.authors),
        ("citation_publication_date", meta.release_date.replace("-", "/")),
        ("citation_language", meta.language),
        ("citation_firstpage", page.place.printed),
        ("citation_abstract", page.description),
        ("citation_fulltext_html_url", meta.url(f"{page.name}.html")),
        ("citation_keywords", "; ".join(meta.keywords) if whole else ""),
    ]
    yield tag("meta", name="description", content=page.description)
    yield from (tag("meta", name=name, content=content) for name, content in pairs)


def dublin_core(page: Page, meta: Metadata) -> Iterator[str]:
    """The tags of a data set."""
    yield tag("link", rel="schema.DC", href="http://purl.org/dc/elements/1.1/")
    yield tag("link", rel="schema.DCTERMS", href="http://purl.org/dc/terms/")
    pairs = [
        ("DC.title", page.place.title),
        *(("DC.creator", inverted_name(name)) for name in meta.authors),
        ("DC.type", "Dataset"),
        ("DC.format", page.resource.get("mediatype", "text/csv")),
        ("DC.language", meta.language),
        ("DC.description", page.resource["description"]),
        ("DC.identifier", page.resource.get("swhid", "")),
        ("DC.source", meta.original_work["title"]),
        ("DCTERMS.issued", meta.release_date),
        ("DCTERMS.isPartOf", meta.title),
        ("DCTERMS.license", meta.license_url),
    ]
    yield from (tag("meta", name=name, content=content) for name, content in pairs)


def open_graph(page: Page, meta: Metadata) -> Iterator[str]:
    """The tags of link previews."""
    picture, shows = page.picture
    whole = page.place.kind == "book"
    pairs = [
        ("og:type", "book" if whole else "article"),
        ("og:title", meta.title if whole else page.place.name),
        ("og:site_name", meta.title),
        ("og:description", page.description),
        ("og:url", meta.url(f"{page.name}.html")),
        ("og:image", meta.url(picture) if picture else ""),
        ("og:image:alt", shows if picture and meta.base_url else ""),
    ]
    yield from (tag("meta", property=name, content=content) for name, content in pairs)
    if picture and meta.base_url:
        yield tag("meta", name="twitter:card", content="summary_large_image")


def signposts(page: Page, meta: Metadata) -> Iterator[str]:
    """Typed links: how to cite the page, what describes it, what it consists of."""
    root = page.root
    yield tag("link", rel="cite-as", href=meta.url(page.place.address))
    yield tag(
        "link", rel="describedby", type=CSL_TYPE, href=f"{root}citations/{page.place.id}.json"
    )
    for name, path in page.place.texts.items():
        yield tag("link", rel="alternate", type=TEXT_TYPES[name], href=f"{root}{path}")
    if page.place.kind == "book":
        yield tag("link", rel="item", type="application/json", href=f"{root}{SECTIONS_FILE}")
    if page.resource:
        yield tag(
            "link", rel="describedby", type="application/json", href=f"{root}data/datapackage.json"
        )
        yield tag("link", rel="item", type="text/csv", href=f"{root}data/{page.resource['path']}")
    for part in page.parts:
        yield tag("link", rel="item", type="text/html", href=f"{root}{part.page}")
    if page.place.kind != "book":
        yield tag("link", rel="collection", type="text/html", href=f"{root}index.html")
    yield tag("link", rel="license", href=meta.license_url)


def people(names: Iterable[dict]) -> list[dict]:
    """CSL names for schema.org, which has no word for others; a literal name is a body's."""
    return [
        {"@type": "Organization", "name": name["literal"]}
        if "literal" in name
        else {"@type": "Person", "familyName": name["family"], "givenName": name.get("given", "")}
        for name in names
        if name != OTHERS
    ]


def work(item: Mapping) -> dict:
    """A CSL item for schema.org."""
    found = {
        "@type": WORKS.get(item["type"], "CreativeWork"),
        "name": item["title"],
        "author": people(item.get("author", ())),
        "editor": people(item.get("editor", ())),
        "datePublished": "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]),
        "isPartOf": {"@type": "CreativeWork", "name": item["container-title"]}
        if "container-title" in item
        else None,
        "pagination": item.get("page"),
        "publisher": {"@type": "Organization", "name": item["publisher"]}
        if "publisher" in item
        else None,
        "url": item.get("URL"),
    }
    return {name: value for name, value in found.items() if value}


def structured(page: Page, meta: Metadata) -> str:
    """The page for schema.org, as JSON-LD in a script element that runs nothing."""
    found = {"@context": "https://schema.org", **described(page, meta)}
    text = json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)
    text = text.replace("<", "\\u003c")  # so that no title can end the element
    return f'<script type="application/ld+json">{text}</script>'


def described(page: Page, meta: Metadata) -> dict:
    """The page's place, its relations and the works it cites, as schema.org has them."""
    whole = page.place.kind == "book"
    book = {"@type": "Book", "name": meta.title, "url": meta.url("index.html")}
    original = work(meta.original_work)
    if page.place.printed:
        original["pageStart"] = page.place.printed
    kinds = {"book": "Book", "table": "Dataset"}
    return {
        "@type": kinds.get(page.place.kind, "Chapter"),
        "name": meta.title if whole else page.place.title,
        "position": page.place.number,
        "description": page.resource.get("description", page.description),
        "creator" if page.resource else "author": people(meta.authors),
        "datePublished": meta.release_date,
        "version": meta.version,
        "inLanguage": meta.language,
        "license": meta.license_url,
        "url": meta.url(f"{page.name}.html"),
        "identifier": page.resource.get("swhid"),
        "isPartOf": None if whole else {name: text for name, text in book.items() if text},
        "isBasedOn": original,
        "hasPart": [
            {"@type": "Chapter", "name": part.title, "position": part.number} for part in page.parts
        ],
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": meta.url(f"data/{page.resource['path']}")
            or f"{page.root}data/{page.resource['path']}",
        }
        if page.resource
        else None,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": each["name"], "description": each["description"]}
            for each in page.resource.get("schema", {}).get("fields", ())
        ],
        "citation": [work(item) for item in page.works],
    }
