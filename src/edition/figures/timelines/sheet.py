"""A timeline from top to bottom: band, axis, lanes, and what has no place on the axis."""

from math import isnan

from edition.figures.canvas.text_metrics import width
from edition.figures.columns import capital

from .dated_rows import begin
from .label_packing import Setting, pack
from .markers import block, columns, draw_label, draw_listed, draw_mark
from .time_axis import TimeAxis

_HEAD = 12.5


class Sheet:
    """One timeline from top to bottom; `y` is how far it has come."""

    def __init__(self, pen, page, layout, happenings, window, until):
        narrow = layout == "narrow"
        self.pen, self.page, self.rows, self.y, self.order = pen, page, happenings, 0.0, 0
        self.taken = []  # where letters stand, and no line of the grid
        moments = [t for row in happenings for t in (row.first, row.last) if not isnan(t)]
        self.axis = TimeAxis(page, moments, window, until) if moments else None
        self.setting = Setting(12.5, 12.0, page, 330.0, True)
        if narrow and not self._all_fit_beside():
            self.setting = Setting(13.0, 12.0, page, 330.0, False)

    def _all_fit_beside(self):
        """Whether every label finds room for one line beside its mark."""
        rows = [row for row in self.rows if row.dated and self.axis.shows(row)]
        blocks = [block(row, self.axis, self.setting) for row in rows]
        return all(b.place != "above" and len(b.lines) == 1 for b in blocks)

    def draw(self, lanes):
        """Draw band, axis, lanes, and beneath them what has no place on the axis."""
        if self.axis:
            self.pen.scale(self.axis.scale.origin, self.axis.scale.per_year)
            self.y = self.axis.draw_band(self.pen, [begin(r)[0] for r in self.rows if r.dated])
            self._lanes(lanes)
            first, last = self.axis.window
            outside = [row for row in self.rows if row.dated and not self.axis.shows(row)]
            outside.sort(key=begin)
            self._list(f"Before {first:.0f}", [row for row in outside if begin(row)[0] < first])
            self._list(f"After {last - 1:.0f}", [row for row in outside if begin(row)[0] >= first])
        self._list("No date given", [row for row in self.rows if not row.dated], lanes)

    def _lanes(self, lanes):
        """Draw the axis and beneath it the lanes; the grid goes down to the last of them."""
        top = self.y + 20
        self.pen.ax.set_xticks([time for time, _ in self.axis.ticks])
        self.axis.draw_names(self.pen, self.y + 9)
        self.y = top + 6
        for lane in lanes:
            self._lane(lane)
        self.axis.draw_grid(self.pen, top, self.y + 4, self.taken)
        if self.y - top > 420:
            self.pen.rules([[(0, self.y + 4), (self.page, self.y + 4)]], tone="stone")
            self.axis.draw_names(self.pen, self.y + 15)
            self.y += 22
        self.y += 8

    def _lane(self, lane):
        rows = [row for row in self.rows if row.dated and row.lane == lane and self.axis.shows(row)]
        if not rows:
            return
        if lane:
            head = width(capital(lane), _HEAD, 600)
            self.taken.append((0, self.y + 2, head, self.y + 22))
            self._head(lane)
        rows.sort(key=begin)
        blocks = [block(row, self.axis, self.setting) for row in rows]
        self.y = pack(blocks, self.setting, self.y + 4) + 6
        self.taken += [placed.label_box(self.setting.line) for placed in blocks]
        for row, placed in zip(rows, blocks, strict=True):
            lines = len(placed.lines) - 0.1 if placed.place == "above" else 0
            self._begin(row)
            draw_mark(self.pen, row, self.axis, placed.y + lines * self.setting.line)
            self._finish(placed)

    def _list(self, header, rows, lanes=()):
        """List what has no place on the axis, by lane if there are any."""
        if not rows:
            return
        self._head(header)
        for lane in [lane for lane in lanes if lane] or [None]:
            members = [row for row in rows if lane in (None, row.lane)]
            if not members:
                continue
            if lane:
                self.pen.text(0, self.y + 8, capital(lane), size=11.5, tone="muted")
                self.y += 20
            blocks, self.y = columns(members, self.setting, self.y)
            for row, placed in zip(members, blocks, strict=True):
                self._begin(row)
                draw_listed(self.pen, row, placed.left, placed.y)
                self._finish(placed)
            self.y += 6

    def _head(self, header):
        self.pen.text(0, self.y + 12, capital(header), size=_HEAD, weight=600)
        self.y += 26

    def _begin(self, row):
        self.pen.begin(self.order, row.url, row.name)
        self.order += 1

    def _finish(self, placed):
        draw_label(self.pen, placed, self.setting)
        self.pen.finish()
