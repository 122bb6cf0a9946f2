"""Metadata of the edition, read from ``CITATION.cff``.

Only the base URL and the language come from ``_config.yml``, and the commit from Git.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict, cast

from .faults import ProjectError, ProjectFileError
from .files import read_yaml
from .identity import build_identity

#: A work as an object of CSL-JSON. It is no TypedDict, since tables choose many of its fields.
CslItem = dict[str, Any]
#: A name in such an item; that of an organization is literal.
CslName = TypedDict(
    "CslName",
    {"family": str, "given": str, "non-dropping-particle": str, "suffix": str, "literal": str},
    total=False,
)
#: Fields of ``CITATION.cff`` that the book prints.
REQUIRED = ("title abstract version date-released authors license references").split()
CSL_TYPES = {"thesis": "thesis", "book": "book", "article": "article-journal"}


@dataclass(frozen=True)
class Metadata:
    """The edition and the work that it retells."""

    title: str
    abstract: str
    version: str
    release_date: str  #: date of the version, ISO
    authors: tuple[CslName, ...]  #: CSL names
    licenses: tuple[str, ...]  #: SPDX identifiers, that of text and data first
    keywords: tuple[str, ...]
    original_work: CslItem  #: the work that the edition retells, as a CSL item
    base_url: str = ""  #: address of the published book, ending in a slash; may be empty
    commit: str = ""  #: commit that the book is built from; empty outside a checkout
    build_date: str = ""  #: date of the commit, ISO; may be after the release
    language: str = "en"

    @property
    def citation_key(self) -> str:
        """The citation key of the edition: first two words of the title, and the year."""
        words = re.findall(r"[a-z0-9]+", self.title.lower())
        return "".join(words[:2]) + self.release_date[:4]

    @property
    def license_url(self) -> str:
        """The address of the license of text and data."""
        return license_url(self.licenses[0])

    @property
    def license_name(self) -> str:
        """The usual name of the license of text and data."""
        return license_name(self.licenses[0])

    def url(self, address: str) -> str:
        """Return an address below the book's root as a full URL; empty without a base URL."""
        return self.base_url + address if self.base_url else ""


def csl_surname(name: CslName) -> str:
    """Return the family name with its particle (``van der Berg``), or an organization's name."""
    parts = (name.get("non-dropping-particle"), name.get("literal") or name["family"])
    return " ".join(filter(None, parts))


def inverted_name(name: CslName) -> str:
    """Return a CSL name with the family name first: ``Example, Erin``."""
    parts = (csl_surname(name), name.get("given"), name.get("suffix"))
    return ", ".join(filter(None, parts))


def license_url(spdx: str) -> str:
    """Return the address of a license, given its SPDX identifier."""
    commons = re.fullmatch(r"CC-([A-Z-]+)-(\d\.\d)", spdx)
    if commons:
        return f"https://creativecommons.org/licenses/{commons[1].lower()}/{commons[2]}/"
    return f"https://spdx.org/licenses/{spdx}.html"


def license_name(spdx: str) -> str:
    """Return the usual name of a license, given its SPDX identifier.

    >>> license_name("CC-BY-NC-4.0"), license_name("Apache-2.0")
    ('CC BY-NC 4.0', 'Apache-2.0')
    """
    return re.sub(r"^CC-([A-Z-]+)-(\d\.\d)$", r"CC \1 \2", spdx)


def csl_name(person: dict[str, str]) -> CslName:
    """Return a person or an entity of ``CITATION.cff`` as a CSL name."""
    if "name" in person:
        return {"literal": person["name"]}
    name = {
        "family": person["family-names"],
        "given": person.get("given-names"),
        "non-dropping-particle": person.get("name-particle"),
        "suffix": person.get("name-suffix"),
    }
    return cast(CslName, {part: text for part, text in name.items() if text})


def csl_work(reference: dict[str, Any]) -> CslItem:
    """Return a reference of ``CITATION.cff`` as a CSL item, by the usual citation key."""
    authors = [csl_name(person) for person in reference["authors"]]
    surname = re.sub(r"[^a-z]", "", csl_surname(authors[0]).lower())
    item = {
        "id": f"{surname}{reference['year']}",
        "type": CSL_TYPES.get(reference["type"], "document"),
        "title": reference["title"],
        "author": authors,
        "issued": {"date-parts": [[int(reference["year"])]]},
        "genre": reference.get("thesis-type"),
        "publisher": reference.get("institution", {}).get("name"),
        "URL": reference.get("url"),
    }
    return {name: value for name, value in item.items() if value}


def normalize_base_url(url: str | None) -> str:
    """Return a base URL with a slash at its end; empty if there is none."""
    return f"{url.rstrip('/')}/" if url else ""


@lru_cache(maxsize=4)
def read_citation_file(folder: Path) -> Metadata:
    """Return the metadata of the project in *folder*.

    Raises
    ------
    ProjectFileError
        If ``CITATION.cff`` or ``_config.yml`` cannot be read, or lacks what the book prints.
    """
    cff = read_yaml(folder / "CITATION.cff")
    config = read_yaml(folder / "_config.yml")
    for name in REQUIRED:
        if not cff.get(name):
            raise ProjectFileError("CITATION.cff", 1, name, "is missing")
    try:
        return _metadata(folder, cff, config)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ProjectError):
            raise
        reason = f"does not have the format of a citation file ({error!r})"
        raise ProjectFileError("CITATION.cff", 1, "file", reason) from error


def _metadata(folder: Path, cff: dict[str, Any], config: dict[str, Any]) -> Metadata:
    licenses, identity = cff["license"], build_identity(folder)
    return Metadata(
        title=cff["title"],
        abstract=" ".join(cff["abstract"].split()),
        version=str(cff["version"]),
        release_date=str(cff["date-released"]),
        authors=tuple(csl_name(person) for person in cff["authors"]),
        licenses=(licenses,) if isinstance(licenses, str) else tuple(licenses),
        keywords=tuple(cff.get("keywords", ())),
        original_work=csl_work(cff["references"][0]),
        base_url=normalize_base_url(config.get("html", {}).get("baseurl")),
        commit=identity.commit,
        build_date=identity.date,
        language=config.get("sphinx", {}).get("config", {}).get("language", "en"),
    )
