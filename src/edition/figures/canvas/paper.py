"""A coordinate system in CSS pixels on a Matplotlib Axes, and the marks drawn on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .palette import WIDTHS

#: Prefix of the id of an Axes that marks its column heads; their top and bottom follow.
HEADS = "heads "


def layout_width(layout: str, function: str) -> float:
    """Return the width of a layout in CSS pixels.

    Raises
    ------
    ValueError
        If there is no such layout; the message names `function`.
    """
    if layout not in WIDTHS:
        raise ValueError(f"{function}: layout: {layout!r} is not one of {', '.join(WIDTHS)}")
    return WIDTHS[layout]


class Paper:
    """Coordinates in CSS pixels from the top left of an Axes.

    The x axis of the Axes may count something else: see `set_scale`.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
        Axes to draw on; by default that of a new figure.
    """

    def __init__(self, ax: Axes | None = None) -> None:
        self.ax = ax if ax is not None else plt.figure(figsize=(1, 1)).add_axes((0, 0, 1, 1))
        self.origin, self.pixels_per_unit = 0.0, 1.0
        self._mark: tuple[str, str | None, str] | None = None
        self._marks = 0

    def set_scale(self, origin: float, pixels_per_unit: float) -> None:
        """Set the value of the x axis at pixel 0, and the pixels of one unit."""
        self.origin, self.pixels_per_unit = origin, pixels_per_unit

    def x(self, px: float) -> float:
        """Return the value of the x axis at a pixel."""
        return self.origin + px / self.pixels_per_unit

    @contextmanager
    def mark(self, url: str | None, name: str) -> Iterator[None]:
        """Assign all that is drawn in the context to one mark.

        Marks are read in the order in which they are drawn.

        Parameters
        ----------
        url : str or None
            Address that the mark links to.
        name : str
            Accessible name; a second line is shown in the tooltip only.
        """
        self._mark = (f"item-{self._marks:05d}", url, name)
        self._marks += 1
        yield
        self._mark = None

    def assign_to_mark(self, artist: Artist) -> None:
        """Give an artist the id, address and name of the current mark, if there is one."""
        if self._mark:
            gid, url, name = self._mark
            artist.set_gid(gid)
            artist.set_url(url)  # type: ignore[arg-type]  # None is the default
            artist.set_label(name)

    def fit(self, width: float, height: float) -> None:
        """Set the limits of the Axes; if it is alone in its figure, the figure's size too."""
        figure = self.ax.figure
        if len(figure.axes) == 1 and isinstance(figure, Figure):
            figure.set_size_inches(width / 96, height / 96)
            self.ax.set_position((0, 0, 1, 1))
        self.ax.set_xlim(self.x(0), self.x(width))
        self.ax.set_ylim(height, 0)
        self.ax.xaxis.set_visible(False)
        self.ax.yaxis.set_visible(False)
        self.ax.patch.set_visible(False)
        for spine in self.ax.spines.values():
            spine.set_visible(False)

    def mark_heads(self, top: float, bottom: float) -> None:
        """Mark the stretch of pixels with column heads, which may stay in view when scrolled."""
        self.ax.set_gid(f"{HEADS}{top:.1f} {bottom:.1f}")

    def add_patch(self, patch: Patch) -> None:
        """Add a patch to the Axes without updating the data limits, which `fit` sets.

        `Axes.add_patch` computes the extents of every path, which takes half of the time of a
        large drawing.
        """
        patch.set_transform(self.ax.transData)
        patch.set_figure(self.ax.figure)
        patch.axes = self.ax
        self.ax._children.append(patch)  # type: ignore[attr-defined]
        patch._remove_method = self.ax._children.remove  # type: ignore[attr-defined]
