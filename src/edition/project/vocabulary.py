"""The words and tables of one text: what a study tells the engine about its subject.

A project names its vocabulary in ``_config.yml`` (``sphinx: config: edition_vocabulary``),
either as a module (``ferrystudy.vocabulary``) or as a Python file beside the
configuration (``vocabulary.py``).  The module defines ``VOCABULARY``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from typing import Literal

from .faults import ProjectError
from .files import cache_by_file, files_below, read_yaml
from .location import project_folder

Hue = Literal["accent", "blue", "amber", "stone"]
Marker = Literal["circle", "square", "diamond", "triangle"]
Shape = Literal["disc", "square", "diamond", "triangle", "ring"]


@dataclass(frozen=True)
class Side:
    """One side of the argument."""

    label: str  #: name in legends and cards
    hue: Hue  #: color of the palette, in light and dark mode
    marker: Marker = "circle"  #: marker in timelines, so that sides differ without color


@dataclass(frozen=True)
class ClaimKind:
    """One kind of claim."""

    label: str  #: name in cards and for screen readers
    shape: Shape  #: shape of the mark in the margin


@dataclass(frozen=True)
class Roles:
    """The table that plays each role; an empty name means that the project has none."""

    sections: str = ""  #: numbered sections of the original text
    outline: str = ""  #: opening lines of chapters and sections
    claims: str = ""  #: rows that the prose marks with ``{claim}``
    events: str = ""  #: rows that the prose marks with ``{event}``
    quantities: str = ""  #: rows that the prose marks with ``{quantity}``
    facts: str = ""  #: what several claims are about
    explanations: str = ""  #: explanations that claims support or undermine
    indicators: str = ""  #: observable implications of the explanations
    codings: str = ""  #: one row for each claim and indicator
    citations: str = ""  #: in-text citations of the original text
    findings: str = ""  #: slips found in its citations and references
    actors: str = ""  #: names that the index lists
    places: str = ""  #: rows that maps show
    lanes: str = ""  #: rows that each timeline shows


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the engine is told about one text."""

    command: str = "python -m edition"  #: name of the command line in printed examples
    original: str = "the original text"  #: name of the original text on pages
    roles: Roles = field(default_factory=Roles)
    #: Meaning of each layer (``thesis``, ``coded``, ``edition``), for cards.
    layers: Mapping[str, str] = field(default_factory=dict)
    #: Sides of the argument, by the value in the tables.
    sides: Mapping[str, Side] = field(default_factory=dict)
    #: Kinds of claims, by the value in the tables.
    claim_kinds: Mapping[str, ClaimKind] = field(default_factory=dict)
    #: Formatting function of each unit that is printed with a quantity.
    units: Mapping[str, Callable[[float], str]] = field(default_factory=dict)
    capitalized_words: frozenset[str] = frozenset()  #: words in citations that are not surnames
    reference_list_section: str = ""  #: section of the original text that lists its references
    map_outlines: Path | None = None  #: GeoJSON file with the outlines that maps draw
    #: West, south, east and north of these outlines, in degrees.
    map_box: tuple[float, float, float, float] | None = None
    #: Title of what readers make of their own on a page and may cite, by the id of the page’s
    #: section; it may hold placeholders that a script fills (see `edition.citing.row_templates`).
    reader_titles: Mapping[str, str] = field(default_factory=dict)
    screen_only: tuple[str, ...] = ()  #: prefixes of pages that the PDF leaves out
    static: Path | None = None  #: folder whose files the book keeps in ``_static``
    scripts: tuple[str, ...] = ()  #: files of this folder that every page loads
    #: Files that the build writes to ``_static``: name and ``module:function``.  The function takes
    #: nothing and returns the text; it is imported only then.
    written_files: Mapping[str, str] = field(default_factory=dict)


class VocabularyError(ProjectError):
    """A vocabulary that ``_config.yml`` names but that cannot be used."""


def current(folder: Path | None = None) -> Vocabulary:
    """Return the vocabulary of a project, by default the one around the current folder.

    It is empty if ``_config.yml`` is missing or names none.

    Raises
    ------
    VocabularyError
        If the named module cannot be imported or defines no ``VOCABULARY``.
    """
    path = (folder or project_folder()) / "_config.yml"
    return _load(path) if path.is_file() else Vocabulary()


def study_sources(folder: Path | None = None) -> tuple[Path, list[Path]]:
    """Return the folder of the code that is particular to a project, and its files.

    That is the whole package that the named module belongs to, or the named file.
    """
    folder = folder or project_folder()
    name = _named(folder) if (folder / "_config.yml").is_file() else ""
    if not name or name.endswith(".py"):
        return folder, [folder / name] if name else []
    found = find_spec(name.partition(".")[0])
    if not found or not found.origin:
        raise VocabularyError(f"_config.yml: edition_vocabulary: no package for {name!r}")
    package = Path(found.origin).parent
    return package, list(files_below(package))


def _named(folder: Path) -> str:
    config = read_yaml(folder / "_config.yml")
    return config.get("sphinx", {}).get("config", {}).get("edition_vocabulary", "")


@cache_by_file
def _load(path: Path) -> Vocabulary:
    name = _named(path.parent)
    if not name:
        return Vocabulary()
    try:
        if name.endswith(".py"):
            return run_path(str(path.parent / name))["VOCABULARY"]
        return import_module(name).VOCABULARY
    except (ImportError, OSError, AttributeError, KeyError) as error:
        raise VocabularyError(f"_config.yml: edition_vocabulary: {name}: {error}") from error
