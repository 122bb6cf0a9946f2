"""A line chart with all that belongs to it, by one call."""

from edition.figures.publication.binding import publish_rows

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
        As for `edition.figures.trend`.

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
    return publish_rows(draw.trend, describe.trend, numbers, words, drawing, **about)
