"""Opening of a chapter: its target in the argument, reading time and contents; what follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing.targets import Target, is_chapter
from edition.data import tables
from edition.project import vocabulary

from .domain import edition_domain
from .plain_text import printed_text

WORDS_PER_MINUTE = 230


@dataclass(frozen=True)
class ContentsLine:
    """Entry of a chapter's contents: a section with its summary, or a figure with its title."""

    address: str
    number: str
    text: str
    kind: str


@dataclass(frozen=True)
class Step:
    """A chapter as a step of the argument; `here` marks the current one."""

    name: str
    title: str
    address: str
    here: bool


def reading_minutes(doctree: nodes.document) -> int:
    """Return the minutes that a page's paragraphs take to read, at least one."""
    words = sum(len(printed_text(each).split()) for each in doctree.findall(nodes.paragraph))
    return max(1, round(words / WORDS_PER_MINUTE))


def chapter_contents(targets: Sequence[Target], summaries: Mapping[str, str]) -> list[ContentsLine]:
    """Return the contents of a chapter.

    Parameters
    ----------
    targets : sequence of Target
        Targets of the page in order, the chapter first.
    summaries : mapping
        Line that sums up each section, by id.
    """
    lines = []
    for target in targets[1:]:
        address = f"#{target.id}"
        if target.kind == "figure":
            lines.append(ContentsLine(address, f"Figure {target.number}", target.title, "figure"))
        elif target.id in summaries:
            lines.append(ContentsLine(address, target.number, summaries[target.id], "section"))
    return lines


def count_phrase(lines: Sequence[ContentsLine]) -> str:
    """Return how much a chapter's contents list: ``7 sections and 2 figures``."""
    kinds = [line.kind for line in lines]
    counts = {kind: kinds.count(kind) for kind in ("section", "figure")}
    return " and ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in counts.items() if n)


def steps(
    app: Sphinx, docname: str, chapters: Sequence[Target], names: Mapping[str, str]
) -> list[Step]:
    """Return the chapters that `names` lists as steps, with addresses as seen from one of them."""
    here = app.builder.get_target_uri(docname)

    def address(target: Target) -> str:
        if target.page == here:
            return f"#{target.id}"
        return app.builder.get_relative_uri(docname, docname_of(target))

    return [
        Step(names[target.id], target.name, address(target), target.page == here)
        for target in chapters
        if target.id in names
    ]


def docname_of(target: Target) -> str:
    """Return the docname of the page on which a target stands."""
    return target.page.removesuffix(".html")


def add_opening_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates a chapter's opening, and the question of the chapter that follows."""
    catalog, table = edition_domain(app.env).catalog, vocabulary.current().roles.outline
    if doctree is None or catalog is None or not table:
        return
    outline = tables.load(table).set_index("label")
    chapters = list(filter(is_chapter, catalog.targets))
    following = dict(pairwise([app.config.root_doc, *map(docname_of, chapters)])).get(pagename)
    next_label = {docname_of(chapter): chapter.id for chapter in chapters}.get(following or "")
    context["next_question"] = outline.line.get(next_label, "")
    here = catalog.targets_on(app.builder.get_target_uri(pagename))
    if here and here[0] in chapters:
        contents = chapter_contents(here, dict(outline.line))
        context["reading_minutes"] = reading_minutes(doctree)
        context["printed"] = here[0].printed
        context["argument"] = steps(app, pagename, chapters, dict(outline.step.dropna()))
        context["chapter_map"] = contents
        context["chapter_map_holds"] = count_phrase(contents)


def setup(app: Sphinx) -> None:
    """Fill the pages' context."""
    app.connect("html-page-context", add_opening_context)
