"""Maps of a region: its states by their role, its cities, and what lies elsewhere beneath."""

import warnings

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen

from .beneath import draw_legend, draw_rest
from .geography import View
from .naming import Names
from .places import read, roles
from .sheet import Sheet

#: Height of the map, and how much of its width in kilometers a layout shows.
_LAYOUTS = {"wide": (490.0, 1.0), "narrow": (372.0, 0.83)}


def region(
    places,
    *,
    label="name",
    kind="kind",
    code="iso3",
    longitude="longitude",
    latitude="latitude",
    within="within",
    role=None,
    words=None,
    center,
    across,
    layout="wide",
    links=None,
    empty="",
    ax=None,
):
    """Draw places on a map, every state's look by its role and every name in its place.

    States are outlined. The first role is filled, the second striped, the third has a heavy rim;
    a state without one is plain, and its name light. A place with a position is a point or, where
    its kind has no marker, its name; one without stands where it fits in the state that it lies
    `within`. Around states that lie within a place without an outline goes a heavy line, with that
    place's name. What the map does not hold is listed beneath, with an arrow in its direction
    where its position is known.

    Parameters
    ----------
    places : pandas.DataFrame
        One row a place.
    label, kind : str
        Columns: the name, and what kind of place it is (`naming.MARKERS` has those with a marker).
    code : str
        Column with the ISO 3166 code, three capitals, of what is drawn by its outline.
    longitude, latitude : str
        Columns with the position of what is drawn by it, in degrees.
    within : str
        Column with the id of the place in which it lies.
    role : str, optional
        Column with the role of each state: at most three, in the order of a Categorical.
    words : mapping, optional
        What to call roles and kinds in the legend.
    center : tuple of float
        Longitude and latitude of the middle.
    across : float
        Kilometers from the left edge to the right; the narrow layout shows the middle of them.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels.
    links : str or mapping or sequence, optional
        Address behind each place: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        What to say where there is no place; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.

    Raises
    ------
    ValueError
        For an option or a cell that cannot be drawn; it names parameter, value and row.
    """
    view = window(layout, center, across)
    columns = {"label": label, "kind": kind, "code": code, "within": within, "role": role}
    found = read(places, longitude=longitude, latitude=latitude, links=links, **columns)
    ranks = roles(found, places, role)
    _check_words(words, ranks, found)
    if not found and not empty:
        warnings.warn("region: places: the table holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if found:
            bottom = _draw(pen, Names(view, found), ranks, words or {})
        else:
            bottom = pen.note(empty or "No places to show", view.width)
        pen.fit(view.width, bottom)
    return pen.ax


def window(layout, center, across):
    """Return what of the earth a layout shows."""
    page = layout_width(layout, "region")
    east, north = center
    if not (abs(east) <= 180 and abs(north) <= 90):
        raise ValueError(f"region: center: {center!r} is not a longitude and a latitude")
    if not 0 < across <= 12000:
        raise ValueError(f"region: across: {across!r} is not between 0 and 12000 kilometers")
    height, part = _LAYOUTS[layout]
    return View(east, north, page, height, across * part)


def _check_words(words, ranks, places):
    known = {*ranks, *(place.kind for place in places)}
    for word in (words or {}) if places else ():
        if word not in known:
            raise ValueError(f"region: words: {word!r} is not one of {', '.join(sorted(known))}")


def _draw(pen, names, ranks, words):
    """Draw the map, its legend and the list beneath, and return the bottom."""
    sheet = Sheet(pen, names, ranks, words)
    sheet.draw()
    return draw_rest(sheet, draw_legend(sheet, names.view.height))
