"""Where time lies on the page: the whole span, the window in detail, and the grid."""

from math import isnan

from edition.data.partial_dates import stretch, words
from edition.figures.canvas.text_metrics import width
from edition.figures.canvas.time_scale import Scale, domain

SMALL = 11.5
_MARGIN = 8.0
_LEAST = 12.0  # the shortest piece of the grid that does not look like a mark
_BAND = (18.0, 34.0)  # top and bottom of the band that shows the whole span


class TimeAxis:
    """The axis of a timeline, with `moments` to cover, a `window` to enlarge, a date to end at."""

    def __init__(self, page, moments, window, until):
        self.page, self.until = page, until
        self.horizon = stretch(until)[1] if until else None
        moments = [*moments, *([self.horizon] if until else [])]
        self.span = domain(min(moments), max(moments))
        self.window = window or self.span
        self.scale = Scale(*self.window, _MARGIN, page - _MARGIN)
        self.ticks = self.scale.ticks(SMALL)

    def shows(self, row):
        """Whether any of an event falls into the window."""
        first, last = self._times(row)
        begins = first < self.window[1] or first == last == self.window[1]
        return begins and (last > self.window[0] or first == last == self.window[0])

    def extent(self, row):
        """Return first and last pixel of a mark, and its ends, cut to the window."""
        first, last = self._times(row)
        ends = list(row.ends)
        if first < self.window[0]:
            first, ends[0] = self.window[0], "arrow"
        if last > self.window[1]:
            last, ends[1] = self.window[1], "arrow"
        left, right = self.scale.px(first), self.scale.px(last)
        if not row.lasts:
            left = right = (left + right) / 2
        return left, max(right, left + 7.0 * row.lasts), ends

    def whisker(self, row):
        """Return the length of the line on which a point may lie, if it can be seen."""
        length = (row.last - row.first) * self.scale.per_year if row.shape == "year" else 0.0
        return length if length > 11 else 0.0

    def _times(self, row):
        first = self.span[0] if isnan(row.first) else row.first
        return first, (self.horizon or self.span[1]) if isnan(row.last) else row.last

    def draw_band(self, pen, starts):
        """Show the whole span with every event, and the window in it; return the band's bottom."""
        if self.span[1] - self.span[0] < 1.5 * (self.window[1] - self.window[0]):
            return 0.0
        whole = Scale(*self.span, _MARGIN, self.page - _MARGIN)
        left, right = (min(max(whole.px(t), whole.left), whole.right) for t in self.window)
        top, base = _BAND
        pen.shape(
            [[(left, top), (right, top), (right, base), (left, base)]], tone="faint", zorder=0
        )
        xs = sorted({round(whole.px(start), 1) for start in starts})
        pen.rules([[(x, top + 3), (x, base - 3)] for x in xs], tone="stone", thick=1.2, zorder=2)
        pen.rules([[(whole.left, base), (whole.right, base)]], tone="stone")
        pen.rules(
            [[(left, base), (whole.left, base + 14)], [(right, base), (whole.right, base + 14)]]
        )
        for time, anchor, x in (
            (self.span[0], "left", whole.left),
            (self.span[1] - 1, "right", whole.right),
        ):
            pen.text(x, 8, f"{time:.0f}", size=SMALL, tone="muted", anchor=anchor)
        return base + 14

    def draw_names(self, pen, y):
        """Set the names of the ticks, and that of the day at which the known ends."""
        taken = (0.0, 0.0)
        if self._ends_inside():
            name, x = words(self.until, short=True), self.scale.px(self.horizon)
            wide = width(name, SMALL, 600)
            x = min(max(x + wide / 2, wide), self.page)
            pen.text(x, y, name, size=SMALL, weight=600, tone="muted", anchor="right")
            taken = (x - wide - 8, x + 8)
        for time, name in self.ticks:
            x = self.scale.px(time)
            right = x + width(name, SMALL)
            if right <= self.page and (right <= taken[0] or x >= taken[1]):
                pen.text(x, y, name, size=SMALL, tone="muted")

    def draw_grid(self, pen, top, bottom, taken=()):
        """Rule the ticks from top to bottom, but not through letters, and the head of the axis.

        `taken` are the boxes of letters: left, top, right and bottom.
        """
        pen.rules(
            [
                [(x, start), (x, stop)]
                for x in (self.scale.px(time) for time, _ in self.ticks)
                for start, stop in _around(x, top - 4, bottom, taken)
                if stop - start > _LEAST or start < top
            ]
        )
        if self._ends_inside():
            x = self.scale.px(self.horizon)
            lines = [[(x, a), (x, b)] for a, b in _around(x, top - 4, bottom, taken)]
            pen.rules(lines, tone="stone")
        pen.rules([[(0, top), (self.page, top)]], tone="stone")

    def _ends_inside(self):
        return bool(self.horizon) and self.window[0] <= self.horizon <= self.window[1]


def _around(x, top, bottom, taken):
    """Return the parts of a vertical line that run through none of the boxes."""
    stretches = sorted((upper, lower) for left, upper, right, lower in taken if left < x < right)
    free = []
    for upper, lower in stretches:
        if upper - top > 3:
            free.append((top, upper))
        top = max(top, lower)
    return [*free, (top, bottom)] if bottom > top else free


def checked_window(window):
    """Return the window in decimal years, or say what is wrong with it."""
    if window is None:
        return None
    try:
        first, last = window
        if not first < last:
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(
            f"timeline: window: {window!r} is not a first and a later last year"
        ) from None
    return float(first), float(last + 1)
