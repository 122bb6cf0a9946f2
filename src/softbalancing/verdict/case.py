"""The assessment applied to the project's own tables.

The functions of `assessment`, `expectations` and `sensitivity` take their tables as
arguments; these load them, so that a page needs one call.  *codings* are those of the
project's table unless the caller passes others, such as a changed copy.
"""

import pandas as pd

from edition.data import tables
from edition.data.figure_rows import chapter_of

from . import agreement, assessment, expectations, sensitivity

#: Heading of each family of explanations in figures.
SIDES = {"balancing": "Under test", "rival": "Rivals"}


def _load(*names: str) -> dict[str, pd.DataFrame]:
    """Return tables by their names."""
    return {name: tables.load(name) for name in names}


def names(table: str) -> pd.Series:
    """Return the names of a table's rows, by their ids."""
    return tables.load(table).set_index("id")["name"]


def theory() -> str:
    """Return the id of the explanation under test."""
    explanations = tables.load("explanations")
    return explanations.loc[explanations["family"] == "balancing", "id"].item()


def indicators() -> pd.DataFrame:
    """Return the table of indicators with the ``side`` of each."""
    frame = tables.load("indicators")
    family = tables.load("explanations").set_index("id")["family"]
    return frame.assign(side=frame["explanation"].map(family).map(SIDES))


def joined_codings(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the codings joined with what they refer to; see `assessment.join_codings`."""
    codings = tables.load("codings") if codings is None else codings
    return assessment.join_codings(codings, **_load("claims", "indicators", "explanations"))


def fact_uses(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return which side each fact serves; see `assessment.classify_facts`."""
    return assessment.classify_facts(joined_codings(codings), tables.load("facts"))


def verdict(codings: pd.DataFrame | None = None) -> assessment.Verdict:
    """Return the verdict of the codings; see `assessment.compute_verdict`."""
    judged = _load("indicators", "explanations", "facts")
    return assessment.compute_verdict(joined_codings(codings), **judged)


def labeled_codings(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the codings joined with what they refer to, with names in place of ids.

    Returns
    -------
    DataFrame
        The codings in their order: ``id``, ``claim`` and ``claim_text``, ``section`` and
        ``chapter``, ``direction``, ``rationale``, the names of ``fact``, ``indicator`` and
        ``explanation``, whether the indicator is a ``condition``, the ``side`` of the
        explanation, and ``use`` (the side that the fact serves; see
        `assessment.classify_facts`).
    """
    frame = joined_codings(codings)
    about = indicators().set_index("id")
    uses = assessment.classify_facts(frame, tables.load("facts")).set_index("id")
    return frame.assign(
        chapter=chapter_of(frame["section"]),
        use=frame["fact"].map(uses["use"]),
        side=frame["indicator"].map(about["side"]),
        condition=frame["indicator"].map(about["condition"]),
        fact=frame["fact"].map(names("facts")),
        explanation=frame["explanation"].map(names("explanations")),
        indicator=frame["indicator_name"],
    )


def evidence(chapter: str) -> pd.DataFrame:
    """Return what a chapter's claims say of the theory, grouped by the part they bear on.

    Parameters
    ----------
    chapter : str
        Number of the chapter.

    Returns
    -------
    DataFrame
        One row a coding that is not neutral: ``fact``, ``serves`` (evidence of a perceived
        threat, of conduct or of both), ``indicator`` (a Categorical: the condition, then
        the strategies), ``part`` (``Condition`` or ``Strategies``), ``direction``,
        ``claim`` and ``claim_text``.  Facts that serve the condition alone come first,
        those that serve strategies alone last.
    """
    about = tables.load("indicators")
    about = about[about["explanation"] == theory()]
    order = about.sort_values("condition", ascending=False, kind="stable")["name"]
    frame = labeled_codings().query("chapter == @chapter and direction != 'neutral'")
    frame = frame[frame["indicator"].isin(order)].dropna(subset=["fact"])
    frame = frame.assign(
        indicator=pd.Categorical(frame["indicator"], order),
        part=frame["condition"].map({True: "Condition", False: "Strategies"}),
    )
    by_fact = frame.groupby("fact")
    is_threat = by_fact["condition"]
    serves = is_threat.any().map({True: "both", False: "conduct"})
    serves = "Evidence of " + serves.mask(is_threat.all(), "a perceived threat")
    served = {fact: sorted(set(rows["indicator"].cat.codes)) for fact, rows in by_fact}
    keys = [served[fact] for fact in frame["fact"]]
    frame = frame.assign(serves=frame["fact"].map(serves))
    columns = ["fact", "serves", "indicator", "part", "direction", "claim", "claim_text"]
    return frame.iloc[sorted(range(len(keys)), key=keys.__getitem__)][columns]


def expectation_counts() -> dict[str, int]:
    """Return the counts of expectations and tests; see `expectations.count_expectations`."""
    uses = fact_uses().set_index("id")["use"]
    table = tables.load("expectations")
    return expectations.count_expectations(table, joined_codings(), uses, theory=theory())


def discriminating_tests() -> pd.DataFrame:
    """Return the tests that favor the theory or a rival, with names in place of ids.

    Returns
    -------
    DataFrame
        ``id``, the names of ``fact`` and ``rival``, and ``theory_expects``,
        ``rival_expects``, ``kind``, ``test`` and ``use`` as in
        `expectations.discriminating_tests`.
    """
    tests = expectations.pairwise_tests(
        tables.load("expectations"), joined_codings(), theory=theory()
    )
    tests = expectations.discriminating_tests(tests, theory=theory())
    tests = tests.assign(
        fact=tests["fact"].map(names("facts")), rival=tests["rival"].map(names("explanations"))
    )
    columns = ["id", "fact", "rival", "theory_expects", "rival_expects", "kind", "test", "use"]
    return tests[columns]


def variant_verdicts() -> dict[str, pd.DataFrame]:
    """Return the verdicts of variants of the codings; see `sensitivity.variant_verdicts`."""
    joined, passes = joined_codings(), tables.load("agreement")
    by_pass = []
    for name in ("pass_a", "pass_b"):
        codings = agreement.codings_of_pass(passes, name)
        # A pass assigned facts to claims too: its own facts replace those of the table.
        by_pass.append(joined_codings(codings).assign(fact=codings["fact"]))
    kinds = joined["claim"].map(tables.load("claims").set_index("id")["kind"])
    judged = _load("indicators", "explanations", "facts")
    return sensitivity.variant_verdicts(joined, by_pass, kinds, **judged)
