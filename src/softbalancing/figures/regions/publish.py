"""A map with all that belongs to it, by one call."""

from ..binding import addresses, bind
from ..checks import checked, identities
from . import describe, draw


def region(
    places,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="coded",
    table="places",
    where=None,
    row_id="id",
    **drawing,
):
    """Publish a map.

    Parameters
    ----------
    places : pandas.DataFrame
        One row a place.
    row_id : str
        Column with the ids of the rows that the marks lead to.
    name, title, subtitle, caption, layer, table, where
        As for `timeline`.
    **drawing
        As for `softbalancing.figures.region`.

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
    rows, empty = checked(draw.region, places, words, layer, table, where, drawing)
    ids = identities("publish.region", rows, row_id)
    about = {"layer": layer, "table": table, "empty": empty, "links": addresses(table, ids)}
    return bind(draw.region, describe.region, rows, ids, words, drawing, **about)
