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
            (grades["item"] == row.item) & (grades["explanation_name"] == row.explanation_name)
        ]
        assert set(both["test"].str.capitalize()) == {row.test}
        assert seen[row.item]


def test_the_single_weights_add_up_to_the_sums():
    """Sum of all facts on the even scale, by judge and rival."""
    single = judged.single_weights().drop(columns=["item", "name"]).groupby("judge").sum()
    totals = judged.balance_of_evidence()
    totals = totals.query("scale == 'even' and dependence == 'every fact' and left_out == 0")
    for row in totals.itertuples():
        assert single.loc[row.judge, row.rival] == pytest.approx(row.decibans)


def test_a_cell_of_the_figure_of_weights_stands_for_each_judge_and_scale():
    """Six sums stand behind every prior, rival and way to add facts, and decide its symbol."""
    rows = judged.posterior_rows(judged.balance_of_evidence())
    assert set(rows["sums"]) == {2 * len(weights.SCALES)}
    assert not rows.duplicated(["prior_label", "choice"]).any()
    assert len(rows) == len(judged.PRIORS) * len(judged.ADDED) * (len(load("explanations")) - 1)
    even = rows[rows["prior_label"] == "Even"]
    assert ((even["least"] > 0) == (even["direction"] == "supports")).all()
    assert ((even["most"] < 0) == (even["direction"] == "undermines")).all()


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
