"""A matrix from top to bottom: heads, rows, totals and legend."""

from edition.figures.canvas import palette
from edition.figures.canvas.text_metrics import wrap_text
from edition.figures.columns import capitalize_first

from .column_layout import LABEL, SMALL, plan
from .header import Header
from .symbols import STEP, content_width, draw_legend, draw_symbols, symbols

_LINE = 15.0
_AGAIN = 30  # rows after which the heads are repeated


class Sheet:
    """One matrix from top to bottom; `y` is how far it has come."""

    def __init__(self, pen, page, layout, made, labels, unit):
        self.pen, self.page, self.made, self.unit = pen, page, made, unit
        labels = {} if labels is None else labels
        self.say = lambda label: str(labels.get(label, label))
        self.words, self.scale = None, 0.0
        self.plan = plan(made, self.say, page=page, narrow=layout == "narrow", unit=unit)
        self.header = Header(pen, made, self.plan, self.say, page)
        self.y, self.silent, self.rules = 0.0, [], []
        self.heads_bottom = 0.0
        self.parts, self.since = [], 0  # what can be moved apart; the row after the last heads

    def largest(self):
        """Return the scale at which the largest symbol just leaves room for its number."""
        most = max(max(cell.counts.values()) for cell in self.made.cells.values())
        return min(max(self.plan.cell - 16.0, 8.5), 22.0) / most**0.5

    def draw(self):
        """Draw heads, rows, totals and legend."""
        self._heads(self.header.draw)
        if self.header.top:
            self.parts[0] = ("above", self.header.top)
            self.parts.append(("heads", self.y + 1))
        groups = [self.made.row_group.get(row, "") for row in self.made.rows]
        for i, row in enumerate(self.made.rows):
            self._between(i, groups)
            self._rule()
            self._row(row)
        self._rule()
        self.pen.lines(self.rules)
        if self.plan.framed:
            self._rule_columns()
        elif self.silent:
            xs, ys = zip(*self.silent, strict=True)
            self.pen.ax.plot(xs, ys, ".", color=palette.color("stone"), ms=2.0, mew=0, zorder=1)
        if self.unit:
            self._column_totals()
        self.parts.append(("rows", self.y + 1))
        silent = bool(self.silent) and not self.plan.framed
        self.y = draw_legend(self.pen, self.made, self.words, silent, self.page, self.y)
        self.pen.fit(self.plan.width, self.y + 4)
        self.parts.append(("below", self.y + 4))
        if not self.plan.framed:
            self.pen.mark_heads(self.header.top, self.heads_bottom)

    def _heads(self, draw):
        self.y = draw(self.y)
        if self.plan.totals:
            self._total(self.unit, self.y - 10)
        self.heads_bottom = self.heads_bottom or self.y + 1
        self.parts.append(("heads", self.y + 1))

    def _between(self, i, groups):
        """Set the name of a group of rows above its first, and now and then the heads again."""
        often = self.plan.framed or self.header.kind == "keys"
        if often and i - self.since >= _AGAIN and len(groups) - i > 8:
            self.parts.append(("rows", self.y + 1))
            self.since = i
            self._rule()
            self._heads(self.header.draw_again)
            self.parts[-1] = ("again", self.y + 1)
        if groups[i] and groups[i] not in groups[:i]:
            self.y += 8 if i else 4
            self.pen.text(0, self.y + 10, groups[i], size=LABEL, weight=600)
            self.y += 22

    def _rule(self):
        self.rules.append([(0, self.y), (min(self.plan.end + 9.0, self.plan.width), self.y)])

    def _rule_columns(self):
        """Rule the columns of a matrix too large to have a dot where nothing is said."""
        lines, top = [], 0.0
        for kind, bottom in self.parts:
            lines += [[(x, top), (x, bottom)] for x in self.plan.xs] if kind == "rows" else []
            top = bottom
        top = max(bottom for kind, bottom in self.parts if kind in ("heads", "again"))
        lines += [[(x, top), (x, self.y)] for x in self.plan.xs]
        self.pen.lines(lines)

    def _total(self, text, y, weight=400):
        self.pen.text(
            self.plan.end, y, text, size=SMALL, weight=weight, tone="muted", anchor="right"
        )

    def _row(self, row):
        telling = row in self.made.telling_rows
        cells = [self.made.cells.get((row, column)) for column in self.made.columns]
        shown = [symbols(cell, self.scale) if cell else [] for cell in cells]
        stack = any(len(s) > 1 and content_width(s) > self.plan.cell - 10 for s in shown)
        tall = max([1, *map(len, shown)]) if stack else 1
        height = self._row_label(row, (10 if self.plan.framed else 14) + STEP * tall, telling)
        middle = self.y + height / 2
        for x, cell, signs in zip(self.plan.xs, cells, shown, strict=True):
            if cell:
                self._cell(cell, signs, x, middle, stack)
            else:
                self.silent.append((x, middle))
        if self.plan.totals:
            self._total(str(self.made.total(row=row)), middle)
        self.y += height

    def _row_label(self, row, height, telling):
        """Set the label of a row beside or above its cells, and return the height of the cells."""
        weight, tone = (600, "ink") if telling else (400, "muted")
        stacked = self.plan.stacked
        limit = self.page - 70 if stacked else self.plan.gutter - 10
        lines = wrap_text(self.say(row), LABEL, limit, weight)
        if not stacked:
            height = max(height, len(lines) * _LINE + 8)
        first = self.y + (12 if stacked else height / 2 - (len(lines) - 1) / 2 * _LINE)
        for i, line in enumerate(lines):
            self.pen.text(0, first + i * _LINE, line, size=LABEL, weight=weight, tone=tone)
        if stacked:
            if self.unit:
                unit = f" {self.unit}" if row == self.made.rows[0] else ""
                self._total(f"{self.made.total(row=row)}{unit}", first)
            self.y += len(lines) * _LINE + 2
        return height

    def _cell(self, cell, shown, x, y, stack):
        made = self.made
        name = f"{self.say(cell.row)} × {self.say(cell.column)}: {cell.words(self.words)}"
        half = self.plan.cell / 2 - 0.1
        reach = max(12.5, STEP / 2 * len(shown) * stack)
        strong = cell.row in made.telling_rows and cell.column in made.telling_columns
        hue = made.side(cell.column)
        tone = hue if strong or hue == "stone" else f"{hue}-pale"
        with self.pen.mark(cell.url, name):
            self.pen.hit_area(x - half, y - reach, x + half, y + reach)
            draw_symbols(
                self.pen, shown, x, y, room=self.plan.cell, stack=stack, tone=tone, strong=strong
            )

    def _column_totals(self):
        """Set how many records each column has, and all of them."""
        everything = sum(cell.total for cell in self.made.cells.values())
        self.pen.text(0, self.y + 13, capitalize_first(self.unit), size=SMALL, tone="muted")
        if self.plan.stacked:
            self._total(str(everything), self.y + 13, weight=600)
            self.y += 18
        for column, x in zip(self.made.columns, self.plan.xs, strict=True):
            total = str(self.made.total(column=column))
            self.pen.text(x, self.y + 13, total, size=SMALL, tone="muted", anchor="center")
        if not self.plan.stacked:
            self._total(str(everything), self.y + 13, weight=600)
        self.y += 26
