"""Rows as figures want them: keys by their names, chosen rows by their lanes, chapters."""

from __future__ import annotations

import pandas as pd

from . import data_package, tables
from .table_schema import foreign_keys


def chapter_of(sections: pd.Series) -> pd.Series:
    """The chapter of each section: ``"4"`` of ``"4.2.1"``, ``"10"`` of ``"10.2"``."""
    return sections.str.partition(".")[0]


def load_with_names(name: str) -> pd.DataFrame:
    """A table with names in the place of the keys of tables whose rows have names.

    Parameters
    ----------
    name : str
        A table of `data/datapackage.json`.

    Returns
    -------
    DataFrame
        The result of `tables.load`; where a column holds keys of a table with a column
        ``name`` (actors, facts, theories …), it holds the names, joined as the keys are.
    """
    frame, resources = tables.load(name), data_package.resources()
    for column, (other, key) in foreign_keys(resources[name]["schema"]).items():
        other = other or name
        if any(field["name"] == "name" for field in resources[other]["schema"]["fields"]):
            names = tables.load(other).set_index(key).name
            frame[column] = frame[column].map(
                lambda cell, names=names: (
                    "; ".join(names[i] for i in tables.split_cell(cell)) or pd.NA
                )
            )
    return frame


def timeline_rows(figure: str) -> pd.DataFrame:
    """The rows that a timeline shows, from the table of lanes.

    Parameters
    ----------
    figure : str
        The figure's name, such as ``"fig-2-sco"``.

    Returns
    -------
    DataFrame
        The events in full, or of works ``id``, ``label``, ``title``, ``journal``, ``start``
        (the year), ``end`` and ``precision``; and ``lane``: categories in the order of the
        table of lanes.

    Raises
    ------
    LookupError
        When the table of lanes has no row for the figure, or rows of both kinds; it says so.
    """
    chosen = tables.load("lanes").query("figure == @figure")
    kinds = [kind for kind in ("event", "work") if chosen[kind].notna().any()]
    if len(kinds) != 1:
        shown = " and ".join(f"{kind}s" for kind in kinds) or "nothing"
        raise LookupError(f"data/lanes.csv: {figure} shows {shown}, not events or works")
    (kind,) = kinds
    rows = tables.load("events") if kind == "event" else _dated(tables.load_works())
    found = rows.set_index("id", drop=False).loc[chosen[kind]].reset_index(drop=True)
    label = chosen.label.reset_index(drop=True).fillna(found.label)
    lane = pd.Categorical(chosen.lane, categories=chosen.lane.unique())
    return found.assign(label=label, lane=lane)


def _dated(works: pd.DataFrame) -> pd.DataFrame:
    """Works as a timeline takes them, each called by its authors."""
    authors = works.label.str.replace(r" \d{4}[a-z]?$", "", regex=True)
    dated = works.assign(id=works.key, label=authors, start=works.year, end=None, precision="year")
    return dated[["id", "label", "title", "journal", "start", "end", "precision"]]
