"""Author-year citations in round brackets, and the list of references."""

from __future__ import annotations

from dataclasses import dataclass, field

from pybtex.richtext import Text
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import Node, optional_field, sentence
from pybtex.style.template import field as field_of
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, GroupReferenceStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearParentheticalReferenceStyle,
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference

from edition.data.bibliography import year_suffix


def _dated(children, data) -> Text:
    entry = data["entry"]
    return Text(entry.fields["year"] + year_suffix(entry.key))


def _people(children, data) -> Text:
    """The families of one or two authors or editors; of more, the first and *et al.*"""
    entry = data["entry"]
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    families = [" ".join(person.prelast_names + person.last_names) for person in persons]
    families = [family.strip("{}") for family in families]  # a body's name is braced in BibTeX
    if len(families) > 2 or "others" in families:
        return Text(families[0], " et al.")
    return Text(" & ".join(families))


dated = Node("dated", _dated)
people = Node("people", _people)


class Parenthetical(BasicAuthorYearParentheticalReferenceStyle):
    """``(Li 2007, p. 488)``."""

    def inner(self, role_name):
        return join2(sep1=" ", sep2=", ")[
            pre_text, reference[join(sep=" ")[people, dated]], post_text
        ]


class Textual(BasicAuthorYearTextualReferenceStyle):
    """``Li (2007, p. 488)``."""

    def inner(self, role_name):
        place = join2(sep1=" ", sep2=", ")[pre_text, reference[dated], post_text]
        return join(sep=" ")[people, join["(", place, ")"]]


@dataclass
class RoundStyle(GroupReferenceStyle):
    """Round brackets, no comma between author and year, an ampersand between two authors."""

    bracket: BracketStyle = field(
        default_factory=lambda: BracketStyle(
            left="(", right=")", sep="; ", sep2="; ", last_sep="; "
        )
    )
    person: PersonStyle = field(
        default_factory=lambda: PersonStyle(sep=", ", sep2=" & ", last_sep=" & ")
    )

    def __post_init__(self):
        self.styles.extend(
            [
                Parenthetical(bracket=self.bracket, person=self.person),
                Textual(bracket=self.bracket, person=self.person),
            ]
        )
        super().__post_init__()


class KeyLabelStyle(BaseLabelStyle):
    """Every entry is labeled by its key; the book hides the label and shows the entry."""

    def format_labels(self, sorted_entries):
        return (entry.key for entry in sorted_entries)


class ListStyle(UnsrtStyle):
    """Family name first, sorted by it, as a reader looks a work up."""

    default_name_style = "lastfirst"
    default_sorting_style = "author_year_title"
    default_label_style = KeyLabelStyle

    def format_title(self, e, which_field, as_sentence=True):
        """The title as it is written, not in lower case."""
        title = field_of(which_field)
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e):
        """Address and, as what ends an entry, the remark on it that no other list would print."""
        return toplevel[super().format_web_refs(e), sentence[optional_field("annote")]]


def setup(app: Sphinx) -> None:
    """Make the styles known under the names that `_config.yml` uses."""
    register_plugin("sphinxcontrib.bibtex.style.referencing", "round", RoundStyle, force=True)
    from pybtex.plugin import register_plugin as register_pybtex

    register_pybtex("pybtex.style.formatting", "list", ListStyle, force=True)
