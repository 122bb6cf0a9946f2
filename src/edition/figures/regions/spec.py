"""The options of a map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class RegionSpec:
    """How the rows of a table become a map.

    The table has the columns ``name``, ``kind`` (`map_layout.PLACE_MARKERS` has the kinds that are
    drawn as a marker), ``longitude`` and ``latitude``, the position in degrees of what is drawn by
    it. It may have ``iso3``, the ISO 3166 code (three capitals) of what is drawn by its outline,
    and ``within``, the id of the place in which it lies.

    Attributes
    ----------
    center : tuple of float
        Longitude and latitude of the middle, in degrees.
    across : float
        Kilometers from the left edge to the right; the narrow layout shows the middle of them.
    role : str, optional
        Column with the role of each state: at most three, in the order of a Categorical.
    words : mapping of str to str
        Names of roles and kinds in the legend.
    outlines : Path, optional
        GeoJSON file with the outlines of states; `publish.region` takes the project's.

    Raises
    ------
    ValueError
        If `center` is not on the earth, or `across` is not a sensible distance.
    """

    center: tuple[float, float]
    across: float
    role: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    outlines: Path | None = None

    def __post_init__(self) -> None:
        """Check which part of the earth is shown."""
        east, north = self.center
        if not (abs(east) <= 180 and abs(north) <= 90):
            raise ValueError(f"region: center: {self.center!r} is not a longitude and a latitude")
        if not 0 < self.across <= 12000:
            raise ValueError(
                f"region: across: {self.across!r} is not between 0 and 12000 kilometers"
            )
