"""The judgments of the project's own tables: tests and weights of evidence, with names.

The functions of `judging` and `weights` take their tables as arguments; these load them, so that
a page needs one call.
"""

import numpy as np
import pandas as pd

from edition.data import tables

from . import agreement, case, judging, weights

#: How facts are added: name by dependence and the number of facts left out.
ADDED = {
    "all facts": ("every fact", 0),
    "one per topic": ("one a cluster", 0),
    "all without three": ("every fact", 3),
    "topics without three": ("one a cluster", 3),
}
PRIORS = {
    0.9: "9 to 1",
    0.75: "3 to 1",
    0.5: "Even",
    0.25: "1 to 3",
    0.1: "1 to 9",
    0.01: "1 to 99",
}


def judgments() -> pd.DataFrame:
    """Return the judgments with their tests and names.

    Returns
    -------
    DataFrame
        The judgments with ``test`` (see `judging.kinds_of_test`), ``name`` (of the fact, or the
        observation), ``observation`` (whether it is one), ``explanation_name``, ``side`` (of the
        explanation) and ``direction`` (``supports`` from `judging.CERTAIN` on, ``undermines``
        down to `judging.UNLIKELY`, else ``neutral``: whether the judge would expect the item
        if the explanation were a main driver).
    """
    rows = tables.load("judgments")
    absences, explanations = tables.load("absences"), case.names("explanations")
    texts = pd.concat([case.names("facts"), absences.set_index("id")["observation"]])
    expected, surprising = rows["if_main"] >= judging.CERTAIN, rows["if_main"] <= judging.UNLIKELY
    family = tables.load("explanations").set_index("id")["family"]
    return rows.assign(
        test=judging.kinds_of_test(rows["if_main"], rows["if_not"]),
        name=rows["item"].map(texts),
        observation=rows["item"].isin(absences["id"]),
        explanation_name=pd.Categorical(rows["explanation"].map(explanations), list(explanations)),
        side=rows["explanation"].map(family).map(case.SIDES),
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


def balance_of_evidence(grades: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the sums of the weights of evidence under every choice; see `weights.balance`.

    The *grades* are those of the project's table unless the caller passes others.
    """
    grades = tables.load("judgments") if grades is None else grades
    facts = tables.load("facts").dropna(subset=["topic"])
    topics = dict(zip(facts["id"], facts["topic"], strict=True))
    totals = weights.balance(grades, observed(), topics, theory=case.theory())
    return totals.assign(rival=totals["rival"].map(case.names("explanations")))


def single_weights(scale: str = "even") -> pd.DataFrame:
    """Return the weight of each item for the theory against each rival, with its name.

    Returns
    -------
    DataFrame
        One row a judge and item: ``judge``, ``item``, ``name`` and a column of decibans for
        each rival, by its name.
    """
    chances = weights.probabilities(tables.load("judgments"), observed(), weights.SCALES[scale])
    rows = weights.weights_of_evidence(chances, theory=case.theory())
    rows = rows.rename(columns=case.names("explanations").to_dict())
    known = judgments().drop_duplicates("item").set_index("item")["name"]
    rows = rows.reset_index()
    rows.insert(2, "name", rows["item"].map(known))
    return rows


def _agreed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the first judge's rows of the items and explanations where both judges agree."""
    pair = ["item", "explanation"]
    return rows[rows.groupby(pair)[column].transform("nunique") == 1].drop_duplicates(pair)


def expected_rows(grades: pd.DataFrame) -> pd.DataFrame:
    """Return what both judges expect of facts or would be surprised by, a row each.

    Facts stand in the order of the table of facts; see `judgments` for the columns.
    """
    rows = _agreed(grades, "direction").query("not observation and direction != 'neutral'")
    order = [name for name in case.names("facts") if name in set(rows["name"])]
    rows = rows.assign(name=pd.Categorical(rows["name"], order))
    return rows[["id", "name", "explanation_name", "side", "direction"]]


def agreed_tests() -> pd.DataFrame:
    """Return the tests of observed items on which both judges agree.

    Returns
    -------
    DataFrame
        One row an item and explanation: ``id`` (of the first judge's judgment), ``item``,
        ``name``, ``explanation_name``, ``side`` and ``test`` (a Categorical in the order of
        `judging.TESTS`).
    """
    rows = _agreed(judgments(), "test")
    rows = rows[rows["item"].map(observed()).eq(True)]
    test = pd.Categorical(rows["test"].str.capitalize(), [t.capitalize() for t in judging.TESTS])
    return rows.assign(test=test)[["id", "item", "name", "explanation_name", "side", "test"]]


def telling_items() -> pd.DataFrame:
    """Return the items that both judges find more than a straw in the wind or a hoop.

    The columns are ``explanation``, ``test`` and ``facts`` (names, joined by semicolons).
    """
    rows = agreed_tests().query("test not in ['Hoop', 'Straw in the wind']")
    groups = rows.groupby(["explanation_name", "test"], observed=True)["name"]
    found = groups.agg("; ".join).reset_index()
    return found.set_axis(["explanation", "test", "facts"], axis=1)


def range_of_weights(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the least and the largest sum for each rival, by how the facts are added.

    The columns are ``rival``, ``facts`` (how they are added) and ``decibans`` (from … to …).
    """
    groups = totals.assign(facts=_choice(totals)).groupby(["rival", "facts"], sort=False)
    ends = groups["decibans"].agg(["min", "max"]).round().astype(int).reset_index()
    ends["decibans"] = [
        f"{low:+d} to {high:+d}".replace("-", "−").replace("+0", "0")
        for low, high in zip(ends.pop("min"), ends.pop("max"), strict=True)
    ]
    return ends.pivot(index="rival", columns="facts", values="decibans")[list(ADDED)].reset_index()


def _choice(totals: pd.DataFrame) -> pd.Series:
    """Return which of `ADDED` each sum is; NA for other combinations."""
    words = {key: name for name, key in ADDED.items()}
    pairs = zip(totals["dependence"], totals["left_out"], strict=True)
    return pd.Series([words.get(pair) for pair in pairs], totals.index, dtype="string")


def posterior_rows(totals: pd.DataFrame) -> pd.DataFrame:
    """Return which of two explanations is the likelier, from each prior and by each choice.

    Returns
    -------
    DataFrame
        One row a prior, rival and way to add the facts: ``id``, ``prior_label``, ``choice`` (rival
        and how facts are added, Categoricals), ``rival``, ``least`` and ``most`` (decibans over
        judges and scales), ``favor`` (how many of the ``sums`` favor the theory) and
        ``direction`` (``supports`` if all do, ``undermines`` if none does, else ``neutral``).
    """
    totals = totals.assign(facts=_choice(totals)).dropna(subset=["facts"])
    rows = weights.posterior_rows(totals, list(PRIORS))
    rows["prior_label"] = pd.Categorical(rows["prior"].map(PRIORS), list(PRIORS.values()))
    rivals = list(dict.fromkeys(rows["rival"]))
    order = [f"{rival}: {facts}" for rival in rivals for facts in ADDED]
    rows["choice"] = pd.Categorical(rows["rival"] + ": " + rows["facts"], order)
    cells = rows.groupby(["rival", "choice", "prior_label"], observed=True, sort=False)
    found = cells.agg(
        least=("decibans", "min"), most=("decibans", "max"), sums=("direction", "size"),
        favor=("direction", lambda each: int((each == "supports").sum())),
    ).reset_index()  # fmt: skip
    decided = [found["favor"] == found["sums"], found["favor"] == 0]
    found["direction"] = np.select(decided, ["supports", "undermines"], "neutral")
    found["id"] = [f"sum-{number}" for number in range(len(found))]
    columns = ["id", "prior_label", "choice", "rival", "least", "most", "favor", "sums"]
    return found.round({"least": 1, "most": 1})[[*columns, "direction"]]


def added_labels() -> dict[str, str]:
    """Return the label of each ``choice`` of `posterior_rows`: how the facts are added."""
    return {
        f"{rival}: {facts}": facts.capitalize()
        for rival in case.names("explanations")
        for facts in ADDED
    }


def judgment_counts() -> dict[str, int]:
    """Return the counts of items and judgments that the prose quotes.

    Returns
    -------
    dict
        ``n_judged`` (facts), ``n_absences`` (observations), ``n_pairs`` (pairs of an observed
        item and an explanation), ``n_conduct`` (facts of conduct, judged or not),
        ``n_shared_expected`` (facts that both judges expect under two explanations or more),
        ``n_expected_both`` (under the theory and a rival), ``n_expected_theory`` (under the
        theory alone), and ``n_decisive_theory`` and ``n_decisive_security`` (items that both
        find doubly decisive for the theory and for regional security).
    """
    grades = judgments()
    facts = grades[~grades["observation"]]
    expects = expected_rows(grades).query("direction == 'supports'")
    sides = expects.groupby("name", observed=True)["side"].agg(set)
    seen = sum(observed().values())
    decisive = agreed_tests().query("test == 'Doubly decisive'")["explanation_name"].value_counts()
    return {
        "n_decisive_theory": int(decisive[case.names("explanations")[case.theory()]]),
        "n_decisive_security": int(decisive[case.names("explanations")["regional-security"]]),
        "n_judged": facts["item"].nunique(),
        "n_absences": len(tables.load("absences")),
        "n_pairs": seen * facts["explanation"].nunique(),
        "n_conduct": int((tables.load("facts")["kind"] == "conduct").sum()),
        "n_shared_expected": int((expects["name"].value_counts() >= 2).sum()),
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
        f"{row.explanation_name}: {row.test}"
        for row in agreed_tests().query("item == @item").itertuples()
    ]
    sums = single_weights().query("item == @item").drop(columns=["judge", "item", "name"])
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
