"""A figure's drawing, words, rows and addresses, bound together."""

from .checks import checked, identities
from .published_figure import Figure
from .rendering import pictures


def publish_rows(draw, say, frame, words, drawing, *, layer, table, where, row_id):
    """Publish a figure whose marks are rows, each of which leads to its own."""
    rows, empty = checked(draw, frame, words, layer, table, where, drawing, depth=3)
    ids = identities(f"publish.{draw.__name__}", rows, row_id)
    links = [f"row:{table}#{identity}" for identity in ids]
    about = {"layer": layer, "table": table, "empty": empty, "links": links}
    return bind(draw, say, rows, ids, words, drawing, **about)


def bind(draw, say, rows, ids, words, drawing, *, layer, table, empty, links, cells=()):
    """Draw, describe and bind a figure together."""
    alt = say(rows, empty=empty, **drawing)
    drawn = pictures(draw, rows, words, alt, {**drawing, "links": links or None, "empty": empty})
    return Figure(
        kind=draw.__name__,
        layer=layer,
        rows=rows,
        row_ids=tuple(ids),
        table=table,
        cells=tuple(cells),
        **words,
        **drawn,
    )
