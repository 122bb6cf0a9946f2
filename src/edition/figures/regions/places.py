"""Read the rows of a table of places: what each is, and where it lies if that is known."""

import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from edition.figures.columns import (
    Links,
    category_order,
    column_numbers,
    column_text,
    require_choice,
    require_columns,
    row_links,
    row_names,
)

from .spec import RegionSpec

_MAX_ROLES = 3  # as many looks as can be told apart
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the table; texts may be empty."""

    id: str
    label: str
    kind: str
    code: str  # ISO 3166 code of a state that is drawn by its outline
    within: str  # id of the place in which it lies
    role: str
    position: tuple[float, float] | None  # longitude and latitude in degrees, if known
    url: str | None


class Places(list[Place]):
    """The rows of a table of places."""

    roles: list[str]  # in the order of a Categorical or else of their first rows


def read_places(table: pd.DataFrame, spec: RegionSpec, links: Links = None) -> Places:
    """Return the places in the rows of a table; an error names parameter and row."""
    required = {name: name for name in ("name", "kind", "longitude", "latitude")}
    require_columns(table, {**required, "role": spec.role}, "region")
    ids = row_names(table)
    for id_, count in Counter(ids).items():
        if count > 1:
            raise ValueError(f"region: places: {id_!r} names two rows")
    records = zip(
        ids, row_links(table, links, "region"),
        column_numbers(table, "longitude", "region: longitude", 180),
        column_numbers(table, "latitude", "region: latitude", 90),
        *(column_text(table, column) for column in ("name", "kind", "iso3", "within", spec.role)),
        strict=True,
    )  # fmt: skip
    places = Places()
    for id_, url, east, north, label, kind, code, within, role in records:
        if code and not _CODE.fullmatch(code):
            raise ValueError(f"region: iso3: {code!r} is not three capitals (row {id_})")
        if (east is None) != (north is None):
            missing = "latitude" if north is None else "longitude"
            raise ValueError(f"region: {missing}: is empty where the other is not (row {id_})")
        position = None if east is None else (east, north)
        places.append(Place(id_, label, kind, code, within, role, position, url))
    roles = dict.fromkeys(place.role for place in places if place.role)
    if len(roles) > _MAX_ROLES:
        raise ValueError(f"region: role: {len(roles)} roles are more than {_MAX_ROLES} can be told")
    known = {*roles, *(place.kind for place in places)}
    for word in spec.words if places else ():
        require_choice(word, sorted(known), "region: words")
    places.roles = category_order(table, spec.role, roles) if spec.role else []
    return places
