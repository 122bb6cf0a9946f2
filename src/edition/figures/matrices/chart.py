"""Draw a matrix from top to bottom: heads, rows, totals and legend."""

from edition.figures.canvas import palette
from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import wrap_text
from edition.figures.columns import capitalize_first

from .column_layout import LABEL_SIZE, SMALL_SIZE, column_layout
from .grid import Cell, Grid
from .header import Header
from .spec import MatrixSpec
from .symbols import STACK_STEP, Symbol, content_width, draw_legend, draw_symbols, symbols

_LINE = 15.0


class MatrixChart:
    """Draws a matrix; `y` is the bottom of what is drawn so far."""

    def __init__(self, pen: Pen, grid: Grid, spec: MatrixSpec) -> None:
        self.pen, self.grid, self.spec = pen, grid, spec
        self.row_names = grid.row_names(spec.labels)
        self.unit = spec.unit if spec.totals else ""
        self.layout = column_layout(
            grid, self._label, page=pen.page, narrow=pen.narrow, unit=self.unit
        )
        pen.width = self.layout.width
        self.scale = self._largest_scale() if spec.sized else 0.0
        self.y = 0.0
        self.silent: list[tuple[float, float]] = []  # middles of cells without records
        self.rules: list[list[tuple[float, float]]] = []

    def _label(self, name: str) -> str:
        return str(self.spec.labels.get(name, name))

    def _largest_scale(self) -> float:
        """Return the scale at which the largest symbol leaves just enough room for its number."""
        most = max(max(cell.counts.values()) for cell in self.grid.cells.values())
        return min(max(self.layout.cell - 16.0, 8.5), 22.0) / most**0.5

    def draw(self) -> float:
        """Draw heads, rows, totals and legend, and return the bottom."""
        header = Header(self.pen, self.grid, self.layout, self._label)
        self.y = header.draw(0.0)
        if self.layout.totals:
            self._total(self.unit, self.y - 10)
        top = self.y
        if not self.layout.overflows:
            self.pen.mark_heads(header.top, top + 1)
        previous = ""
        for i, row in enumerate(self.grid.rows):
            group = self.grid.row_group.get(row, "")
            if group and group != previous:
                self.y += 8 if i else 4
                self.pen.text(0, self.y + 10, group, size=LABEL_SIZE, weight=600)
                self.y += 22
            previous = group
            self._rule()
            self._row(row)
        self._rule()
        self.pen.lines(self.rules)
        if self.layout.overflows:  # as many dots as a large matrix has would weigh a megabyte
            self.pen.lines([[(x, top), (x, self.y)] for x in self.layout.centers])
        elif self.silent:
            xs, ys = zip(*self.silent, strict=True)
            self.pen.ax.plot(xs, ys, ".", color=palette.color("stone"), ms=2.0, mew=0, zorder=1)
        if self.unit:
            self._column_totals()
        silent = bool(self.silent) and not self.layout.overflows
        return draw_legend(self.pen, self.grid, self.spec.words, silent, self.y) + 4

    def _rule(self) -> None:
        end = min(self.layout.end + 9.0, self.layout.width)
        self.rules.append([(0, self.y), (end, self.y)])

    def _total(self, text: str, y: float, weight: int = 400) -> None:
        self.pen.text(
            self.layout.end, y, text, size=SMALL_SIZE, weight=weight, tone="muted", anchor="right"
        )

    def _row(self, row: str) -> None:
        cells = [self.grid.cells.get((row, column)) for column in self.grid.columns]
        shown = [symbols(cell, self.scale) if cell else [] for cell in cells]
        stacked = any(
            len(cell) > 1 and content_width(cell) > self.layout.cell - 10 for cell in shown
        )
        tallest = max([1, *map(len, shown)]) if stacked else 1
        height = self._row_label(row, 14 + STACK_STEP * tallest)
        middle = self.y + height / 2
        for x, cell, its_symbols in zip(self.layout.centers, cells, shown, strict=True):
            if cell:
                self._cell(cell, its_symbols, x, middle, stacked)
            else:
                self.silent.append((x, middle))
        if self.layout.totals:
            self._total(str(self.grid.row_total(row)), middle)
        self.y += height

    def _row_label(self, row: str, height: float) -> float:
        """Draw the label of a row beside or above its cells, and return the height of the cells."""
        weight, tone = (600, "ink") if row in self.grid.strong_rows else (400, "muted")
        stacked = self.layout.stacked
        limit = self.pen.page - 70 if stacked else self.layout.labels - 10
        lines = wrap_text(self._label(row), LABEL_SIZE, limit, weight)
        if not stacked:
            height = max(height, len(lines) * _LINE + 8)
        first = self.y + (12 if stacked else height / 2 - (len(lines) - 1) / 2 * _LINE)
        for i, line in enumerate(lines):
            self.pen.text(0, first + i * _LINE, line, size=LABEL_SIZE, weight=weight, tone=tone)
        if stacked:
            if self.unit:
                unit = f" {self.unit}" if row == self.grid.rows[0] else ""
                self._total(f"{self.grid.row_total(row)}{unit}", first)
            self.y += len(lines) * _LINE + 2
        return height

    def _cell(self, cell: Cell, shown: list[Symbol], x: float, y: float, stacked: bool) -> None:
        row, column = self.row_names[cell.row], self._label(cell.column)
        half_width = self.layout.cell / 2 - 0.1
        half_height = max(12.5, STACK_STEP / 2 * len(shown) * stacked)
        strong = cell.row in self.grid.strong_rows and cell.column in self.grid.strong_columns
        hue = self.grid.hue(cell.column)
        tone = hue if strong or hue == "stone" else f"{hue}-pale"
        with self.pen.mark(cell.url, f"{row} × {column}: {cell.text(self.spec.words)}"):
            self.pen.hit_area(x - half_width, y - half_height, x + half_width, y + half_height)
            draw_symbols(
                self.pen, shown, x, y,
                room=self.layout.cell, stacked=stacked, tone=tone, strong=strong,
            )  # fmt: skip

    def _column_totals(self) -> None:
        """Draw how many records each column has, and how many there are in all."""
        self.pen.text(0, self.y + 13, capitalize_first(self.unit), size=SMALL_SIZE, tone="muted")
        if self.layout.stacked:
            self._total(str(self.grid.total), self.y + 13, weight=600)
            self.y += 18
        for column, x in zip(self.grid.columns, self.layout.centers, strict=True):
            total = str(self.grid.column_total(column))
            self.pen.text(x, self.y + 13, total, size=SMALL_SIZE, tone="muted", anchor="center")
        if not self.layout.stacked:
            self._total(str(self.grid.total), self.y + 13, weight=600)
        self.y += 26
