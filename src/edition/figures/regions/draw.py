"""Draw a map: states in the look of their role, cities, and a list of places elsewhere."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.pen import Pen, layout_width
from edition.figures.specification import Layout, Links, build_spec, show_options

from .chart import MapChart
from .map_layout import MapLayout
from .places import read_places, role_order
from .projection import Projection, read_outlines
from .spec import RegionOptions, RegionSpec

#: Height of the map in pixels, and the share of its width in kilometers that a layout shows.
_LAYOUTS = {"wide": (490.0, 1.0), "narrow": (372.0, 0.83)}


@show_options(RegionSpec)
def region(
    places: pd.DataFrame,
    *,
    layout: Layout = "wide",
    links: Links = None,
    empty: str = "",
    ax: Axes | None = None,
    **options: Unpack[RegionOptions],
) -> Axes:
    """Draw places on a map, with the name of each where it has room.

    States are outlined. The first role is filled, the second hatched, the third has a heavy
    outline; a state without a role is plain, and its name light. A place with a position is a
    point or, where its kind has no marker, a name; one without stands in the state that it lies
    within. A heavy line surrounds states that lie within a place without an outline, and carries
    its name. Other places are listed beneath, with an arrow toward those whose position is known.

    Parameters
    ----------
    places : pandas.DataFrame
        One row a place.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels.
    links : str or mapping or sequence, optional
        Address behind each place: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        Text in place of an empty map; by default a short one, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. A figure's only Axes sets the figure's size.
    **options
        As for `RegionSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.

    Raises
    ------
    ValueError
        If an option or a cell cannot be drawn; the message names parameter, value and row.
    """
    spec = build_spec(RegionSpec, options, "region")
    page = layout_width(layout, "region")
    height, share = _LAYOUTS[layout]
    projection = Projection(*spec.center, page, height, spec.across * share)
    rows = read_places(places, spec, links)
    roles = role_order(rows, places, spec.role)
    if rows:
        known = {*roles, *(place.kind for place in rows)}
        for word in sorted({*spec.words} - known):
            raise ValueError(f"region: words: {word!r} is not one of {', '.join(sorted(known))}")
    elif not empty:
        warnings.warn("region: places: the table holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if rows:
            map_layout = MapLayout(projection, read_outlines(spec.outlines), rows)
            bottom = MapChart(pen, map_layout, roles, spec.words).draw()
        else:
            bottom = pen.note(empty or "No places to show", page)
        pen.fit(page, bottom)
    return pen.ax
