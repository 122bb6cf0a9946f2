"""The ninth chapter: its numbers against known read-offs of the tables."""

import re

import numpy as np
import pandas as pd
import pytest

from softbalancing import hindsight, load
from softbalancing.hindsight.figure_tables import bloc_shares, single_value, with_row_ids
from softbalancing.hindsight.forecasts import extrapolate, share_before_revision
from softbalancing.hindsight.predictions import arms_change, interval_finding
from softbalancing.hindsight.prose_statistics import quote
from softbalancing.hindsight.voting import CREDITS, break_strengths, estimate

SIX = ["CHN", "RUS", "KAZ", "KGZ", "TJK", "UZB"]


@pytest.fixture(scope="module")
def chapter():
    """What the chapter's hidden cells define and hand to the prose, by name."""
    import myst_nb

    from conftest import ROOT

    text = (ROOT / "chapters" / "09-in-hindsight.md").read_text(encoding="utf-8")
    found, names = {}, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(myst_nb, "glue", lambda name, number, display: found.setdefault(name, number))
        hidden = r"```\{code-cell\} python3\n:tags: \[remove-cell\]\n(.*?)```"
        for cell in re.findall(hidden, text, re.S):
            exec(compile(cell, "09-in-hindsight", "exec"), names)
    used = set(re.findall(r"\{glue:(?:text)?\}`([\w-]+)`", text))
    assert used <= set(found), used - set(found)
    return names | {"printed": found}


@pytest.fixture(scope="module")
def printed(chapter):
    """The numbers of the prose, by name."""
    return chapter["printed"]


def bounds(printed, name):
    """The two ends of a printed interval."""
    return [float(end.replace("−", "-").replace(",", "")) for end in printed[name].split(" to ")]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("votes-rus-chn-1993", "37"), ("votes-rus-chn-2000", "77"), ("votes-rus-chn-2008", "82"),
        ("votes-rus-usa-1993", "36"), ("votes-rus-usa-2000", "26"), ("votes-rus-usa-2008", "10"),
        ("gdp-six-ppp-2020", "22.4"), ("gdp-six-usd-2020", "19.2"),
        ("gdp-eight-ppp-2020", "30.2"), ("gdp-eight-usd-2020", "22.7"),
        ("gdp-compound-ppp", "34.2"), ("gdp-linear-ppp", "26.5"),
        ("crude-2020-russia", "15.0"), ("crude-2020-cis", "16.1"), ("gas-2010-russia", "0.0"),
        ("cinc-last-ahead", "2002"), ("cinc-last-lead", "0.02"), ("cinc-before-ahead", "1994"),
        ("moved-chn", "1.26"), ("moved-rus", "0.66"), ("votes-step", "14.0"),
        ("votes-2014-opposite-before", "2.4"),
    ],
)  # fmt: skip
def test_the_chapter_prints_what_the_tables_were_read_to_say(printed, name, number):
    """Each number that was read off independently comes out of the chapter's own cell."""
    assert printed[name] == number


def test_what_the_prose_says_of_output_and_oil_is_so(printed):
    """Output and oil miss by more than a tenth; the older yardstick and the trends would not."""
    third = 100 / 3
    for measure in ("ppp", "usd"):
        assert float(printed[f"gdp-six-{measure}-2020"]) < 0.9 * third
    assert 0.9 * third < float(printed["gdp-older-2020"]) < 1.1 * third
    assert float(printed["gdp-linear-ppp"]) < 0.9 * third < float(printed["gdp-compound-ppp"])
    assert float(printed["crude-2020-cis"]) < 0.9 * third
    assert float(printed["crude-2020-russia"]) < 18 < float(printed["crude-2023-russia"]) < 22
    dated = [printed[f"dated-{name}"] for name in ("sentences", "marks", "missed", "not-decidable")]
    assert dated == ["three", "six", "five", "one"]


def test_what_the_prose_says_of_the_votes_is_so(printed):
    """Each sentence about a change of the votes is borne by its intervals."""
    for name in ("votes-troops-identical", "votes-distance-us-identical", "votes-region-identical",
                 "votes-2014-opposite"):  # fmt: skip
        assert min(bounds(printed, f"{name}-votes") + bounds(printed, f"{name}-years")) > 0
    for way in ("votes", "years"):
        assert max(bounds(printed, f"votes-2014-half-credit-{way}")) < 0
    for name in ("votes-2014-identical", "votes-2005-identical",
                 *(f"{measure}-identical-beside-the-region" for measure in
                   ("votes-troops", "votes-2014", "votes-distance-us")),
                 *(f"votes-2014-{kind}-beside-the-region" for kind in ("half-credit", "opposite")),
                 "votes-step-range"):  # fmt: skip
        key = name if name.endswith("range") else f"{name}-votes"
        low, high = bounds(printed, key)
        assert low < 0 < high, name
    for measure in ("half-credit", "opposite"):
        low, high = bounds(printed, f"votes-region-{measure}-votes")
        assert low * high > 0
    assert float(printed["votes-uzb-chn-2006-2013"]) > float(printed["votes-uzb-chn-2002-2005"])
    kazakh = [bounds(printed, f"votes-kaz-{to}-2009-2023-range") for to in ("chn", "rus")]
    before = [bounds(printed, f"votes-kaz-{to}-2001-2008-range") for to in ("chn", "rus")]
    assert kazakh[0][1] > before[0][0] and kazakh[1][1] < before[1][0]


def test_what_the_prose_says_of_breaks_and_gaps_is_so(chapter, printed):
    """The best break lies in the nineties, none since 2002; the gap closes to nothing."""
    largest = [rows["f"].max() / rows["bound"].iloc[0] for rows in chapter["breaks"].values()]
    assert largest[0] > 5 and max(largest[1:]) < 1
    assert printed["break-near"] == "1997 to 2000"
    beside = list(chapter["breaks"].values())[2].set_index("year")["f"]
    assert beside.idxmax() == 2005
    low, high = bounds(printed, "gap-russia-and-china-2023-range")
    assert low < 0 < high
    assert min(bounds(printed, "gap-russia-and-china-2014-range")) > 0
    widest, early, late = (float(printed[f"gap-russia-and-china-{y}"]) for y in (1993, 2000, 2014))
    assert widest > 2 * early > 2 * late
    us = [bounds(printed, f"gap-russia-and-the-u-s-{year}-range") for year in (2008, 2023)]
    assert us[0][1] < us[1][0]


def expected(chapter, explanation, measure):
    """What both judges expect, in the order of the judges."""
    rows = chapter["predictions"]
    rows = rows[(rows["explanation"] == explanation) & (rows["measure"] == measure)]
    return rows.sort_values("judge")["expectation"].tolist()


def test_what_the_prose_calls_distinctive_in_the_predictions_is_so(chapter):
    """Who alone expects what, and what all expect, stands in the table."""
    rivals = ("economic-interests", "regional-security", "policy-disputes", "mutual-containment")

    assert expected(chapter, "soft-balancing", "votes-troops") == ["rise", "rise"]
    for measure in ("votes-2005", "votes-2014"):
        assert expected(chapter, "soft-balancing", measure) == ["fall", "fall"]
    for rival in rivals:
        assert expected(chapter, rival, "votes-troops") == ["no change"] * 2
        assert expected(chapter, rival, "votes-2005") == ["no change"] * 2
        falls = expected(chapter, rival, "votes-2014").count("fall")
        assert falls == (rival == "mutual-containment")
        assert expected(chapter, rival, "alliance") == ["no", "no"]
    assert expected(chapter, "soft-balancing", "votes-region") == ["lower"] * 2
    containment = {"votes-region": "higher", "votes-distance-us": "rise", "arms": "fall",
                   "capabilities-gap": "fall"}  # fmt: skip
    for measure, word in containment.items():
        assert expected(chapter, "mutual-containment", measure) == [word] * 2
    for explanation in ("economic-interests", "soft-balancing"):
        assert expected(chapter, explanation, "energy") == ["rise", "rise"]
    assert expected(chapter, "economic-interests", "arms") == ["rise", "rise"]
    assert expected(chapter, "soft-balancing", "arms") == ["open", "open"]
    assert expected(chapter, "soft-balancing", "exercises") == ["yes", "no"]


def test_what_the_prose_says_of_met_predictions_is_so(chapter):
    """Mutual containment leads, soft balancing follows; three rivals miss as often as not."""
    counts = (
        chapter["scored"].value_counts(["judge", "explanation", "outcome"]).unstack(fill_value=0)
    )
    for _, rows in counts.groupby("judge"):
        rows = rows.droplevel("judge")
        first, second, *others = rows.sort_values("met", ascending=False).index
        assert (first, second) == ("mutual-containment", "soft-balancing")
        assert rows["not met"].idxmin() == first
        assert (rows.loc[others, "not met"] >= rows.loc[others, "met"]).all()
        assert (rows.loc[[first, second], "none"] <= 2).all()
        assert rows.loc[others, "none"].isin([3, 4, 5]).all()
    stated = chapter["stated"]
    assert [stated[name] for name in ("votes-2005", "votes-2014", "output")] == ["open"] * 3
    others = chapter["variants"]
    assert others["Half credit"]["votes-2014"] == "fall"
    assert others["Beside the region"]["votes-troops"] == "open"


def test_both_judges_predict_every_measure_for_every_explanation():
    """No prediction is missing and none stands twice."""
    predictions, measures = load("predictions"), load("measures")
    cells = predictions.value_counts(["explanation", "measure", "judge"])

    assert len(cells) == 5 * len(measures) * 2 and (cells == 1).all()


# Hand-worked cases.


def table_of_votes(rows):
    """A table of votes from tuples: year, a, b, identical, a step apart, opposite."""
    columns = ["year", "a", "b", "same", "step", "opposite"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(both_voted=frame["same"] + frame["step"] + frame["opposite"])


def test_an_abstention_counts_half_and_an_opposite_vote_alone():
    """Eight alike, one a step apart and one opposite of ten: 80, 85 and 10 percent."""
    sample = hindsight.resample_votes(table_of_votes([(2000, "A", "B", 8, 1, 1)]), draws=5)

    shares = [float(sample.similarity(name, ("A", "B"))[0, 0]) for name in CREDITS]
    assert shares == pytest.approx([0.8, 0.85, 0.1])


def test_votes_drawn_again_scatter_as_many_draws_from_an_urn():
    """The spread of a share of n votes is the root of p(1 − p)/n; a seed gives equal draws."""
    votes = table_of_votes([(2000, "A", "B", 60, 15, 25)])
    first, again = (hindsight.resample_votes(votes, draws=4000) for _ in range(2))
    drawn = first.similarity("identical", ("A", "B"))[1:, 0]

    assert drawn.mean() == pytest.approx(0.6, abs=0.01)
    assert drawn.std() == pytest.approx((0.6 * 0.4 / 100) ** 0.5, rel=0.1)
    assert np.array_equal(first.shares, again.shares)


def test_years_drawn_again_mix_the_years_of_a_period_and_nothing_else():
    """Of two years only three means can come; of one year only its own."""
    votes = table_of_votes([(2000, "A", "B", 2, 0, 8), (2001, "A", "B", 6, 0, 4)])
    sample = hindsight.resample_votes(votes, draws=200)
    series = sample.similarity("identical", ("A", "B"))

    assert set(sample.level(series, 2000, 2001, by_year=True).round(6)) == {0.2, 0.4, 0.6}
    assert set(sample.level(series, 2001, 2001, by_year=True)) == {0.6}


def test_a_year_without_a_row_is_left_out():
    """The mean of two pairs is that of the one that has voted."""
    votes = table_of_votes(
        [(2000, "A", "C", 5, 0, 5), (2001, "A", "C", 5, 0, 5), (2001, "B", "C", 9, 0, 1)]
    )
    sample = hindsight.resample_votes(votes, draws=2)

    assert sample.similarity("identical", ("A", "C"), ("B", "C"))[0].tolist() == [0.5, 0.7]
    levels = hindsight.period_levels(sample, [(2000, 2000), (2001, 2001)], [("B", "C")])
    assert set(levels["first"]) == {2001} and set(levels["votes"]) == {10}


def test_a_rise_that_the_region_shares_is_none_beside_the_region():
    """A pair that rises by three tenths, as its neighbors do, has not moved beside them."""
    rows = [(year, a, "C", same, 0, 1000 - same) for year, same in ((2000, 500), (2001, 800))
            for a in ("A", "B")]  # fmt: skip
    sample = hindsight.resample_votes(table_of_votes(rows), draws=200)
    measure = {"id": "m", "a": "A", "b": "C", "from_year": 2001, "to_year": 2001,
               "base_from_year": 2000, "base_to_year": 2000}  # fmt: skip
    found = hindsight.compare_periods(sample, pd.DataFrame([measure]), ["B"]).set_index("statistic")

    assert found.loc["identical", "change"] == pytest.approx(0.3)
    assert found.loc["identical", "low"] > 0.25
    assert found.loc["identical beside the region", "change"] == pytest.approx(0)
    assert found.loc["identical beside the region", "low"] < 0
    assert found.loc["opposite", "change"] == pytest.approx(-0.3)


def test_the_strength_of_a_break_is_the_f_of_two_means():
    """1, 2, 3 before 5, 6, 7: between the means 24, within them 4 over 4, so F is 24."""
    rows = break_strengths(np.array([1.0, 2, 3, 5, 6, 7]), np.arange(2000, 2006))

    assert rows["year"].tolist() == [2003]
    assert rows["f"].iloc[0] == pytest.approx(24)
    assert rows["gain"].iloc[0] == pytest.approx(3 * np.log(7))


def test_a_break_stands_out_and_noise_does_not():
    """A step is stronger than chance at its year; noise does not reach the bound."""
    noise = np.random.default_rng(1).normal(size=24)
    years = np.arange(2000, 2024)
    step = break_strengths(noise + 5 * (years >= 2010), years).set_index("year")

    assert step["f"].idxmax() == 2010 and step["f"].max() > 5 * step["bound"].iloc[0]
    calm = break_strengths(noise, years)
    assert calm["f"].max() < calm["bound"].iloc[0]


@pytest.mark.parametrize(
    ("low", "high", "finding"),
    [(0.01, 0.2, "rise"), (-0.2, -0.01, "fall"), (-0.04, 0.04, "no change"),
     (-0.06, 0.04, "open"), (-0.04, 0.06, "open"), (0.01, 0.02, "rise")],
)  # fmt: skip
def test_an_interval_shows_a_direction_no_change_or_nothing(low, high, finding):
    """Only an interval on one side of zero, or close about it, shows anything."""
    assert interval_finding(low, high, margin=0.05) == finding


def test_a_period_that_the_question_cuts_has_bounds():
    """600 in six years, then 300 in six: half-way cut evenly, all before it, none before it."""
    transfers = pd.DataFrame(
        {"from_year": [2000, 2006], "to_year": [2005, 2011], "rus_to_chn_tiv_m": [600.0, 300.0]}
    )

    assert arms_change(transfers) == pytest.approx((-37.5, -112.5, 0))


def test_a_prediction_is_met_not_met_undecided_or_none():
    """What is not expected cannot be met; what is not decided is neither."""
    predictions = pd.DataFrame(
        {"measure": ["m", "m", "n", "m"], "expectation": ["rise", "fall", "rise", "open"]}
    )
    scored = hindsight.score_predictions(predictions, {"m": "rise", "n": "open"})

    assert scored["outcome"].tolist() == ["met", "not met", "undecided", "none"]


def test_judges_who_agree_throughout_have_an_alpha_of_one():
    """The same predictions twice: alpha 1, whatever rows are drawn; contrary ones fall below 0."""
    twice = pd.DataFrame(
        [("x", f"m{i}", judge, word, strength) for judge in ("g", "h") for i, (word, strength)
         in enumerate([("rise", 2), ("fall", 1), ("no", 2), ("open", 0)] * 5)],
        columns=["explanation", "measure", "judge", "expectation", "strength"],
    )  # fmt: skip
    turned = {"rise": "fall", "fall": "rise", "no": "yes", "open": "open"}
    contrary = twice.assign(
        expectation=twice["expectation"].mask(
            twice["judge"] == "h", twice["expectation"].map(turned)
        )
    )

    assert hindsight.judge_agreement(twice, draws=20)[1] == pytest.approx((1, 1, 1))
    assert hindsight.judge_agreement(contrary, draws=20)[1].high < 0


def test_a_trend_goes_on_by_points_or_by_its_rate():
    """From 10 to 20 percent in five years: ten years on 40 percent by points, 80 by the rate."""
    shares = pd.DataFrame({"year": [2003, 2008], "measure": ["m", "m"], "share": [0.1, 0.2]})

    assert extrapolate(shares, "m", 2003, 2008, 2018) == pytest.approx((0.4, 0.8))


def test_the_older_yardstick_raises_china_in_the_bloc_and_in_the_world():
    """China 6 of 100, counted as 10: a bloc of 30 has 34 of 104."""
    gdp = pd.DataFrame(
        {"year": [2020], "measure": ["ppp_current_intl"], "CHN_bn": [6.0], "world_bn": [100.0]}
    )
    shares = pd.DataFrame({"year": [2020], "measure": ["ppp_current_intl"], "share": [0.3]})

    assert share_before_revision(gdp, shares, 2020) == pytest.approx(34 / 104)


@pytest.mark.parametrize(
    ("observed", "outcome"), [(0.181, "met"), (0.219, "met"), (0.179, "missed")]
)
def test_a_forecast_is_met_within_its_tolerance(observed, outcome):
    """A fifth is met from 18 to 22 percent; a forecast without a number keeps its outcome."""
    outcomes = pd.DataFrame({"id": ["a", "b"], "quantity": ["q", pd.NA], "tolerance": [0.1, np.nan],
                             "outcome": ["", "not decidable"]})  # fmt: skip
    quantities = pd.DataFrame({"id": ["q"], "value": [20.0], "unit": ["percent"]})
    scored = hindsight.score_forecasts(outcomes, quantities, {"a": observed})

    assert scored["outcome"].tolist() == [outcome, "not decidable"]


def test_the_table_of_outcomes_states_what_its_rules_give(chapter):
    """An outcome typed into the table is that which its rule computes from the figures."""
    assert chapter["outcomes"]["outcome"].tolist() == load("outcomes")["outcome"].tolist()


def test_the_bounds_of_a_gap_add_as_the_sides_of_a_right_angle():
    """Errors of 0.3 and 0.4 make one of 0.5."""
    points = pd.DataFrame({
        "iso3": ["A", "B"], "year": [2000, 2000], "ideal_point_all": [2.0, 1.0],
        "all_q05": [1.7, 0.6], "all_q95": [2.3, 1.4],
    })  # fmt: skip
    row = hindsight.gap_rows(points, {("A", "B"): "A and B"}).iloc[0]

    assert row[["gap", "low", "high"]].tolist() == pytest.approx([1, 0.5, 1.5])
    assert row["id"] == "2000-A"


def test_a_number_is_printed_under_a_name_made_from_its_row():
    """Keys follow the prefix; bounds stand beside each other."""
    frame = pd.DataFrame(
        {"pair": ["A and the U.S."], "x": [-0.021], "low": [-0.05], "high": [0.01]}
    )
    columns = {"": "x", "range": ["low", "high"]}

    assert quote(frame, "gap", ["pair"], columns, digits=1, scale=100) == {
        "gap_a_and_the_u_s": "−2.1", "gap_a_and_the_u_s_range": "−5.0 to 1.0",
    }  # fmt: skip


def test_an_interval_holds_the_middle_of_what_was_drawn():
    """The first value is the estimate; 95 percent of the others lie within the bounds."""
    assert estimate(np.array([7.0, *range(1001)])) == (7.0, 25.0, 975.0)


def test_no_treaty_bound_russia_and_china_to_defend_each_other():
    """Nonaggression since 1992, consultation since 2001, never defense."""
    treaties = load("treaties")
    pair = treaties[(treaties.a == "RUS") & (treaties.b == "CHN")].set_index("from_year")

    assert list(pair.index) == [1992, 2001] and (pair.nonaggression == 1).all()
    assert pair.consultation.tolist() == [0, 1] and not pair.defense.any()


def test_a_bloc_without_a_figure_for_a_member_has_no_share():
    """A year in which one member is missing is left out, not counted as nothing."""
    with_iran = bloc_shares(load("gdp"), [*SIX, "IRN"], "with Iran")

    assert 1991 not in set(with_iran.year) and 1993 in set(with_iran.year)


def test_rows_are_named_as_their_page_anchors_them():
    """The ids join the columns of the key."""
    frame = with_row_ids(
        pd.DataFrame({"year": [1993], "a": ["RUS"], "b": ["CHN"]}), ["year", "a", "b"]
    )

    assert frame.id.tolist() == ["1993-RUS-CHN"]


def test_a_number_that_is_not_there_is_not_made_up():
    """No row, several rows or an empty cell are refused."""
    votes = load("unga_votes")

    with pytest.raises(LookupError, match="0 rows"):
        single_value(votes, "same", a="RUS", b="CHN", year=2050)
    with pytest.raises(LookupError):
        single_value(votes, "same", a="RUS", b="CHN")


def test_what_lasted_is_a_period_and_the_rest_a_point_in_time():
    """A base in use is drawn as a bar; its dates stay as fine as their sources."""
    rows = hindsight.later_event_rows(load("later_events"), {}).set_index("id")

    bases = rows.loc[["later-manas-opened", "later-k2-opened"]]
    assert list(zip(bases.start, bases.end, bases.precision, strict=True)) == [
        ("2001-12", "2014-06-03", "period"),
        ("2001-10", "2005-11-21", "period"),
    ]
    others = rows[rows.end.isna()]
    assert set(others.precision) == {"day", "month"}
    assert (others.start.str.len() == others.precision.map({"day": 10, "month": 7})).all()
