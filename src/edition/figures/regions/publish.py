"""A map with all that belongs to it, by one call."""

from edition.figures.publication.binding import publish_rows

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
        As for `edition.figures.region`.

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
    about = {"layer": layer, "table": table, "where": where, "row_id": row_id}
    return publish_rows(draw.region, describe.region, places, words, drawing, **about)
