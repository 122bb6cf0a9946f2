"""Types of the descriptors in ``data/datapackage.json`` (Frictionless Data Package).

Properties that the standard does not have are explained in `table_schema`.
"""

from typing import Required, TypedDict


class Constraints(TypedDict, total=False):
    """Constraints on the cells of a column that are validated here."""

    required: bool
    enum: list[str]
    pattern: str
    maxLength: int


class Reference(TypedDict):
    """Table and column that hold the values of a foreign key; table ``""`` is the table itself."""

    resource: str
    fields: str


class ForeignKey(TypedDict):
    """A column whose values are those of another column."""

    fields: str
    reference: Reference


class RowRule(TypedDict):
    """A pattern that the cells of some columns match together, and what it says in words."""

    fields: list[str]
    pattern: str
    rule: str


class RowReference(TypedDict):
    """Table and columns that hold what several columns of a row state together."""

    resource: str
    fields: list[str]


class SameRow(TypedDict):
    """Columns that, if the first is filled, hold what one row of another table holds."""

    fields: list[str]
    reference: RowReference


class Field(TypedDict, total=False):
    """A column."""

    name: Required[str]
    type: Required[str]
    description: str
    constraints: Constraints
    partialDate: bool
    locator: bool
    label: bool
    plain: bool
    items: str
    references: Reference
    sumOf: list[str]
    over: str


class Schema(TypedDict, total=False):
    """The columns and keys of a table."""

    fields: Required[list[Field]]
    primaryKey: str | list[str]
    foreignKeys: list[ForeignKey]
    exactlyOne: list[str]
    rowRules: list[RowRule]
    sameRow: list[SameRow]
    ascending: list[list[str]]


class Origin(TypedDict, total=False):
    """A source or a license; `work` is the key of a source that `references.bib` has."""

    name: str
    title: str
    path: str
    work: str


class Resource(TypedDict, total=False):
    """A table."""

    name: Required[str]
    path: Required[str]
    schema: Required[Schema]
    title: str
    description: str
    layer: str
    format: str
    mediatype: str
    encoding: str
    sources: list[Origin]
    licenses: list[Origin]


class Package(TypedDict, total=False):
    """All tables of a project."""

    resources: Required[list[Resource]]
    name: str
    title: str
    description: str
    version: str
    spatial: str
    licenses: list[Origin]
    sources: list[Origin]
