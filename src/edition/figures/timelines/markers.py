"""The marks of a timeline, their labels, and what they mean."""

from edition.figures.canvas.text_flow import flow
from edition.figures.canvas.text_metrics import width

from .dated_rows import SHAPES
from .label_packing import Block, Setting, place

#: hue and marker of each side of an argument
SIDES = {"balancing": ("blue", "o"), "rival": ("amber", "s"), "both": ("accent", "D")}
_SMALL = 11.5
_BESIDE = 23.0  # room of a mark that stands in a list
_ENDS = {"bar": ("cap", "cap"), "about": ("fade", "fade"), "open": ("cap", "arrow")}


def block(row, axis, setting):
    """Return a mark on the axis with its label placed."""
    first, last, _ = axis.extent(row)
    if not row.lasts:
        half = max(4.0, axis.whisker(row) / 2)
        first, last = first - half, last + half
    elif row.side:
        first -= 4
    return place(Block((first, last), row.date), row.label, setting)


def draw_mark(pen, row, axis, y):
    """Draw a mark where its time is."""
    tone, marker = SIDES.get(row.side, ("accent", "o"))
    left, right, ends = axis.extent(row)
    hollow = row.shape == "forecast"
    if row.lasts:
        pen.bar(left, right, y, ends=ends, tone=tone, hollow=hollow)
    if not row.lasts or row.side:
        half = axis.whisker(row) / 2
        whisker = (left - half, left + half) if half else None
        pen.dot(left, y, marker=marker, tone=tone, whisker=whisker, hollow=hollow)


def draw_listed(pen, row, x, y):
    """Draw a mark of one size beside a label that has no place on the axis."""
    tone, marker = SIDES.get(row.side, ("accent" if row.dated else "stone", "o"))
    hollow = row.precision == "forecast"
    if row.lasts:
        pen.bar(x, x + 17, y, ends=row.ends, tone=tone, hollow=hollow)
    elif row.precision == "open" and not row.dated:
        pen.bar(x, x + 17, y, ends=("fade", "arrow"), tone=tone)
    elif row.dated or hollow or row.side:
        pen.dot(x + 9, y, marker=marker, tone=tone, hollow=hollow)
    else:
        pen.dot(x + 9, y, marker="s", size=6.5, tone=tone, hollow=True)


def draw_label(pen, block, setting):
    """Set the date of a mark and its label, line by line."""
    anchor, sign = ("right", -1) if block.place == "left" else ("left", 1)
    if block.date:
        size = setting.date_size
        pen.text(block.text_x, block.y, block.date, size=size, tone="muted", anchor=anchor)
    for i, line in enumerate(block.lines):
        x = block.text_x + sign * block.indent * (block.hang or i == 0)
        if line:
            pen.text(x, block.y + i * setting.line, line, size=setting.size, anchor=anchor)


def columns(rows, setting, top):
    """Set labels in columns that are read downwards; return their blocks and the bottom."""
    gap = 18.0
    half = (setting.page - gap) / 2 if setting.beside else setting.page
    listed = Setting(setting.size, setting.date_size, 2 * setting.page, half - _BESIDE, True)
    blocks = [place(Block((0, _BESIDE - 7), row.date), row.label, listed) for row in rows]
    wide = max(block.right for block in blocks)
    across = min(max(int((setting.page + gap) // (wide + gap)), 1), len(blocks))
    deep = -(-len(blocks) // across)
    bottoms = []
    for i in range(0, len(blocks), deep):
        y = top + setting.line / 2
        for block in blocks[i : i + deep]:
            block.left = (i // deep) * (setting.page + gap) / across
            block.text_x, block.y = block.left + _BESIDE, y
            y += len(block.lines) * setting.line + setting.gap
        bottoms.append(y - setting.line / 2)
    return blocks, max(bottoms)


def draw_legend(pen, rows, sides, page, y):
    """Say what the shapes and sides in use mean, and return the bottom."""
    seen = {row.shape for row in rows} | {row.precision for row in rows if not row.dated}
    shapes = [shape for shape in SHAPES if shape in seen - {"undated"}]
    parts = [(SHAPES[shape], shape) for shape in shapes] if len(shapes) > 1 else []
    names = {side: ({} if sides is None else sides).get(side, side) for side in SIDES}
    used = {row.side for row in rows}
    parts = [(name, side) for side, name in names.items() if side in used] + parts
    if not parts:
        return y
    samples = [10 if shape in ("point", "forecast", *SIDES) else 26 for _, shape in parts]
    boxes = [
        (sample + 6 + width(name, _SMALL), 0)
        for sample, (name, _) in zip(samples, parts, strict=True)
    ]
    places, bottom = flow(boxes, page, y + 15, gap=18, line=19)
    for (name, shape), sample, (x, y) in zip(parts, samples, places, strict=True):
        _sample(pen, shape, x, x + sample, y)
        pen.text(x + sample + 6, y, name, size=_SMALL, tone="muted")
    return bottom + 12


def _sample(pen, shape, left, right, y):
    if shape in _ENDS:
        pen.bar(left, right, y, ends=_ENDS[shape], tone="stone")
        return
    tone, marker = SIDES.get(shape, ("stone", "o"))
    whisker = (left, right) if shape == "year" else None
    hollow = shape == "forecast"
    pen.dot((left + right) / 2, y, marker=marker, tone=tone, hollow=hollow, whisker=whisker)
