"""The figures as they stand in the built book."""

import csv
import re

import pytest

from built import Page, has_class, text

CHAPTERS = {
    "1": "01-introduction", "2": "02-background", "3": "03-theory",
    "4": "04-case-for", "5": "05-case-against", "6": "06-conclusions",
}  # fmt: skip
#: How the text alternative of each kind begins; a matrix counts its cells instead.
SENTENCES = {
    "timeline": r"Timeline of {} events?,",
    "region": r"Map of {} places?: ",
    "curve": r"Specification curve of {} combinations: ",
    "trend": r"Line chart of \d+ lines?, \d+ to \d+",
}
FIGURES = f"//figure[{has_class('figure')}]"


def figures(pages: dict[str, Page]) -> list[tuple[Page, object]]:
    """Every figure of the book with its page."""
    return [(page, figure) for page in pages.values() for figure in page.all(FIGURES)]


def part(figure, name: str):
    """The parts of a figure that have a class."""
    return figure.xpath(f".//*[{has_class(name)}]")


def drawings(figure):
    """The wide and the narrow drawing: one SVG each, or a matrix in panels."""
    return figure.xpath(f".//*[{has_class('drawing')}]/*")


@pytest.mark.parametrize("number", CHAPTERS)
def test_each_chapter_shows_a_timeline_and_a_matrix(pages, number):
    """Chapters 1 to 6 draw both what happened when and how claims bear on the explanations."""
    kinds = [
        figure.get("class") for figure in pages[f"chapters/{CHAPTERS[number]}.html"].all(FIGURES)
    ]
    assert any("timeline" in kind for kind in kinds)
    assert any("matrix" in kind for kind in kinds)


def test_every_figure_is_titled_captioned_and_numbered(pages):
    """A figure says what it found, what it shows, and under which number it is cited."""
    numbers = []
    for _, figure in figures(pages):
        name = figure.get("id")
        caption = text(figure.xpath("./figcaption")[0])
        assert text(part(figure, "figure-title")[0]), name
        number = re.match(r"Figure (\d+(\.\d+)?) ", caption)
        assert number, f"{name}: {caption}"
        numbers.append(number[1])
        assert len(text(part(figure, "caption-text")[0]).split()) > 5, name
        chapter = re.match(r"fig-([1-6])-", name)
        assert not chapter or number[1].startswith(f"{chapter[1]}."), name
    assert len(set(numbers)) == len(numbers)


def test_every_figure_names_its_layer(pages):
    """A reader sees whether a drawing shows the thesis, the coding or the edition."""
    for _, figure in figures(pages):
        layer = re.search(r"layer-(thesis|coded|edition)", figure.get("class"))[1]
        assert [text(badge) for badge in part(figure, "layer-badge")] == [layer]


def test_the_words_of_a_figure_agree_with_its_rows(book, pages):
    """The text alternative is short and counts what the drawing and the table show."""
    for page, figure in figures(pages):
        name = figure.get("id")
        with (book / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            count = len(list(csv.DictReader(file)))
        assert count == len(figure.xpath(".//details//tbody/tr")), name
        words = {text(page.at(each.get("aria-describedby"))) for each in drawings(figure)}
        assert len(words) == 1, name
        said = words.pop()
        assert len(said.split()) < 60, f"{name}: {said}"
        if not count:
            marks = 0
            assert said.startswith("Empty "), name
        elif kind := next((k for k in SENTENCES if k in figure.get("class")), None):
            marks = count
            assert re.match(SENTENCES[kind].format(count), said), name
        else:
            marks = int(re.search(rf": {count} [a-z]+ in (\d+) of", said)[1])
        for drawing in part(figure, "drawing"):
            assert len(drawing.xpath(".//*[local-name()='a']")) == marks, name


def test_the_caption_names_every_strategy_with_the_fewest_topics(book, pages):
    """Of strategies that tie for the fewest topics in figure 4.2 none is left out."""
    (figure,) = [each for _, each in figures(pages) if each.get("id") == "fig-4-evidence"]
    topics = {}
    with (book / "figures" / "fig-4-evidence.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["direction"] == "supports":
                topics.setdefault(row["indicator"].lower(), set()).add(row["topic"])
    fewest = min(map(len, topics.values()))
    (sentence,) = re.findall(r"Fewest topics support (.*?): (\d+) in each case", text(figure))
    named = {name for name in topics if name in sentence[0]}
    assert named == {name for name in topics if len(topics[name]) == fewest}
    assert int(sentence[1]) == fewest


def test_a_figure_that_counts_claims_counts_each_once(book, pages):
    """A claim with two indicators of one explanation is still one claim in support of it."""
    counting = [each for _, each in figures(pages) if "claims in support" in text(each)]
    assert counting
    for figure in counting:
        name = figure.get("id")
        with (book / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            cells = [(row["claim"], row["explanation"]) for row in csv.DictReader(file)]
        assert len(set(cells)) == len(cells), name


def test_both_drawings_of_a_figure_are_described(pages):
    """A screen reader gets the title and the words of whichever drawing a page shows."""
    for page, figure in figures(pages):
        layouts = {each.getparent().get("class") for each in drawings(figure)}
        assert layouts in ({"drawing wide", "drawing narrow"}, {"drawing"})
        for drawing in drawings(figure):
            for attribute in ("aria-labelledby", "aria-describedby"):
                assert text(page.at(drawing.get(attribute))), figure.get("id")


def test_the_rows_fold_out_as_a_table(pages):
    """Beneath each figure its rows are a captioned table with headers for columns and rows."""
    for _, figure in figures(pages):
        table = figure.xpath(".//details//table")[0]
        assert text(table.xpath("./caption")[0])
        heads = table.xpath("./thead/tr/th")
        assert heads and all(head.get("scope") == "col" for head in heads)
        for row in table.xpath("./tbody/tr"):
            assert [cell.get("scope") for cell in row.xpath("./th")] == ["row"]


def test_every_figure_can_be_taken_away_and_cited(book, pages):
    """Data, vector and picture are there to download, and the figure has a reference."""
    cited = pages["apparatus/how-to-cite.html"].ids
    for page, figure in figures(pages):
        name = figure.get("id")
        links = figure.xpath(".//a[@download]/@href")
        kinds = {link.rsplit(".", 1)[1] for link in links}
        assert kinds == {"csv", "svg", "png"}, name
        for link in links:
            assert (page.path.parent / link).resolve().stat().st_size > 10, link
        (cite,) = figure.xpath(f".//a[{has_class('cite')}]")
        assert cite.get("data-cite") == name and f"cite-{name}" in cited
