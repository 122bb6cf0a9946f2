"""References of targets and works, in every format that the edition offers."""

from collections.abc import Iterable

from markupsafe import Markup

from edition.data.bibliography import Work
from edition.project.citation_file import CslItem, Metadata

from .cited_works import work_item
from .csl_items import csl_item, edition_statement, relation_to_original
from .csl_styles import STYLES
from .export_formats import EXPORT_FORMATS
from .reference_cache import ReferenceCache
from .targets import Target
from .title_case import sentence_case

#: Everything that a reference can be asked for, in the order of the Cite box.
FORMATS = (*STYLES, *EXPORT_FORMATS)


class UnknownFormat(ValueError):
    """A format that the edition does not offer; the message names those that it offers."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no format {name!r}: it is one of {', '.join(FORMATS)}")


def target_reference(
    target: Target,
    meta: Metadata,
    format_name: str,
    cache: ReferenceCache,
    proper_names: Iterable[str] = (),
) -> str:
    """Return the reference of a target in one of the `FORMATS`.

    It is `Markup` for citation styles, plain text for export formats. `proper_names` keep their
    capitals in every style.
    """
    item = csl_item(target, meta)
    if format_name in EXPORT_FORMATS:
        return EXPORT_FORMATS[format_name].write([item], proper_names)
    original = meta.original_work
    if format_name == "apa":
        # Titles of figures, tables and rows are in sentence case already.
        titles = ["container-title"] + (["title"] if target.kind in ("book", "section") else [])
        item = with_sentence_case(item, titles, proper_names)
        original = with_sentence_case(original, ["title"], proper_names)
    # Citation styles have no field for the state of the edition, nor for the original.
    return Markup("{} [{}. {}: {}]").format(
        cache.reference(item, format_name), edition_statement(target, meta),
        relation_to_original(target), cache.reference(original, format_name),
    )  # fmt: skip


def target_references(
    target: Target, meta: Metadata, cache: ReferenceCache, proper_names: Iterable[str] = ()
) -> dict[str, str]:
    """Return the references of a target in all `FORMATS` (see `target_reference`)."""
    return {name: target_reference(target, meta, name, cache, proper_names) for name in FORMATS}


def work_reference(work: Work, cache: ReferenceCache, proper_names: Iterable[str] = ()) -> Markup:
    """Return the reference of a work of the bibliography in APA style.

    Works of one author and year are distinguished by the letter by which the text cites them.
    """
    item, part_of_book = work_item(work), work.type.startswith("in")
    titles = ["title"] + (["container-title"] if part_of_book else [])
    item = with_sentence_case(item, titles, proper_names)
    return cache.reference(item | {"year-suffix": work.letter}, "apa")


def with_sentence_case(
    item: CslItem, fields: Iterable[str], proper_names: Iterable[str]
) -> CslItem:
    """Return an item with titles in sentence case, which the APA style expects of its input."""
    titles = {name: item[name] for name in fields if name in item}
    return item | {name: sentence_case(title, proper_names) for name, title in titles.items()}
