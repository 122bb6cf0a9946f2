"""What titles, subtitles and captions of figures state in words is what the tables hold.

Counts that the pages compute themselves are not repeated here.
"""

from pathlib import Path

import pandas as pd
import pytest

from softbalancing import case, judged, load, load_works, multiverse, timeline_rows, weights
from softbalancing.verdict import assessment
from softbalancing.verdict.units import UNITS

ROOT = Path(__file__).parent.parent


def said(page: str, words: str) -> None:
    """Fail if the page no longer states what the test recomputes."""
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert words in text, f"{page} no longer says {words!r}: change the test with it"


def test_the_debate_was_three_years_old():
    """The oldest work on soft balancing is three years older than the thesis."""
    said("chapters/01-introduction.md", "cites no work on soft balancing older than three years")
    rows = timeline_rows("fig-1-debate")
    young = rows[rows["lane"].str.startswith("Soft balancing")]
    assert young["start"].astype(int).min() == 2008 - 3
    powers = rows[rows["lane"].str.startswith("Russia")]["start"].astype(int)
    assert set(powers) == {2006, 2007}


def test_no_turn_is_dated_between_the_late_1960s_and_1992():
    """Among the dated events of section 2.1 on the two states, none falls into the gap."""
    said("chapters/02-background.md", "Between the late 1960s and 1992 the thesis dates no turn")
    years = timeline_rows("fig-2-relations")["start"].dropna().astype(str).str[:4].astype(int)
    assert not ((years > 1969) & (years < 1992)).any() and (years == 1992).any()


def test_both_bases_stood_in_founding_states():
    """Every state with a base of the region is a founder of the SCO."""
    said(
        "chapters/02-background.md",
        "Both American bases in Central Asia stood in states that founded",
    )
    places, roles = load("places"), load("actors").set_index("id")["sco_role"]
    states = places.query("kind == 'base'")["within"].dropna()
    hosts = places.set_index("id").loc[states[states != "pl-afghanistan"], "actor"]
    assert len(hosts) == 2 and (roles[hosts] == "founder").all()


def test_three_observers_follow_and_one_state_is_added():
    """The memberships of the Shanghai Five and the SCO differ by one founder."""
    said("chapters/02-background.md", "adds one state, Uzbekistan; three observers follow in 2005")
    seats = load("memberships")
    five = set(seats.query("organization == 'shanghai-five'")["actor"])
    sco = seats.query("organization == 'sco'")
    founders = set(sco[sco["role"].isin(["founder", "member"])]["actor"])
    assert founders - five == {"uzbekistan"} and five <= founders
    assert (sco["role"] == "observer").sum() == 3


def test_four_of_five_works_share_an_issue():
    """Sixteen works; of those on threat and soft balancing four stand in one number."""
    said(
        "chapters/03-theory.md",
        "Of five works on threat and soft balancing, four share one journal",
    )
    said("chapters/03-theory.md", "Sixteen works on theory and on American power that the")
    rows = timeline_rows("fig-3-works")
    assert len(rows) == 16
    young = rows[rows["lane"].isin(["Threat and restraint", "Soft balancing"])]
    assert len(young) == 5
    works = load_works().set_index("key").loc[young["id"]]
    same = works[(works["journal"] == "International Security") & (works["volume"] == "30")]
    assert len(same) == 4 and same["number"].nunique() == 1


def test_every_strategy_finds_evidence_and_the_threat_most():
    """By number of supporting codings of the fourth chapter."""
    said(
        "chapters/04-case-for.md",
        "Each strategy has evidence, and the perceived threat has the most",
    )
    rows = case.evidence(chapter="4").query("direction == 'supports'")
    counts = rows.groupby("indicator", observed=False).size()
    assert counts.min() > 0 and counts.idxmax() == "Perceived aggressiveness"


def test_the_two_topics_to_be_explained_are_in_double_use():
    """The partnership and the organization are among the topics that serve both readings."""
    said("chapters/06-conclusions.md", "The two that stand for what is to be explained")
    uses = case.topic_uses()
    assert uses["Strategic partnership"] == uses["The SCO itself"] == "Both sides"
    said("chapters/06-conclusions.md", "and most subjects they do not share")
    assert (uses != "Both sides").mean() > 0.5


def dated_events():
    """Events with a date whose topic serves a side, with names of the topic and the side."""
    events = load("events").query("precision not in ['undated', 'open', 'forecast']")
    events = events.assign(topic=events["topic"].map(case.names("topics")))
    return events.assign(use=events["topic"].map(case.topic_uses())).dropna(subset=["use"])


@pytest.mark.parametrize("figure", ["fig-6-two-readings", "fig-8-order"])
def test_figures_of_dated_events_show_what_their_captions_say(figure):
    """All dated events of the topics in question, under the topic or the side that it serves."""
    events = dated_events()
    if figure == "fig-8-order":
        heads = {
            "Soft balancing alone": "Topics of soft balancing alone",
            "Both sides": "Topics of both",
            "Rivals alone": "Topics of rivals alone",
        }
        expected = set(zip(events["use"].map(heads), events["id"], strict=True))
    else:
        both = events[events["use"] == "Both sides"]
        expected = set(zip(both["topic"], both["id"], strict=True))
        expected |= {("The United States in the region", "ev-us-presence-in-central-asia")}
    lanes = load("lanes").query("figure == @figure")
    assert set(zip(lanes["lane"], lanes["event"], strict=True)) == expected


def test_double_use_begins_before_and_after_the_presence():
    """Dated events of the topics in double use lie on both sides of September 2001."""
    said("chapters/06-conclusions.md", "begins before the American presence and after it")
    starts = dated_events().query("use == 'Both sides'")["start"].astype(str)
    assert (starts < "2001").any() and (starts > "2001-09-11").any()


def test_soft_balancing_alone_has_no_date_before_2001():
    """What the thesis uses for it alone is dated from 2001 on; much else is older."""
    said("chapters/08-side-by-side.md", "soft balancing alone bears no date before 2001")
    events = dated_events()
    years = events["start"].astype(str).str[:4].astype(int)
    alone = events["use"] == "Soft balancing alone"
    assert years[alone].min() == 2001 and (years[~alone] < 2001).mean() > 0.4


def test_the_coarser_the_unit_the_more_is_shared():
    """From the claim to the topic the shared portion of the units never falls."""
    said("chapters/08-side-by-side.md", "The coarser the unit, the more the two sides share")
    ladder = case.ladder()
    shared = (ladder["use"] == "Both sides").groupby(ladder["rung"].astype(str)).mean()
    assert shared[list(case.SHOWN_RUNGS)].is_monotonic_increasing
    assert list(case.SHOWN_RUNGS) == [name for name in UNITS.values() if name in case.SHOWN_RUNGS]


def test_the_same_evidence_gives_all_three_answers():
    """Among all combinations and among those shown."""
    said("chapters/08-side-by-side.md", "The same evidence gives all three answers")
    combinations = case.compute_multiverse()
    for rows in (combinations, multiverse.thin_out(combinations)):
        assert set(rows["answer"]) == {"soft balancing", "undecided", "rivals"}
    assert len(multiverse.thin_out(combinations)) == pytest.approx(len(combinations) / 432, abs=1)


def test_most_agreed_tests_are_straws_or_hoops():
    """More than half of the tests on which both judges agree tell little."""
    said("chapters/08-side-by-side.md", "Most tests are straws in the wind or hoops")
    tests = judged.agreed_tests()["test"].astype(str)
    assert tests.isin(["Straw in the wind", "Hoop"]).mean() > 0.5


def test_three_forecasts_with_a_date_lie_ahead():
    """Those that the figure of known events shows beyond May 2008."""
    said("chapters/09-in-hindsight.md", "Three forecasts with a date lay ahead of the thesis")
    rows = timeline_rows("fig-9-known")
    assert (rows["start"].dropna().astype(str) > "2008-05").sum() == 3


def test_more_than_half_of_the_missing_pages_are_from_the_theory_chapter():
    """Citations without a page, inherited pages counted, by chapter."""
    said(
        "apparatus/citation-audit.md",
        "More than half of the missing pages are missing from the theory",
    )
    from softbalancing import with_inherited_pages

    citations = with_inherited_pages(load("citations"))
    unpaged = citations[citations["pages"].isna()]
    assert unpaged["section"].str.startswith("3").mean() > 0.5


def test_the_grades_favor_soft_balancing_and_firmly_against_one_rival():
    """At even odds all sums favor it; of other ways to add, mutual containment survives all."""
    said(
        "chapters/08-side-by-side.md",
        "all grades together favor soft balancing, firmly against one rival of four",
    )
    said("chapters/08-side-by-side.md", "Only against mutual containment does the result survive")
    rows = judged.posterior_rows(judged.balance_of_evidence()).query("prior == 'Even'")
    favors = rows.assign(added=rows["facts"].astype(str).str.rpartition(": ")[2]).pivot(
        index="rival", columns="added", values="direction"
    )
    assert (favors["all facts"] == "supports").all()
    survives = (favors == "supports").all(axis=1)
    assert survives[survives].index.tolist() == ["Mutual containment"]
    economy = favors.loc["Economic interests"]
    assert economy[economy != "supports"].index.tolist() == ["topics without three"]
    assert favors.loc["Policy disputes", "one per topic"] == "neutral"
    assert favors.loc["Regional security concerns", "all without three"] == "undermines"


def test_without_the_plea_nothing_is_decided_against_regional_security():
    """The sums of the two judges and three scales lie on both sides of zero."""
    said("chapters/08-side-by-side.md", "decibans and decides nothing")
    grades = load("judgments").query("item != 'ab-plea-to-stay'")
    sums = judged.balance_of_evidence(grades).query(
        "rival == 'Regional security concerns' and facts == 'all facts'"
    )["decibans"]
    assert sums.min() < 0 < sums.max()


def test_what_was_expected_and_missed_is_what_the_text_says():
    """Gas, a plea to stay and arms withheld; two explanations ran no risk."""
    said(
        "chapters/08-side-by-side.md",
        "Soft balancing and policy disputes missed nothing, but they ran no such risk",
    )
    missed = judged.missed_expectations().set_index("explanation")["observations"]
    assert list(missed.index) == [
        "Economic interests", "Regional security concerns", "Mutual containment"
    ]  # fmt: skip
    grades = judged.judgments().query("observation")
    least = grades.groupby(["item", "explanation"])["if_main"].min().unstack()
    outcome = load("absences").set_index("id")["outcome"]
    for explanation in ("soft-balancing", "policy-disputes"):
        expected = least.index[least[explanation] >= 4]
        assert len(expected) > 1 and (outcome[expected] == "not known here").all()
    most = grades.groupby("item")["if_main"].max()
    assert most["ab-defense-treaty"] <= 2


def test_no_smoking_gun_is_agreed_on():
    """Among the facts, and the observations made."""
    said("chapters/08-side-by-side.md", "there is no smoking gun on which they agree")
    assert "Smoking gun" not in set(judged.agreed_tests()["test"])


def test_facts_of_conduct_that_were_not_judged_include_two_by_mistake():
    """The text names them, and one of the 1960s."""
    said("chapters/08-side-by-side.md", "loose definition of terrorism and its declared norms")
    conduct = set(load("facts").query("kind == 'conduct'")["id"])
    left_out = conduct - set(load("judgments")["item"])
    assert {"terrorism-definition", "sco-norms", "china-us-alignment"} <= left_out


def test_the_shared_facts_are_what_is_to_be_explained():
    """The rapprochement and the organization as its frame, and no other."""
    said("chapters/08-side-by-side.md", "the rapprochement itself and the SCO as its frame")
    said("chapters/06-conclusions.md", "the rapprochement itself and the SCO as its frame")
    said("index.md", "and these are what the explanations have")
    facts = case.ladder().query("rung == 'Fact' and use == 'Both sides'")["unit"]
    assert sorted(facts) == ["rapprochement", "sco-existence"]


def test_of_the_topics_of_soft_balancing_alone_few_have_a_date():
    """Of five, two are the bases and the call to leave them, and two have no dated event."""
    said("chapters/08-side-by-side.md", "two are the bases and the call to leave them, and two")
    uses = case.topic_uses()
    alone = set(uses.index[uses == "Soft balancing alone"])
    dated = set(dated_events()["topic"].astype(str)) & alone
    assert len(alone) == 5 and len(alone - dated) == 2
    names = load("topics").set_index("id")["name"]
    assert {names["t-us-bases"], names["t-bases-timetable"]} < dated


def test_rules_of_counting_answer_as_the_text_says():
    """Lead, majority, and the two rules that look at works, at all units."""
    page = "chapters/08-side-by-side.md"
    said(page, "answers for soft balancing at every unit but the topic")
    said(page, "finds at six units that each side has evidence of its own, and decides nothing")
    said(page, "*Weighted* agrees with plurality at all of these units")
    said(page, "*two works* gives each of the three answers somewhere")
    answers = multiverse.answer_by_unit(case.compute_multiverse()).set_index("unit")
    assert (answers["lead"] != "soft balancing").pipe(lambda no: list(no[no].index)) == ["Topic"]
    assert answers["majority"].tolist() == ["undecided"] * 6 + ["soft balancing", "rivals"]
    assert (answers["weighted"] == answers["plurality"]).all()
    assert answers["two works"].nunique() == 3


def test_soft_balancing_has_more_facts_of_its_own_than_any_one_rival():
    """Counted from the tables by explanation."""
    said("chapters/08-side-by-side.md", "Against any one of them soft balancing has more facts")
    codings = case.joined_codings().query("direction == 'supports'")
    facts = codings.groupby("explanation")["fact"].agg(set)
    theory = facts.pop("soft-balancing")
    counted = case.against_each_rival().set_index("rival")
    for rival, own in facts.items():
        row = counted.loc[load("explanations").set_index("id")["name"][rival]]
        assert [row.both, row.theory, row.rivals] == [
            len(theory & own), len(theory - own), len(own - theory),
        ]  # fmt: skip
        assert row.theory > row.rivals


def test_without_interpretive_claims_rivals_win_before_any_rule_is_asked():
    """If every indicator is needed; two of the rivals fail as well."""
    said("chapters/08-side-by-side.md", "(as do economic interests and mutual containment)")
    rows = case.compute_multiverse()
    without = rows.query("claims == 'without interpretive claims' and indicators == 'all'")
    failing = without[~without["borne_out.soft-balancing"]]
    assert set(failing["answer"]) == {"rivals"}
    passing = rows.loc[without.index.difference(failing.index)]
    assert set(passing["reading"]) == {"Version 1.1.0"}
    assert set(passing["ties"]) == {"for soft balancing"}
    assert rows.loc[rows.index.difference(without.index), "borne_out.soft-balancing"].all()
    kinds = load("claims").set_index("id")["kind"]
    codings = load("codings").dropna(subset=["direction"])
    kept = codings[codings["claim"].map(kinds) != "interpretive"]
    met = case.verdict(kept).borne_out
    assert [name for name in met if not met[name]] == [
        "soft-balancing", "economic-interests", "mutual-containment"
    ]  # fmt: skip
    assert "entangling-diplomacy" not in set(kept.query("direction == 'supports'")["indicator"])
    ranked = multiverse.rank_choices(rows)["choice"].tolist()
    assert ranked[:2] == ["rule", "claims"] and set(ranked[-2:]) == {"reading", "ties"}


def test_ties_alone_turn_nothing_and_pairs_of_choices_only_by_a_rule_that_counts():
    """No indicator is tied as coded; each pair that turns the answer names another rule."""
    page = "chapters/08-side-by-side.md"
    said(page, "no indicator has as many codings against it as for it")
    said(page, "all of them by a rule that counts")
    support = assessment.count_support(case.joined_codings(), load("indicators"))
    assert (support["supports"] != support["undermines"]).all()
    rows = case.compute_multiverse()
    other = rows[list(multiverse.CHOICES)] != pd.Series(multiverse.USUAL)
    pairs = rows[(other.sum(axis=1) == 2) & ~other["rule"]]
    alone = pairs["claims"] == "without interpretive claims"
    assert set(pairs.loc[~alone, "answer"]) == {"undecided"}


def test_explanations_are_borne_out_in_the_shares_that_the_text_tells_apart():
    """Two rivals have one share, and regional security is always borne out."""
    said("chapters/08-side-by-side.md", "and regional security in all")
    shares = case.compute_multiverse().filter(like="borne_out.").mean()
    assert shares["borne_out.mutual-containment"] == shares["borne_out.economic-interests"]
    assert shares["borne_out.regional-security"] == 1


def test_doubly_decisive_tests_hang_on_the_line_drawn():
    """Stricter lines leave fewer or none, and moved grades no explanation above the others."""
    page = "chapters/08-side-by-side.md"
    said(page, "and regional security all")
    said(page, "If only grade 1 counts as unique, neither judge finds any such fact")
    said(page, "none of the five explanations stands out")
    rows = judged.decisive_tests().set_index("explanation")
    security = rows.loc["Regional security concerns"]
    assert rows.strict["Soft balancing"] < rows.agreed["Soft balancing"]
    assert security.strict == security.agreed
    grades = judged.judgments()
    assert grades.loc[grades["if_main"] >= 4, "if_not"].min() > 1
    ends = rows.moved.str.split(" to ", expand=True).astype(int)
    assert ends[0].max() < ends[1].min()


def test_the_share_of_sums_in_which_soft_balancing_is_ahead():
    """At even odds always against mutual containment, in half against regional security."""
    page = "chapters/08-side-by-side.md"
    said(page, "At even odds it always is against mutual containment, and in half of the sums")
    said(page, "not far from the toss of a coin")
    ahead = weights.share_ahead(judged.evidence(), list(judged.PRIORS)).set_index("rival")
    assert ahead.even["Mutual containment"] == 1
    assert ahead.even["Regional security concerns"] == 0.5
    assert (ahead["of a judge"] - ahead.even).abs().max() < 0.07
    assert ahead["moved a step"].drop("Mutual containment").between(0.4, 0.62).all()


def test_no_fact_is_almost_certain_under_two_explanations():
    """What many facts share at grade 4 none shares at grade 5, and both pages say so."""
    said("chapters/08-side-by-side.md", "If only grade 5 counts as expected, no fact is expected")
    said("chapters/06-conclusions.md", "though none is almost certain under both")
    grades = judged.judgments().query("if_main == 5 and not observation")
    agreed = grades.groupby(["item", "explanation"])["judge"].nunique().eq(2)
    assert agreed.groupby("item").sum().max() == 1


def test_one_strategy_rests_on_interpretation_alone():
    """Every coding for entangling diplomacy is an interpretive claim, of no other strategy."""
    said("index.md", "the traces are a matter of interpretation alone")
    codings = case.joined_codings().query("direction == 'supports' and family == 'balancing'")
    alone = codings["kind"].eq("interpretive").groupby(codings["indicator"]).all()
    assert list(alone.index[alone]) == ["entangling-diplomacy"]


def test_one_judge_alone_changes_the_count_against_policy_disputes_only():
    """At even odds, by judge; and by way of adding against all rivals but one."""
    said("chapters/08-side-by-side.md", "changes the count against policy disputes alone")
    totals = judged.balance_of_evidence()
    ahead = totals.assign(ahead=totals["decibans"] > 0).groupby
    by_judge = ahead(["rival", "judge"])["ahead"].mean().unstack()
    by_way = ahead(["rival", "facts"])["ahead"].mean().unstack()
    differs = by_judge["e"] != by_judge["f"]
    assert list(differs.index[differs]) == ["Policy disputes"]
    firm = by_way.nunique(axis=1) == 1
    assert list(firm.index[firm]) == ["Mutual containment"]
