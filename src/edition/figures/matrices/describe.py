"""What a matrix shows, in a few words, from its rows."""

from collections import Counter

from edition.figures.publication.alt_text import within

from .counting import grid


def matrix(
    table,
    *,
    rows,
    columns,
    direction=None,
    count=None,
    value=None,
    row_groups=None,
    column_groups=None,
    labels=None,
    words=None,
    hues=None,
    order="pattern",
    unit="claims",
    empty="",
    **_,
):
    """Return the alternative text of a matrix.

    Parameters
    ----------
    table : pandas.DataFrame
        The records that are drawn; the other parameters are those of the drawing.

    Returns
    -------
    str
        Fewer than sixty words: kind of figure, size, counts, what stands out.
    """
    made = grid(
        table,
        rows=rows,
        columns=columns,
        direction=direction,
        count=count,
        value=value,
        row_groups=row_groups,
        column_groups=column_groups,
        order=order,
        hues=hues,
    )
    if not made.cells:
        return f"Empty matrix. {empty}".strip()
    total = sum(cell.total for cell in made.cells.values())
    size = len(made.rows) * len(made.columns)
    sentences = [
        f"Matrix of {len(made.rows)} rows by {len(made.columns)} columns: "
        f"{total} {unit} in {len(made.cells)} of {size} cells{_directions(made, words)}."
    ]
    if made.sides:
        sentences.append(_sides(made))
    say = ({} if labels is None else labels).get
    row, column = (
        max(made.rows, key=lambda r: made.total(row=r)),
        max(made.columns, key=lambda c: made.total(column=c)),
    )
    sentences.append(f"Fullest row: {say(row, row)} ({made.total(row=row)}).")
    sentences.append(f"Fullest column: {say(column, column)} ({made.total(column=column)}).")
    return within(sentences)


def _directions(made, words):
    words = {} if words is None else words
    counts = Counter()
    for cell in made.cells.values():
        counts.update(cell.counts)
    verbs = (("supports", "support"), ("undermines", "undermine"), ("neutral", "take no side"))
    said = [f"{counts[key]} {words.get(key, verb)}" for key, verb in verbs if counts[key]]
    return f"; {', '.join(said)}" if said else ""


def _sides(made):
    first, other = made.sides
    counts = Counter(made.lean(row) for row in made.rows)
    said = [
        (counts["first"], f"{first} only"),
        (counts["both"], "both"),
        (counts["other"], f"{other} only"),
        (counts["none"], "neither"),
    ]
    return "Rows by what they speak to: " + ", ".join(f"{name} {n}" for n, name in said if n) + "."
