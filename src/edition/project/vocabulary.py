"""The words and tables of one text: what a study tells the engine about its subject.

A project names its vocabulary in ``_config.yml`` (``sphinx: config: edition_vocabulary``),
either as a module (``ferrystudy.vocabulary``) or as a Python file beside the
configuration (``vocabulary.py``).  The module defines ``VOCABULARY``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Literal

import yaml

from .location import project_folder

Hue = Literal["accent", "blue", "amber", "stone"]
Marker = Literal["circle", "square", "diamond"]
Shape = Literal["disc", "square", "diamond", "triangle", "ring"]


@dataclass(frozen=True)
class Side:
    """One side of the argument.

    Attributes
    ----------
    label : str
        Name in legends and cards.
    hue : {"accent", "blue", "amber", "stone"}
        Color of the palette, in light and dark mode.
    marker : {"circle", "square", "diamond"}
        Marker in timelines, so that sides differ without color.
    """

    label: str
    hue: Hue
    marker: Marker = "circle"


@dataclass(frozen=True)
class ClaimKind:
    """One kind of claim.

    Attributes
    ----------
    label : str
        Name in cards and for screen readers.
    shape : {"disc", "square", "diamond", "triangle", "ring"}
        Shape of the mark in the margin.
    """

    label: str
    shape: Shape


@dataclass(frozen=True)
class Roles:
    """The table that plays each role; an empty name means that the project has none.

    Attributes
    ----------
    sections : str
        Numbered sections of the original text.
    outline : str
        Opening lines of chapters and sections.
    claims, events, quantities : str
        Rows that the prose marks with ``{claim}``, ``{event}`` and ``{quantity}``.
    facts, explanations, indicators, codings : str
        What claims are about, and how they are coded.
    citations, findings : str
        In-text citations of the original, and the slips found among them.
    actors : str
        Names that the index lists.
    lanes : str
        Rows that each timeline shows.
    """

    sections: str = ""
    outline: str = ""
    claims: str = ""
    events: str = ""
    quantities: str = ""
    facts: str = ""
    explanations: str = ""
    indicators: str = ""
    codings: str = ""
    citations: str = ""
    findings: str = ""
    actors: str = ""
    lanes: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the engine is told about one text.

    Attributes
    ----------
    command : str
        Name of the command line in printed examples.
    roles : Roles
        Table that plays each role.
    layers : mapping of str to str
        What each layer (``thesis``, ``coded``, ``edition``) means, for cards.
    sides : mapping of str to Side
        Sides of the argument, by the value that the tables use.
    claim_kinds : mapping of str to ClaimKind
        Kinds of claims, by the value that the tables use.
    units : mapping of str to callable
        Formats a quantity (float) with its unit; a unit that is missing is left out.
    capitalized_words : frozenset of str
        Capitalized words in citations that are not surnames.
    reference_list_section : str
        Number of the section of the original text that is its list of references.
    map_outlines : Path or None
        GeoJSON file with the outlines that maps draw.
    map_box : tuple of float or None
        West, south, east and north of the outlines in that file, in degrees.
    screen_only : tuple of str
        Prefixes of pages that the PDF leaves out.
    """

    command: str = "python -m edition"
    roles: Roles = field(default_factory=Roles)
    layers: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, Side] = field(default_factory=dict)
    claim_kinds: Mapping[str, ClaimKind] = field(default_factory=dict)
    units: Mapping[str, Callable[[float], str]] = field(default_factory=dict)
    capitalized_words: frozenset[str] = frozenset()
    reference_list_section: str = ""
    map_outlines: Path | None = None
    map_box: tuple[float, float, float, float] | None = None
    screen_only: tuple[str, ...] = ()


class VocabularyError(ValueError):
    """A vocabulary that ``_config.yml`` names but that cannot be used."""


def current(folder: Path | None = None) -> Vocabulary:
    """Return the vocabulary of a project.

    Parameters
    ----------
    folder : Path, optional
        The project's folder; found from the current folder by default.

    Returns
    -------
    Vocabulary
        An empty vocabulary if ``_config.yml`` is missing or names none.

    Raises
    ------
    VocabularyError
        If the named module cannot be imported or defines no ``VOCABULARY``.
    """
    folder = folder or project_folder()
    path = folder / "_config.yml"
    if not path.is_file():
        return Vocabulary()
    return _load(folder, path.stat().st_mtime_ns)


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
    files = (path for path in package.rglob("*") if path.parent.name != "__pycache__")
    return package, sorted(path for path in files if path.is_file())


def _named(folder: Path) -> str:
    config = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8")) or {}
    return config.get("sphinx", {}).get("config", {}).get("edition_vocabulary", "")


@lru_cache(maxsize=8)
def _load(folder: Path, modified: int) -> Vocabulary:
    name = _named(folder)
    if not name:
        return Vocabulary()
    try:
        if name.endswith(".py"):
            spec = spec_from_file_location(f"edition_vocabulary_{abs(hash(folder))}", folder / name)
            assert spec and spec.loader
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
        else:
            module = import_module(name)
        return module.VOCABULARY
    except (ImportError, OSError, AttributeError) as error:
        raise VocabularyError(f"_config.yml: edition_vocabulary: {name}: {error}") from error
