"""Tests of process tracing, derived from graded judgments of several judges.

Each judge says of each fact how expected it would be if an explanation were a main driver of
the case (``if_main``) and if it played no part (``if_not``), from 1 (very surprising) to 5
(almost certain).  The fact is *certain* under an explanation if ``if_main`` is high, and
*unique* to it if ``if_not`` is low; the two make the four tests of Van Evera (1997).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Judgments from which on a fact counts as certain, and down to which as unlikely.
CERTAIN, UNLIKELY = 4, 2
#: Tests from the most to the least telling; a fact ``contradicts`` what makes it less expected.
TESTS = ("doubly decisive", "smoking gun", "hoop", "straw in the wind", "contradicts")


def kinds_of_test(if_main: ArrayLike, if_not: ArrayLike, *, certain: int = CERTAIN) -> NDArray:
    """Return the test that each judgment makes of a fact, which is *certain* from that grade on.

    It is ``doubly decisive`` (certain with the explanation and unlikely without), ``hoop``
    (certain either way or nearly so), ``smoking gun`` (unlikely without, more expected with),
    ``contradicts`` (unlikely with the explanation, more expected without) or ``straw in the
    wind``.

    Examples
    --------
    >>> kinds_of_test([5, 5, 3, 3, 2], [1, 4, 2, 3, 3]).tolist()
    ['doubly decisive', 'hoop', 'smoking gun', 'straw in the wind', 'contradicts']
    """
    if_main, if_not = np.asarray(if_main), np.asarray(if_not)
    is_certain, is_unique = if_main >= certain, (if_not <= UNLIKELY) & (if_main > if_not)
    contradicts = (if_main <= UNLIKELY) & (if_main < if_not)
    choices = [is_certain & is_unique, is_unique, is_certain, contradicts]
    names = ["doubly decisive", "smoking gun", "hoop", "contradicts"]
    return np.select(choices, names, "straw in the wind")
