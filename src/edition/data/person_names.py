"""Names of people and bodies, as BibTeX joins them by ``and`` (no files)."""

import re
import unicodedata
from dataclasses import dataclass

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from .latex_text import decode_latex, is_braced, outside_braces


@dataclass(frozen=True)
class PersonName:
    """The parts of a person's name in plain text; the name of a body is only ``literal``."""

    family: str = ""
    given: str = ""
    particle: str = ""  #: before the family name: ``van der``
    suffix: str = ""  #: ``Jr.``
    literal: str = ""

    @property
    def surname(self) -> str:
        """The name by which the text cites: ``van der Berg``, or that of the body."""
        return self.literal or f"{self.particle} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """The name as BibTeX orders its parts: ``van der Berg, Jr., Jan``."""
        return ", ".join(filter(None, (self.surname, self.suffix, self.given)))


@dataclass(frozen=True)
class NameList:
    """Authors or editors in their order, and whether ``and others`` follows."""

    people: tuple[PersonName, ...]
    others: bool = False

    def __str__(self) -> str:
        return " and ".join([name.inverted for name in self.people] + ["others"] * self.others)

    @property
    def short(self) -> str:
        """How the text names them: ``Li``, ``Kerr & Swinton``, ``Wohlforth et al.``."""
        surnames = [name.surname for name in self.people]
        return f"{surnames[0]} et al." if self.others or surnames[2:] else " & ".join(surnames)


def parse_names(text: str) -> NameList:
    """Return the names in a BibTeX name list such as ``M{\\"u}ller, Anna and {Harbor Board}``.

    Raises
    ------
    ValueError
        If there is no name, or one that cannot be split into its parts; the message says why.
    """
    names = split_multiple_persons_names(text)
    others = names[-1:] == ["others"]
    people = tuple(map(_parse_name, names[: len(names) - others]))
    if not people:
        raise ValueError(f"{text!r} names nobody")
    return NameList(people, others)


def _parse_name(text: str) -> PersonName:
    bare = outside_braces(text)
    if ";" in bare or re.search(r"(^|\s)and(\s|$)|^others$", bare, re.IGNORECASE):
        raise ValueError(f"{text!r} is no name: names are joined by one 'and', 'others' comes last")
    try:
        parts = parse_single_name_into_parts(text)
    except InvalidNameError as error:
        hint = ": names are joined by 'and'" if "commas" in error.reason else ""
        raise ValueError(f"{text!r} is no name: {error.reason.lower()}{hint}") from None
    words = (parts.last, parts.first, parts.von, parts.jr)
    family, given, particle, suffix = (decode_latex(" ".join(each)) for each in words)
    if not family:
        raise ValueError(f"{text!r} is no name: it has no family name")
    if is_braced(text.strip()):
        return PersonName(literal=family)
    return PersonName(family, given, particle, suffix)


def without_accents(text: str) -> str:
    """Return a name in plain letters, so that Tønnesson and Tonnesson are equal."""
    text = text.translate(str.maketrans("øØłŁđĐ", "oOlLdD"))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
