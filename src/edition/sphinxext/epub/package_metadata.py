"""What the EPUB's package document says beyond the fields of Sphinx's template."""

from __future__ import annotations

from html import escape

from edition.project.citation_file import Metadata, inverted_name

#: schema.org's terms, as reading systems and libraries look for them.
ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityHazard", "none"),
)
SUMMARY = (
    "Every figure has a text alternative made from its data; the rows that the argument rests on "
    "follow as text. Headings are nested, footnotes are linked both ways."
)


def source(meta: Metadata) -> str:
    """The work that the edition retells, in one line."""
    original = meta.original_work
    authors = "; ".join(map(inverted_name, original["author"]))
    year = original["issued"]["date-parts"][0][0]
    kind = f" {original['genre']}." if original.get("genre") else ""
    place = f" {original['publisher']}." if original.get("publisher") else ""
    return f"{authors} ({year}): {original['title']}.{kind}{place}"


def lines(meta: Metadata) -> str:
    """The elements to add to the metadata."""
    found = [f"<dc:source>{escape(source(meta))}</dc:source>"]
    found += [f"<dc:subject>{escape(word)}</dc:subject>" for word in meta.keywords]
    found += [f'<meta property="schema:{name}">{value}</meta>' for name, value in ACCESS]
    found.append(f'<meta property="schema:accessibilitySummary">{escape(SUMMARY)}</meta>')
    return "\n".join(f"    {line}" for line in found)
