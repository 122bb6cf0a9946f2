"""The page of a data table: description, columns, rows with anchors, and how rows are cited."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from edition.citing import targets
from edition.citing.targets import Target
from edition.data.descriptors import Resource
from edition.data.table_schema import primary_key
from edition.project.vocabulary import Roles

from .cell_markup import Linker, cell, code, column_heading, key_tables, link
from .cite_link_markup import row_heading
from .table_markup import table
from .templating import load_macro, render

coding_list = load_macro("codings.html", "coding_list")


def page(resource: Resource, rows: Markup, root: str) -> Markup:
    """Return the content of a table's page: description, columns and `rows_table`."""
    sources, licenses = resource.get("sources", []), resource.get("licenses", [])
    origins = [
        (title, each["title"], each["path"])
        for title, group in (("Source", sources), ("Terms", licenses))
        for each in group
        if "path" in each
    ]
    return render(
        "data_table_page.html", resource=resource, columns=columns_table(resource), rows=rows,
        origins=origins, root=root,
    )  # fmt: skip


def columns_table(resource: Resource) -> Markup:
    """Return a table of the columns of a data table: name, meaning, allowed values."""
    keys = key_tables(resource["schema"], resource["name"])
    rows = []
    for field in resource["schema"]["fields"]:
        name, allowed = field["name"], field.get("constraints", {}).get("enum", [])
        values = "one of " + ", ".join(allowed) if allowed else field["type"]
        if name in keys:
            values = f"key of {keys[name]}"
        rows.append(("", [code(name), field["description"], values]))
    return table(["Column", "Meaning", "Values"], rows, caption="The columns")


def rows_table(
    resource: Resource,
    frame: pd.DataFrame,
    linker: Linker,
    *,
    labels: Mapping[str, str],
    citable: Mapping[str, Target],
    codings: Mapping[str, Markup],
    root: str,
) -> Markup:
    """Return the rows of a data table, each with its anchor and the link that cites it.

    Columns without a value are left out. The anchor of a row whose key has several columns joins
    their values. A row whose key is that of another table links there. `labels` and `linker` are as
    for `cell_markup.cell`; `citable` are the rows that can be cited, by anchor; `codings` fills an
    additional column by the id of the row, unless it is empty; `root` is the address of the book's
    root, seen from the page.
    """
    name, schema = resource["name"], resource["schema"]
    keys = key_tables(schema, name)
    fields = {f["name"]: f for f in schema["fields"] if frame[f["name"]].notna().any()}
    columns = [*map(column_heading, fields), *(["Codings"] if codings else [])]
    # Column by column: ``to_dict("records")`` takes as long as all of the rest.
    values = {field: frame[field].tolist() for field in frame}
    cells = [
        [cell(value, descriptor, keys.get(field), labels, linker) for value in values[field]]
        for field, descriptor in fields.items()
    ]
    if codings:
        cells.append([codings.get(id_, "") for id_ in values["id"]])
    rows = []
    key_values = zip(*(values[field] for field in primary_key(schema)), strict=True)
    for key_parts, (first, *rest) in zip(key_values, zip(*cells, strict=True), strict=True):
        key = "-".join(map(str, key_parts))
        anchor = targets.row_anchor(name, key)
        if anchor in citable:
            first = row_heading(key, citable[anchor], targets.table_anchor(name), root)
        elif next(iter(fields)) not in keys:
            first = link(first, f"#{anchor}")
        rows.append((anchor, [first, *rest]))
    return table(
        columns, rows, caption=f"{len(frame)} rows of the table “{name}”",
        id_=f"table-{name}-rows", classes=f"data sortable {name}",
    )  # fmt: skip


def coding_lists(
    load: Callable[[str], pd.DataFrame],
    roles: Roles,
    linker: Linker,
    claims: Collection[str] | None = None,
) -> dict[str, Markup]:
    """Return the codings of claims (all by default) as a list, by the id of the claim.

    `load` returns a table by its name, `linker` the address of an indicator. Without a table of
    codings the result is empty. Codings without a direction are left out.
    """
    if not roles.codings:
        return {}
    codings = load(roles.codings).dropna(subset=["direction"])
    if claims is not None:
        codings = codings[codings.claim.isin(claims)]
    indicators = load(roles.indicators).set_index("id")
    family = load(roles.explanations).set_index("id").family
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in codings.to_dict("records"):
        indicator = row["indicator"]
        coding = {
            "direction": row["direction"], "rationale": row["rationale"],
            "side": family[indicators.explanation[indicator]],
            "by_edition": row["asserted_by"] != "thesis",
            "indicator": link(indicators.name[indicator], linker(roles.indicators, indicator)),
        }  # fmt: skip
        lists.setdefault(row["claim"], []).append(coding)
    return {claim: coding_list(codings) for claim, codings in lists.items()}
