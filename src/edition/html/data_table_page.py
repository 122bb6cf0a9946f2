"""The page of a data table as HTML: what it is, what its columns hold, its rows (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape

import pandas as pd

from edition.citing import targets
from edition.citing.row_templates import control
from edition.citing.targets import Target
from edition.data.table_schema import row_id

from . import markup
from .markup import Links


def page(resource: Mapping, rows: str, links: Links, root: str) -> str:
    """All that the page of a table says of it, and its rows.

    Parameters
    ----------
    resource : mapping
        The table's descriptor in the data package.
    rows : str
        What `rows_of` made of them.
    links : callable
        Gives the address of a row, section or work.
    root : str
        The way from the page to the book's root.
    """
    foreign = markup.foreign_keys(resource["schema"], resource["name"])
    layer = resource["layer"]
    return (
        f"<p>{escape(resource['description'])} "
        f'<span class="layer-badge layer-{layer}">{layer}</span></p>'
        f"{origin(resource)}"
        f'<p class="downloads"><a href="{root}data/{resource["path"]}" download>'
        f"Download {resource['path']}</a></p>"
        f'<details class="columns"><summary>What the columns hold</summary>'
        f"{described(resource['schema']['fields'], foreign, links)}</details>"
        f"{rows}"
    )


def described(fields: Iterable[Mapping], foreign: Mapping[str, str], links: Links) -> str:
    """The columns of a table and what they hold."""
    rows = []
    for field in fields:
        allowed = field.get("constraints", {}).get("enum", [])
        kind = "one of " + ", ".join(allowed) if allowed else field["type"]
        if field["name"] in foreign:
            kind = f"key of {foreign[field['name']]}"
        cells = [
            f"<code>{escape(field['name'])}</code>",
            escape(field["description"]),
            escape(kind),
        ]
        rows.append(("", cells))
    return markup.table(["Column", "Meaning", "Values"], rows, caption="The columns")


def rows_of(
    resource: Mapping,
    frame: pd.DataFrame,
    links: Links,
    *,
    labels: Mapping[str, str],
    citable: Mapping[str, Target],
    codings: Mapping[str, str],
    root: str,
) -> str:
    """The table's rows, each with its anchor and its reference; empty columns are left out.

    Where several columns together name a row, its anchor joins their values.

    Parameters
    ----------
    resource : mapping
        The table's descriptor in the data package.
    frame : DataFrame
        Its rows.
    links : callable
        Gives the address of a row, section or work.
    labels : mapping
        How the text names each work, by key.
    citable : mapping
        The rows that can be cited, by their anchors.
    codings : mapping
        What the column of codings says, by the row's id; without any there is none.
    root : str
        The way from the page to the book's root.
    """
    name, schema = resource["name"], resource["schema"]
    foreign = markup.foreign_keys(schema, name)
    fields = {f["name"]: f for f in schema["fields"] if frame[f["name"]].notna().any()}
    columns = [*map(markup.heading, fields), *(["Codings"] if codings else [])]
    made = []
    for row in frame.to_dict("records"):
        cells = [
            markup.cell(row[field], fields[field], foreign.get(field), labels, links)
            for field in fields
        ]
        if codings:
            cells.append(codings.get(row["id"], ""))
        key = row_id(row, schema)
        anchor = targets.row_anchor(name, key)
        if anchor in citable:
            cite = control(citable[anchor], targets.table_anchor(name), root)
            cells[0] = f'<a href="#{anchor}">{escape(key)}</a> {cite}'
        else:
            cells[0] = f'<a href="#{anchor}">{cells[0]}</a>'
        made.append((anchor, cells))
    caption = f"{len(frame)} rows of the table “{name}”"
    return markup.table(
        columns, made, caption=caption, id_=f"table-{name}-rows", classes=f"data sortable {name}"
    )


def coded_on(
    load: Callable[[str], pd.DataFrame], links: Links, claims: Collection[str] | None = None
) -> dict[str, str]:
    """The codings of each claim in words, as HTML, by the claim's id; of all claims or of some.

    *load* gives a table by its name.
    """
    codings = load("codings")
    if claims is not None:
        codings = codings[codings.claim.isin(claims)]
    indicators = load("indicators").set_index("id")
    family = load("explanations").set_index("id").family
    found: dict[str, list[str]] = {}
    for row in codings.itertuples():
        name = markup.link(indicators.name[row.indicator], links("indicators", row.indicator))
        side = family[indicators.explanation[row.indicator]]
        by = "" if row.asserted_by == "thesis" else " (coded by the edition)"
        text = (
            f'<li class="{row.direction} side-{side}"><b>{row.direction}</b> {name}{by}: '
            f"{escape(row.rationale)}</li>"
        )
        found.setdefault(row.claim, []).append(text)
    return {
        claim: f'<ul class="card-codings">{"".join(all_)}</ul>' for claim, all_ in found.items()
    }


def origin(resource: Mapping) -> str:
    """What a table is made from and on which terms, where there are addresses to go to."""
    named = [
        f"{title}: {markup.link(each['title'], each['path'])}"
        for kind, title in (("sources", "Source"), ("licenses", "Terms"))
        for each in resource.get(kind, ())
        if "path" in each
    ]
    return f'<p class="downloads">{". ".join(named)}.</p>' if named else ""
