"""A figure's drawing, words, rows and addresses, bound together."""

from .pictures import pictures
from .result import Figure


def addresses(table, ids):
    """Return the address of each row."""
    return [f"row:{table}#{identity}" for identity in ids]


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
