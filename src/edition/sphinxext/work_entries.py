"""Works of the bibliography as sphinxcontrib-bibtex takes them, which does not read the file."""

from pathlib import Path

from pybtex.database import BibliographyData, Entry, Person
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from edition.data.bibliography import VERBATIM, Work, read_bibliography
from edition.data.person_names import NameList, PersonName

from .link_targets import bibtex_domain

#: Characters that pybtex, which expects LaTeX, would not print.
ESCAPES = str.maketrans({"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "%": r"\%"})


def provide_works(app: Sphinx) -> None:
    """Give the works to sphinxcontrib-bibtex before it looks for changed files.

    In the text and in the list of references they have the names and labels that they have in
    tables, cards and exports.
    """
    domain = bibtex_domain(app.env)
    names = app.config.bibtex_bibfiles or () if domain else ()
    files = [(Path(app.confdir) / name).resolve() for name in names]
    if domain is None or not all(file.is_file() for file in files):
        return  # sphinxcontrib-bibtex warns of a missing file
    works = {file: read_bibliography(file) for file in files}
    entries = {key: pybtex_entry(work) for each in works.values() for key, work in each.items()}
    domain.data["bibdata"] = BibData(
        app.config.bibtex_encoding,
        {file: BibFile(get_mtime(file), dict.fromkeys(works[file])) for file in files},
        BibliographyData(entries),
    )


def pybtex_entry(work: Work) -> Entry:
    """Return a work as an entry of pybtex; its year has the letter by which the text cites it."""
    fields = {
        name: value if name in VERBATIM else value.translate(ESCAPES)
        for name, value in work.fields.items()
        if name not in work.names
    }
    fields |= {"year": work.cited_year, "cited-names": work.cited_names, "sort-key": work.sort_key}
    fields |= {"cited-as": work.cited_as} if work.cited_as else {}
    persons = {role: _persons(names) for role, names in work.names.items()}
    return Entry(work.type, fields, persons)


def _persons(names: NameList) -> list[Person]:
    return [_person(name) for name in names.people] + [Person("others")] * names.others


def _person(name: PersonName) -> Person:
    parts = {
        "last": f"{{{name.literal}}}" if name.literal else name.family,
        "first": name.given, "prelast": name.particle, "lineage": name.suffix,
    }  # fmt: skip
    return Person(**{part: text.translate(ESCAPES) for part, text in parts.items()})
