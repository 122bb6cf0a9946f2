"""Data of the years after the thesis, prepared for chapter 9: rows for figures, numbers for prose.

What only that chapter computes from the tables in ``data/independent`` belongs here; nothing
that chapters 1 to 7 use does, because their horizon is May 2008.
"""

from .figure_tables import (
    bloc_shares,
    ideal_point_rows,
    later_event_rows,
    output_rows,
    single_value,
    vote_agreement,
    vote_rows,
    with_row_ids,
)
from .prose_statistics import (
    arms_statistics,
    capability_statistics,
    fuel_statistics,
    ideal_point_statistics,
    output_statistics,
    vote_statistics,
)

__all__ = [
    "arms_statistics", "bloc_shares", "capability_statistics", "fuel_statistics",
    "ideal_point_rows", "ideal_point_statistics", "later_event_rows", "output_rows",
    "output_statistics", "single_value", "vote_agreement", "vote_rows", "vote_statistics",
    "with_row_ids",
]  # fmt: skip
