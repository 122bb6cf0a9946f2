"""How a chapter begins and ends: its place in the argument, what it holds, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing.targets import Target, is_chapter
from edition.data import data_package, tables

from .head_metadata import spoken

TABLE = "outline"
WORDS_PER_MINUTE = 230


@dataclass(frozen=True)
class Line:
    """A line of a chapter's map: a section and what it shows, or a figure and what it says."""

    address: str
    number: str
    text: str
    kind: str


@dataclass(frozen=True)
class Step:
    """A chapter as a step of the argument."""

    name: str
    title: str
    address: str
    here: bool


def reading_minutes(doctree: nodes.document) -> int:
    """Minutes to read a page's paragraphs, at least one; a note's copy in the margin is no text."""
    total = sum(len(spoken(each).split()) for each in doctree.findall(nodes.paragraph))
    return max(1, round(total / WORDS_PER_MINUTE))


def lines(here: list[Target], said: dict[str, str]) -> list[Line]:
    """The map of a chapter: its sections and figures in the order in which they stand.

    Parameters
    ----------
    here : list of Target
        The places of the page, the chapter first.
    said : dict
        What each section shows, by its anchor.
    """
    found = []
    for place in here[1:]:
        if place.kind == "figure":
            found.append(Line(f"#{place.id}", f"Figure {place.number}", place.title, "figure"))
        elif place.id in said:
            found.append(Line(f"#{place.id}", place.number, said[place.id], "section"))
    return found


def counted(found: list[Line]) -> str:
    """What a map holds, in words: ``7 sections and 2 figures``."""
    kinds = [line.kind for line in found]
    counts = {kind: kinds.count(kind) for kind in ("section", "figure")}
    return " and ".join(f"{n} {kind}{'s' * (n > 1)}" for kind, n in counts.items() if n)


def steps(app: Sphinx, docname: str, chapters: list[Target], names: dict[str, str]) -> list[Step]:
    """The chapters as steps of the argument, as seen from one of them."""
    here = app.builder.get_target_uri(docname)
    return [
        Step(
            names[place.id],
            place.name,
            f"#{place.id}" if place.page == here else _way(app, docname, place),
            place.page == here,
        )
        for place in chapters
        if place.id in names
    ]


def _way(app: Sphinx, docname: str, place: Target) -> str:
    return app.builder.get_relative_uri(docname, place.page.removesuffix(".html"))


def describe(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates of a chapter its opening, and of any page the question that follows."""
    citing = getattr(app, "edition_citing", None)
    if doctree is None or citing is None or TABLE not in data_package.resources():
        return
    outline = tables.load(TABLE).set_index("label")
    chapters = list(filter(is_chapter, citing.places))
    follows = dict(
        pairwise([app.config.root_doc, *(c.page.removesuffix(".html") for c in chapters)])
    )
    following = {c.page.removesuffix(".html"): c.id for c in chapters}.get(follows.get(pagename))
    context["next_question"] = outline.line.get(following, "")
    here = citing.on(app.builder.get_target_uri(pagename))
    if here and here[0] in chapters:
        context["reading_minutes"] = reading_minutes(doctree)
        context["printed"] = here[0].printed
        context["argument"] = steps(app, pagename, chapters, dict(outline.step.dropna()))
        context["chapter_map"] = lines(here, dict(outline.line))
        context["chapter_map_holds"] = counted(context["chapter_map"])


def setup(app: Sphinx) -> None:
    """Wire the opening into the pages."""
    app.connect("html-page-context", describe)
