"""Draw the heads of a matrix's columns and the names of their groups."""

from collections.abc import Callable

from edition.figures.canvas.pen import Anchor, Pen
from edition.figures.canvas.text_metrics import text_width, wrap_text

from .column_layout import GROUP_SIZE, HEAD_SIZE, SMALL_SIZE, ColumnLayout, heads_fit
from .grid import Grid

_LINE = 14.5
_MAX_STEPS = 16


class Header:
    """The heads above the columns of a grid, in the first of three styles that has room.

    ``_wrapped`` breaks each head into lines above its column, ``_stairs`` sets each on a step of
    its own, and ``_numbered`` sets numbers above the columns and a list of heads above these.
    """

    def __init__(
        self, pen: Pen, grid: Grid, layout: ColumnLayout, label: Callable[[str], str]
    ) -> None:
        self.pen, self.grid, self.layout, self.page = pen, grid, layout, pen.page
        self.heads = [label(column) for column in grid.columns]
        self.groups = [grid.column_group.get(column, "") for column in grid.columns]
        self.spans = {group: self._span(group) for group in dict.fromkeys(self.groups) if group}
        self.top = 0.0  # top of what stays in view while rows are scrolled

    def _span(self, group: str) -> tuple[float, float]:
        """Return left and right of a group's columns."""
        centers = [x for x, g in zip(self.layout.centers, self.groups, strict=True) if g == group]
        half = self.layout.cell / 2 - 2
        return centers[0] - half, centers[-1] + half

    def _is_strong(self, i: int) -> bool:
        return self.grid.columns[i] in self.grid.strong_columns

    def _head(self, i: int, x: float, y: float, text: str, anchor: Anchor) -> None:
        tone = "ink" if self._is_strong(i) else "muted"
        self.pen.text(x, y, text, size=HEAD_SIZE, tone=tone, anchor=anchor)

    def _group(self, group: str, x: float, y: float, anchor: Anchor = "left") -> str:
        """Draw the name of a group, and return its hue."""
        hue = self.grid.hue(self.grid.columns[self.groups.index(group)])
        self.pen.text(x, y, group, size=GROUP_SIZE, weight=600, tone=hue, anchor=anchor)
        return hue

    def draw(self, y: float) -> float:
        """Draw the heads from `y` downwards, and return where the cells begin."""
        group_widths = {group: text_width(group, GROUP_SIZE, 600) for group in self.spans}
        if heads_fit(self.heads, self.layout.cell) and all(
            group_widths[group] <= right - left for group, (left, right) in self.spans.items()
        ):
            return self._wrapped(y)
        reaches_page = all(
            text_width(head, HEAD_SIZE) <= x + 4
            for head, x in zip(self.heads, self.layout.centers, strict=True)
        ) and all(group_widths[group] <= right for group, (_, right) in self.spans.items())
        if reaches_page and len(self.heads) <= _MAX_STEPS:
            return self._stairs(y)
        return self._numbered(y)

    def _wrapped(self, y: float) -> float:
        for group, (left, right) in self.spans.items():
            hue = self._group(group, left, y + 10)
            self.pen.lines([[(left, y + 21), (right, y + 21)]], tone=hue, thick=2)
        heads = [wrap_text(head, HEAD_SIZE, self.layout.cell - 6) for head in self.heads]
        base = y + (26 if self.spans else 0) + max(map(len, heads)) * _LINE + 6
        for i, (x, lines) in enumerate(zip(self.layout.centers, heads, strict=True)):
            for k, line in enumerate(reversed(lines)):
                self._head(i, x, base - 10 - k * _LINE, line, "center")
        return base

    def _stairs(self, y: float) -> float:
        """Let each head end above its column, the last the highest.

        A group's name takes a step of its own above its last column.
        """
        base = y + 12 + _LINE * len(self.heads) + (_LINE + 8) * len(self.spans)
        step, hues = base - y, {}
        for i in reversed(range(len(self.heads))):
            x, group = self.layout.centers[i], self.groups[i]
            if group and group not in self.groups[i + 1 :]:
                step -= _LINE + 8
                hues[group] = self._group(group, x + 4, base - step - 3, "right")
            step -= _LINE
            self._head(i, x + 4, base - step, self.heads[i], "right")
            self.pen.lines([[(x, base - step + 8), (x, base)]], tone="stone", thick=0.8)
        for group, (left, right) in self.spans.items():
            self.pen.lines([[(left, base), (right, base)]], tone=hues[group], thick=2, zorder=2)
        return base

    def _numbered(self, y: float) -> float:
        list_column = max(text_width(head, HEAD_SIZE) for head in self.heads) + 40
        across = max(int(self.page // list_column), 1)
        for group in dict.fromkeys(self.groups):
            if group:
                self._group(group, 0, y + 9)
                y += 20
            members = [i for i, g in enumerate(self.groups) if g == group]
            rows = -(-len(members) // across)
            bottoms = [
                self._list(members[start : start + rows], start // rows * list_column, y)
                for start in range(0, len(members), rows)
            ]
            y = max(bottoms) + 8
        self.top = y + 2
        for i, x in enumerate(self.layout.centers):
            strong = self._is_strong(i)
            tone = self.grid.hue(self.grid.columns[i]) if strong else "muted"
            self.pen.text(
                x, y + 13, str(i + 1),
                size=SMALL_SIZE, weight=600 if strong else 400, tone=tone, anchor="center",
            )  # fmt: skip
        return y + 24

    def _list(self, members: list[int], x: float, y: float) -> float:
        """List numbers and heads downwards, and return the bottom."""
        for i in members:
            self.pen.text(
                x + 16, y + 8, str(i + 1), size=HEAD_SIZE, weight=600, tone="muted", anchor="right"
            )
            for line in wrap_text(self.heads[i], HEAD_SIZE, self.page - 24):
                self.pen.text(x + 22, y + 8, line, size=HEAD_SIZE)
                y += 16
        return y
