"""Metadata of a page, and the page and the works that it cites in terms of schema.org."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.citing.export_formats import OTHERS
from edition.citing.provenance import Provenance
from edition.citing.targets import Target
from edition.data.descriptors import Origin
from edition.project.citation_file import CslItem, CslName, Metadata, csl_surname

WORK_TYPES = {
    "article-journal": "ScholarlyArticle", "book": "Book", "chapter": "Chapter",
    "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip


@dataclass(frozen=True)
class PageMetadata:
    """What the head of a page describes; addresses are relative to the book's root."""

    name: str  #: address of the page without ``.html``
    target: Target  #: what a reference to the whole page cites
    provenance: Provenance  #: what it rests on, and its licenses
    description: str = ""
    picture: tuple[str, str] = ("", "")  #: address and alternative text of a preview
    works: Mapping[str, CslItem] = field(default_factory=dict)  #: works that the page cites, by key
    bases: Mapping[str, CslItem] = field(default_factory=dict)  #: works that it rests on, by key
    parts: tuple[Target, ...] = ()  #: chapters of the book, on its first page
    #: descriptor of the table that the page shows, with its ``swhid`` and what it covers
    resource: Mapping[str, Any] = field(default_factory=dict)
    pdf: str = ""  #: address of the book as PDF, on its first page

    @property
    def root(self) -> str:
        """Relative address of the book's root, seen from the page."""
        return "../" * self.name.count("/")

    @property
    def is_book(self) -> bool:
        """Whether the page stands for the book as a whole."""
        return self.target.kind == "book"


def structured_data(page: PageMetadata, meta: Metadata) -> dict[str, Any]:
    """Return the page, its relations and the works that it cites in terms of schema.org."""
    resource, target = page.resource, page.target
    people = schema_people(meta.authors)

    def address(path: str) -> str:
        return meta.url(path) or f"{page.root}{path}"

    def part(type_: str, name: str, path: str, **more: str) -> dict[str, str]:
        return {"@type": type_, "@id": address(path), "name": name, "url": address(path), **more}

    return _without_empty({
        "@context": "https://schema.org",
        "@type": {"book": "Book", "table": "Dataset"}.get(target.kind, "Chapter"),
        "@id": address(target.address),
        "name": meta.title if page.is_book else target.title,
        "position": target.number,
        "description": resource.get("description", page.description),
        "creator" if resource else "author": people,
        "publisher": people,
        "datePublished": meta.release_date,
        "version": meta.version,
        "inLanguage": meta.language,
        "license": [_license(each) for each in page.provenance.licenses],
        "url": address(target.address),
        "identifier": resource.get("swhid"),
        "keywords": list(meta.keywords) if page.is_book or resource else [],
        "temporalCoverage": resource.get("temporal"),
        "spatialCoverage": resource.get("spatial"),
        "isPartOf": None if page.is_book else part("Book", meta.title, "index.html"),
        "isBasedOn": [_source(each, page) for each in page.provenance.sources],
        "hasPart": [
            part("Chapter", each.title, each.address, position=each.number) for each in page.parts
        ],
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": address(f"data/{resource['path']}"),
        } if resource else None,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": each["name"], "description": each["description"]}
            for each in resource.get("schema", {}).get("fields", ())
        ],
        "citation": [schema_work(item) for item in (page.works or page.bases).values()],
    })  # fmt: skip


def _license(origin: Origin) -> str | dict[str, str]:
    """Return the address of a license, or what it says if it has none."""
    return origin.get("path") or {"@type": "CreativeWork", "name": origin["title"]}


def _source(origin: Origin, page: PageMetadata) -> dict[str, Any]:
    """Return what a page rests on, with the page of the original on which its section begins."""
    if item := page.bases.get(origin.get("work", "")):
        return schema_work(item) | _without_empty({"pageStart": page.target.printed})
    return _without_empty(
        {"@type": "CreativeWork", "name": origin["title"], "url": origin.get("path")}
    )


def schema_people(names: Iterable[CslName]) -> list[dict[str, str]]:
    """Return CSL names in terms of schema.org; a literal name is that of an organization."""
    return [
        {"@type": "Organization", "name": name["literal"]}
        if "literal" in name
        else {
            "@type": "Person",
            "familyName": csl_surname(name),
            "givenName": name.get("given", ""),
        }
        for name in names
        if name != OTHERS  # schema.org has no word for "and others"
    ]


def schema_work(item: CslItem) -> dict[str, Any]:
    """Return a CSL item in terms of schema.org."""
    container, publisher = item.get("container-title"), item.get("publisher")
    date = item["issued"]["date-parts"][0] if "issued" in item else ()
    return _without_empty({
        "@type": WORK_TYPES.get(item["type"], "CreativeWork"),
        "name": item["title"],
        "author": schema_people(item.get("author", ())),
        "editor": schema_people(item.get("editor", ())),
        "datePublished": "-".join(f"{part:02}" for part in date),
        "creativeWorkStatus": item.get("status"),
        "isPartOf": {"@type": "CreativeWork", "name": container} if container else None,
        "pagination": item.get("page"),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "url": item.get("URL"),
    })  # fmt: skip


def _without_empty(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}
