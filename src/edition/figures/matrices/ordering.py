"""Which rows and columns of a matrix tell something, and the order in which they show it."""

from edition.figures.columns import capitalize_first

from .cells import SIDES

ORDERS = ("pattern", "total", "given")


def weigh(made):
    """Find the rows and columns of a grid that tell its two sides apart.

    Without two sides there is nothing to tell apart; then only a line without records says nothing.
    """
    groups = list(dict.fromkeys(made.row_group.get(row, "") for row in made.rows))

    def across(cell):
        return made.side(cell.column) == SIDES[0]

    def down(cell):
        return made.row_group[cell.row] == groups[0]

    row_sides, column_sides = across if made.sides else None, down if len(groups) == 2 else None
    made.telling_rows = {r for r in made.rows if _tells(made.line(row=r), row_sides)}
    made.telling_columns = {c for c in made.columns if _tells(made.line(column=c), column_sides)}


def _tells(cells, first_side):
    """Whether a line's cells say one thing of one side and another of the other."""
    if first_side is None:
        return bool(cells)
    halves = ([], [])
    for cell in cells:
        halves[not first_side(cell)].append(cell)
    return _weight(halves[0]) != _weight(halves[1])


def _weight(cells):
    """Which way a side's cells point on balance: nothing said, for, against, or undecided."""
    if not cells:
        return None
    plus, minus = (sum(cell.counts[sign] for cell in cells) for sign in ("supports", "undermines"))
    return (plus > minus) - (plus < minus)


def arrange(made, order):
    """Order rows and columns within their groups so that the pattern shows."""
    if order == "given":
        return
    if order == "pattern" and made.sides and not made.row_group:
        _group_by_lean(made)
    ranks = [
        {g: i for i, g in enumerate(dict.fromkeys(group.get(label, "") for label in labels))}
        for labels, group in ((made.rows, made.row_group), (made.columns, made.column_group))
    ]
    made.columns.sort(key=lambda c: (ranks[1][made.column_group.get(c, "")], -made.total(column=c)))
    place = {c: i for i, c in enumerate(made.columns)}

    def key(row):
        total = made.total(row=row)
        if order == "pattern" and not made.sides and total:
            return False, sum(place[c.column] * c.total for c in made.line(row=row)) / total
        return order == "pattern" and row not in made.telling_rows, -total

    made.rows.sort(key=lambda r: (ranks[0][made.row_group.get(r, "")], key(r)))


def _group_by_lean(made):
    """Group rows by the side they speak to: one, both, the other, none."""
    first, other = made.sides
    names = {
        "first": f"{first} only",
        "both": "Both",
        "other": f"{capitalize_first(other)} only",
        "none": "Neither",
    }
    leans = {row: made.lean(row) for row in made.rows}
    if len(set(leans.values())) > 1:
        made.row_group = {row: names[lean] for row, lean in leans.items()}
        made.rows.sort(key=lambda row: list(names).index(leans[row]))
