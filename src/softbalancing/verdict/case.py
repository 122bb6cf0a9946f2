"""The assessment applied to the project's own tables.

The functions of `assessment`, `multiverse` and `sensitivity` take their tables as arguments;
these load them, so that a page needs one call.  *codings* are those of the
project's table unless the caller passes others, such as a changed copy.
"""

import numpy as np
import pandas as pd

from edition.data import tables
from edition.data.figure_rows import chapter_of

from . import (
    agreement,
    assessment,
    coding_history,
    multiverse,
    sensitivity,
    units,
    variants,
)

#: Heading of each family of explanations in figures.
SIDES = {"balancing": "Under test", "rival": "Rivals"}
#: Use of a unit of counting, in words.
USES = {"both": "Both sides", "balancing": "Soft balancing alone", "rival": "Rivals alone"}
#: Readings of the second round, by their columns.
READINGS = {"version_1_1": "Version 1.1.0", "reader_c": "Reader C", "reader_d": "Reader D"}


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


def sides() -> dict[str, str]:
    """Return the heading of the side of each explanation, by its name."""
    explanations = tables.load("explanations")
    return dict(zip(explanations["name"], explanations["family"].map(SIDES), strict=True))


def indicators() -> pd.DataFrame:
    """Return the table of indicators with the ``side`` of each."""
    frame = tables.load("indicators")
    family = tables.load("explanations").set_index("id")["family"]
    return frame.assign(side=frame["explanation"].map(family).map(SIDES))


def joined_codings(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the codings joined with what they refer to; see `assessment.join_codings`.

    Withdrawn codings, which have no direction, are left out.
    """
    codings = tables.load("codings") if codings is None else codings
    return _join(codings.dropna(subset=["direction"]).reset_index(drop=True))


def _join(codings: pd.DataFrame) -> pd.DataFrame:
    """Return codings joined with the project's tables."""
    related = _load("claims", "indicators", "explanations", "facts")
    return assessment.join_codings(codings, **related)


def verdict(codings: pd.DataFrame | None = None) -> assessment.Verdict:
    """Return the verdict of the codings; see `assessment.compute_verdict`."""
    judged = _load("indicators", "explanations")
    return assessment.compute_verdict(joined_codings(codings), **judged)


def labeled_codings(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the codings joined with what they refer to, with names in place of ids.

    Returns
    -------
    DataFrame
        The codings in their order: ``id``, ``claim`` and ``claim_text``, ``section`` and
        ``chapter``, ``direction``, ``rationale``, the names of ``fact``, ``topic``,
        ``indicator`` and ``explanation``, whether the indicator is a ``condition``, the
        ``side`` of the explanation, and ``use`` and ``topic_use`` (the side that the fact and
        the topic serve; see `assessment.count_uses`).
    """
    frame = joined_codings(codings)
    by_fact, by_topic = (
        assessment.count_uses(frame, frame[unit]).set_index("unit")["use"]
        for unit in ("fact", "topic")
    )
    return frame.assign(
        chapter=chapter_of(frame["section"]),
        use=frame["fact"].map(by_fact),
        topic_use=frame["topic"].map(by_topic),
        side=frame["family"].map(SIDES),
        fact=frame["fact"].map(names("facts")),
        topic=frame["topic"].map(names("topics")),
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
        One row a coding that is not neutral: ``topic``, ``serves`` (evidence of a perceived
        threat, of conduct or of both), ``indicator`` (a Categorical: the condition, then
        the strategies), ``part`` (``Condition`` or ``Strategies``), ``direction``,
        ``claim`` and ``claim_text``.  Topics that serve the condition alone come first,
        those that serve strategies alone last.
    """
    about = tables.load("indicators")
    about = about[about["explanation"] == theory()]
    order = about.sort_values("condition", ascending=False, kind="stable")["name"]
    frame = labeled_codings().query("chapter == @chapter and direction != 'neutral'")
    frame = frame[frame["indicator"].isin(order)].dropna(subset=["topic"])
    frame = frame.assign(
        indicator=pd.Categorical(frame["indicator"], order),
        part=frame["condition"].map({True: "Condition", False: "Strategies"}),
    )
    is_threat = frame.groupby("topic")["condition"]
    serves = is_threat.any().map({True: "both", False: "conduct"})
    serves = "Evidence of " + serves.mask(is_threat.all(), "a perceived threat")
    by_topic = frame["indicator"].cat.codes.groupby(frame["topic"])
    served = {topic: sorted(set(codes)) for topic, codes in by_topic}
    frame = frame.assign(serves=frame["topic"].map(serves))
    frame = frame.sort_values("topic", key=lambda topic: topic.map(served), kind="stable")
    return frame[["topic", "serves", "indicator", "part", "direction", "claim", "claim_text"]]


def topic_uses() -> pd.Series:
    """Return the side that each topic serves, in words, by its name; see `USES`."""
    joined = joined_codings()
    uses = assessment.count_uses(joined, joined["topic"]).set_index("unit")["use"].map(USES)
    return uses.dropna().rename(names("topics").to_dict())


def against_each_rival() -> pd.DataFrame:
    """Return the facts that serve the theory and one rival, or one of the two, for each rival.

    The columns are ``rival`` (its name), ``both``, ``theory`` and ``rivals``.
    """
    joined, rows = joined_codings(), []
    for name in joined.loc[joined["family"] == "rival", "explanation"].unique():
        pair = joined[(joined["family"] == "balancing") | (joined["explanation"] == name)]
        uses = assessment.count_uses(pair, pair["fact"])["use"].value_counts()
        rows.append((names("explanations")[name], uses["both"], uses["balancing"], uses["rival"]))
    return pd.DataFrame(rows, columns=["rival", "both", "theory", "rivals"])


def read_codings() -> pd.DataFrame:
    """Return every claim and indicator that any reading codes, joined with what they refer to.

    The ``direction`` is the final one, ``NA`` where the final codings have none; the columns of
    `READINGS` hold those of the readings.
    """
    return _join(tables.load("codings"))


#: Rungs of the ladder that its figure shows.
SHOWN_RUNGS = ("Claim", "Fact", "Fact, cut of version 1.1.0", "Topic")


def ladder() -> pd.DataFrame:
    """Return every unit of counting with the side that it serves; see `units.climb_ladder`.

    ``use`` is in words, in the order of `USES`.
    """
    joined = joined_codings()
    rows = units.climb_ladder(joined, units.label_units(joined, tables.load("cuts")))
    return rows.assign(use=pd.Categorical(rows["use"].map(USES), list(USES.values())))


def compute_multiverse() -> pd.DataFrame:
    """Return the answer of every combination of choices; see `multiverse.compute_multiverse`."""
    joined = read_codings()
    readings = joined[["direction", *READINGS]].rename(columns={"direction": "Final", **READINGS})
    labels = units.label_units(joined, tables.load("cuts"))
    return multiverse.compute_multiverse(joined, labels, readings, tables.load("indicators"))


def coded_case() -> variants.CodedCase:
    """Return the codings with their facts and topics, by name, ready to be varied."""
    joined = read_codings()
    fact, topic = (joined[name].map(names(f"{name}s")) for name in ("fact", "topic"))
    joined = joined.assign(fact=fact, topic=topic)
    return variants.coded_case(joined, fact, tables.load("indicators"))


def try_changes() -> dict[str, pd.DataFrame]:
    """Return the verdicts of all variants of the codings; see `sensitivity.try_changes`."""
    case, works = coded_case(), tables.load_works()
    surnames = works["surnames"].str.split("; ").explode()
    authors = works["key"].loc[surnames.index].groupby(surnames.to_numpy())
    by_author = {str(name): keys.tolist() for name, keys in authors}
    readings = case.joined[list(READINGS)]
    return sensitivity.try_changes(case, readings, by_author)


def fewest_codings() -> pd.DataFrame:
    """Return how few codings must go for another answer; see `sensitivity.fewest_codings`."""
    support = assessment.count_support(joined_codings(), tables.load("indicators"))
    return sensitivity.fewest_codings(support, theory())


def bound_counts() -> pd.DataFrame:
    """Return the least and the most that the counts can be; see `variants.bound_counts`."""
    case = coded_case()
    return variants.bound_counts(case, case.joined[list(READINGS)])


def shared_by_chance() -> dict[str, int]:
    """Return how many facts would serve both sides by chance; see `variants.shuffle_facts`.

    Returns
    -------
    dict
        ``observed``, ``draws`` (their number), and of these ``median``, ``low`` and ``high``
        (the middle 95 %).
    """
    case = coded_case()
    shared = variants.shuffle_facts(case)
    low, median, high = (int(value) for value in np.percentile(shared, [2.5, 50, 97.5]))
    observed = case.judge(["as coded"])["both"].item()
    return {
        "observed": observed, "draws": len(shared), "median": median, "low": low, "high": high,
    }  # fmt: skip


def first_round() -> pd.DataFrame:
    """Return the agreement of the first two readers; see `agreement.summarize_first_round`."""
    facts = tables.load("cuts")["version_1_1"].dropna().unique()
    uses = {}
    for name in ("pass_a", "pass_b"):
        joined = _joined_pass(name)
        use = assessment.count_uses(joined, joined["fact"]).set_index("unit")["use"]
        uses[name] = use.reindex(facts, fill_value="none")
    passes, indicator = tables.load("agreement"), tables.load("indicators")["id"]
    return agreement.summarize_first_round(passes, pd.DataFrame(uses), indicator)


def second_round() -> pd.DataFrame:
    """Return the agreement of the later readings; see `agreement.summarize_second_round`."""
    table = _load("codings", "cuts", "claims", "indicators")
    ids = (table[name]["id"] for name in ("claims", "indicators"))
    readings = table["codings"][["claim", "indicator", *READINGS]]
    return agreement.summarize_second_round(readings, table["cuts"], *ids)


def stages() -> pd.DataFrame:
    """Return the verdict at each stage of the coding; see `coding_history.summarize_stages`."""
    first, second = _joined_pass("pass_a"), _joined_pass("pass_b")
    agreed = first.merge(
        second[["claim", "indicator", "direction", "fact"]],
        on=["claim", "indicator", "direction"], suffixes=("", "_b"),
    )  # fmt: skip
    agreed["fact"] = agreed["fact"].where(agreed["fact"] == agreed["fact_b"])
    steps = {"Reader A": first, "Reader B": second, "A and B agree": agreed}
    joined, cuts = read_codings(), tables.load("cuts").set_index("claim")
    for column, name in READINGS.items():
        coded = joined.assign(direction=joined[column], fact=joined["claim"].map(cuts[column]))
        steps[name] = coded.dropna(subset=["direction"])
    steps["Final"] = joined_codings()
    return coding_history.summarize_stages(steps, **_load("indicators", "explanations"))


def trace() -> pd.DataFrame:
    """Return what became of each row of the first round; see `coding_history.trace_units`."""
    codings = tables.load("codings").dropna(subset=["version_1_1"])
    claims = tables.load("claims")["id"]
    return coding_history.trace_units(tables.load("agreement"), claims, codings)


def _joined_pass(name: str) -> pd.DataFrame:
    """Return the codings of one reader of the first round, with that reader's own facts."""
    codings = agreement.codings_of_pass(tables.load("agreement"), name)
    return joined_codings(codings).assign(fact=codings["fact"])


def change_counts(changes: dict[str, pd.DataFrame]) -> dict[str, int]:
    """Return counts that the prose quotes, from the result of `try_changes`.

    Returns
    -------
    dict
        ``n_entangling`` (codings that support entangling diplomacy), and ``n_errors`` and
        ``n_errors_held`` (draws of errors, and those that leave the answer undecided).
    """
    codings = joined_codings().query("direction == 'supports'")
    drawn = changes["errors"]["borne out"]
    return {
        "n_entangling": int((codings["indicator"] == "entangling-diplomacy").sum()),
        "n_errors": len(drawn),
        "n_errors_held": int((drawn == assessment.UNDECIDED).sum()),
    }
