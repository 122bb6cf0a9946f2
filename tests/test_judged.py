"""The judgments of the project, with names: expectations, tests and weights that pages show."""

import pytest

from softbalancing import judged, load, weights


@pytest.fixture(scope="module")
def grades():
    """The judgments of the edition with their names."""
    return judged.judgments()


def test_every_item_is_judged_by_both_judges_under_every_explanation(grades):
    """No judgment is missing and none is there twice."""
    keys = grades[["judge", "item", "explanation"]]
    assert not keys.duplicated().any()
    assert len(keys) == 2 * grades["item"].nunique() * len(load("explanations"))


def test_all_facts_that_are_judged_are_conduct(grades):
    """Causes, views and forecasts are not judged."""
    kinds = load("facts").set_index("id")["kind"]
    facts = grades.loc[~grades["observation"], "item"].unique()
    assert set(kinds[facts]) == {"conduct"}


def test_observations_that_no_table_shows_count_nowhere(grades):
    """What is not known here is neither observed nor missed."""
    absences = load("absences").set_index("id")["outcome"]
    seen = judged.observed()
    assert set(absences.index) <= set(grades["item"])
    for item, outcome in absences.items():
        assert seen.get(item) == {"observed": True, "not observed": False}.get(outcome)


def test_a_grade_from_four_on_is_an_expectation(grades):
    """The direction in the figure follows from the first grade."""
    words = {1: "undermines", 2: "undermines", 3: "neutral", 4: "supports", 5: "supports"}
    assert grades["direction"].tolist() == grades["if_main"].map(words).tolist()


def test_only_tests_on_which_both_judges_agree_are_shown(grades):
    """Each shown test is that of both judges, and an unobserved item makes none."""
    shown = judged.agreed_tests()
    seen = judged.observed()
    for row in shown.itertuples():
        both = grades[
            (grades["name"] == row.fact) & (grades["explanation_name"] == row.explanation)
        ]
        assert set(both["test"].str.capitalize()) == {row.test}
        assert seen[both["item"].iloc[0]]


def test_the_single_weights_add_up_to_the_sums():
    """Sum of all facts on the even scale, by judge and rival."""
    totals = judged.balance_of_evidence()
    totals = totals.query("scale == 'even' and facts == 'all facts'")
    single = [judged.single_weights(item) for item in judged.evidence().items]
    for rival, rows in totals.groupby("rival"):
        added = [sum(item[rival][judge] for item in single) for judge in range(2)]
        assert added == pytest.approx(rows["decibans"].tolist())


def test_doubly_decisive_tests_are_counted_from_the_grades(grades):
    """Grade 4 or 5 with the explanation, 1 or 2 without, of what is observed."""
    rows = judged.decisive_tests().set_index("explanation")
    seen = grades[grades["item"].map(judged.observed()).eq(True)]
    for explanation, own in seen.groupby("explanation_name", observed=True):
        found = own[(own["if_main"] >= 4) & (own["if_not"] <= 2)]
        strict = own[(own["if_main"] == 5) & (own["if_not"] <= 2)]
        row = rows.loc[explanation]
        assert [row.e, row.f] == [(found["judge"] == judge).sum() for judge in "ef"]
        assert row.agreed == (found["item"].value_counts() == 2).sum()
        assert row.strict == (strict["item"].value_counts() == 2).sum()
        low, high = map(int, row.moved.split(" to "))
        assert low <= high


def test_a_cell_of_the_figure_of_weights_stands_for_each_judge_and_scale():
    """Six sums stand behind every prior, rival and way to add facts, and decide its symbol."""
    sums = 2 * len(weights.SCALES)
    rows = judged.posterior_rows(judged.balance_of_evidence())
    assert not rows.duplicated(["prior", "facts"]).any()
    assert len(rows) == len(judged.PRIORS) * len(weights.WAYS) * (len(load("explanations")) - 1)
    symbols = {0: "undermines", sums: "supports"}
    assert (rows["direction"] == rows["sums_ahead"].map(symbols).fillna("neutral")).all()
    even = rows[rows["prior"] == "Even"]
    assert ((even["least_decibans"] > 0) == (even["direction"] == "supports")).all()
    assert ((even["most_decibans"] < 0) == (even["direction"] == "undermines")).all()


def test_observations_are_checked_against_the_tables_they_name():
    """Treaties, votes, gas, exercises and arms are as the table of observations says."""
    outcome = load("absences").set_index("id")["outcome"]
    treaties = load("treaties").set_index(["a", "b"]).sort_index()
    assert (treaties.loc[("RUS", "CHN"), "defense"].max() > 0) == (
        outcome["ab-defense-treaty"] == "observed"
    )
    neighbors = [
        treaties.loc[("RUS", state), "defense"].max() for state in ("KAZ", "KGZ", "TJK", "UZB")
    ]
    assert (min(neighbors) > 0) == (outcome["ab-defense-without-partner"] == "observed")
    votes = load("unga_votes").query("a == 'RUS' and b == 'CHN'")
    apart = votes["same"] / votes["both_voted"] < 0.5
    assert (apart.mean() > 0.5) == (outcome["ab-votes-apart"] == "observed")
    assert votes.loc[apart, "year"].max() == 1995
    gas = load("china_gas_imports").query("year <= 2010")["pipeline_russia_bcm"]
    assert (gas.max() > 0) == (outcome["ab-early-gas"] == "observed")
    exercises = load("later_events").query("group == 'exercises'")["date"].str[:4].astype(int)
    assert (exercises.gt(2014).any()) == (outcome["ab-later-exercises"] == "observed")
    arms = load("arms_transfers")["rus_to_chn_tiv_m"]
    assert (arms.iloc[-1] == 0) == (outcome["ab-arms-withheld"] == "observed")
