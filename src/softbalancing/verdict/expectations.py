"""Which facts tell explanations apart, from what each leads one to expect (pure).

An explanation can expect a fact (if it were the whole story, the absence of the fact
would count against it), be surprised by it (``unexpected``), or leave it open
(``indifferent``).  Two questions turn a pair of expectations into a test.  Is the
fact *certain* under the explanation, so that missing it would hurt?  That is so when
the explanation expects it.  Is it *unique*, so that the rival could not have it?
That is so when it is unexpected under the rival.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

RANK = {"unexpected": 0, "indifferent": 1, "expected": 2}
KINDS = ("doubly decisive", "hoop", "smoking gun", "shared", "straw in the wind")


def kind(stronger: str, weaker: str) -> str:
    """The kind of a test between two explanations, from their expectations.

    Parameters
    ----------
    stronger, weaker : {"expected", "indifferent", "unexpected"}
        The expectation of the explanation that the fact favors, and that of its
        rival; in any order where they are equal.

    Returns
    -------
    str
        ``doubly decisive`` (certain and unique), ``hoop`` (certain only) and
        ``smoking gun`` (unique only) tell the two apart; ``shared`` (the fact is
        expected, or unexpected, under both) and ``straw in the wind`` (it is left
        open by both) do not.

    Examples
    --------
    >>> kind("expected", "indifferent")
    'hoop'
    """
    if stronger == weaker:
        return "straw in the wind" if stronger == "indifferent" else "shared"
    if stronger == "expected":
        return "doubly decisive" if weaker == "unexpected" else "hoop"
    return "smoking gun"


def wide(expectations: pd.DataFrame) -> pd.DataFrame:
    """Expectations with a row for each fact and a column for each explanation."""
    facts, explanations = expectations.fact.unique(), expectations.explanation.unique()
    frame = expectations.pivot(index="fact", columns="explanation", values="expectation")
    return frame.loc[facts, explanations]


def compared(expectations: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Each expectation beside the use that the codings make of the fact.

    Parameters
    ----------
    expectations : DataFrame
        The table of expectations.
    coded : DataFrame
        The result of `softbalancing.assessment.coded`.

    Returns
    -------
    DataFrame
        The expectations with ``supports`` and ``undermines`` (codings of claims about
        the fact, on the explanation's indicators) and ``use``: ``supports`` or
        ``undermines``, whichever there are more of, else ``silent``.
    """
    counts = coded.groupby(["fact", "explanation", "direction"]).size().unstack(fill_value=0)
    places = pd.MultiIndex.from_frame(expectations[["fact", "explanation"]])
    counts = counts.reindex(index=places, columns=["supports", "undermines"], fill_value=0)
    balance = np.sign(counts.supports - counts.undermines).to_numpy()
    words = {1: "supports", -1: "undermines", 0: "silent"}
    return expectations.assign(
        supports=counts.supports.to_numpy(),
        undermines=counts.undermines.to_numpy(),
        use=[words[sign] for sign in balance],
    )


def tests(expectations: pd.DataFrame, coded: pd.DataFrame, *, theory: str) -> pd.DataFrame:
    """Every fact as a test between a theory and each of its rivals.

    Parameters
    ----------
    expectations, coded : DataFrame
        As for `compared`.
    theory : str
        The explanation that the others are rivals of.

    Returns
    -------
    DataFrame
        One row per fact and rival: ``id`` (that of the rival's expectation), ``fact``,
        ``rival``, ``theory_expects``, ``rival_expects``, ``kind``, ``discriminates``
        (the expectations differ), ``favors`` (the explanation with the stronger
        expectation, or nothing), and ``use`` (what the codings make of the fact for
        the explanation it favors, or nothing).
    """
    beside = compared(expectations, coded).set_index(["fact", "explanation"])
    rows = []
    for row in expectations[expectations.explanation != theory].itertuples():
        pair = {theory: beside.expectation[row.fact, theory], row.explanation: row.expectation}
        weaker, stronger = sorted(pair, key=lambda name: RANK[pair[name]])
        favors = stronger if pair[stronger] != pair[weaker] else None
        rows.append(
            {
                "id": row.id,
                "fact": row.fact,
                "rival": row.explanation,
                "theory_expects": pair[theory],
                "rival_expects": row.expectation,
                "kind": kind(pair[stronger], pair[weaker]),
                "discriminates": favors is not None,
                "favors": favors,
                "use": beside.use[row.fact, favors] if favors else None,
            }
        )
    return pd.DataFrame(rows)


def sole(expectations: pd.DataFrame) -> pd.Series:
    """The facts that exactly one explanation expects, each with that explanation."""
    expected = expectations[expectations.expectation == "expected"].set_index("fact").explanation
    return expected[~expected.index.duplicated(keep=False)]


def alike(expectations: pd.DataFrame, *, theory: str) -> pd.Series:
    """For each fact, how many rivals lead one to expect of it what the theory does."""
    frame = wide(expectations)
    return frame.drop(columns=theory).eq(frame[theory], axis=0).sum(axis=1)


def telling(tests_: pd.DataFrame, *, theory: str) -> pd.DataFrame:
    """The tests that discriminate, with whom they favor.

    Parameters
    ----------
    tests_ : DataFrame
        The result of `tests`.
    theory : str
        As for `tests`.

    Returns
    -------
    DataFrame
        Those rows with the columns ``side`` (``theory`` or ``rival``) and ``test``: side
        and kind in one.
    """
    rows = tests_[tests_.discriminates]
    side = np.where(rows.favors == theory, "theory", "rival")
    return rows.assign(side=side, test=side + " " + rows.kind)


def counted(
    expectations: pd.DataFrame, coded: pd.DataFrame, uses: pd.Series, *, theory: str
) -> dict[str, int]:
    """The numbers in which the expectations can be told.

    Parameters
    ----------
    expectations, coded : DataFrame
        As for `compared`.
    uses : Series
        The ``use`` of each fact, by its id, as `softbalancing.assessment.uses` has it.
    theory : str
        As for `tests`.

    Returns
    -------
    dict
        Of facts: ``judged``, ``theory_expects``, ``overlap`` (expected by the theory and a
        rival), ``rivals_only``, ``most_rivals`` (that expect one fact), ``from_all`` (on
        which no rival is at one with the theory); of those that serve both sides:
        ``double``, ``double_overlap``, ``double_open``.  Of judgments: ``judgments``,
        ``expectations``, ``unused`` (expected, and not used for it), ``gratuitous`` (used
        for it, though left open).  Of tests: ``tests``, ``telling``, ``equal``,
        ``for_theory``, ``for_rival``, ``hoops``, ``theory_hoops``, ``rival_hoops``,
        ``theory_double``.
    """
    frame, beside = wide(expectations), compared(expectations, coded)
    own, rivals = frame[theory], frame.drop(columns=theory).eq("expected")
    overlap = (own == "expected") & rivals.any(axis=1)
    double = [fact for fact in frame.index if uses[fact] == "both"]
    every = tests(expectations, coded, theory=theory)
    found = telling(every, theory=theory)
    numbers = {
        "judged": len(frame),
        "theory_expects": (own == "expected").sum(),
        "overlap": overlap.sum(),
        "rivals_only": ((own == "indifferent") & rivals.any(axis=1)).sum(),
        "most_rivals": rivals.sum(axis=1).max(),
        "from_all": (alike(expectations, theory=theory) == 0).sum(),
        "double": len(double),
        "double_overlap": overlap[double].sum(),
        "double_open": (own[double] == "indifferent").sum(),
        "judgments": len(expectations),
        "expectations": (beside.expectation == "expected").sum(),
        "unused": ((beside.expectation == "expected") & (beside.use == "silent")).sum(),
        "gratuitous": ((beside.expectation == "indifferent") & (beside.use == "supports")).sum(),
        "tests": len(every),
        "telling": len(found),
        "equal": len(every) - len(found),
        "for_theory": (found.side == "theory").sum(),
        "for_rival": (found.side == "rival").sum(),
        "hoops": (found.kind == "hoop").sum(),
        "theory_hoops": (found.test == "theory hoop").sum(),
        "rival_hoops": (found.test == "rival hoop").sum(),
        "theory_double": (found.test == "theory doubly decisive").sum(),
    }
    return {name: int(number) for name, number in numbers.items()}
