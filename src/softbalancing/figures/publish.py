"""One call a figure: the drawing, what it says, the rows behind it, in every format."""

import re
import warnings
from inspect import signature
from io import BytesIO

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from PIL import Image

from . import describe, style
from .cells import DIRECTIONS
from .counting import grid
from .matrix import matrix as _draw_matrix
from .result import Figure, plain
from .svg import to_svg
from .text import wrap
from .timeline import timeline as _draw_timeline

MARGIN = 20
LAYERS = ("thesis", "coded", "edition")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def timeline(
    events,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="coded",
    table="events",
    where=None,
    row_id="id",
    **drawing,
):
    """Publish a timeline.

    Parameters
    ----------
    events : pandas.DataFrame
        One row an event.
    name : str
        What the figure is referred to by (``fig-2-sco``).
    title, subtitle, caption : str
        What it finds, what it shows, and what to see in it with the table it comes from.
    layer : {"thesis", "coded", "edition"}
        Whose statement the figure is.
    table : str
        The table whose rows the marks lead to.
    where : str, optional
        A query that selects rows of `events`; an empty figure says what it was.
    row_id : str
        Column with the ids of those rows.
    **drawing
        As for `softbalancing.figures.timeline`.

    Returns
    -------
    Figure
        To be the last value of a cell.

    Raises
    ------
    ValueError, TypeError
        For a word, a column, a cell or an option that cannot be published; it says which.
    """
    _check_options("publish.timeline", _draw_timeline, drawing)
    _check("publish.timeline", name=name, title=title, caption=caption, layer=layer)
    rows, empty = _select("publish.timeline", events, where, table)
    ids = _ids("publish.timeline", rows, row_id)
    links = [f"row:{table}#{identity}" for identity in ids] or None
    pictures = _pictures(
        _draw_timeline,
        rows,
        name,
        (title, subtitle, caption),
        describe.timeline(rows, empty=empty, **drawing),
        {**drawing, "links": links, "empty": empty},
    )
    return Figure(
        name=name,
        kind="timeline",
        title=title,
        subtitle=subtitle,
        caption=caption,
        layer=layer,
        rows=rows,
        row_ids=tuple(ids),
        table=table,
        cells=(),
        **pictures,
    )


def matrix(
    codings,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="coded",
    table="claims",
    rows,
    columns,
    where=None,
    row_id=None,
    **drawing,
):
    """Publish a matrix.

    Parameters
    ----------
    codings : pandas.DataFrame
        One record a row, column and direction.
    rows, columns : str
        Columns that name the matrix's rows and columns.
    row_id : str, optional
        Column with the ids of the rows that cells lead to; ``claim`` or else ``id``.
    name, title, subtitle, caption, layer, table, where
        As for `timeline`.
    **drawing
        As for `softbalancing.figures.matrix`.

    Returns
    -------
    Figure
        To be the last value of a cell.

    Raises
    ------
    ValueError, TypeError
        For a word, a column, a cell or an option that cannot be published; it says which.
    """
    _check_options("publish.matrix", _draw_matrix, drawing)
    _check("publish.matrix", name=name, title=title, caption=caption, layer=layer)
    picked, empty = _select("publish.matrix", codings, where, table)
    ids = _ids("publish.matrix", picked, row_id or ("claim" if "claim" in picked else "id"))
    drawing = {**drawing, "rows": rows, "columns": columns}
    cells = _cells(picked, ids, name, table, drawing)
    hrefs = {position: cell["href"] for cell in cells for position in cell["records"]}
    links = [hrefs[position] for position in range(len(picked))] or None
    pictures = _pictures(
        _draw_matrix,
        picked,
        name,
        (title, subtitle, caption),
        describe.matrix(picked, empty=empty, **drawing),
        {**drawing, "links": links, "empty": empty},
    )
    return Figure(
        name=name,
        kind="matrix",
        title=title,
        subtitle=subtitle,
        caption=caption,
        layer=layer,
        rows=picked,
        row_ids=tuple(ids),
        table=table,
        cells=tuple(cells),
        **pictures,
    )


def slug(text):
    """Return a text as part of an address.

    >>> slug("U.S. bases: their stay")
    'u-s-bases-their-stay'
    """
    return re.sub(r"\W+", "-", str(text).lower()).strip("-")


def _check_options(function, draw, drawing):
    """Refuse options that the drawing does not have, or that publishing sets itself."""
    known = [name for name, p in signature(draw).parameters.items() if p.kind is p.KEYWORD_ONLY]
    known = [name for name in known if name not in ("layout", "links", "empty", "ax")]
    for option in drawing:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )


def _check(function, *, name, layer, **texts):
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{function}: name: {name!r} is not lower-case letters, digits and hyphens"
        )
    if layer not in LAYERS:
        raise ValueError(f"{function}: layer: {layer!r} is not one of {', '.join(LAYERS)}")
    for parameter, text in texts.items():
        if not text.strip():
            raise ValueError(f"{function}: {parameter}: {text!r} says nothing")


def _select(function, frame, where, table):
    """Return the rows asked for, and what to say if there are none."""
    rows = frame.query(where) if where else frame
    if len(rows):
        return rows, ""
    why = f"none of its {len(frame)} rows has {where}" if where else "the selection holds no rows"
    empty = f"Nothing to show from the table {table}: {why}."
    warnings.warn(f"{function}: {empty}", stacklevel=3)
    return rows, empty


def _ids(function, rows, column):
    if column not in rows.columns:
        raise ValueError(f"{function}: row_id: there is no column {column!r}")
    return [str(identity) for identity in rows[column]]


def _cells(picked, ids, name, table, drawing):
    """Return the matrix's cells with their rows, in reading order, and the address of each."""
    options = {
        k: drawing[k]
        for k in (
            "rows",
            "columns",
            "direction",
            "count",
            "value",
            "row_groups",
            "column_groups",
            "order",
            "hues",
        )
        if k in drawing
    }
    made = grid(picked, **options)
    labels = drawing.get("labels")
    say = ({} if labels is None else labels).get
    cells = []
    for place in ((r, c) for r in made.rows for c in made.columns if (r, c) in made.cells):
        cell = made.cells[place]
        members = list(dict.fromkeys(ids[i] for i in cell.records))
        anchor = f"{name}--{slug(cell.row)}--{slug(cell.column)}"
        cells.append(
            {
                "row": cell.row,
                "column": cell.column,
                "row_label": str(say(cell.row, cell.row)),
                "column_label": str(say(cell.column, cell.column)),
                "counts": {d: cell.counts[d] for d in (*DIRECTIONS, "") if cell.counts[d]},
                "says": cell.words(drawing.get("words")),
                "ids": members,
                "records": cell.records,
                "anchor": anchor,
                "href": f"row:{table}#{members[0]}" if len(members) == 1 else f"#{anchor}",
            }
        )
    return cells


def _pictures(draw, rows, name, words, alt, drawing):
    """Draw both layouts, and the wide one as PNG too."""
    svgs = {}
    for layout in ("wide", "narrow"):
        canvas = Canvas()
        draw(rows, ax=canvas.add_axes((0, 0, 1, 1)), layout=layout, **drawing)
        svgs[f"{layout}_svg"] = to_svg(
            canvas,
            name=f"{name}-{layout}",
            title=words[0],
            description=alt,
            details=layout == "wide",  # where there is a pointer, and room for its weight
        )
        if layout == "wide":
            png = _png(canvas, *words)
    return {"alt": alt, "png": png, **svgs}


def _png(canvas, *words):
    """Return a drawing at two pixels a CSS pixel, with its words, in as few colours as it needs."""
    drawn, target = BytesIO(), BytesIO()
    with matplotlib.rc_context(style.rc()), warnings.catch_warnings():
        # Scripts that no face here has are set by the browser in the SVG; here they stay blank.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        _mount(canvas, *words)
        canvas.savefig(drawn, format="png", dpi=192)
    Image.open(drawn).convert("RGB").quantize(64).save(target, format="png", optimize=True)
    return target.getvalue()


def _mount(canvas, title, subtitle, caption):
    """Set a drawing in a margin, title and subtitle above it, the caption beneath."""
    rim = [withStroke(linewidth=2, foreground=style.colour("paper"))]
    for text in canvas.findobj(Text):
        text.set_path_effects(rim)
    width, height = canvas.get_size_inches() * 96
    inner = min(width, style.WIDTHS["wide"])
    above = [(line, 18, 600, "ink") for line in wrap(title, 18, inner, 600)]
    above += [(line, 13.5, 400, "muted") for line in wrap(subtitle, 13.5, inner) if line]
    below = [(line, 12, 400, "muted") for line in wrap(plain(caption), 12, inner) if line]
    top, bottom = (sum(1.4 * size for _, size, _, _ in lines) + 12 for lines in (above, below))
    page, tall = width + 2 * MARGIN, height + top + bottom + 2 * MARGIN
    canvas.set_size_inches(page / 96, tall / 96)
    canvas.axes[0].set_position(
        (MARGIN / page, (MARGIN + bottom) / tall, width / page, height / tall)
    )
    for lines, y in ((above, MARGIN), (below, MARGIN + top + height + 12)):
        for line, size, weight, tone in lines:
            y += 1.4 * size
            canvas.text(
                MARGIN / page,
                1 - (y - 0.4 * size) / tall,
                line,
                fontsize=size * style.PT,
                fontweight=weight,
                color=style.colour(tone),
                parse_math=False,
            )


__all__ = ["Figure", "matrix", "timeline"]
