"""Rows of results as the columns of a specification curve."""

from dataclasses import dataclass

import pandas as pd

from edition.figures.columns import (
    Links,
    category_order,
    column_numbers,
    require_choice,
    require_columns,
    row_links,
    row_names,
)

from .spec import CurveSpec


@dataclass(frozen=True)
class Combination:
    """One combination of choices: its number and answer, and its option of each choice."""

    value: float
    answer: str
    options: tuple[str, ...]
    url: str | None


@dataclass(frozen=True)
class Curve:
    """The combinations from the least number to the greatest, and the options of each choice."""

    combinations: list[Combination]
    options: list[list[str]]

    def __bool__(self) -> bool:
        return bool(self.combinations)


def read_curve(table: pd.DataFrame, spec: CurveSpec, links: Links = None) -> Curve:
    """Return the combinations of a table in the order of their numbers.

    Rows without a number are left out. An error names parameter, value and row.
    """
    columns = {"value": spec.value, "answer": spec.answer}
    require_columns(table, columns | {f"choices: {c}": c for c in spec.choices}, "curve")
    numbers = column_numbers(table, spec.value, "curve: value")
    answers = [str(answer) for answer in table[spec.answer]]
    for answer, id_ in zip(answers, row_names(table), strict=True):
        require_choice(answer, spec.tones, "curve: tones", id_)
    choices = [[str(option) for option in table[column]] for column in spec.choices]
    rows = zip(numbers, answers, zip(*choices, strict=True), row_links(table, links, "curve"),
               strict=True)  # fmt: skip
    combinations = [
        Combination(number, answer, options, url)
        for number, answer, options, url in rows
        if number is not None
    ]
    combinations.sort(key=lambda one: (one.value, list(spec.tones).index(one.answer)))
    options = [
        category_order(table, column, dict.fromkeys(values))
        for column, values in zip(spec.choices, choices, strict=True)
    ]
    return Curve(combinations, options)
