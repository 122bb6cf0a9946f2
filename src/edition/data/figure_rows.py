"""Prepare rows for figures: names in place of keys, the rows of a timeline, chapter numbers."""

import pandas as pd

from edition.project import vocabulary

from . import data_package, tables
from .table_schema import foreign_keys


def chapter_of(sections: pd.Series) -> pd.Series:
    """Return the chapter number of each section: ``"4"`` for ``"4.2.1"``."""
    return sections.str.partition(".")[0]


def load_with_names(name: str) -> pd.DataFrame:
    """Load a table with names in place of the keys of rows that have names.

    Parameters
    ----------
    name : str
        A table of ``data/datapackage.json``.

    Returns
    -------
    DataFrame
        The result of `tables.load`.  A column that refers to a table with a column ``name``
        (actors, facts, theories …) holds the names, joined by ``;`` as the keys are.
    """
    frame, resources = tables.load(name), data_package.resources()
    for column, (table, key) in foreign_keys(resources[name]["schema"]).items():
        table = table or name
        if any(field["name"] == "name" for field in resources[table]["schema"]["fields"]):
            names = tables.load(table).set_index(key)["name"]
            joined = [
                "; ".join(names[key] for key in tables.split_cell(cell)) or pd.NA
                for cell in frame[column]
            ]
            frame[column] = pd.Series(joined, index=frame.index, dtype="string")
    return frame


def timeline_rows(figure: str) -> pd.DataFrame:
    """Return the rows that a timeline shows, as the table of lanes selects them.

    Parameters
    ----------
    figure : str
        Name of the figure, such as ``"fig-2-relations"``.

    Returns
    -------
    DataFrame
        Complete events, or works with ``id``, ``label``, ``title``, ``journal``, ``start`` and
        ``end`` (years) and ``precision``; and ``lane``, categories in the order of the table.

    Raises
    ------
    LookupError
        If the table of lanes has no row for the figure, or both events and works.
    """
    roles = vocabulary.current().roles
    selected = tables.load(roles.lanes).query("figure == @figure")
    columns = [column for column in ("event", "work") if selected[column].notna().any()]
    if len(columns) != 1:
        shown = " and ".join(f"{column}s" for column in columns) or "nothing"
        raise LookupError(f"data/{roles.lanes}.csv: {figure} shows {shown}, not events or works")
    (column,) = columns
    rows = tables.load(roles.events) if column == "event" else dated_works()
    rows = rows.set_index("id", drop=False).loc[selected[column]].reset_index(drop=True)
    label = selected["label"].reset_index(drop=True).fillna(rows["label"])
    lane = pd.Categorical(selected["lane"], categories=selected["lane"].unique())
    return rows.assign(label=label, lane=lane)


def dated_works() -> pd.DataFrame:
    """Return the bibliography as rows of a timeline, each labeled by its authors."""
    works = tables.load_works()
    years = works["year"].str.extract(r"^(?P<start>\d{4})(?:–(?P<end>\d{4}))?$")
    precision = years["start"].notna().map({True: "year", False: "undated"})
    dated = works.assign(
        id=works["key"], label=works["names"], start=years["start"], end=years["end"],
        precision=precision.mask(years["end"].notna(), "period").astype("string"),
    )  # fmt: skip
    return dated[["id", "label", "title", "journal", "start", "end", "precision"]]
