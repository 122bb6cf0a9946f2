"""Rows of a table of places, read: what each is, and where it lies if that is known."""

import re
from dataclasses import dataclass

import pandas as pd

from edition.figures.columns import column_text, require_columns, row_links, row_names

ROLES = 3  # as many as can be told apart
_CODE = re.compile(r"[A-Z]{3}")
_REACH = {"longitude": 180.0, "latitude": 90.0}


@dataclass(slots=True)
class Place:
    """One row: what is drawn of it, and the address and name of its mark."""

    id: str
    label: str
    kind: str = ""
    code: str = ""
    longitude: float | None = None
    latitude: float | None = None
    within: str = ""
    role: str = ""
    url: str | None = None

    @property
    def pointed(self):
        """Whether its position is known."""
        return self.longitude is not None


def read(table, spec, links=None):
    """Turn the rows of a table into places, or say which cell cannot be read."""
    columns = {name: getattr(spec, name) for name in ("label", "kind", "code", "within", "role")}
    sited = {**columns, "longitude": spec.longitude, "latitude": spec.latitude}
    require_columns(table, sited, "region", optional=("code", "within"))
    ids = row_names(table)
    for id_ in pd.Index(ids)[pd.Index(ids).duplicated()]:
        raise ValueError(f"region: places: {id_!r} names two rows")
    degrees = [
        _degrees(table, column, parameter, ids)
        for parameter, column in (("longitude", spec.longitude), ("latitude", spec.latitude))
    ]
    fields = [column_text(table, column) for column in columns.values()]
    urls = row_links(table, links, "region")
    places = []
    for id_, url, east, north, *values in zip(ids, urls, *degrees, *fields, strict=True):
        label_, kind_, code_, within_, role_ = values
        if code_ and not _CODE.fullmatch(code_):
            raise ValueError(f"region: code: {code_!r} is not three capitals (row {id_})")
        if (east is None) != (north is None):
            missing = "latitude" if north is None else "longitude"
            raise ValueError(f"region: {missing}: is empty where the other is not (row {id_})")
        places.append(Place(id_, label_, kind_, code_, east, north, within_, role_, url))
    found = list(dict.fromkeys(place.role for place in places if place.role))
    if len(found) > ROLES:
        raise ValueError(f"region: role: {len(found)} roles are more than {ROLES} can be told")
    return places


def roles(places, table, column):
    """Return the roles in order: of a Categorical, or of their first rows."""
    used = list(dict.fromkeys(place.role for place in places if place.role))
    if column is not None and isinstance(table[column].dtype, pd.CategoricalDtype):
        return [str(c) for c in table[column].cat.categories if str(c) in used]
    return used


def members(places):
    """Return the places that lie within each, by its id."""
    found = {}
    for place in places:
        if place.within:
            found.setdefault(place.within, []).append(place)
    return found


def _degrees(table, column, parameter, ids):
    """Return a column's values as degrees, None for what is missing."""
    values = []
    for id_, value in zip(ids, table[column], strict=True):
        try:
            number = None if pd.isna(value) or value == "" else float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if number is not None and not abs(number) <= _REACH[parameter]:
            raise ValueError(
                f"region: {parameter}: {value!r} is not a number of degrees from "
                f"−{_REACH[parameter]:g} to {_REACH[parameter]:g} (row {id_})"
            )
        values.append(number)
    return values
