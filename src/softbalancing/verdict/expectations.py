"""Tests between explanations, derived from what each leads one to expect of each fact.

An explanation may expect a fact (if the explanation were the whole story, the absence of
the fact would count against it), be surprised by it (``unexpected``), or leave it open
(``indifferent``).  A pair of expectations makes a test in the sense of process tracing:
the fact is *certain* under an explanation that expects it, and *unique* to it if the rival
would be surprised by it.
"""

import numpy as np
import pandas as pd

#: Expectations from the weakest to the strongest.
RANK = {"unexpected": 0, "indifferent": 1, "expected": 2}
#: Kinds of tests; the first three discriminate between the two explanations.
KINDS = ("doubly decisive", "hoop", "smoking gun", "shared", "straw in the wind")


def kind_of_test(stronger: str, weaker: str) -> str:
    """Return the kind of the test that two expectations of one fact make.

    Parameters
    ----------
    stronger, weaker : {"expected", "indifferent", "unexpected"}
        Expectation of the explanation that the fact favors, and of its rival; in either
        order if they are equal.

    Returns
    -------
    str
        ``doubly decisive`` (certain and unique), ``hoop`` (certain only) or ``smoking gun``
        (unique only) if the test discriminates; else ``straw in the wind`` (both leave the
        fact open) or ``shared`` (both expect it, or both would be surprised).

    Examples
    --------
    >>> kind_of_test("expected", "indifferent")
    'hoop'
    """
    if stronger == weaker:
        return "straw in the wind" if stronger == "indifferent" else "shared"
    if stronger == "expected":
        return "doubly decisive" if weaker == "unexpected" else "hoop"
    return "smoking gun"


def expectation_matrix(expectations: pd.DataFrame) -> pd.DataFrame:
    """Return the expectations with a row for each fact and a column for each explanation."""
    facts, explanations = (expectations[name].unique() for name in ("fact", "explanation"))
    matrix = expectations.pivot(index="fact", columns="explanation", values="expectation")
    return matrix.loc[facts, explanations]


def compare_with_codings(expectations: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """Return each expectation with the use that the codings make of the fact.

    Parameters
    ----------
    expectations : DataFrame
        The table of expectations.
    joined : DataFrame
        The result of `softbalancing.verdict.assessment.join_codings`.

    Returns
    -------
    DataFrame
        The expectations with ``supports`` and ``undermines`` (numbers of codings of claims
        about the fact, on the explanation's indicators) and ``use`` (``supports`` or
        ``undermines``, whichever are more, else ``silent``).
    """
    counts = joined.groupby(["fact", "explanation", "direction"]).size().unstack(fill_value=0)
    pairs = pd.MultiIndex.from_frame(expectations[["fact", "explanation"]])
    counts = counts.reindex(index=pairs, columns=["supports", "undermines"], fill_value=0)
    supports, undermines = (counts[name].to_numpy() for name in ("supports", "undermines"))
    unequal = np.where(supports > undermines, "supports", "undermines")
    use = np.where(supports == undermines, "silent", unequal)
    return expectations.assign(supports=supports, undermines=undermines, use=use)


def pairwise_tests(
    expectations: pd.DataFrame, joined: pd.DataFrame, *, theory: str
) -> pd.DataFrame:
    """Return every fact as a test between the theory and each of its rivals.

    Parameters
    ----------
    expectations, joined : DataFrame
        As for `compare_with_codings`.
    theory : str
        Id of the explanation that the others rival.

    Returns
    -------
    DataFrame
        One row a fact and rival: ``id`` (of the rival's expectation), ``fact``, ``rival``,
        ``theory_expects``, ``rival_expects``, ``kind``, ``discriminates`` (the expectations
        differ), ``favors`` (the explanation with the stronger expectation, or None) and
        ``use`` (the use that the codings make of the fact for that explanation, or None).
    """
    compared = compare_with_codings(expectations, joined)
    by_pair = compared.set_index(["fact", "explanation"])
    expected, uses = by_pair["expectation"].to_dict(), by_pair["use"].to_dict()
    rows = []
    for row in expectations[expectations["explanation"] != theory].to_dict("records"):
        fact, rival = row["fact"], row["explanation"]
        pair = {theory: expected[fact, theory], rival: row["expectation"]}
        weaker, stronger = sorted(pair, key=lambda name: RANK[pair[name]])
        favors = stronger if pair[stronger] != pair[weaker] else None
        rows.append(
            {
                "id": row["id"],
                "fact": fact,
                "rival": rival,
                "theory_expects": pair[theory],
                "rival_expects": pair[rival],
                "kind": kind_of_test(pair[stronger], pair[weaker]),
                "discriminates": favors is not None,
                "favors": favors,
                "use": uses[fact, favors] if favors else None,
            }
        )
    return pd.DataFrame(rows)


def count_agreeing_rivals(expectations: pd.DataFrame, *, theory: str) -> pd.Series:
    """Return, for each fact, how many rivals have the same expectation as the theory."""
    matrix = expectation_matrix(expectations)
    return matrix.drop(columns=theory).apply(lambda rival: rival == matrix[theory]).sum(axis=1)


def discriminating_tests(tests: pd.DataFrame, *, theory: str) -> pd.DataFrame:
    """Return the tests whose expectations differ, with the side that they favor.

    Parameters
    ----------
    tests : DataFrame
        The result of `pairwise_tests`.
    theory : str
        As for `pairwise_tests`.

    Returns
    -------
    DataFrame
        Those rows with the further columns ``side`` (``theory`` or ``rival``) and ``test``
        (side and kind, such as ``rival hoop``).
    """
    rows = tests[tests["discriminates"]]
    side = (rows["favors"] == theory).map({True: "theory", False: "rival"})
    return rows.assign(side=side, test=side + " " + rows["kind"])


def count_expectations(
    expectations: pd.DataFrame, joined: pd.DataFrame, uses: pd.Series, *, theory: str
) -> dict[str, int]:
    """Return the counts of facts, judgments and tests that the prose quotes.

    Parameters
    ----------
    expectations, joined : DataFrame
        As for `compare_with_codings`.
    uses : Series
        The ``use`` of each fact, by its id; see
        `softbalancing.verdict.assessment.count_uses`.
    theory : str
        As for `pairwise_tests`.

    Returns
    -------
    dict
        Facts: ``judged``, ``theory_expects``, ``overlap`` (expected by the theory and a
        rival), ``rivals_only`` (left open by the theory and expected by a rival),
        ``most_rivals`` (largest number of rivals that expect one fact), ``from_all``
        (no rival has the theory's expectation).  Facts that serve both sides: ``double``,
        ``double_overlap``, ``double_open``.  Judgments: ``judgments``, ``expectations``,
        ``unused`` (expected, but not used), ``gratuitous`` (left open, but used in
        support).  Tests: ``tests``, ``telling`` (discriminating), ``equal`` (not),
        ``for_theory``, ``for_rival``, ``hoops``, ``theory_hoops``, ``rival_hoops``,
        ``theory_double`` (doubly decisive for the theory).
    """
    matrix, compared = expectation_matrix(expectations), compare_with_codings(expectations, joined)
    own, rivals = matrix[theory], matrix.drop(columns=theory) == "expected"
    overlap = (own == "expected") & rivals.any(axis=1)
    double = [fact for fact in matrix.index if uses[fact] == "both"]
    expected, left_open = (compared["expectation"] == name for name in ("expected", "indifferent"))
    every = pairwise_tests(expectations, joined, theory=theory)
    telling = discriminating_tests(every, theory=theory)
    numbers = {
        "judged": len(matrix),
        "theory_expects": (own == "expected").sum(),
        "overlap": overlap.sum(),
        "rivals_only": ((own == "indifferent") & rivals.any(axis=1)).sum(),
        "most_rivals": rivals.sum(axis=1).max(),
        "from_all": (count_agreeing_rivals(expectations, theory=theory) == 0).sum(),
        "double": len(double),
        "double_overlap": overlap[double].sum(),
        "double_open": (own[double] == "indifferent").sum(),
        "judgments": len(expectations),
        "expectations": expected.sum(),
        "unused": (expected & (compared["use"] == "silent")).sum(),
        "gratuitous": (left_open & (compared["use"] == "supports")).sum(),
        "tests": len(every),
        "telling": len(telling),
        "equal": len(every) - len(telling),
        "for_theory": (telling["side"] == "theory").sum(),
        "for_rival": (telling["side"] == "rival").sum(),
        "hoops": (telling["kind"] == "hoop").sum(),
        "theory_hoops": (telling["test"] == "theory hoop").sum(),
        "rival_hoops": (telling["test"] == "rival hoop").sum(),
        "theory_double": (telling["test"] == "theory doubly decisive").sum(),
    }
    return {name: int(number) for name, number in numbers.items()}
