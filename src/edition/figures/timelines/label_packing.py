"""Rows of labeled marks that never touch."""

from dataclasses import dataclass, field

from edition.figures.canvas.text_metrics import width, wrap

LINE = 1.3
_OPEN_ROWS = 8
_SPARE = 1.3  # by how much a label may be too long and still stay on one line


@dataclass(slots=True)
class Block:
    """A mark with its label: where it lies, in pixels, and how the label breaks."""

    mark: tuple  # leftmost and rightmost pixel of the mark
    date: str
    lines: list = field(default_factory=list)
    place: str = "right"  # of the label: right or left of the mark, or above it
    text_x: float = 0.0
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    indent: float = 0.0
    wide: float = 0.0  # of the label
    hang: bool = False  # whether its lines stand beneath its words, not beneath its date

    def label_box(self, line):
        """Return left, top, right and bottom of the label, set in lines of that height."""
        left = self.text_x - (self.wide if self.place == "left" else 0.0)
        top = self.y - line / 2
        return left, top, left + self.wide, top + len(self.lines) * line


@dataclass(frozen=True)
class Setting:
    """How labels are set: sizes and room in pixels."""

    size: float
    date_size: float
    page: float
    limit: float
    beside: bool

    @property
    def line(self):
        """Distance of two lines."""
        return self.size * LINE

    @property
    def gap(self):
        """What is added between rows, so that neighbors can be hit with a finger."""
        return 24.5 - self.line


def place(block, label, setting):
    """Break a label and put it beside its mark, or above where there is no room."""
    gap = 5.0
    block.indent = width(block.date, setting.date_size) + gap if block.date else 0.0
    first, last = block.mark
    block.hang = setting.beside
    one = width(label, setting.size) + block.indent
    room = max(setting.page - last - 7, first - 7)
    if setting.beside and one <= min(room, _SPARE * setting.limit):
        block.lines = [label]
    elif block.hang:
        block.lines = wrap(label, setting.size, setting.limit - block.indent)
    else:
        block.lines = wrap(label, setting.size, setting.limit, indent=block.indent)
    widths = [width(line, setting.size) for line in block.lines]
    wide = max(
        widths[0] + block.indent, *(each + block.indent * block.hang for each in widths[1:]), 0
    )
    block.wide = wide
    if setting.beside and last + 7 + wide <= setting.page:
        block.place, block.text_x = "right", last + 7
        block.left, block.right = first, last + 7 + wide
    elif setting.beside and first - 7 - wide >= 0:
        block.place, block.text_x = "left", first - 7
        block.left, block.right = first - 7 - wide, last
    else:
        block.place, block.text_x = "above", max(min(first, setting.page - wide), 0.0)
        block.left, block.right = min(first, block.text_x), max(last, block.text_x + wide)
    return block


def pack(blocks, setting, top, gap=16.0):
    """Give each block a row beneath `top`; a row is shared where nothing in it comes near.

    Blocks are taken in their order, and only the last few rows are looked at, so that the order
    is kept and time grows with the number of blocks. Where all labels stand above their marks,
    each has its own row: there a shared one would not be read from left to right.

    Returns
    -------
    float
        The bottom of the last row.
    """
    rows = []
    for block in blocks:
        above = block.place == "above"
        for row in rows[-_OPEN_ROWS:] if setting.beside else ():
            if row["above"] == above and block.left >= row["right"] + gap:
                break
        else:
            row = {"above": above, "right": 0.0, "blocks": []}
            rows.append(row)
        row["right"] = block.right
        row["blocks"].append(block)
    for row in rows:
        lines = max(len(block.lines) for block in row["blocks"])
        for block in row["blocks"]:
            block.y = top + setting.line / 2
            if row["above"]:
                block.y += (lines - len(block.lines)) * setting.line
        top += lines * setting.line + (20 if row["above"] else setting.gap)
    return top
