"""Tables that pages print, with headings and words for readers."""

import pandas as pd
from pandas.io.formats.style import Styler

from .multiverse import CHOICES, COUNTS

#: Heading of each column whose name, capitalized, would not be understood.
HEADINGS = {
    **CHOICES,
    **COUNTS,
    "assumes": "What it assumes",
    "borne out": "Borne out (the edition’s rule)",
    "borne_out": "Explanations borne out",
    "codings": "Fewest codings touched",
    "depends": "What it depends on",
    "fate": "What became of it",
    "information": "Uncertainty taken away",
    "interaction": "More with it",
    "least": "Least possible",
    "most": "Most possible",
    "none": "Neither",
    "rand": "Adjusted Rand index",
    "shared": "Units of both",
    "table": "Rows of",
    "theory less both": "Soft balancing alone less both",
    "to": "Turned to",
    "tried": "Variants tried",
    "turned": "Variants that turn it",
    "turns": "Pairs that differ",
}


def table(
    rows: pd.DataFrame, name: str, caption: str, headings: dict[str, str] | None = None
) -> Styler:
    """Return rows as a table with a caption; its *name* is its own on the page.

    Columns are headed by *headings*, by `HEADINGS` or by their names with a capital.
    """
    words = HEADINGS | (headings or {})
    columns = [str(column) for column in rows]
    titles = [words.get(column, column[:1].upper() + column[1:]) for column in columns]
    shown = Styler(rows.set_axis(titles, axis=1), uuid=name, caption=caption, cell_ids=False)
    return shown.hide().format(precision=2, na_rep="–").set_table_attributes('class="data"')
