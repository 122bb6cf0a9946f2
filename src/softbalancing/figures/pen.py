"""Drawing on an Axes in CSS pixels, y downwards; each mark remembers which row it belongs to."""

import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from .shapes import box, end, outline, turns_right
from .style import PT, WIDTHS, colour
from .text import middle, wrap


def layout_width(layout, function):
    """Return a layout's width in CSS pixels; `function` is named if there is no such layout."""
    if layout not in WIDTHS:
        raise ValueError(f"{function}: layout: {layout!r} is not one of {', '.join(WIDTHS)}")
    return WIDTHS[layout]


#: what begins the id of Axes whose drawing can be moved apart
PARTS = "parts "


class Pen:
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

    def part(self, parts, page, side):
        """Say where the drawing may be moved apart: the kind and the bottom of each part.

        What lies left of `side` stays in view while the rest, wider than the page, is scrolled.
        """
        said = " ".join(f"{kind}:{bottom:.1f}" for kind, bottom in parts)
        self.ax.set_gid(f"{PARTS}page:{page:.1f} side:{side:.1f} {said}")

    def text(
        self, px, y, string, *, size=12.0, tone="ink", weight=400, anchor="left", turned=False
    ):
        """Set one line of text, `y` the middle of its letters; turned, from `y` upwards."""
        text = Text(
            self.x(px + (middle(size) if turned else 0)),
            y + (0 if turned else middle(size)),
            string,
            fontsize=size * PT,
            color=colour(tone),
            fontweight=weight,
            ha=anchor,
            va="baseline",
            rotation=90 * turned,
            rotation_mode="anchor",
            parse_math=False,
        )
        text.set_clip_on(False)
        self._own(text)
        self.ax._add_text(text)
        return text

    def note(self, string, page):
        """Set a note in place of a drawing, and return its bottom."""
        y = 20.0
        for line in wrap(string, 13, page - 16):
            self.text(8, y, line, size=13, tone="muted")
            y += 18
        return y + 4

    def dot(
        self, px, y, *, marker="o", size=8.0, tone="accent", hollow=False, whisker=None, edge=1.4
    ):
        """Set a marker; `whisker` is the stretch of pixels on which it may lie."""
        left, right = whisker or (px, px)
        face = colour("paper") if hollow else colour(tone)
        line = Line2D(
            (self.x(left), self.x(px), self.x(right)),
            (y, y, y),
            marker=marker,
            markevery=[1],
            markersize=size * PT,
            color=colour(tone),
            markerfacecolor=face,
            lw=1.3 * PT,
            markeredgewidth=(edge if hollow else 0) * PT,
            ls="-" if whisker else "none",
            zorder=3,
        )
        self._own(line)
        self.ax.add_line(line)
        return line

    def bar(self, left, right, y, *, ends=("cap", "cap"), tone="accent", hollow=False, thick=5.0):
        """Draw a stretch of time: a capped end is known, a fading one is not, an arrow goes on."""
        if hollow:
            return self.shape(
                [outline(left, right, y, ends, thick)], tone=tone, hollow=True, zorder=3
            )
        polygons, inner = [], [left, right]
        for i, inwards in enumerate((1, -1)):
            at = (left, right)[i]
            shapes, used = end(ends[i], at, inwards, y, thick, (right - left) * 0.45)
            polygons += shapes
            inner[i] = at + inwards * used
        return self.shape([box(*inner, y, thick), *polygons], tone=tone, zorder=3)

    def shape(self, polygons, *, tone, hollow=False, zorder=2):
        """Fill polygons (lists of pixel positions) as one path."""
        polygons = [polygon if turns_right(polygon) else polygon[::-1] for polygon in polygons]
        points = [(self.x(x), y) for polygon in polygons for x, y in [*polygon, polygon[0]]]
        codes = [c for p in polygons for c in (1, *(2,) * (len(p) - 1), 79)]
        patch = PathPatch(
            Path(points, codes),
            facecolor=colour("paper" if hollow else tone),
            zorder=zorder,
            edgecolor=colour(tone) if hollow else "none",
            lw=1.3 * PT if hollow else 0,
        )
        self._own(patch)
        self._add(patch)
        return patch

    def hit(self, left, top, right, bottom):
        """Let a mark be hit anywhere in a box that shows nothing."""
        patch = self.shape(
            [[(left, top), (right, top), (right, bottom), (left, bottom)]], tone="paper", zorder=3
        )
        patch.set_facecolor("none")

    def rules(self, segments, *, tone="faint", thick=1.0, zorder=1):
        """Draw straight lines, each from pixel position to pixel position, as one artist."""
        lines = [[(self.x(x), y) for x, y in segment] for segment in segments]
        rules = LineCollection(lines, colors=colour(tone), lw=thick * PT, zorder=zorder)
        rules.set_capstyle("butt")
        self.ax.add_collection(rules, autolim=False)
        return rules

    def strokes(self, lines, *, tone, thick=1.0, zorder=2):
        """Draw broken lines (lists of pixel positions) as one path that belongs to the mark."""
        points = [(self.x(x), y) for line in lines for x, y in line]
        codes = [1 if i == 0 else 2 for line in lines for i in range(len(line))]
        patch = PathPatch(
            Path(points, codes),
            facecolor="none",
            edgecolor=colour(tone),
            lw=thick * PT,
            zorder=zorder,
        )
        self._own(patch)
        self._add(patch)
        return patch

    def _add(self, patch):
        """Put a patch on the Axes without the search for its bounds, which are known."""
        patch.set_transform(self.ax.transData)
        patch.set_figure(self.ax.figure)
        patch.axes = self.ax
        self.ax._children.append(patch)
        patch._remove_method = self.ax._children.remove

    def _own(self, artist):
        if self.item:
            artist.set_gid(self.item)
            artist.set_url(self.url)
            artist.set_label(self.name)
