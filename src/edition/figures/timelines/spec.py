"""The options of a timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.data.partial_dates import decimal_years
from edition.project.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class TimelineSpec:
    """How the rows of a table become a timeline.

    Attributes
    ----------
    lane : str, optional
        Column that divides the rows into lanes, in the order of a Categorical or else of the
        first date in each.
    start, end : str
        Columns with partial ISO dates; `end` may be missing.
    precision : str
        Column with one of the `PRECISIONS` of `edition.data.partial_dates`; may be missing.
    label : str
        Column with the text beside each mark.
    until : str, optional
        Partial date at which open rows end; it is drawn as a line with its name.
    side : str, optional
        Column with a key of `sides`, shown by hue and marker.
    sides : mapping of str to Side
        Label, hue and marker of each side; `publish.timeline` takes those of the vocabulary.
    """

    lane: str | None = None
    start: str = "start"
    end: str = "end"
    precision: str = "precision"
    label: str = "label"
    until: str | None = None
    side: str | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the date at which open rows end."""
        if self.until:
            try:
                decimal_years(self.until)
            except ValueError as error:
                raise ValueError(f"timeline: until: {error}") from None
