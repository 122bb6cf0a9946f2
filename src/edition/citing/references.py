"""References of places and works, in every format that the edition offers."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from edition.data.bibliography import Work, read_bibliography
from edition.project.citation_file import CslItem, Metadata

from . import cited_works
from .csl_items import csl_item, edition_statement
from .csl_styles import STYLES
from .export_formats import EXPORT_FORMATS
from .provenance import Provenance, origin_text, provenance, source_statement
from .reference_cache import ReferenceCache
from .row_templates import ID, PLACEHOLDER, READER
from .targets import Target

#: Everything that a reference can be asked for, in the order of the Cite box.
FORMATS = (*STYLES, *EXPORT_FORMATS)


class UnknownFormat(ValueError):
    """A format that the edition does not offer; the message names those that it offers."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no format {name!r}: it is one of {', '.join(FORMATS)}")


class References:
    """The references of an edition: of its places, and of the works that they rest on.

    No field that styles print says that a place of the edition rests on a work of another author:
    those for an original edition would make the authors of the edition those of the original.  The
    place and the works are therefore records of their own, and a note links them.
    """

    def __init__(self, folder: Path, meta: Metadata, cache: ReferenceCache) -> None:
        self.folder, self.meta, self.cache = folder, meta, cache
        self.bibliography = folder / "references.bib"

    @cached_property
    def works(self) -> dict[str, Work]:
        """The works of the bibliography, by citation key."""
        return read_bibliography(self.bibliography)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names that keep their capitals in every style."""
        return frozenset(cited_works.proper_names(self.bibliography))

    def provenance(self, target: Target) -> Provenance:
        """Return what a place rests on, and its licenses."""
        return provenance(target, self.meta, self.folder)

    def keys(self, target: Target) -> list[str]:
        """Return the citation keys of the works that a place rests on."""
        return [key for key in self.provenance(target).keys if key in self.works]

    def item(self, target: Target) -> CslItem:
        """Return a place as a CSL item; its note says what it rests on, and its license."""
        found = self.provenance(target)
        note = (
            source_statement(found, self.works, target.printed),
            edition_statement(target, self.meta),
            f"License: {'; '.join(map(origin_text, found.licenses))}",
        )
        return csl_item(target, self.meta, note, self.names)

    def reader_item(self, page: Target, title: str) -> CslItem:
        """Return what a reader makes on a page as a CSL item with placeholders.

        Its authors are not those of the edition, which says nothing about the terms of its use.
        """
        meta = replace(self.meta, authors=({"literal": READER},))
        note = (
            f"Made by a reader of version {self.meta.version}",
            edition_statement(page, self.meta),
        )
        item = csl_item(Target(ID, "row", title, page.page), meta, note, self.names)
        item["title"] = PLACEHOLDER.sub(r'<span class="nocase">\g<0></span>', title)
        return item | {"URL": self.meta.url(page.address)} if "URL" in item else item

    def reader_place(self, page: Target, title: str, format_name: str) -> str:
        """Return the reference of what a reader makes on a page, as for `place`."""
        return self._write(self.reader_item(page, title), format_name)

    def place(self, target: Target, format_name: str) -> str:
        """Return the reference of a place alone.

        It is `Markup` for citation styles, plain text for export formats.
        """
        return self._write(self.item(target), format_name)

    def work(self, key: str, format_name: str) -> str:
        """Return the reference of a work, as for `place`.

        Works of one author and year are distinguished by the letter by which the text cites them.
        """
        work = self.works[key]
        if format_name == "bibtex":
            return cited_works.works_as_bibtex(self.bibliography, {key})
        item = cited_works.work_item(work, self.names)
        if format_name in STYLES and work.letter:
            item["year-suffix"] = work.letter
        return self._write(item, format_name)

    def complete(self, target: Target, format_name: str) -> str:
        """Return the reference of a place and of the works that it rests on."""
        texts = [self.place(target, format_name)]
        texts += [self.work(key, format_name) for key in self.keys(target)]
        if format_name in EXPORT_FORMATS:
            return EXPORT_FORMATS[format_name].join(texts)
        return Markup("\n\n").join([*texts, self.item(target)["note"]])

    def _write(self, item: CslItem, format_name: str) -> str:
        if format_name in EXPORT_FORMATS:
            return EXPORT_FORMATS[format_name].write([item])
        return self.cache.reference(item, format_name)
