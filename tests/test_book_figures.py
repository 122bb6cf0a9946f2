"""The figures that the book publishes: letters, links, words and rows of each, in both layouts."""

import ast
import os
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree
from PIL import ImageFont

from edition.figures import KINDS, publish
from edition.figures.canvas import palette
from edition.figures.matrices.crosstab import crosstab
from edition.figures.matrices.spec import MatrixSpec
from edition.notebooks import output_store

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for path in (ROOT / "index.md", *sorted(ROOT.glob("chapters/*.md")), *ROOT.glob("app*/*.md"))
    if re.search(r"publish\.(timeline|matrix|trend|region)\(", path.read_text(encoding="utf-8"))
    and path.stem not in ("gallery", "large-matrix")
]
NAMES = [
    name
    for path in PAGES
    for name in re.findall(r'(?:\bname=|, )"(fig-[\w-]+)"', path.read_text(encoding="utf-8"))
]
LAYOUTS = ("wide", "narrow")
LEAST = 11  # CSS pixels of the smallest letters


#: The book's build leaves its drawings; only what has not been drawn yet is drawn here.
pytestmark = pytest.mark.usefixtures("book")


@cache
def published():
    """Every figure of the book with the call that made it, by name."""
    here, made = os.getcwd(), {}
    os.environ["EDITION_PICTURES"] = str(output_store.picture_folder(ROOT))
    draws = {kind: getattr(publish, kind) for kind in KINDS}

    def noting(kind):
        def call(records, /, **options):
            made[options["name"]] = (draws[kind](records, **options), options)

        return call

    os.chdir(ROOT / "chapters")
    try:
        for kind in draws:
            setattr(publish, kind, noting(kind))
        for path in PAGES:
            run(path)
    finally:
        os.chdir(here)
        for kind, draw in draws.items():
            setattr(publish, kind, draw)
    return made


def run(path):
    """Execute the cells of a page that make something."""
    cells = re.findall(
        r"```\{code-cell\}[^\n]*\n(.*?)\n```", path.read_text(encoding="utf-8"), re.DOTALL
    )
    space = {}
    for cell in cells:
        code = "\n".join(line for line in cell.split("\n") if not line.startswith(":tags:"))
        exec(compile(ast.parse(code), str(path), "exec"), space)


def svg(name, layout):
    """A drawing as a tree without namespaces."""
    figure, _ = published()[name]
    text = getattr(figure, f"{layout}_svg").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return etree.fromstring(text)


@cache
def face(weight, size):
    """A face of the figures, measured by other means than those that set the labels."""
    file = "SourceSans3-SemiBold.ttf" if weight == "600" else "SourceSans3-Regular.ttf"
    return ImageFont.truetype(str(palette.FONTS / file), round(size * 20))


def boxes(root):
    """Left, top, right and bottom of every piece of text, in the drawing's own units."""
    for text in root.iter("text"):
        size = float(text.get("font-size", root.get("font-size")))
        wide = face(text.get("font-weight", "400"), size).getlength(text.text) * size
        wide /= round(size * 20)
        anchor = {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        left, base = float(text.get("x")) - anchor * wide, float(text.get("y"))
        yield text.text, (left, base - 0.66 * size, left + wide, base + 0.16 * size)


def test_the_book_is_full_of_figures():
    """Every call in the chapters is found and publishes a figure of its name."""
    assert len(NAMES) == len(set(NAMES)) >= 14
    assert set(published()) == set(NAMES)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_no_letters_touch_or_leave_the_drawing(name, layout):
    """In every figure of the book the boxes of all labels are apart and inside."""
    root = svg(name, layout)
    _, _, width, height = map(float, root.get("viewBox").split())
    found = sorted(boxes(root), key=lambda pair: pair[1][1])
    for i, (one, (left, top, right, bottom)) in enumerate(found):
        assert left > -0.5 and right < width + 0.5, f"{one!r} is cut off at a side"
        assert top > -0.5 and bottom < height + 0.5, f"{one!r} is cut off above or below"
        for other, (start, upper, stop, _) in found[i + 1 :]:
            if upper >= bottom:
                break
            assert start >= right or stop <= left, f"{one!r} and {other!r} touch"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_letters_are_large_enough(name, layout):
    """A drawing is no wider than its layout, and its smallest letters have eleven CSS pixels."""
    root = svg(name, layout)
    pixels = float(root.get("viewBox").split()[2]) / palette.PT
    sizes = [float(text.get("font-size", root.get("font-size"))) for text in root.iter("text")]

    assert pixels <= palette.WIDTHS[layout] + 1
    assert min(sizes) / palette.PT >= LEAST


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_marks_are_links_with_names_in_reading_order(name, layout):
    """Each event, cell, point or place is one link, named, in the order read."""
    figure, options = published()[name]
    links = list(svg(name, layout).iter("a"))
    said = [link.get("aria-label") for link in links]

    assert all(said) and all(link.find("title").text for link in links)
    assert all(re.match(r"row:\w+#.|#fig-", link.get("href")) for link in links)
    if figure.kind == "matrix":
        cells = [f"{c['row_label']} × {c['column_label']}: {c['says']}" for c in figure.cells]
        assert said == cells
    else:
        assert sorted(link.get("href") for link in links) == sorted(
            f"row:{figure.table}#{identity}" for identity in figure.row_ids
        )
    if figure.kind == "timeline":
        assert lanes_in_turn(figure.rows, options, [link.get("href") for link in links])
    if figure.kind == "trend":
        assert lines_in_turn(figure, options, said)
    if figure.kind == "region":
        ids = [link.get("href").partition("#")[2] for link in links]
        assert places_in_turn(figure.rows, ids, said)


def lanes_in_turn(rows, options, hrefs):
    """Whether dated events come lane by lane, in each from the earliest on, undated ones last."""
    rows = rows.assign(href=[f"row:{options.get('table', 'events')}#{i}" for i in rows["id"]])
    rows = rows.set_index("href").loc[hrefs]
    dated = rows[rows["start"].notna() & (rows["precision"] != "undated")]
    assert list(rows.index[: len(dated)]) == list(dated.index)
    lanes = list(dict.fromkeys(dated[options["lane"]]))
    assert [lane for lane in lanes for _ in range((dated[options["lane"]] == lane).sum())] == list(
        dated[options["lane"]]
    )
    years = dated["start"].astype(str).str[:4].groupby(dated[options["lane"]], observed=True)
    return all(list(each) == sorted(each) for _, each in years)


def lines_in_turn(figure, options, said):
    """Whether points come line by line, in each from the first on, as their names tell it."""
    names = figure.rows[options["by"]].astype(str)
    lines = list(
        dict.fromkeys(max((n for n in set(names) if s.startswith(n)), key=len) for s in said)
    )
    at = {n: figure.rows[options["x"]][names == n].astype(float).sort_values() for n in lines}
    return said == [s for n in lines for x in at[n] for s in said if s.startswith(f"{n}, {x:g}")]


def places_in_turn(rows, ids, said):
    """Whether the map's states come first, then its other places, then what is listed beneath."""
    kinds, place = rows.set_index("id")["kind"], list(rows["id"]).index
    stages = [
        2 if re.search(r"not on this map$|of the map’s middle$", name) else kinds[id_] != "state"
        for id_, name in zip(ids, said, strict=True)
    ]
    after = [(stage, place(id_)) for stage, id_ in zip(stages, ids, strict=True) if stage]
    return stages == sorted(stages) and {*stages} == {0, 1, 2} and after == sorted(after)


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_agrees_with_the_rows(name):
    """It is short, names the kind, and its numbers are those of the rows, counted anew."""
    figure, options = published()[name]
    alt = figure.alt

    assert len(alt.split()) < 60
    if figure.kind == "timeline":
        ends = [figure.rows[name] for name in ("start", "end") if name in figure.rows]
        years = pd.concat(ends, ignore_index=True).dropna().astype(str).str[:4]
        assert alt.startswith(f"Timeline of {len(figure.rows)} events, {years.min()} to ")
        assert f"{figure.rows['start'].isna().sum()} undated" in alt or "undated" not in alt
        return
    if figure.kind == "trend":
        at, lines = figure.rows[options["x"]].astype(float), figure.rows[options["by"]]
        span = f"{at.min():g} to {at.max():g}"
        count = f"{lines.nunique()} line{'s' * (lines.nunique() > 1)}"
        assert alt.startswith(f"Line chart of {count}, {span}")
        assert all(f"{name}: " in alt for name in lines.unique())
        return
    if figure.kind == "curve":
        answers = figure.rows[options["answer"]].value_counts()
        assert alt.startswith(f"Specification curve of {len(figure.rows)} combinations: ")
        assert all(f"{answer} in {count}" in alt for answer, count in answers.items())
        return
    if figure.kind == "region":
        counts = figure.rows["kind"].value_counts()
        assert alt.startswith(
            f"Map of {len(figure.rows)} places: {counts.iloc[0]} {counts.index[0]}s"
        )
        held = figure.rows.dropna(subset=[options["role"]])
        assert all(name in alt for name in held["name"])
        return
    rows, columns = figure.rows[options["rows"]], figure.rows[options["columns"]]
    margins = {name: options.get(name) for name in ("rows", "columns", "column_groups")}
    grid = crosstab(figure.rows, MatrixSpec(**margins))
    size = len(grid.rows) * len(grid.columns)
    filled = len(set(zip(rows.astype(str), columns.astype(str), strict=True)))
    assert f"{len(figure.rows)} {options.get('unit', 'claims')} in {filled} of {size} cells" in alt
    assert f"{rows.astype(str).value_counts().iloc[0]})" in alt


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_says_what_it_finds_and_where_from(name):
    """Title and caption are there, and the caption ends with the table that it comes from."""
    figure, _ = published()[name]

    assert figure.title and figure.subtitle
    assert re.search(r"From the (tables?|bibliography|list)\b[^.]*\.$", figure.caption)


@pytest.mark.parametrize("name", NAMES)
def test_only_known_colors_are_used(name):
    """Everything drawn follows the theme: no color stands outside the palette."""
    for layout in LAYOUTS:
        text = getattr(published()[name][0], f"{layout}_svg")
        bare = re.findall(r"(?<!, )(?<!id=\")#[0-9a-f]{6}\b", text)
        assert not bare
