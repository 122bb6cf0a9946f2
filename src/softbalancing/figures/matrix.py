"""Matrices of symbols: what each row says of each column, and which of them tell."""

import warnings

import matplotlib

from . import style
from .cells import DIRECTIONS, grid
from .header import blocks, kind_of_header, stairs
from .pen import Pen, layout_width
from .text import width, wrap

_SIZE, _SMALL, _LINE = 12.5, 11.5, 15.0
_GAP = 16.0  # between groups
_SIZES = {"supports": 9.5, "undermines": 9.5, "neutral": 7.0, "": 8.5}
_LEGEND = {"supports": "supports", "undermines": "undermines", "neutral": "takes no side"}


def matrix(
    table, *, rows, columns, direction=None, count=None, value=None, row_groups=None, column_groups=None,
    labels=None, order="pattern", totals=True, unit="claims", layout="wide", links=None, empty="", ax=None,
):  # fmt: skip
    """Draw which rows speak to which columns, and how: a table of symbols.

    A full circle supports, a hollow one undermines, a diamond takes no side, a dot is silence; a
    number counts the records where there are several. Without `direction` a square says that there
    is a record. Rows and columns that tell the two sides apart are strong, the others pale.

    Parameters
    ----------
    table : pandas.DataFrame
        One record a row, column and direction. Categories without records are drawn, silent.
    rows, columns : str
        Columns of the table that name the matrix's rows and columns.
    direction : str, optional
        Column with ``supports``, ``undermines`` or ``neutral``.
    count, value : str, optional
        Columns: how many records a record stands for; a letter to print in place of a square.
    row_groups, column_groups : str or mapping, optional
        Column with the group of each row or column, or a mapping from row or column to group. The
        first group of columns has one hue, all others the second.
    labels : mapping, optional
        What to print for a row or column in place of its name.
    order : {"pattern", "total", "given"}
        How to order within groups: so that the pattern shows, by total, or as they come.
    totals : bool
        Whether to print how many records each row and column has.
    unit : str
        What is counted.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; a large matrix is wider.
    links : str or mapping or sequence, optional
        Address behind each record; a cell leads to that of its first.
    empty : str, optional
        What to say where there is no record; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.
    """
    page = layout_width(layout, "matrix")
    made = grid(table, rows=rows, columns=columns, direction=direction, count=count, value=value,
                row_groups=row_groups, column_groups=column_groups, order=order, links=links)  # fmt: skip
    if not made.cells and not empty:
        warnings.warn("matrix: table: it holds no rows", stacklevel=2)
    with matplotlib.rc_context(style.rc()):
        pen = Pen(ax)
        if made.cells:
            _Drawing(pen, page, layout, made, labels or {}, totals, unit).draw()
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax


class _Drawing:
    """One matrix from top to bottom; `y` is how far it has come."""

    def __init__(self, pen, page, layout, made, labels, totals, unit):
        self.pen, self.page, self.narrow, self.made = pen, page, layout == "narrow", made
        self.say = lambda label: str(labels.get(label, label))
        self.counted = totals
        self.totals = width(unit, _SMALL) + 12 if totals else 0.0
        self.unit, self.order, self.y, self.used = unit, 0, 0.0, set()
        self.groups = [made.column_group.get(column, "") for column in made.columns]

    def draw(self):
        """Draw heads, rows, totals and legend."""
        self._measure()
        self._heads()
        self._body()
        if self.counted:
            self._column_totals()
        self._legend()
        self.pen.fit(self.width, self.y + 4)

    def _measure(self):
        """Share the page between row labels, cells and totals."""
        columns, gaps = self.made.columns, _GAP * sum(a != b for a, b in zip(self.groups, self.groups[1:], strict=False))
        longest = max(width(self.say(row), _SIZE, 600) for row in self.made.rows) + 12
        self.gutter = min(longest, 118.0 if self.narrow else 230.0)
        least = max(24.0, max(_content(cell)[0] for cell in self.made.cells.values()) + 4)
        least = min(max(least, 24.5), 30.0)
        room = self.page - self.totals - gaps
        self.stacked = self.narrow and (room - self.gutter) / len(columns) < least
        if self.stacked:
            # Totals go to the line of the label, and the cells have the page but for the last count.
            self.gutter, room, self.totals = 0.0, self.page - gaps - 9.0, 0.0
        self.cell = max(min((room - self.gutter) / len(columns), 112.0), 24.0 if self.narrow else least)
        self.xs, x = [], self.gutter
        for i in range(len(columns)):
            x += _GAP if i and self.groups[i] != self.groups[i - 1] else 0
            self.xs.append(x + self.cell / 2)
            x += self.cell
        self.right = x
        needed = x + (self.totals or 9.0)
        self.width = self.page if self.page - 40 < needed <= self.page else max(needed, min(self.page, 340.0))

    def _heads(self):
        names = [self.say(column) for column in self.made.columns]
        self.header = kind_of_header(names, self.cell, self.gutter + self.cell / 2)
        if self.header == "keys":
            self._key_list(names)
            self._keys()
            return
        group_names = {}
        if self.header == "block":
            heads, height = blocks(names, self.cell)
        else:
            heads, group_names, height = stairs(names, self.xs, self.groups)
        if any(self.groups) and self.header == "block":
            self._group_rules(self.y + 10)
            self.y += 26
        base = self.y = self.y + height
        for group, (x, up) in group_names.items():
            self.pen.text(x + 4, base - up, group, weight=600, size=_SIZE, anchor="right", tone=self._hue(group))
        for group in group_names:
            left, right = self._extent(group)
            self.pen.rules([[(left, base), (right, base)]], tone=self._hue(group), thick=2, zorder=2)
        for head, x, column in zip(heads, self.xs, self.made.columns, strict=True):
            self._head(head, x, column, base)
        if self.totals:
            self.pen.text(self.right + self.totals, base - 10, self.unit, size=_SMALL, tone="muted", anchor="right")

    def _head(self, head, x, column, base):
        telling = column in self.made.telling_columns
        tone, weight = ("ink" if telling else "muted"), 400
        stair = self.header == "stair"
        for i, line in enumerate(head.lines):
            y = base - head.y + i * 14.5
            self.pen.text(x + 4 * stair, y, line, size=12, tone=tone, weight=weight,
                          anchor="right" if stair else "center")  # fmt: skip
        if stair:
            self.pen.rules([[(x, base - head.y + 8), (x, base)]], tone="stone", thick=0.8)

    def _hue(self, group):
        column = self.made.columns[self.groups.index(group)]
        return self.made.side(column)

    def _extent(self, group):
        xs = [x for x, g in zip(self.xs, self.groups, strict=True) if g == group]
        return xs[0] - self.cell / 2 + 2, xs[-1] + self.cell / 2 - 2

    def _group_rules(self, y):
        for group in dict.fromkeys(self.groups):
            left, right = self._extent(group)
            self.pen.text(left, y, group, size=_SIZE, weight=600, tone=self._hue(group))
            self.pen.rules([[(left, y + 11), (right, y + 11)]], tone=self._hue(group), thick=2)

    def _key_list(self, names):
        """Say above the matrix what the numbered columns are, group by group."""
        wide = max(width(name, 12, 400) for name in names) + 40
        across = max(int(self.page // wide), 1)
        number = 0
        for group in dict.fromkeys(self.groups):
            if group:
                self.pen.text(0, self.y + 9, group, size=_SIZE, weight=600, tone=self._hue(group))
                self.y += 20
            members = [name for name, g in zip(names, self.groups, strict=True) if g == group]
            deep = -(-len(members) // across)
            for i, name in enumerate(members):
                number += 1
                x, y = (i // deep) * wide, self.y + 8 + (i % deep) * 16
                self.pen.text(x + 16, y, str(number), size=12, weight=600, tone="muted", anchor="right")
                for j, line in enumerate(wrap(name, 12, self.page - 24)[:1]):
                    self.pen.text(x + 22, y + 14 * j, line, size=12)
            self.y += deep * 16 + 8
        self.y += 4

    def _keys(self):
        """Set the numbers of the columns."""
        for i, x in enumerate(self.xs):
            telling = self.made.columns[i] in self.made.telling_columns
            self.pen.text(x, self.y + 9, str(i + 1), size=_SMALL, weight=600 if telling else 400, anchor="center",
                          tone=self.made.side(self.made.columns[i]) if telling else "muted")  # fmt: skip
        if self.totals:
            self.pen.text(self.right + self.totals, self.y + 9, self.unit, size=_SMALL, tone="muted", anchor="right")
        self.y += 20

    def _body(self):
        groups = [self.made.row_group.get(row, "") for row in self.made.rows]
        rules = []
        self.silent = []
        for i, row in enumerate(self.made.rows):
            if groups[i] and (i == 0 or groups[i] != groups[i - 1]):
                self.y += 8 if i else 4
                self.pen.text(0, self.y + 10, groups[i], size=_SIZE, weight=600)
                self.y += 22
            elif i and self.header == "keys" and i % 24 == 0 and len(self.made.rows) - i > 8:
                self._keys()
            rules.append([(0, self.y), (self.width, self.y)])
            self._row(row)
        rules.append([(0, self.y), (self.width, self.y)])
        self.pen.rules(rules)
        self._silence()

    def _row(self, row):
        telling = row in self.made.telling_rows
        weight, tone = (600, "ink") if telling else (400, "muted")
        lines = wrap(self.say(row), _SIZE, self.page - 70 if self.stacked else self.gutter - 10, weight)
        contents = [self.made.cells.get((row, column)) for column in self.made.columns]
        stack = any(c and len(_pairs(c)) > 1 and _content(c)[0] > self.cell - 10 for c in contents)
        tall = max([_content(c)[1] for c in contents if c] or [1]) if stack else 1
        height = max(14 + 16 * tall, (0 if self.stacked else len(lines) * _LINE) + 8, 26 if not self.stacked else 24)
        self.pen.begin(self.order, None, self.say(row))
        for i, line in enumerate(lines):
            y = self.y + 12 + i * _LINE if self.stacked else self.y + height / 2 + (i - (len(lines) - 1) / 2) * _LINE
            self.pen.text(0, y, line, size=_SIZE, weight=weight, tone=tone)
        self.pen.finish()
        self.order += 1
        if self.counted and self.stacked:
            total = f"{self.made.total(row=row)} {self.unit}" if row == self.made.rows[0] else str(self.made.total(row=row))
            self.pen.text(self.width, self.y + 12, total, size=_SMALL, tone="muted", anchor="right")
        self.y += len(lines) * _LINE + 2 if self.stacked else 0
        for column, x, cell in zip(self.made.columns, self.xs, contents, strict=True):
            if cell:
                self._cell(cell, x, self.y + height / 2, stack, telling and column in self.made.telling_columns)
            else:
                self.silent.append((x, self.y + height / 2))
        if self.totals:
            self.pen.text(self.right + self.totals, self.y + height / 2, str(self.made.total(row=row)),
                          size=_SMALL, tone="muted", anchor="right")  # fmt: skip
        self.y += height

    def _cell(self, cell, x, y, stack, telling):
        name = f"{self.say(cell.row)} × {self.say(cell.column)}: {cell.words()}"
        self.pen.begin(self.order, cell.url, name)
        self.order += 1
        hue = self.made.side(cell.column)
        tone = hue if telling else f"{hue}-pale"
        pairs = _pairs(cell)
        reach = max(13.0, 8.0 * len(pairs)) if stack else 13.0
        self.pen.hit(x - self.cell / 2 + 1, y - reach, x + self.cell / 2 - 1, y + reach)
        left = x - (_content(cell)[0] if len(pairs) > 1 and not stack else _symbol_width(pairs[0][0], pairs[0][1])) / 2
        for i, (sign, text) in enumerate(pairs):
            pair = _pair_width(sign, text)
            at = x - _symbol_width(sign, text) / 2 if stack else left
            height = y + (i - (len(pairs) - 1) / 2) * 16 if stack else y
            self._symbol(sign, text, at, height, tone, telling)
            left += pair + 5
        self.pen.finish()

    def _symbol(self, sign, text, x, y, tone, telling):
        self.used.add(sign)
        size = _SIZES.get(sign)
        if size:
            marker = {"neutral": "D", "": "s"}.get(sign, "o")
            tone = "stone" if sign == "neutral" else tone
            self.pen.dot(x + size / 2, y, marker=marker, size=size * (0.72 if marker == "D" else 1) - (1.4 if sign == "undermines" else 0),
                         tone=tone, hollow=sign in ("undermines", "neutral"), edge=1.7 if sign == "undermines" else 1.2)  # fmt: skip
            x += size + 2.5
        if text:
            self.pen.text(x, y, text, size=_SMALL if size else 12, weight=600 if telling else 400,
                          tone="ink" if telling else "muted")  # fmt: skip

    def _silence(self):
        """Set all the dots of silence as one artist."""
        if self.silent:
            xs, ys = zip(*self.silent, strict=True)
            self.pen.ax.plot(xs, ys, ".", color=style.colour("stone"), ms=2.0, mew=0, zorder=1)

    def _column_totals(self):
        self.y += 18 if self.stacked else 0
        y = self.y + 13
        name = f"{self.unit[:1].upper()}{self.unit[1:]}"
        everything = str(sum(cell.total for cell in self.made.cells.values()))
        left, above = (self.width, -18) if self.stacked else (self.right + self.totals, 0)
        self.pen.text(0, y + above, name, size=_SMALL, tone="muted")
        self.pen.text(left, y + above, everything, size=_SMALL, weight=600, tone="muted", anchor="right")
        for column, x in zip(self.made.columns, self.xs, strict=True):
            self.pen.text(x, y, str(self.made.total(column=column)), size=_SMALL, tone="muted", anchor="center")
        self.y += 26

    def _legend(self):
        signs = [sign for sign in DIRECTIONS if sign in self.used]
        parts = [(sign, _LEGEND[sign]) for sign in signs] + ([(".", "silent")] if self.silent and signs else [])
        if not signs:
            return
        self.y += 6
        x, y = 0.0, self.y + 9
        for sign, name in parts:
            wide = width(name, _SMALL) + 16
            if x and x + wide > self.page:
                x, y = 0.0, y + 19
            if sign == ".":
                self.pen.dot(x + 5, y, size=2.2, tone="stone")
            else:
                self._symbol(sign, "", x, y, "stone", True)
            self.pen.text(x + 15, y, name, size=_SMALL, tone="muted")
            x += wide + 16
        self.y = y + 12


def _pairs(cell):
    """Return each symbol of a cell with the number or letter beside it."""
    if set(cell.counts) == {""}:
        letters = "/".join(dict.fromkeys(cell.values))
        return [("letter", letters)] if letters else [("", str(cell.total) if cell.total > 1 else "")]
    return [(d, str(cell.counts[d]) if cell.counts[d] > 1 else "") for d in DIRECTIONS if cell.counts[d]]


def _symbol_width(sign, text):
    """Return the width that is centred in a column: a symbol's, or that of a letter."""
    return _SIZES.get(sign) or width(text, _SIZE, 600)


def _pair_width(sign, text):
    symbol = _SIZES.get(sign, 0.0)
    return symbol + (width(text, _SMALL, 600) + 2.5 * bool(symbol) if text else 0.0)


def _content(cell):
    """Return the width of a cell's symbols side by side, and how many there are."""
    pairs = _pairs(cell)
    return sum(_pair_width(*pair) for pair in pairs) + 5 * (len(pairs) - 1), len(pairs)
