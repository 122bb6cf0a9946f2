"""Heads of a matrix's columns: upright, but where forty of them are scrolled."""

from functools import partial

from edition.figures.canvas.text_metrics import text_width, wrap_text

from .column_layout import DEEP, GROUP, HEAD, fit
from .legend import draw_keys, list_keys

_LINE = 14.5
_MOST_STAIRS = 16


class Header:
    """The heads above the columns of a grid, and the names of their groups."""

    def __init__(self, pen, made, plan, say, page):
        self.pen, self.made, self.plan, self.page = pen, made, plan, page
        self.names = [say(column) for column in made.columns]
        self.groups = [made.column_group.get(column, "") for column in made.columns]
        self.spans = {group: self._span(group) for group in dict.fromkeys(self.groups) if group}
        self.kind = self._kind()
        self.top = 0.0  # of what stays in view while rows are scrolled

    def _span(self, group):
        xs = [x for x, g in zip(self.plan.xs, self.groups, strict=True) if g == group]
        half = self.plan.cell / 2 - 2
        return xs[0] - half, xs[-1] + half

    def hue(self, group):
        """Return the hue of a group."""
        return self.made.side(self.made.columns[self.groups.index(group)])

    def tone(self, column):
        """Return how strong the head of a column is."""
        return "ink" if self.made.columns[column] in self.made.telling_columns else "muted"

    def _kind(self):
        """Return ``block``, ``stair`` or ``keys``: the first for which the columns leave room.

        In a frame nothing may reach from above one column over another: there it is ``turned``.
        """
        fits = fit(self.names, self.plan.cell)
        if self.plan.framed:
            return "block" if fits else "turned"
        heads = {group: text_width(group, GROUP, 600) for group in self.spans}
        if fits and all(
            wide <= end - start
            for wide, (start, end) in zip(heads.values(), self.spans.values(), strict=True)
        ):
            return "block"
        reaches = [
            text_width(name, HEAD) <= x + 4
            for name, x in zip(self.names, self.plan.xs, strict=True)
        ]
        reaches += [wide <= self.spans[group][1] for group, wide in heads.items()]
        return "stair" if len(self.names) <= _MOST_STAIRS and all(reaches) else "keys"

    def draw(self, y):
        """Draw the heads from `y`, and return where the cells begin."""
        kinds = {
            "block": self._blocks,
            "turned": self._turned,
            "stair": self._stairs,
            "keys": partial(list_keys, self),
        }
        return kinds[self.kind](y)

    def draw_again(self, y):
        """Draw what stays in view of the heads once more, for where nothing is scrolled."""
        return draw_keys(self, y) if self.kind == "keys" else self.draw(y)

    def _blocks(self, y):
        """Wrap each head within its column; all stand on the same line."""
        self._groups(y)
        lines = [wrap_text(name, HEAD, self.plan.cell - 6) for name in self.names]
        base = y + (26 if self.spans else 0) + max(map(len, lines)) * _LINE + 6
        for i, (x, head) in enumerate(zip(self.plan.xs, lines, strict=True)):
            for up, line in enumerate(reversed(head)):
                self.pen.text(
                    x, base - 10 - up * _LINE, line, size=HEAD, tone=self.tone(i), anchor="center"
                )
        return base

    def _groups(self, y):
        """Set the names of groups, each on a rule above its columns."""
        for group, (left, right) in self.spans.items():
            self.pen.text(left, y + 10, group, size=GROUP, weight=600, tone=self.hue(group))
            self.pen.lines([[(left, y + 21), (right, y + 21)]], tone=self.hue(group), thick=2)

    def _turned(self, y):
        """Set each head upwards from its column."""
        self._groups(y)
        lines = [wrap_text(name, HEAD, DEEP) for name in self.names]
        tall = max(text_width(line, HEAD) for head in lines for line in head)
        base = y + (26 if self.spans else 4) + tall + 8
        for i, (x, head) in enumerate(zip(self.plan.xs, lines, strict=True)):
            for k, line in enumerate(head):
                at = x + (k - (len(head) - 1) / 2) * _LINE
                self.pen.text(at, base - 7, line, size=HEAD, tone=self.tone(i), turned=True)
        return base

    def _stairs(self, y):
        """Set each head on a step of its own, ending above its column, the last the highest.

        A group's name takes the step above its last column.
        """
        steps, up = [], 12.0
        for i, group in enumerate(self.groups):
            steps.append(up)
            up += _LINE
            if group and group not in self.groups[i + 1 :]:
                steps[-1] = (steps[-1], up + 3)
                up += _LINE + 8
        base = y + up
        for i in reversed(range(len(steps))):
            step, group_step = steps[i] if isinstance(steps[i], tuple) else (steps[i], None)
            x, group = self.plan.xs[i], self.groups[i]
            if group_step:
                self.pen.text(
                    x + 4,
                    base - group_step,
                    group,
                    size=GROUP,
                    weight=600,
                    tone=self.hue(group),
                    anchor="right",
                )
            self.pen.text(
                x + 4, base - step, self.names[i], size=HEAD, tone=self.tone(i), anchor="right"
            )
            self.pen.lines([[(x, base - step + 8), (x, base)]], tone="stone", thick=0.8)
        for group, (left, right) in self.spans.items():
            self.pen.lines([[(left, base), (right, base)]], tone=self.hue(group), thick=2, zorder=2)
        return base
