"""The sheet that is drawn on: pixels with y downwards on an Axes, and whose marks stand there."""

import matplotlib.pyplot as plt

from .palette import WIDTHS

#: What begins the id of Axes that mark their column heads, before the heads' top and bottom.
HEADS = "heads "


def layout_width(layout, function):
    """Return a layout's width in CSS pixels; `function` is named if there is no such layout."""
    if layout not in WIDTHS:
        raise ValueError(f"{function}: layout: {layout!r} is not one of {', '.join(WIDTHS)}")
    return WIDTHS[layout]


class Paper:
    """Draws in pixels on an Axes whose x axis may count something else (`per_x` pixels a unit)."""

    def __init__(self, ax=None):
        self.ax = ax if ax is not None else plt.figure(figsize=(1, 1)).add_axes((0, 0, 1, 1))
        self.origin, self.per_x = 0.0, 1.0
        self.item = self.url = self.name = None

    def scale(self, origin, per_x):
        """Let pixel 0 be `origin` on the x axis, and a unit of it `per_x` pixels."""
        self.origin, self.per_x = origin, per_x

    def x(self, px):
        """Return the position on the x axis of a pixel."""
        return self.origin + px / self.per_x

    def begin(self, order, url, name):
        """Start a mark that leads to `url`; until `finish`, all that is drawn belongs to it."""
        self.item, self.url, self.name = f"item-{order:05d}", url, name

    def finish(self):
        """End the mark."""
        self.item = self.url = self.name = None

    def fit(self, width, height):
        """Give the Axes its limits, and its figure the size, if it has it to itself."""
        figure = self.ax.figure
        if len(figure.axes) == 1:
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

    def add(self, patch):
        """Put a patch on the Axes without the search for its bounds, which are known."""
        patch.set_transform(self.ax.transData)
        patch.set_figure(self.ax.figure)
        patch.axes = self.ax
        self.ax._children.append(patch)
        patch._remove_method = self.ax._children.remove

    def own(self, artist):
        """Let an artist belong to the mark that is drawn, if any."""
        if self.item:
            artist.set_gid(self.item)
            artist.set_url(self.url)
            artist.set_label(self.name)
