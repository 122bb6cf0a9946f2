"""The judgments of the project's own tables: tests and weights of evidence, with names.

The functions of `judging` and `weights` take their tables as arguments; these load them, so that
a page needs one call.
"""

import numpy as np
import pandas as pd

from edition.data import tables

from . import agreement, case, judging, weights

#: Prior probabilities of the theory, of it and one rival, with their names.
PRIORS = {0.9: "9 to 1", 0.75: "3 to 1", 0.5: "Even", 0.25: "1 to 3", 0.1: "1 to 9"}


def judgments() -> pd.DataFrame:
    """Return the judgments with their tests and names.

    Returns
    -------
    DataFrame
        The judgments with ``test`` (see `judging.kinds_of_test`), ``name`` (of the fact, or the
        observation), ``observation`` (whether it is one), ``explanation_name`` and ``direction``
        (``supports`` from `judging.CERTAIN` on, ``undermines`` down to `judging.UNLIKELY`, else
        ``neutral``: whether the judge would expect the item if the explanation were a main
        driver).
    """
    rows = tables.load("judgments")
    absences, explanations = tables.load("absences"), case.names("explanations")
    texts = pd.concat([case.names("facts"), absences.set_index("id")["observation"]])
    expected, surprising = rows["if_main"] >= judging.CERTAIN, rows["if_main"] <= judging.UNLIKELY
    return rows.assign(
        test=judging.kinds_of_test(rows["if_main"], rows["if_not"]),
        name=rows["item"].map(texts),
        observation=rows["item"].isin(absences["id"]),
        explanation_name=pd.Categorical(rows["explanation"].map(explanations), list(explanations)),
        direction=np.select([expected, surprising], ["supports", "undermines"], "neutral"),
    )


def agreement_of_judges() -> pd.DataFrame:
    """Return the agreement of the judges on both grades; see `agreement.compare_values`.

    The grades are ordinal, and the judgments of one item are resampled together.
    """
    rows = []
    for field in ("if_main", "if_not"):
        grades = tables.load("judgments").pivot(
            index=["item", "explanation"], columns="judge", values=field
        )
        grades = grades.reset_index()
        first, second = (grades[name].astype("Int64") for name in ("e", "f"))
        compared = agreement.compare_values(
            first, second, values=range(1, 6), level="ordinal", clusters=grades["item"]
        )
        near = float(((first - second).abs() <= 1).mean())
        rows.append({"field": field, **compared, "within one": near})
    return pd.DataFrame(rows)


def observed() -> dict[str, bool]:
    """Return whether each judged item is observed; observations not known here are left out."""
    outcomes = tables.load("absences").set_index("id")["outcome"].to_dict()
    items = dict.fromkeys(tables.load("judgments")["item"], "observed") | outcomes
    known = {item: word for item, word in items.items() if word != "not known here"}
    return {item: word == "observed" for item, word in known.items()}


def evidence(grades: pd.DataFrame | None = None, grade: str = "if_main") -> weights.Evidence:
    """Return the judged items whose outcome is known, in clusters by topic.

    The *grades* are those of the project's table unless the caller passes others; *grade* is
    the column that counts.  Explanations have their names.
    """
    grades, names = (
        tables.load("judgments") if grades is None else grades,
        case.names("explanations"),
    )
    grades = grades.assign(explanation=grades["explanation"].map(names))
    facts = tables.load("facts").dropna(subset=["topic"])
    topics = dict(zip(facts["id"], facts["topic"], strict=True))
    return weights.as_evidence(grades, observed(), topics, names[case.theory()], grade)


def balance_of_evidence(grades: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the sums of the weights under every choice; see `evidence` and `weights.balance`."""
    return weights.balance(evidence(grades))


def single_weights(item: str) -> dict[str, list[float]]:
    """Return the weight of an item on the even scale against each rival, by judge."""
    found = evidence()
    decibans = found.weigh(found.grades, weights.SCALES["even"])[:, found.items.index(item)]
    return dict(zip(found.rivals, decibans.T.tolist(), strict=True))


def _agreed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the first judge's rows of the items and explanations where both judges agree."""
    pair = ["item", "explanation"]
    return rows[rows.groupby(pair)[column].transform("nunique") == 1].drop_duplicates(pair)


def expected_rows(grades: pd.DataFrame) -> pd.DataFrame:
    """Return what both judges expect of facts or would be surprised by, a row each.

    The columns are ``id`` (of the first judge's judgment), ``fact`` (its name, a Categorical in
    the order of the table of facts), ``explanation`` (its name) and ``direction``; see
    `judgments`.
    """
    rows = _agreed(grades, "direction").query("not observation and direction != 'neutral'")
    order = [name for name in case.names("facts") if name in set(rows["name"])]
    rows = rows.assign(
        fact=pd.Categorical(rows["name"], order), explanation=rows["explanation_name"]
    )
    return rows[["id", "fact", "explanation", "direction"]]


def agreed_tests() -> pd.DataFrame:
    """Return the tests of observed items on which both judges agree.

    Returns
    -------
    DataFrame
        One row an item and explanation: ``id`` (of the first judge's judgment), ``fact`` (name
        of the item), ``explanation`` (its name) and ``test`` (a Categorical in the order of
        `judging.TESTS`).
    """
    rows = _agreed(judgments(), "test")
    rows = rows[rows["item"].map(observed()).eq(True)]
    test = pd.Categorical(rows["test"].str.capitalize(), [t.capitalize() for t in judging.TESTS])
    rows = rows.assign(fact=rows["name"], explanation=rows["explanation_name"], test=test)
    return rows[["id", "fact", "explanation", "test"]]


def telling_items() -> pd.DataFrame:
    """Return the items that both judges find more than a straw in the wind or a hoop.

    The columns are ``explanation``, ``test`` and ``facts`` (names, joined by semicolons).
    """
    rows = agreed_tests().query("test not in ['Hoop', 'Straw in the wind']")
    groups = rows.groupby(["explanation", "test"], observed=True)["fact"]
    return groups.agg("; ".join).reset_index(name="facts")


def decisive_tests() -> pd.DataFrame:
    """Return how many observed items are doubly decisive for each explanation, and how firmly.

    Returns
    -------
    DataFrame
        One row an explanation: ``explanation`` (its name), ``agreed`` (for both judges), a
        column for each judge, ``strict`` (for both, if only the highest grade is certain), and
        ``moved`` (the middle 95 % of draws that move grades; see `weights.draw_grades`).
    """
    known, theory = evidence(), case.names("explanations")[case.theory()]
    main, without = (
        evidence(grade=name).grades[:, known.observed] for name in ("if_main", "if_not")
    )
    kinds = [
        judging.kinds_of_test(main, without, certain=certain) == judging.TESTS[0]
        for certain in (judging.CERTAIN, 5)
    ]
    agreed, strict = (kind.all(axis=0).sum(axis=0) for kind in kinds)
    moved = judging.kinds_of_test(
        weights.draw_grades(main)["moved a step"],
        weights.draw_grades(without, seed=2009)["moved a step"],
    )
    lots = (moved == judging.TESTS[0]).sum(axis=1)
    ends = np.percentile(lots, [2.5, 97.5], axis=0).round().astype(int).T
    rows = pd.DataFrame({"explanation": [theory, *known.rivals], "agreed": agreed})
    rows[known.judges] = kinds[0].sum(axis=1).T
    return rows.assign(strict=strict, moved=[f"{low} to {high}" for low, high in ends])


def range_of_weights(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the least and the largest sum for each rival, by how the facts are added.

    The columns are ``rival``, ``facts`` (how they are added) and ``decibans`` (from … to …).
    """
    sums = totals.groupby(["rival", "facts"], sort=False)["decibans"]
    ends = sums.agg(["min", "max"]).round().astype(int)
    words = [f"{low:+d} to {high:+d}" for low, high in ends.itertuples(index=False)]
    words = [each.replace("-", "−").replace("+0", "0") for each in words]
    return pd.Series(words, ends.index).unstack()[list(weights.WAYS)].reset_index()


def posterior_rows(totals: pd.DataFrame) -> pd.DataFrame:
    """Return which of two explanations is the likelier, from each prior and by each choice.

    Returns
    -------
    DataFrame
        One row a prior, rival and way to add the facts: ``id``, ``prior`` (in words), ``rival``,
        ``facts`` (rival and how facts are added), the last three Categoricals,
        ``least_decibans`` and ``most_decibans`` (over judges and scales), ``sums_ahead`` (how
        many favor the theory) and ``direction`` (``supports`` if all do, ``undermines`` if none
        does, else ``neutral``).
    """
    rows = totals.merge(pd.DataFrame({"prior": list(PRIORS)}), how="cross")
    rows["ahead"] = rows["prior"] > rows["tipping_prior"]
    rows["prior"] = pd.Categorical(rows["prior"].map(PRIORS), list(PRIORS.values()))
    rows["facts"] = pd.Categorical(rows["rival"] + ": " + rows["facts"], list(added_labels()))
    cells = rows.groupby(["prior", "rival", "facts"], observed=True)
    found = cells.agg(
        least_decibans=("decibans", "min"), most_decibans=("decibans", "max"),
        sums_ahead=("ahead", "sum"), all_ahead=("ahead", "all"),
    ).round(1).reset_index()  # fmt: skip
    decided = [found.pop("all_ahead"), found["sums_ahead"] == 0]
    found["direction"] = np.select(decided, ["supports", "undermines"], "neutral")
    found.insert(0, "id", [f"sum-{number}" for number in range(len(found))])
    return found


def added_labels() -> dict[str, str]:
    """Return how facts are added, by the value of ``facts`` in `posterior_rows`."""
    rivals = case.names("explanations").drop(case.theory())
    return {f"{rival}: {facts}": facts.capitalize() for rival in rivals for facts in weights.WAYS}


def judgment_counts() -> dict[str, int]:
    """Return the counts of items and judgments that the prose quotes.

    Returns
    -------
    dict
        ``n_judged`` (facts), ``n_absences`` (observations), ``n_pairs`` (pairs of an observed
        item and an explanation), ``n_conduct`` (facts of conduct, judged or not),
        ``n_shared_expected`` (facts that both judges expect under two explanations or more),
        ``n_expected_both`` (under the theory and a rival) and ``n_expected_theory`` (under the
        theory alone).
    """
    grades = judgments()
    facts = grades[~grades["observation"]]
    expects = expected_rows(grades).query("direction == 'supports'")
    side = expects["explanation"].astype(str).map(case.sides())
    sides = side.groupby(expects["fact"], observed=True).agg(set)
    seen = sum(observed().values())
    return {
        "n_judged": facts["item"].nunique(),
        "n_absences": len(tables.load("absences")),
        "n_pairs": seen * facts["explanation"].nunique(),
        "n_conduct": int((tables.load("facts")["kind"] == "conduct").sum()),
        "n_shared_expected": int((expects["fact"].value_counts() >= 2).sum()),
        "n_expected_both": int((sides.map(len) == 2).sum()),
        "n_expected_theory": int((sides == {case.SIDES["balancing"]}).sum()),
    }


def judgment_words(item: str) -> dict[str, str]:
    """Return what the prose says of the judges and of one item, as text.

    Returns
    -------
    dict
        ``same_main``, ``near_main``, ``alpha_main`` and ``alpha_not`` (agreement of the
        judges), and of the item ``example_grades``, ``example_tests`` and ``example_weight``
        (sentences).
    """
    agreed = agreement_of_judges().set_index("field")
    alphas = agreement.print_intervals(agreed)["alpha"]
    rows = judgments().query("item == @item")
    about = rows[rows["explanation"] == case.theory()].sort_values("judge")
    grades = " and ".join(
        f"{main} if it is a main driver and {without} if it plays no part"
        for main, without in dict.fromkeys(zip(about["if_main"], about["if_not"], strict=True))
    )
    kinds = [
        f"{row.explanation}: {row.test}"
        for row in agreed_tests().query("fact == @rows.name.iloc[0]").itertuples()
    ]
    sums = single_weights(item)
    spans = {name: dict.fromkeys(f"{x:+.0f}" for x in sorted(sums[name])) for name in sums}
    gains = ", ".join(
        f"{' to '.join(ends)} against {str(name).lower()}" for name, ends in spans.items()
    )
    return {
        "same_main": f"{agreed['equal']['if_main']:.0%}",
        "near_main": f"{agreed['within one']['if_main']:.0%}",
        "alpha_main": alphas["if_main"],
        "alpha_not": alphas["if_not"],
        "example_grades": f"For soft balancing the judges give {grades}.",
        "example_tests": f"Both judges agree on: {'; '.join(kinds).lower()}.",
        "example_weight": f"On the even scale soft balancing gains, in decibans, {gains}.".replace(
            "-", "−"
        ),
    }


def missed_expectations() -> pd.DataFrame:
    """Return the observations that both judges expect and that were not made.

    The columns are ``explanation`` and ``observations`` (joined by spaces).
    """
    rows = _agreed(judgments(), "direction").query("direction == 'supports'")
    rows = rows[rows["item"].map(observed()).eq(False)]
    found = rows.groupby("explanation_name", observed=True)["name"].agg(" ".join).reset_index()
    return found.set_axis(["explanation", "observations"], axis=1)
