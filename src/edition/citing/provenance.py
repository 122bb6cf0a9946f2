"""What places of the edition rest on, and the terms under which they may be used.

Those of tables stand in the data package. A table without sources of its own has those of the
package: it was made from the original. One with an empty list is the edition's own.
"""

from pathlib import Path
from typing import NamedTuple

from edition.data import data_package
from edition.data.bibliography import Work
from edition.data.descriptors import Origin
from edition.project.citation_file import Metadata, license_name, license_url

from .targets import Target


class Provenance(NamedTuple):
    """Sources and licenses of a place."""

    relation: str  #: ``Retells`` or ``Rests on``
    sources: tuple[Origin, ...]  #: none if the place is the edition's own
    licenses: tuple[Origin, ...]

    @property
    def keys(self) -> list[str]:
        """Citation keys of the sources that the bibliography has."""
        return [source["work"] for source in self.sources if "work" in source]


def provenance(target: Target, meta: Metadata, folder: Path) -> Provenance:
    """Return what a place rests on, and its licenses.

    The book and the sections that the original has retell it. A figure rests on what its table
    rests on, but the drawing has the license of the edition.
    """
    original: Origin = {"title": meta.original_work["title"], "work": meta.original_work["id"]}
    own: Origin = {
        "name": meta.licenses[0], "title": license_name(meta.licenses[0]),
        "path": license_url(meta.licenses[0]),
    }  # fmt: skip
    package = data_package.load_descriptor(folder)
    resource = data_package.resources(folder).get(target.table)
    if resource is None:
        retells = target.kind == "book" or bool(target.printed)
        relation = "Rests on" if target.kind == "figure" else "Retells"
        return Provenance(relation, (original,) if retells else (), (own,))
    licenses = resource.get("licenses") or package.get("licenses") or [own]
    if target.kind == "figure":
        licenses = [own]
    return Provenance("Rests on", tuple(resource.get("sources", [original])), tuple(licenses))


def origin_text(origin: Origin) -> str:
    """Return the title of a source or license with its address: ``CC0 (https://…)``."""
    title = origin.get("title") or origin.get("name") or ""
    return f"{title} ({origin['path']})" if "path" in origin else title


def source_statement(found: Provenance, works: dict[str, Work], printed: str) -> str:
    """Return the sources in words: ``Rests on Li 2007, from p. 13``."""
    if not found.sources:
        return "The edition’s own"
    named = (
        works[source["work"]].label if source.get("work") in works else origin_text(source)
        for source in found.sources
    )
    page = f", from p. {printed}" if printed else ""
    return f"{found.relation} {'; '.join(named)}{page}"
