"""What the edition says of itself, read from CITATION.cff and nowhere else.

The base address of the published book is the one thing that CITATION.cff does
not hold; it is `html.baseurl` in `_config.yml`, and may be empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from . import identity

GENRES = {"thesis": "thesis", "book": "book", "article": "article-journal"}


@dataclass(frozen=True)
class Metadata:
    """The edition and the work it retells.

    Attributes
    ----------
    title, abstract, version : str
        As in CITATION.cff.
    released : str
        The date of the version, ISO.
    authors : tuple of dict
        CSL names.
    licenses : tuple of str
        SPDX identifiers, that of text and data first.
    keywords : tuple of str
        What the edition is about.
    original : dict
        The work that the edition retells, as a CSL item.
    base : str
        The address of the published book, ending in a slash; empty when there is none.
    commit : str
        The commit the book is built from; empty outside a checkout.
    built : str
        The date of the commit, ISO, as every page prints it; it may be after the release.
    language : str
        The language of the text.
    """

    title: str
    abstract: str
    version: str
    released: str
    authors: tuple[dict, ...]
    licenses: tuple[str, ...]
    keywords: tuple[str, ...]
    original: dict
    base: str = ""
    commit: str = ""
    built: str = ""
    language: str = "en"

    @property
    def key(self) -> str:
        """The stem of citation keys: the title's first two words and the year."""
        words = re.findall(r"[a-z0-9]+", self.title.lower())
        return "".join(words[:2]) + self.released[:4]

    @property
    def license_address(self) -> str:
        """Where the license of text and data can be read."""
        return license_url(self.licenses[0])

    @property
    def license_name(self) -> str:
        """The license of text and data as readers know it."""
        return license_name(self.licenses[0])

    def url(self, address: str) -> str:
        """*address* (relative to the book's root) in full; empty without a base address."""
        return self.base + address if self.base else ""


def inverted_name(name: dict) -> str:
    """A CSL name, family name first: ``Bergfeldt, Henrik``."""
    parts = (name.get("family"), name.get("given"), name.get("suffix"))
    return name.get("literal") or ", ".join(filter(None, parts))


def license_url(spdx: str) -> str:
    """The address of a license by its SPDX identifier."""
    commons = re.fullmatch(r"CC-([A-Z-]+)-(\d\.\d)", spdx)
    if commons:
        return f"https://creativecommons.org/licenses/{commons[1].lower()}/{commons[2]}/"
    return f"https://spdx.org/licenses/{spdx}.html"


def license_name(spdx: str) -> str:
    """A license as readers know it, by its SPDX identifier.

    >>> license_name("CC-BY-NC-4.0"), license_name("Apache-2.0")
    ('CC BY-NC 4.0', 'Apache-2.0')
    """
    return re.sub(r"^CC-([A-Z-]+)-(\d\.\d)$", r"CC \1 \2", spdx)


def normalize_base_url(text: str | None) -> str:
    """A base address with its slash at the end, or nothing."""
    return f"{text.rstrip('/')}/" if text else ""


def csl_name(person: dict) -> dict:
    """A person or an entity of CITATION.cff as a CSL name."""
    if "name" in person:
        return {"literal": person["name"]}
    name = {"family": person["family-names"], "given": person.get("given-names")}
    return {part: text for part, text in name.items() if text}


def csl_work(reference: dict) -> dict:
    """A reference of CITATION.cff as a CSL item."""
    item = {
        "id": "original",
        "type": GENRES.get(reference["type"], "document"),
        "title": reference["title"],
        "author": [csl_name(person) for person in reference["authors"]],
        "issued": {"date-parts": [[int(reference["year"])]]},
        "genre": reference.get("thesis-type"),
        "publisher": reference.get("institution", {}).get("name"),
        "URL": reference.get("url"),
    }
    return {name: value for name, value in item.items() if value}


@lru_cache(maxsize=4)
def read_citation_file(folder: Path) -> Metadata:
    """The metadata of the project in *folder*."""
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    config = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8")) or {}
    licenses = cff["license"]
    return Metadata(
        title=cff["title"],
        abstract=" ".join(cff["abstract"].split()),
        version=str(cff["version"]),
        released=str(cff["date-released"]),
        authors=tuple(csl_name(person) for person in cff["authors"]),
        licenses=(licenses,) if isinstance(licenses, str) else tuple(licenses),
        keywords=tuple(cff.get("keywords", ())),
        original=csl_work(cff["references"][0]),
        base=normalize_base_url(config.get("html", {}).get("baseurl")),
        commit=identity.build_identity(folder).commit,
        built=identity.build_identity(folder).date,
        language=config.get("sphinx", {}).get("config", {}).get("language", "en"),
    )
