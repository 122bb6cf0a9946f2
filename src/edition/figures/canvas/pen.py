"""Drawing in CSS pixels: text, markers, bars, polygons and lines, and the marks they belong to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from edition.project.vocabulary import Marker

from .palette import PT, WIDTHS, color
from .shapes import Point, Polygon, bar_end, clockwise, rectangle
from .text_metrics import baseline_offset, wrap_text

Anchor = Literal["left", "center", "right"]
Layout = Literal["wide", "narrow"]
#: Matplotlib's code of each marker.
MARKERS: dict[Marker, str] = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^"}
#: Prefix of the id of an Axes that marks its column heads; their top and bottom follow.
HEADS = "heads "


class Pen:
    """Draws on an Axes, by default that of a new figure, in CSS pixels from the top left.

    The x axis of the Axes may count something else: see `set_scale`. Colors are names of the
    palette. `page` is the width of the layout, `width` that of the drawing; both in pixels.
    """

    def __init__(self, ax: Axes | None, layout: Layout) -> None:
        self.narrow, self.page = layout == "narrow", float(WIDTHS[layout])
        self.width = self.page
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

    def fit(self, height: float) -> None:
        """Set the limits of the Axes; if it is alone in its figure, the figure's size too."""
        figure = self.ax.figure
        if len(figure.axes) == 1 and isinstance(figure, Figure):
            figure.set_size_inches(self.width / 96, height / 96)
            self.ax.set_position((0, 0, 1, 1))
        self.ax.set_xlim(self.x(0), self.x(self.width))
        self.ax.set_ylim(height, 0)
        self.ax.xaxis.set_visible(False)
        self.ax.yaxis.set_visible(False)
        self.ax.patch.set_visible(False)
        for spine in self.ax.spines.values():
            spine.set_visible(False)

    def mark_heads(self, top: float, bottom: float) -> None:
        """Mark the stretch of pixels with column heads, which may stay in view when scrolled."""
        self.ax.set_gid(f"{HEADS}{top:.1f} {bottom:.1f}")

    def text(
        self, px: float, y: float, string: str, *, size: float = 12.0, tone: str = "ink",
        weight: int = 400, anchor: Anchor = "left",
    ) -> Text:  # fmt: skip
        """Draw a line of text with the middle of its letters at `y`."""
        text = Text(
            self.x(px), y + baseline_offset(size), string, fontsize=size * PT, fontweight=weight,
            color=color(tone), ha=anchor, va="baseline", parse_math=False,
        )  # fmt: skip
        self.add(text)
        return text

    def note(self, string: str) -> float:
        """Draw a text in place of a drawing, and return its bottom."""
        y = 20.0
        for line in wrap_text(string, 13, self.page - 16):
            self.text(8, y, line, size=13, tone="muted")
            y += 18
        return y + 4

    def marker(
        self, px: float, y: float, *, marker: Marker = "circle", size: float = 8.0,
        tone: str = "accent", hollow: bool = False, whisker: tuple[float, float] | None = None,
        edge: float = 1.4,
    ) -> Line2D:  # fmt: skip
        """Draw a marker, on a horizontal line between the pixels of `whisker` if they are given."""
        left, right = whisker or (px, px)
        line = Line2D(
            (self.x(left), self.x(px), self.x(right)), (y, y, y),
            marker=MARKERS[marker], markevery=[1], markersize=size * PT,
            markerfacecolor=color("paper" if hollow else tone),
            markeredgewidth=(edge if hollow else 0) * PT,
            color=color(tone), lw=1.3 * PT, ls="-" if whisker else "none", zorder=3,
        )  # fmt: skip
        self.add(line)
        return line

    def bar(
        self, left: float, right: float, y: float, *, ends: tuple[str, str] = ("cap", "cap"),
        tone: str = "accent", hollow: bool = False, thick: float = 5.0, fade: float = 0.0,
    ) -> PathPatch:  # fmt: skip
        """Draw a horizontal bar; each end is a ``cap``, a ``fade``, an ``arrow`` or bare.

        A hollow bar has bare ends. A fade at the left end is at least `fade` pixels long.
        """
        if hollow:
            body = rectangle(left, right, y, thick)
            return self.polygons([body], tone=tone, hollow=True, zorder=3)
        room = (right - left) * 0.45
        first, start = bar_end(ends[0], left, 1, y, thick, room, fade)
        last, stop = bar_end(ends[1], right, -1, y, thick, room)
        body = rectangle(left + start, right - stop, y, thick)
        return self.polygons([body, *first, *last], tone=tone, zorder=3)

    def polygons(
        self, polygons: Sequence[Polygon], *, tone: str, hollow: bool = False, zorder: float = 2
    ) -> PathPatch:
        """Fill polygons as one path; overlaps are filled too, since all are made clockwise."""
        polygons = [clockwise(polygon) for polygon in polygons]
        paths = [
            Path([(self.x(x), y) for x, y in [*polygon, polygon[0]]], closed=True)
            for polygon in polygons
        ]
        patch = PathPatch(
            Path.make_compound_path(*paths),
            facecolor=color("paper" if hollow else tone), zorder=zorder,
            edgecolor=color(tone) if hollow else "none", lw=1.3 * PT if hollow else 0,
        )  # fmt: skip
        self.add(patch)
        return patch

    def hit_area(self, left: float, top: float, right: float, bottom: float) -> None:
        """Make an invisible rectangle part of the current mark, so that it is easier to hit."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.polygons([corners], tone="paper", zorder=3).set_facecolor("none")

    def lines(
        self, segments: Sequence[Sequence[Point]], *, tone: str = "faint", thick: float = 1.0,
        zorder: float = 1,
    ) -> LineCollection:  # fmt: skip
        """Draw lines as one artist that belongs to no mark."""
        points = [[(self.x(x), y) for x, y in segment] for segment in segments]
        lines = LineCollection(points, colors=color(tone), lw=thick * PT, zorder=zorder)
        lines.set_capstyle("butt")
        self.ax.add_artist(lines)
        return lines

    def outline(
        self, lines: Sequence[Sequence[Point]], *, tone: str, thick: float = 1.0, zorder: float = 2
    ) -> PathPatch:
        """Draw lines as one path that belongs to the current mark."""
        paths = [Path([(self.x(x), y) for x, y in line]) for line in lines]
        patch = PathPatch(
            Path.make_compound_path(*paths), facecolor="none", edgecolor=color(tone),
            lw=thick * PT, zorder=zorder,
        )  # fmt: skip
        self.add(patch)
        return patch
