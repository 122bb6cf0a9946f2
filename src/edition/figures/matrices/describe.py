"""What a matrix shows, in a few words, from its rows."""

from collections import Counter

import pandas as pd

from edition.figures.publication.alt_text import join_within_limit

from .counting import grid
from .spec import MatrixSpec


def describe_matrix(table: pd.DataFrame, spec: MatrixSpec, empty: str = "") -> str:
    """Return the text alternative of a matrix.

    It has fewer than sixty words: kind of figure, size, counts, what stands out.
    """
    made = grid(table, spec)
    if not made.cells:
        return f"Empty matrix. {empty}".strip()
    total = sum(cell.total for cell in made.cells.values())
    size = len(made.rows) * len(made.columns)
    sentences = [
        f"Matrix of {len(made.rows)} rows by {len(made.columns)} columns: "
        f"{total} {spec.unit} in {len(made.cells)} of {size} cells{_directions(made, spec.words)}."
    ]
    if made.sides:
        sentences.append(_sides(made))
    say = spec.labels.get
    row, column = (
        max(made.rows, key=lambda r: made.total(row=r)),
        max(made.columns, key=lambda c: made.total(column=c)),
    )
    sentences.append(f"Fullest row: {say(row, row)} ({made.total(row=row)}).")
    sentences.append(f"Fullest column: {say(column, column)} ({made.total(column=column)}).")
    return join_within_limit(sentences)


def _directions(made, words):
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
