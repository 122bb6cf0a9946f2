"""A table of records, counted into the cells of a matrix."""

import pandas as pd

from edition.figures.columns import column_text, require_columns, row_links, row_names

from .cells import DIRECTIONS, HUES, Cell, Grid
from .ordering import ORDERS, arrange, weigh


def grid(table, spec, links=None):
    """Count a table's records into a grid; errors name parameter, value and row."""
    if spec.order not in ORDERS:
        raise ValueError(f"matrix: order: {spec.order!r} is not one of {', '.join(ORDERS)}")
    columns = ("rows", "columns", "direction", "count", "value")
    require_columns(table, {name: getattr(spec, name) for name in columns}, "matrix")
    row_names, row_group = _margin(table, spec.rows, spec.row_groups, "row_groups")
    column_names, column_group = _margin(table, spec.columns, spec.column_groups, "column_groups")
    made = Grid(
        row_names,
        column_names,
        row_group,
        column_group,
        _cells(table, spec, links),
        _checked_hues(spec.hues, column_group),
    )
    weigh(made)
    arrange(made, spec.order)
    return made


def _checked_hues(hues, column_group):
    groups = dict.fromkeys(column_group.values())
    for group, hue in hues.items():
        if group not in groups:
            raise ValueError(f"matrix: hues: {group!r} is not one of {', '.join(groups)}")
        if hue not in HUES:
            raise ValueError(f"matrix: hues: {hue!r} is not one of {', '.join(HUES)} ({group})")
    return dict(hues)


def _margin(table, column, groups, parameter):
    """Return the labels of a margin, in given order, and the group of each."""
    values = table[column]
    labels = (
        values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else values.unique()
    )
    labels = [str(label) for label in labels if not pd.isna(label) and str(label)]
    if groups is None:
        return labels, {}
    if isinstance(groups, str):
        require_columns(table, {parameter: groups}, "matrix")
        known = dict(zip(column_text(table, column), column_text(table, groups), strict=True))
        order = labels
    else:
        known = order = {str(label): str(group) for label, group in groups.items()}
    missing = [label for label in labels if label not in known]
    if missing:
        raise ValueError(f"matrix: {parameter}: {missing[0]!r} has no group")
    groups = {label: known[label] for label in order}
    ranks = {group: rank for rank, group in enumerate(dict.fromkeys(groups.values()))}
    labels = sorted(groups, key=lambda label: ranks[groups[label]])
    return labels, groups


def _cells(table, spec, links):
    cells = {}
    directions, values = column_text(table, spec.direction), column_text(table, spec.value)
    counts = list(table[spec.count]) if spec.count else [1] * len(table)
    places = zip(column_text(table, spec.rows), column_text(table, spec.columns), strict=True)
    parts = zip(places, directions, counts, values, row_links(table, links, "matrix"), strict=True)
    for record, (place, sign, number, letter, url) in enumerate(parts):
        if spec.direction and sign not in DIRECTIONS:
            raise ValueError(
                f"matrix: direction: {sign!r} is not one of {', '.join(DIRECTIONS)} "
                f"(row {row_names(table)[record]})"
            )
        if not all(place):
            empty = spec.rows if not place[0] else spec.columns
            raise ValueError(f"matrix: {empty!r} is empty (row {row_names(table)[record]})")
        cell = cells.setdefault(place, Cell(*place, url=url))
        cell.counts[sign] += int(number)
        cell.records.append(record)
        if letter:
            cell.values.append(letter)
    return cells
