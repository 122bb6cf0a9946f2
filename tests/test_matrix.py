"""Matrices: what the symbols say, how they are ordered, and that everything can be read."""

import random

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from edition.figures import matrix
from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.matrices.crosstab import crosstab
from edition.figures.matrices.spec import MatrixSpec
from edition.project.vocabulary import Side

GROUPS = {
    "territorial-denial": "Soft balancing",
    "signals-of-resolve": "Soft balancing",
    "energy-interests": "Rivals",
    "regional-militancy": "Rivals",
    "mutual-distrust": "Rivals",
}
CODINGS = [
    ("c-1", "U.S. bases", "territorial-denial", "supports"),
    ("c-2", "U.S. bases", "territorial-denial", "supports"),
    ("c-3", "U.S. bases", "territorial-denial", "undermines"),
    ("c-4", "Energy", "energy-interests", "supports"),
    ("c-5", "Observers", "signals-of-resolve", "supports"),
    ("c-6", "Observers", "energy-interests", "supports"),
    ("c-7", "Taliban", "regional-militancy", "supports"),
    ("c-8", "Taliban", "signals-of-resolve", "undermines"),
    ("c-9", "Taliban", "mutual-distrust", "neutral"),
]
OPTIONS = {
    "rows": "fact",
    "columns": "indicator",
    "direction": "direction",
    "column_groups": GROUPS,
}


def table(rows=CODINGS):
    """A table of codings."""
    return pd.DataFrame(rows, columns=["claim", "fact", "indicator", "direction"])


def draw(codings, **options):
    """A matrix on a figure of its own; each cell's address is its first record's."""
    figure = Figure()
    FigureCanvasAgg(figure)
    links = [f"row:{claim}" for claim in codings["claim"]]
    return matrix(
        codings, ax=figure.add_axes((0, 0, 1, 1)), **{**OPTIONS, "links": links, **options}
    )


def many(rows, columns, fill=0.2):
    """A larger table, the same at every run."""
    dice = random.Random(7)
    directions = ("supports", "supports", "undermines", "neutral")
    return table(
        [
            (
                f"c-{r}-{c}-{n}",
                f"State of affairs {r} that needs words",
                f"indicator {c} of a mechanism",
                dice.choice(directions),
            )
            for r in range(rows)
            for c in range(columns)
            if dice.random() < fill
            for n in range(dice.randint(1, 3))
        ]
    )


def of(ax, claim, kind):
    """What is drawn for the cell whose first record is a claim."""
    return [a for a in ax.figure.findobj(kind) if a.get_url() == f"row:{claim}"]


def colliding(ax):
    """Texts that touch another text or leave the figure."""
    with matplotlib.rc_context(matplotlib_settings.rc()):
        ax.figure.canvas.draw()
        found = [(t.get_text(), t.get_window_extent()) for t in ax.texts if t.get_text()]
    width, height = ax.figure.get_size_inches() * ax.figure.dpi
    bad = [s for s, b in found if b.x0 < -1 or b.x1 > width + 1 or b.y0 < -1 or b.y1 > height + 1]
    found.sort(key=lambda pair: pair[1].y0)
    for i, (one, box) in enumerate(found):
        for other, beside in found[i + 1 :]:
            if beside.y0 >= box.y1 - 3:
                break
            if box.x0 < beside.x1 - 0.5 and beside.x0 < box.x1 - 0.5:
                bad.append((one, other))
    return bad


def looks(lines):
    """Marker and whether it is hollow, of each symbol."""
    return [(m.get_marker(), m.get_markerfacecolor() == palette.color("paper")) for m in lines]


def test_each_direction_has_a_shape_of_its_own():
    """Support is a full circle, its opposite a hollow one, neutrality a diamond."""
    ax = draw(table())

    assert looks(of(ax, "c-4", Line2D)) == [("o", False)]
    assert looks(of(ax, "c-8", Line2D)) == [("o", True)]
    assert looks(of(ax, "c-9", Line2D)) == [("D", True)]


def test_a_mixed_cell_shows_both_with_their_counts():
    """Two claims for and one against are a full circle with a 2 and a hollow one."""
    ax = draw(table())

    assert looks(of(ax, "c-1", Line2D)) == [("o", False), ("o", True)]
    assert [t.get_text() for t in of(ax, "c-1", Text)] == ["2"]


def test_rows_of_one_label_are_told_apart_by_their_groups():
    """Where two groups have rows of the same label, each row is named with its group."""
    rows = pd.DataFrame(
        [("a-1", "one", "A"), ("b-1", "one", "B"), ("b-2", "one", "B")],
        columns=["choice", "column", "group"],
    )
    labels = {"a-1": "All facts", "b-1": "All facts", "b-2": "No fact"}
    spec = MatrixSpec(rows="choice", columns="column", row_groups="group", labels=labels)

    names = crosstab(rows, spec).row_names(labels)

    assert names == {"a-1": "A, All facts", "b-1": "B, All facts", "b-2": "No fact"}


def test_the_cell_says_what_it_holds():
    """The accessible name has row, column and counts in words."""
    ax = draw(table(), labels={"territorial-denial": "Territorial denial"})

    assert (
        of(ax, "c-1", Line2D)[0].get_label()
        == "U.S. bases × Territorial denial: 2 support, 1 undermines"
    )


def test_silent_cells_are_one_quiet_artist():
    """Every cell without a record has a dot, and leads nowhere."""
    ax = draw(table())
    dots = [line for line in ax.lines if line.get_url() is None and len(line.get_xdata()) > 3]

    assert [len(line.get_xdata()) for line in dots] == [4 * 5 - 7]


def test_rows_are_grouped_by_the_side_they_speak_to():
    """Rows of one side come first, shared ones next, those of the other side last."""
    grid = crosstab(table(), MatrixSpec(**OPTIONS))

    assert grid.rows == ["U.S. bases", "Taliban", "Observers", "Energy"]
    assert [grid.lean(row) for row in grid.rows] == ["first", "both", "both", "other"]
    assert "Both" in [t.get_text() for t in draw(table()).texts]


def test_to_take_no_side_is_to_speak_to_neither():
    """A row with a neutral record only on one side is not shared by both."""
    grid = crosstab(
        table([*CODINGS, ("c-10", "U.S. bases", "mutual-distrust", "neutral")]),
        MatrixSpec(**OPTIONS),
    )

    assert grid.lean("U.S. bases") == "first"


def test_what_fits_everything_is_pale():
    """A row with support on both sides alike tells nothing: light letters, pale symbols."""
    ax = draw(table())
    weights = {t.get_text(): t.get_fontweight() for t in ax.texts}

    assert (weights["Observers"], weights["Energy"]) == (400, 600)
    assert to_hex(of(ax, "c-6", Line2D)[0].get_color()) == palette.color("amber-pale")
    assert to_hex(of(ax, "c-4", Line2D)[0].get_color()) == palette.color("amber")


def test_where_there_are_no_sides_only_an_empty_line_tells_nothing():
    """Without two sides a full row or column is a finding, and only one without records is pale."""
    records = table([("a", "r1", "x", "supports"), ("b", "r2", "x", "supports")])
    records["indicator"] = pd.Categorical(records["indicator"], ["x", "y"])
    grid = crosstab(records, MatrixSpec(rows="fact", columns="indicator", direction="direction"))

    assert grid.strong_rows == {"r1", "r2"}
    assert grid.strong_columns == {"x"}


def test_paleness_can_be_switched_off():
    """Where every row fits both sides, all can be drawn strong."""
    ax = draw(table(), pale=False)

    assert to_hex(of(ax, "c-6", Line2D)[0].get_color()) == palette.color("amber")


def test_any_two_sides_can_be_contrasted():
    """The first two sides of a vocabulary give their hues to the first group and the others."""
    sides = {"for": Side("For", "stone"), "against": Side("Against", "accent")}
    ax = draw(table(), sides=sides)
    grid = crosstab(table(), MatrixSpec(**OPTIONS, sides=sides))

    assert grid.sides == ("Soft balancing", "Rivals")
    assert {grid.hue(column) for column in grid.columns} == {"stone", "accent"}
    assert to_hex(of(ax, "c-4", Line2D)[0].get_color()) == palette.color("accent")
    assert to_hex(of(ax, "c-6", Line2D)[0].get_color()) == palette.color("accent-pale")


def test_groups_have_the_hue_they_are_given():
    """Groups that are not the two sides of an argument can have other hues, and pale nothing."""
    hues = {group: "stone" for group in dict.fromkeys(GROUPS.values())}
    first = next(iter(hues))
    ax = draw(table(), hues={**hues, first: "blue"})
    tones = {to_hex(line.get_color()) for line in ax.lines if line.get_gid()}

    assert tones <= {palette.color("blue"), palette.color("stone")}
    with pytest.raises(ValueError, match="matrix: hues: 'Strategies' is not one of"):
        draw(table(), hues={"Strategies": "amber"})
    with pytest.raises(ValueError, match="matrix: hues: 'red' is not one of"):
        draw(table(), hues={first: "red"})


def test_groups_that_are_keys_of_sides_have_their_labels_and_hues():
    """The vocabulary says what a side is called and how it is colored."""
    sides = {"soft": Side("Soft balancing", "amber"), "other": Side("Other reasons", "blue")}
    keys = {i: "soft" if group == "Soft balancing" else "other" for i, group in GROUPS.items()}
    ax = draw(table(), column_groups=keys, sides=sides, pale=False)
    hues = {i: to_hex(of(ax, i, Line2D)[0].get_color()) for i in ("c-1", "c-4")}

    assert {"Soft balancing", "Other reasons"} <= {t.get_text() for t in ax.texts}
    assert hues == {"c-1": palette.color("amber"), "c-4": palette.color("blue")}


def test_the_directions_can_be_named():
    """Legend and accessible names say for and against where that is what the rows mean."""
    ax = draw(table(), words={"supports": "for", "undermines": "against"})

    assert {"for", "against"} <= {t.get_text() for t in ax.texts}
    assert "supports" not in {t.get_text() for t in ax.texts}
    with pytest.raises(ValueError, match="matrix: words: 'pro' is not one of"):
        draw(table(), words={"pro": "for"})


def test_letters_are_explained():
    """What the letters of a matrix stand for is said beneath it, in the order given."""
    records = pd.DataFrame({"who": ["A", "B"], "where": ["x", "x"], "seat": ["M", "F"]})
    ax = matrix(
        records,
        rows="who",
        columns="where",
        value="seat",
        words={"F": "founder", "M": "member", "silent": "not mentioned"},
    )
    said = [t.get_text() for t in ax.texts]

    assert said.index("founder") < said.index("member")


def test_areas_can_grow_with_counts():
    """With sizes, what counts four has twice the diameter of what counts one."""
    records = pd.DataFrame({"who": list("AAAAB"), "where": ["x"] * 5, "id": range(5)})
    ax = matrix(records, rows="who", columns="where", sized=True, order="given")
    sizes = [line.get_markersize() for line in ax.lines if line.get_gid()]

    assert sizes[0] == pytest.approx(2 * sizes[1])


def test_a_group_without_records_is_drawn():
    """Indicators named in the groups have their column even if no claim speaks to them."""
    grid = crosstab(table(CODINGS[:4]), MatrixSpec(**OPTIONS))

    assert set(grid.columns) == set(GROUPS)


def test_categories_keep_their_order_within_groups_named_by_a_column():
    """Categories set the order of columns and, by the first of each, that of the groups."""
    records = table()
    records["side"] = records.indicator.map(GROUPS)
    records["indicator"] = pd.Categorical(records.indicator, list(GROUPS)[::-1])

    grid = crosstab(records, MatrixSpec(**{**OPTIONS, "column_groups": "side", "order": "given"}))

    assert grid.columns == list(GROUPS)[::-1]
    assert list(dict.fromkeys(grid.column_group.values())) == ["Rivals", "Soft balancing"]


def test_totals_add_up():
    """The margins count the records of each row and column, and all of them."""
    texts = [t.get_text() for t in draw(table()).texts]

    assert texts[-4:][0] == "9" or "9" in texts
    assert texts.count("claims") == 1 and "Claims" in texts


def test_without_a_direction_it_is_an_incidence_matrix():
    """Squares say that there is a record, with the count of several."""
    ax = draw(table(), direction=None)

    assert looks(of(ax, "c-1", Line2D)) == [("s", False)]
    assert [t.get_text() for t in of(ax, "c-1", Text)] == ["3"]


def test_letters_can_stand_in_cells():
    """A value column prints its letters."""
    roles = table(CODINGS[:3:2]).assign(role=["M", "O"])
    roles["fact"] = ["India", "Iran"]
    ax = draw(roles, direction=None, value="role", column_groups=None)

    assert [t.get_text() for t in of(ax, "c-1", Text)] == ["M"]
    assert of(ax, "c-1", Line2D) == []


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize(("rows", "columns"), [(5, 5), (24, 13), (10, 40), (60, 20)])
def test_everything_can_be_read(rows, columns, layout):
    """No text touches another or is cut off, and letters measure 11 px or more."""
    ax = draw(many(rows, columns), layout=layout, column_groups=None, order="pattern")

    assert colliding(ax) == []
    assert min(t.get_fontsize() for t in ax.texts) / 0.75 >= 11


def test_the_largest_matrix_grows_and_numbers_its_columns():
    """Forty columns by 320 rows are wider than a page; a list above says what the numbers mean."""
    ax = draw(many(320, 40, fill=0.1), column_groups=None)
    width = ax.figure.get_size_inches()[0] * 96
    heads = [t for t in ax.texts if t.get_text() == "indicator 39 of a mechanism"]
    numbers = [t for t in ax.texts if t.get_text() == "40"]

    assert width > 1000
    assert len(heads) == 1 and heads[0].get_position()[0] < 680
    assert any(width - 60 < t.get_position()[0] < width for t in numbers)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_names_of_groups_stand_clear_in_the_largest(layout):
    """Names of groups that are longer than their columns are wide cross no other name."""
    codes = many(70, 20)
    groups = {
        name: f"A group with a long name {i % 7}"
        for i, name in enumerate(dict.fromkeys(codes["indicator"]))
    }
    ax = draw(codes, column_groups=groups, layout=layout)

    assert colliding(ax) == []


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_the_sample_can_be_read_in_groups(layout):
    """Headers of groups and columns stand clear of each other."""
    ax = draw(table(), layout=layout)

    assert colliding(ax) == []
    assert {"Soft balancing", "Rivals"} <= {t.get_text() for t in ax.texts}


def test_letters_stand_upright():
    """No label is turned."""
    assert {t.get_rotation() for t in draw(many(24, 13), column_groups=None).texts} == {0}


def test_cells_are_named_in_reading_order():
    """The order of marks is row by row, from left to right."""
    ax = draw(table())
    order = sorted({(a.get_gid(), a.get_url()) for a in ax.figure.findobj(lambda a: a.get_gid())})

    assert [url for _, url in order if url] == [f"row:c-{n}" for n in (1, 8, 7, 9, 5, 6, 4)]


def test_no_record_is_an_honest_figure_with_a_warning():
    """An empty table draws a figure that says so, and warns."""
    with pytest.warns(UserWarning, match="matrix: the table holds nothing to draw"):
        ax = draw(table([]))

    assert [t.get_text() for t in ax.texts] == ["Nothing to show"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": "facts"}, "matrix: rows: there is no column 'facts'; the table has claim, fact"),
        ({"order": "size"}, "matrix: order: 'size' is not one of pattern, given"),
        ({"direction": "claim"}, "matrix: direction: 'c-1' is not one of supports, .*row 0"),
        (
            {"column_groups": {"territorial-denial": "a"}},
            "matrix: column_groups: 'energy-interests' has no group",
        ),
        (
            {"row_groups": "kin"},
            "matrix: row_groups: there is no column 'kin'; the table has claim",
        ),
        ({"links": "web"}, "matrix: links: there is no column 'web'; the table has claim"),
        ({"layout": "tall"}, "matrix: layout: 'tall' is not one of wide, narrow"),
    ],
)
def test_errors_name_parameter_value_and_row(options, message):
    """What cannot be drawn is named."""
    with pytest.raises(ValueError, match=message):
        draw(table(), **options)


def test_missing_values_of_typed_tables_are_understood():
    """A table with pandas' own missing values is read; an empty row or column is named."""
    typed = table([*CODINGS, ("c-x", None, "energy-interests", "supports")]).convert_dtypes()

    with pytest.raises(ValueError, match="matrix: 'fact' is empty .row 9."):
        draw(typed)
    assert len(crosstab(typed.dropna(), MatrixSpec(**OPTIONS)).cells) == 7


def test_a_category_without_records_has_no_group_in_a_column():
    """It is named: only a mapping can say where it belongs."""
    records = table()
    records["side"] = records.indicator.map(GROUPS)
    records["indicator"] = pd.Categorical(records.indicator, [*GROUPS, "entangling-diplomacy"])

    with pytest.raises(ValueError, match="column_groups: 'entangling-diplomacy' has no group"):
        draw(records, column_groups="side")


def test_groups_and_labels_may_be_series():
    """A column of another table, indexed by id, names groups and labels."""
    groups = pd.Series(GROUPS)

    ax = draw(table(), column_groups=groups, labels=groups.index.to_series().str.upper())

    assert "MUTUAL-DISTRUST" in [t.get_text() for t in ax.texts]
