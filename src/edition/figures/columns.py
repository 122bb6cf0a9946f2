"""Columns of a table as a drawing needs them: checked, as text, as addresses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf, nan

import pandas as pd

#: Address behind each row: a column, or one address a row.
Links = str | Sequence[str | None] | None


def row_names(table: pd.DataFrame) -> list[str]:
    """Return the name of each row in error messages: its id, or its index label."""
    return [str(name) for name in (table["id"] if "id" in table.columns else table.index)]


def require_columns(
    table: pd.DataFrame, columns: Mapping[str, str | None], function: str,
    optional: Collection[str] = (),
) -> None:  # fmt: skip
    """Raise an error if the table lacks a column that a parameter of `function` names.

    The columns of the parameters in `optional` may be missing.
    """
    for parameter, column in columns.items():
        if column is not None and column not in table.columns and parameter not in optional:
            raise ValueError(
                f"{function}: {parameter}: there is no column {column!r}; "
                f"the table has {', '.join(map(str, table.columns))}"
            )


def require_choice(value: str, choices: Collection[str], parameter: str, row: str = "") -> None:
    """Raise an error if a value is not one of the choices; it names the `parameter` and the row."""
    if value not in choices:
        known = ", ".join(choices) or "the choices, of which there are none"
        raise ValueError(
            f"{parameter}: {value!r} is not one of {known}{f' (row {row})' if row else ''}"
        )


def column_numbers(
    table: pd.DataFrame, column: str | None, parameter: str, limit: float = inf
) -> list[float | None]:
    """Return the values of a column as numbers between ±`limit`, None for what is missing."""
    if column is None:
        return [None] * len(table)
    numbers: list[float | None] = []
    for id_, value in zip(row_names(table), table[column], strict=True):
        try:
            number = None if pd.isna(value) or value == "" else float(value)
        except (TypeError, ValueError):
            number = nan
        if number is not None and not abs(number) <= limit:
            limits = f" from −{limit:g} to {limit:g}" if limit < inf else ""
            raise ValueError(f"{parameter}: {value!r} is not a number{limits} (row {id_})")
        numbers.append(number)
    return numbers


def capitalize_first(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def row_links(table: pd.DataFrame, links: Links, function: str) -> list[str | None]:
    """Return the address behind each row, None where there is none."""
    if links is None:
        return [None] * len(table)
    if isinstance(links, str):
        require_columns(table, {"links": links}, function)
        return [address or None for address in column_text(table, links)]
    if len(links) != len(table):
        raise ValueError(f"{function}: links: {len(links)} addresses for {len(table)} rows")
    return list(links)


def column_text(table: pd.DataFrame, column: str | None) -> list[str]:
    """Return the values of a column as text; what is missing is an empty string."""
    if column is None or column not in table.columns:
        return [""] * len(table)
    values = table[column]
    return ["" if none else _text(value) for value, none in zip(values, values.isna(), strict=True)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def category_order(table: pd.DataFrame, column: str, values: Iterable[str]) -> list[str]:
    """Return values in the order of a Categorical column; of another column, as they come."""
    if not isinstance(table[column].dtype, pd.CategoricalDtype):
        return list(values)
    found = set(values)
    return [str(value) for value in table[column].cat.categories if str(value) in found]
