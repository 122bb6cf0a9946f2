"""Data of the years after the thesis, prepared for chapter 9: rows for figures, numbers for prose.

What only that chapter computes from the tables in ``data/independent`` belongs here; nothing
that chapters 1 to 7 use does, because their horizon is May 2008.
"""

from .figure_tables import (
    bloc_shares,
    gap_rows,
    ideal_point_rows,
    later_event_rows,
    output_rows,
    vote_rows,
)
from .forecasts import observed_shares, score_forecasts
from .predictions import judge_agreement, other_findings, score_predictions, vote_findings
from .printed_tables import (
    break_table,
    comparison_table,
    pair_table,
    score_table,
    similarity_table,
)
from .prose_statistics import (
    arms_statistics,
    break_statistics,
    capability_statistics,
    comparison_statistics,
    fuel_statistics,
    ideal_point_statistics,
    outcome_statistics,
    output_statistics,
    prediction_statistics,
    vote_statistics,
)
from .voting import breaks_beside, compare_periods, period_levels, resample_votes

__all__ = [
    "arms_statistics", "bloc_shares", "break_statistics", "break_table", "breaks_beside",
    "capability_statistics", "compare_periods", "comparison_statistics", "comparison_table",
    "fuel_statistics", "gap_rows", "ideal_point_rows", "ideal_point_statistics",
    "judge_agreement", "later_event_rows", "observed_shares", "other_findings",
    "outcome_statistics", "output_rows", "output_statistics", "pair_table", "period_levels",
    "prediction_statistics", "resample_votes", "score_forecasts", "score_predictions",
    "score_table", "similarity_table", "vote_findings", "vote_rows", "vote_statistics",
]  # fmt: skip
