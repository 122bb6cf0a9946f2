"""Author-year citations in round brackets, and the list of references."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node, optional, optional_field, sentence
from pybtex.style.template import field as field_of
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, GroupReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearParentheticalReferenceStyle,
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference

#: Of the entries that `work_entries` makes.
year = field_of("year")
names = field_of("cited-names", raw=True)


class Parenthetical(BasicAuthorYearParentheticalReferenceStyle):
    """``(Li 2007, p. 488)``."""

    def inner(self, role_name: str) -> Node:
        work = reference[join(sep=" ")[names, year]]
        return join2(sep1=" ", sep2=", ")[pre_text, work, post_text]


class Textual(BasicAuthorYearTextualReferenceStyle):
    """``Li (2007, p. 488)``."""

    def inner(self, role_name: str) -> Node:
        dated = join2(sep1=" ", sep2=", ")[pre_text, reference[year], post_text]
        return join(sep=" ")[names, join["(", dated, ")"]]


@dataclass
class RoundStyle(GroupReferenceStyle):
    """Round brackets, no comma between author and year, an ampersand between two authors."""

    def __post_init__(self) -> None:
        brackets = BracketStyle(left="(", right=")", sep="; ")
        self.styles += [Parenthetical(bracket=brackets), Textual(bracket=brackets)]
        super().__post_init__()


class KeyLabelStyle(BaseLabelStyle):
    """Citation keys as labels; the book hides labels and shows entries."""

    def format_labels(self, sorted_entries: Iterable[Any]) -> Iterator[str]:
        return (entry.key for entry in sorted_entries)


class ReferenceOrder(BaseSortingStyle):
    """The order of a list of references, without regard to accents and braces."""

    def sorting_key(self, entry: Any) -> str:
        return entry.fields["sort-key"]


class ListStyle(UnsrtStyle):
    """List of works, surname first and sorted by it."""

    default_name_style = "lastfirst"
    default_sorting_style = "references"
    default_label_style = KeyLabelStyle

    def format_names(self, role: str, as_sentence: bool = True) -> Node:
        """Return the names, and after authors the other name by which the text cites the work."""
        people = super().format_names(role, as_sentence=False)
        cited = optional[" [cited as ", field_of("cited-as", raw=True), "]"]
        listed = join[people, cited] if role == "author" else people
        return sentence[listed] if as_sentence else listed

    def format_title(self, e: Any, which_field: str, as_sentence: bool = True) -> Node:
        """Return the title in its own capitalization."""
        title = field_of(which_field)
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e: Any) -> Node:
        """Return the addresses, followed by the annotation with which an entry ends."""
        return toplevel[super().format_web_refs(e), sentence[optional_field("annote")]]


def register_styles() -> None:
    """Register the styles under the names that ``_config.yml`` uses."""
    register_plugin("sphinxcontrib.bibtex.style.referencing", "round", RoundStyle, force=True)
    register_pybtex_plugin("pybtex.style.sorting", "references", ReferenceOrder, force=True)
    register_pybtex_plugin("pybtex.style.formatting", "list", ListStyle, force=True)
