"""Heads of a matrix's columns: upright always, whatever the room."""

from dataclasses import dataclass

from .text import width, wrap

_LINE = 14.5
_SIZE = 12.0


@dataclass
class Head:
    """One column's head: its lines, and the middle of the first, counted up from the cells."""

    lines: list
    y: float = 0.0


def kind_of_header(labels, cell, reach):
    """Return ``block``, ``stair`` or ``keys``: the first for which the columns leave room."""
    words = [word for label in labels for word in label.split()]
    fits = all(width(word, _SIZE, 600) <= cell - 6 for word in words)
    if fits and all(len(wrap(label, _SIZE, cell - 6, 600)) <= 4 for label in labels):
        return "block"
    if len(labels) <= 16 and all(
        width(label, _SIZE, 600) <= reach + i * cell for i, label in enumerate(labels)
    ):
        return "stair"
    return "keys"


def blocks(labels, cell):
    """Break each label within its column; all stand on the same line."""
    heads = [Head(wrap(label, _SIZE, cell - 6, 600)) for label in labels]
    for head in heads:
        head.y = (len(head.lines) - 1) * _LINE + 10
    return heads, max(head.y for head in heads) + 10


def stairs(labels, xs, groups):
    """Set each label on a step of its own, ending above its column, the last column's highest.

    A group's name takes the step above its last column.
    """
    heads, names, y = [], {}, 12.0
    for i, label in enumerate(labels):
        heads.append(Head([label], y))
        y += _LINE
        if groups[i] and (i + 1 == len(labels) or groups[i + 1] != groups[i]):
            names[groups[i]] = (xs[i], y + 3)
            y += _LINE + 8
    return heads, names, y
