"""The options of a line chart."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class TrendSpec:
    """How the rows of a table become a line chart.

    Attributes
    ----------
    x, y, by : str
        Columns with the year, the number and the name of the line (at most four lines).
    low, high : str, optional
        Columns with the bounds of the number.
    percent : bool
        Whether the numbers are shares, printed as percentages.
    marks : mapping of float to str
        Years at which a vertical line stands, with its label.
    levels : mapping of float to str
        Numbers at which a horizontal line stands, with its label.
    span : tuple of float, optional
        Least and greatest number of the y axis; by default those of the rows, and 0 for shares.
    """

    x: str
    y: str
    by: str
    low: str | None = None
    high: str | None = None
    percent: bool = False
    marks: Mapping[float, str] = field(default_factory=dict)
    levels: Mapping[float, str] = field(default_factory=dict)
    span: tuple[float, float] | None = None
