"""Metadata of the EPUB's package document beyond the fields of Sphinx's template."""

from collections.abc import Iterator

from lxml import etree

from edition.project.citation_file import Metadata, inverted_name

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
#: Properties of schema.org that reading systems and libraries look for.
ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Every figure has a text alternative made from its data; the rows that the argument rests "
        "on follow as text. Headings are nested, footnotes are linked both ways.",
    ),
)


def source(meta: Metadata) -> str:
    """Return the work that the edition retells, in one line."""
    original = meta.original_work
    authors = "; ".join(map(inverted_name, original["author"]))
    year = original["issued"]["date-parts"][0][0]
    details = (f" {original[name]}." for name in ("genre", "publisher") if original.get(name))
    return f"{authors} ({year}): {original['title']}.{''.join(details)}"


def elements(meta: Metadata) -> Iterator[etree._Element]:
    """Yield the elements to add to the metadata of the package document."""
    values = [("source", source(meta)), *(("subject", word) for word in meta.keywords)]
    for name, text in values:
        element = etree.Element(f"{DC}{name}")
        element.text = text
        yield element
    for name, text in ACCESSIBILITY:
        element = etree.Element(f"{OPF}meta", property=f"schema:{name}")
        element.text = text
        yield element
