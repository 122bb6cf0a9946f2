"""A coordinate system in CSS pixels on a Matplotlib Axes, and the marks drawn on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .palette import WIDTHS

#: Prefix of the id of an Axes that marks its column heads; their top and bottom follow.
HEADS = "heads "


def layout_width(layout: str, function: str) -> float:
    """Return the width of a layout in CSS pixels; an error names the called `function`."""
    if layout not in WIDTHS:
        raise ValueError(f"{function}: layout: {layout!r} is not one of {', '.join(WIDTHS)}")
    return WIDTHS[layout]


class Paper:
    """Coordinates in CSS pixels from the top left of an Axes, by default that of a new figure.

    The x axis of the Axes may count something else: see `set_scale`.
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
        """Assign all that is drawn in the context to one mark, which links to `url`.

        The first line of `name` is its accessible name, the second is shown in the tooltip only.
        """
        self._mark = (f"item-{self._marks:05d}", url, name)
        self._marks += 1
        yield
        self._mark = None

    def add(self, artist: Artist) -> None:
        """Add an artist to the Axes, as part of the current mark if there is one.

        `Axes.add_artist` does not compute the extents of the artist, which `fit` does not need.
        """
        if self._mark:
            gid, url, name = self._mark
            artist.set_gid(gid)
            artist.set_url(url)  # type: ignore[arg-type]  # None is the default
            artist.set_label(name)
        artist.set_clip_on(False)
        self.ax.add_artist(artist)

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
