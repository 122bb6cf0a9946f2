"""A timeline with all that belongs to it, by one call."""

from edition.figures.publication.binding import publish_rows

from . import describe, draw


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
        As for `edition.figures.timeline`.

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
    return publish_rows(draw.timeline, describe.timeline, events, words, drawing, **about)
