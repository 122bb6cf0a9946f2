"""Maps of a region: its states by their role, its cities, and what lies elsewhere beneath."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen
from edition.figures.specification import Layout, Links, build_spec, show_options

from .beneath import draw_legend, draw_rest
from .geography import View
from .naming import Names
from .places import read, roles
from .sheet import Sheet
from .spec import RegionOptions, RegionSpec

#: Height of the map, and how much of its width in kilometers a layout shows.
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
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels.
    links : str or mapping or sequence, optional
        Address behind each place: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        What to say where there is no place; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.
    **options
        As for `RegionSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.

    Raises
    ------
    ValueError
        For an option or a cell that cannot be drawn; it names parameter, value and row.
    """
    spec = build_spec(RegionSpec, options, "region")
    view = window(layout, spec)
    found = read(places, spec, links)
    ranks = roles(found, places, spec.role)
    _check_words(spec.words, ranks, found)
    if not found and not empty:
        warnings.warn("region: places: the table holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if found:
            bottom = _draw(pen, Names(view, found), ranks, spec.words)
        else:
            bottom = pen.note(empty or "No places to show", view.width)
        pen.fit(view.width, bottom)
    return pen.ax


def window(layout, spec):
    """Return what of the earth a layout shows."""
    page = layout_width(layout, "region")
    height, part = _LAYOUTS[layout]
    return View(*spec.center, page, height, spec.across * part)


def _check_words(words, ranks, places):
    known = {*ranks, *(place.kind for place in places)}
    for word in words if places else ():
        if word not in known:
            raise ValueError(f"region: words: {word!r} is not one of {', '.join(sorted(known))}")


def _draw(pen, names, ranks, words):
    """Draw the map, its legend and the list beneath, and return the bottom."""
    sheet = Sheet(pen, names, ranks, words)
    sheet.draw()
    return draw_rest(sheet, draw_legend(sheet, names.view.height))
