"""Letters, marks and lines, drawn in CSS pixels."""

from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from .palette import PT, color
from .paper import Paper
from .shapes import box, end, outline, turns_right
from .text_metrics import middle, wrap


class Pen(Paper):
    """Draws letters, marks and lines in pixels; each remembers which row it belongs to."""

    def text(
        self, px, y, string, *, size=12.0, tone="ink", weight=400, anchor="left", turned=False
    ):
        """Set one line of text, `y` the middle of its letters; turned, from `y` upwards."""
        text = Text(
            self.x(px + (middle(size) if turned else 0)),
            y + (0 if turned else middle(size)),
            string,
            fontsize=size * PT,
            color=color(tone),
            fontweight=weight,
            ha=anchor,
            va="baseline",
            rotation=90 * turned,
            rotation_mode="anchor",
            parse_math=False,
        )
        text.set_clip_on(False)
        self.own(text)
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
        face = color("paper") if hollow else color(tone)
        line = Line2D(
            (self.x(left), self.x(px), self.x(right)),
            (y, y, y),
            marker=marker,
            markevery=[1],
            markersize=size * PT,
            color=color(tone),
            markerfacecolor=face,
            lw=1.3 * PT,
            markeredgewidth=(edge if hollow else 0) * PT,
            ls="-" if whisker else "none",
            zorder=3,
        )
        self.own(line)
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
            facecolor=color("paper" if hollow else tone),
            zorder=zorder,
            edgecolor=color(tone) if hollow else "none",
            lw=1.3 * PT if hollow else 0,
        )
        self.own(patch)
        self.add(patch)
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
        rules = LineCollection(lines, colors=color(tone), lw=thick * PT, zorder=zorder)
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
            edgecolor=color(tone),
            lw=thick * PT,
            zorder=zorder,
        )
        self.own(patch)
        self.add(patch)
        return patch
