"""Opening of a chapter: its place in the argument, reading time, contents, and what follows."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing.targets import Target, is_chapter
from edition.data import tables
from edition.project import vocabulary

from .domain import edition_domain
from .plain_text import printed_text

WORDS_PER_MINUTE = 230


def reading_minutes(doctree: nodes.document) -> int:
    """Return the minutes that a page's paragraphs take to read, at least one."""
    words = sum(len(printed_text(each).split()) for each in doctree.findall(nodes.paragraph))
    return max(1, round(words / WORDS_PER_MINUTE))


def chapter_contents(here: Sequence[Target], summaries: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the lines of a chapter's contents: sections with their summaries, and figures.

    `here` holds the targets of the page in order, the chapter first; `summaries` are by id.
    """
    lines = []
    for target in here[1:]:
        line = {"kind": target.kind, "address": f"#{target.id}"}
        if target.kind == "figure":
            lines.append(line | {"number": f"Figure {target.number}", "text": target.title})
        elif target.id in summaries:
            lines.append(line | {"number": target.number, "text": summaries[target.id]})
    return lines


def count_phrase(lines: Sequence[Mapping[str, str]]) -> str:
    """Return how much a chapter's contents list: ``7 sections and 2 figures``."""
    kinds = [line["kind"] for line in lines]
    counts = {kind: kinds.count(kind) for kind in ("section", "figure")}
    return " and ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in counts.items() if n)


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
    chapters = {docname_of(each): each for each in catalog.targets if is_chapter(each)}
    following = dict(pairwise([app.config.root_doc, *chapters])).get(pagename)
    next_label = chapters[following].id if following else ""
    context["next_question"] = outline.line.get(next_label, "")
    if pagename not in chapters:
        return
    chapter, names = chapters[pagename], dict(outline.step.dropna())
    here = catalog.targets_on(chapter.page)
    context["chapter_map"] = chapter_contents(here, dict(outline.line))
    context["chapter_map_holds"] = count_phrase(context["chapter_map"])
    context["reading_minutes"] = reading_minutes(doctree)
    context["printed_page"] = chapter.printed
    context["original"] = vocabulary.current().original
    context["argument"] = [
        {
            "name": names[each.id], "title": each.name, "here": each is chapter,
            "address": f"#{each.id}" if each is chapter
            else app.builder.get_relative_uri(pagename, docname),
        }
        for docname, each in chapters.items() if each.id in names
    ]  # fmt: skip
