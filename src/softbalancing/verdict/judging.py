"""Tests of process tracing, derived from graded judgments of several judges.

Each judge says of each fact how expected it would be if an explanation were a main driver of
the case (``if_main``) and if it played no part (``if_not``), from 1 (very surprising) to 5
(almost certain).  The fact is *certain* under an explanation if ``if_main`` is high, and
*unique* to it if ``if_not`` is low; the two make the four tests of Van Evera (1997).
"""

import numpy as np
import pandas as pd

#: Judgments from which on a fact counts as certain, and down to which as unlikely.
CERTAIN, UNLIKELY = 4, 2
#: Tests from the most to the least telling; a fact ``contradicts`` what makes it less expected.
TESTS = ("doubly decisive", "smoking gun", "hoop", "straw in the wind", "contradicts")


def kinds_of_test(
    if_main: pd.Series, if_not: pd.Series, *, certain: int = CERTAIN, unlikely: int = UNLIKELY
) -> pd.Series:
    """Return the test that each judgment makes of a fact.

    Parameters
    ----------
    if_main, if_not : Series of int
        How expected the fact is with the explanation as a main driver, and without it.
    certain, unlikely : int
        Cut-points.

    Returns
    -------
    Series of str
        ``doubly decisive`` (certain with the explanation and unlikely without), ``hoop``
        (certain either way or nearly so), ``smoking gun`` (unlikely without, more expected with),
        ``contradicts`` (unlikely with the explanation, more expected without) or ``straw in
        the wind``.

    Examples
    --------
    >>> kinds_of_test(pd.Series([5, 5, 3, 3, 2]), pd.Series([1, 4, 2, 3, 3])).tolist()
    ['doubly decisive', 'hoop', 'smoking gun', 'straw in the wind', 'contradicts']
    """
    is_certain, is_unique = if_main >= certain, (if_not <= unlikely) & (if_main > if_not)
    contradicts = (if_main <= unlikely) & (if_main < if_not)
    choices = [is_certain & is_unique, is_unique, is_certain, contradicts]
    names = ["doubly decisive", "smoking gun", "hoop", "contradicts"]
    return pd.Series(np.select(choices, names, "straw in the wind"), if_main.index)


def judged_tests(judgments: pd.DataFrame, **cut_points: int) -> pd.DataFrame:
    """Return the judgments with their ``test``; `cut_points` as for `kinds_of_test`."""
    return judgments.assign(
        test=kinds_of_test(judgments["if_main"], judgments["if_not"], **cut_points)
    )


def range_of_tests(judgments: pd.DataFrame, **cut_points: int) -> pd.DataFrame:
    """Return which tests the judges make of each fact under each explanation.

    Parameters
    ----------
    judgments : DataFrame
        ``judge``, ``item``, ``explanation``, ``if_main`` and ``if_not``.
    **cut_points : int
        As for `kinds_of_test`.

    Returns
    -------
    DataFrame
        One row an item and explanation: ``item``, ``explanation``, ``tests`` (tuple in the
        order of `TESTS`), ``agreed`` (the test if all judges make the same one, else None),
        and ``main_low``, ``main_high``, ``not_low``, ``not_high``.
    """
    tests = judged_tests(judgments, **cut_points)
    groups = tests.groupby(["item", "explanation"], sort=False)
    frame = groups.agg(
        tests=("test", lambda kinds: tuple(sorted(set(kinds), key=TESTS.index))),
        main_low=("if_main", "min"),
        main_high=("if_main", "max"),
        not_low=("if_not", "min"),
        not_high=("if_not", "max"),
    ).reset_index()
    frame["agreed"] = [kinds[0] if len(kinds) == 1 else None for kinds in frame["tests"]]
    return frame


def judgments_by_judge(judgments: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one column of the judgments with a row an item and explanation, a column a judge."""
    return judgments.pivot(index=["item", "explanation"], columns="judge", values=column)
