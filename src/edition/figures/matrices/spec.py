"""The options of a matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from edition.figures.columns import require_choice
from edition.project.vocabulary import Hue, Side

Order = Literal["pattern", "given"]


@dataclass(frozen=True, kw_only=True)
class MatrixSpec:
    """How the records of a table become a matrix.

    Attributes
    ----------
    rows, columns : str
        Columns of the table that name the matrix's rows and columns.
    direction : str, optional
        Column with ``supports``, ``undermines`` or ``neutral``.
    value : str, optional
        Column with a letter to print in place of a square.
    row_groups, column_groups : str or mapping, optional
        Column with the group of each row or column, or a mapping from row or column to group.
        Groups of columns that are keys of `sides` have the labels and hues of these.
    labels : mapping of str to str
        Text to print for a row or column in place of its name.
    words : mapping of str to str
        Names of ``supports``, ``undermines``, ``neutral`` and ``silent`` in the legend and for
        screen readers (``{"supports": "affirms"}``), and the meaning of the letters of `value`.
    hues : mapping of str to str
        Hue of each group of columns: ``blue``, ``amber``, ``accent`` or ``stone``. By default the
        first group has that of the first side, all others that of the second.
    sides : mapping of str to Side
        Sides of the argument. Groups in the hues of the first two, by default ``blue`` and
        ``amber``, are contrasted; `publish.matrix` takes the project's.
    order : {"pattern", "given"}
        Order within groups: so that the pattern shows, or as in the table.
    pale : bool
        Whether rows and columns that do not tell the two sides apart are drawn pale.
    sized : bool
        Whether the areas of symbols grow with what they count.
    totals : bool
        Whether to print how many records each row and column has.
    unit : str
        Plural noun for the records.
    """

    rows: str
    columns: str
    direction: str | None = None
    value: str | None = None
    row_groups: str | Mapping[str, str] | None = None
    column_groups: str | Mapping[str, str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    hues: Mapping[str, Hue] = field(default_factory=dict)
    sides: Mapping[str, Side] = field(default_factory=dict)
    order: Order = "pattern"
    pale: bool = True
    sized: bool = False
    totals: bool = True
    unit: str = "claims"

    def __post_init__(self) -> None:
        """Check the words whose values the engine knows."""
        require_choice(self.order, get_args(Order), "matrix: order")
        for hue in self.hues.values():
            require_choice(hue, get_args(Hue), "matrix: hues")
