"""A line chart with all that belongs to it, by one call."""

from ..binding import addresses, bind
from ..checks import checked, identities
from . import describe, draw


def trend(
    numbers,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="edition",
    table,
    where=None,
    row_id="id",
    **drawing,
):
    """Publish a line chart.

    Parameters
    ----------
    numbers : pandas.DataFrame
        One row a point.
    table : str
        The table whose rows the points lead to.
    row_id : str
        Column with the ids of those rows.
    name, title, subtitle, caption, layer, where
        As for `timeline`.
    **drawing
        As for `softbalancing.figures.trend`.

    Returns
    -------
    Figure
        To be the last value of a cell.

    Raises
    ------
    ValueError, TypeError
        For a word, a column, a cell or an option that cannot be published; it says which.
    """
    words = {"name": name, "title": title, "subtitle": subtitle, "caption": caption}
    rows, empty = checked(draw.trend, numbers, words, layer, table, where, drawing)
    ids = identities("publish.trend", rows, row_id)
    about = {"layer": layer, "table": table, "empty": empty, "links": addresses(table, ids)}
    return bind(draw.trend, describe.trend, rows, ids, words, drawing, **about)
