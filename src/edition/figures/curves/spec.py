"""The options of a specification curve."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CurveSpec:
    """How the rows of a table become a specification curve (Simonsohn and others 2020).

    Attributes
    ----------
    value : str
        Column with the number that orders the combinations.
    answer : str
        Column with the answer that a combination gives.
    choices : mapping of str to str
        Heading of each column that holds a choice; its options stand in the order of a
        Categorical, or else as they come.
    tones : mapping of str to str
        Color of the palette of each answer (at most four), in the order of the legend.
    label : str
        What the number is.
    """

    value: str
    answer: str
    choices: Mapping[str, str]
    tones: Mapping[str, str]
    label: str
