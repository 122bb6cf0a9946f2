"""Variants of the codings get the verdict that they would get alone, each time the same."""

import numpy as np
import pandas as pd
import pytest

import hand_case
from softbalancing.verdict import assessment, variants
from softbalancing.verdict.coding_arrays import ABSENT, CODES

OPEN, THEORY, RIVALS = "undecided", "soft balancing", "rivals"


@pytest.fixture
def case():
    """The case judged by hand, counted by facts."""
    joined = hand_case.join()
    return variants.coded_case(joined, joined["fact"], hand_case.TABLES["indicators"])


def rows(frame):
    """Counts and answers of each variant, by its name."""
    columns = ["both", "theory", "rivals", *variants.JUDGED]
    return {row.variant: tuple(row[columns]) for _, row in frame.iterrows()}


def test_variants_get_the_verdict_of_their_codings(case):
    """Many at once or one by one: shuffled and thinned codings have one verdict."""
    random = np.random.default_rng(1)
    changed = random.integers(-1, 3, (40, len(case.joined)))
    words = {code: direction for direction, code in CODES.items()}

    at_once = case.judge(range(40), directions=changed)

    for directions, row in zip(changed, at_once.itertuples(), strict=True):
        kept = directions != ABSENT
        one = case.joined[kept].assign(direction=[words[code] for code in directions[kept]])
        alone = assessment.compute_verdict(one, **hand_case.TABLES)
        counts = (alone.facts_both, alone.facts_balancing, alone.facts_rival)
        assert (row.both, row.theory, row.rivals) == counts
        assert row[-3] == alone.answer


def test_leaving_out_a_claim_gives_the_counts_worked_out_by_hand(case):
    """Without c1 the bases serve the rival alone, without c2 the theory alone."""
    left = rows(variants.leave_each_out(case, case.joined["claim"]))

    assert left["c1"] == (0, 1, 2, OPEN, THEORY, RIVALS)
    assert left["c2"] == (0, 2, 1, OPEN, THEORY, THEORY)
    assert left["c5"] == (1, 1, 0, OPEN, OPEN, OPEN)
    assert left["c6"] == (1, 1, 1, OPEN, OPEN, OPEN)


def test_what_a_second_work_says_too_stays_without_the_first(case):
    """Claim c3 cites two works and goes with neither; the thesis holds up the rival."""
    frame = variants.leave_each_out(case, case.joined["work"])
    left = rows(frame)

    assert frame.set_index("variant").codings.to_dict() == {
        "ames2000": 1, "bell2001": 2, "thesis": 3,
    }  # fmt: skip
    assert left["ames2000"] == (0, 1, 2, OPEN, THEORY, RIVALS)
    assert left["thesis"] == (0, 2, 0, THEORY, THEORY, THEORY)


def test_an_author_takes_all_works_with_them(case):
    """Who wrote both works takes c3 with c1 and c4."""
    left = variants.leave_out(case, {"Ames": ["ames2000", "bell2001"]}, case.joined["work"])

    assert rows(left)["Ames"] == (0, 0, 2, RIVALS, RIVALS, RIVALS)
    assert left.codings.item() == 5


def test_merging_facts_can_only_share_more(case):
    """Each pair once; the smaller fact joins the larger."""
    frame = variants.merge_facts(case)

    assert sorted(
        (tuple(sorted(row[0].split(" + "))), row[1:4])
        for row in frame[["variant", "both", "theory", "rivals"]].itertuples(index=False, name=None)
    ) == [
        (("bases", "pipes"), (1, 1, 0)),
        (("bases", "talks"), (1, 0, 1)),
        (("pipes", "talks"), (2, 0, 0)),
    ]
    assert sorted(frame.codings) == [1, 1, 2]


def test_moving_a_claim_takes_its_codings_along(case):
    """To each other fact, or to none of them; claims about no fact stay where they are."""
    moved = rows(variants.move_claims(case))
    apart = rows(variants.move_claims(case, away=True))

    assert moved["c1 → talks"] == (0, 1, 2, OPEN, THEORY, RIVALS)
    assert moved["c5 → talks"] == (2, 0, 0, OPEN, OPEN, OPEN)
    assert len(moved) == 5 * 2
    assert apart["c1 → alone"] == (0, 2, 2, OPEN, THEORY, OPEN)
    assert len(apart) == 5


def test_splitting_a_fact_leaves_the_others_as_they_are(case):
    """Bases split by claim part the two sides; facts of one part are not split."""
    by_claim = rows(variants.split_facts(case, case.joined["claim"]))
    by_section = rows(variants.split_facts(case, case.joined["section"]))

    assert by_claim == {
        "bases": (0, 2, 2, OPEN, THEORY, OPEN), "talks": (1, 2, 1, OPEN, THEORY, THEORY),
    }  # fmt: skip
    assert by_section == {"bases": (0, 2, 2, OPEN, THEORY, OPEN)}


def test_half_of_the_splits_by_lot_part_two_claims(case):
    """Two claims fall on one side or on two, each as often."""
    frame = variants.split_by_lot(case, draws=1000)

    bases = frame[frame.variant == "bases"]
    assert len(bases) == 1000
    assert (bases.both == 0).mean() == pytest.approx(0.5, abs=0.05)


@pytest.fixture
def readings(case):
    """Three readings: as coded; without c2; and c1 turned against its indicator."""
    coded, claim = case.joined["direction"], case.joined["claim"]
    return pd.DataFrame(
        {
            "old": coded,
            "c": coded.mask(claim == "c2"),
            "d": coded.mask(claim == "c1", "undermines"),
        }
    )


def test_a_reading_is_judged_alone_and_without_it_what_the_others_agree_on(case, readings):
    """Without the old one, neither c1 nor c2 is left."""
    alone = rows(variants.vary_readings(case, readings))
    without = rows(variants.vary_readings(case, readings, together=True))

    assert alone["old"] == (1, 1, 1, OPEN, OPEN, OPEN)
    assert alone["c"] == (0, 2, 1, OPEN, THEORY, THEORY)
    assert without["old"] == (0, 1, 1, OPEN, THEORY, OPEN)


def test_bounds_are_exact(case, readings):
    """Every combination of the readings' choices is tried: none is outside, some at each end."""
    bounds = variants.bound_counts(case, readings).set_index("count")
    every = variants.draw_readings(case, readings, draws=300)

    for name in ("both", "theory", "rivals"):
        assert (bounds.least[name], bounds.most[name]) == (every[name].min(), every[name].max())
    lead = every.theory - every.both
    assert tuple(bounds.loc["theory less both", ["least", "most"]]) == (lead.min(), lead.max())
    assert bounds.coded.to_dict() == {"both": 1, "theory": 1, "rivals": 1, "theory less both": 0}


def counts(**cells):
    """Pairs of values of two readers, by ``first_second``."""
    values = [*assessment.DIRECTIONS, "not coded"]
    table = pd.DataFrame(0, index=values, columns=values)
    for name, number in cells.items():
        table.loc[tuple(part.replace("_", " ") for part in name.split("__"))] = number
    return table


def test_readers_who_never_differ_make_no_errors(case):
    """And values that they never gave stay as they are."""
    frame = variants.draw_errors(case, counts(supports__supports=9), draws=20)

    assert (frame.codings == 0).all()


def test_errors_occur_as_often_as_readers_differ(case):
    """Of ten supports that either gives the other omits two, so that a tenth... is lost.

    Each of 8 pairs holds two supports, each of 2 one: 2 of 18 supports meet an omission.
    """
    table = counts(supports__supports=8, supports__not_coded=2)

    frame = variants.draw_errors(case, table, draws=4000)

    assert frame.codings.mean() == pytest.approx(7 * 2 / 18, rel=0.05)


def test_lots_are_the_same_each_time(case, readings):
    """One seed, one result."""
    first, again = (variants.draw_readings(case, readings, draws=50) for _ in range(2))
    other = variants.draw_readings(case, readings, draws=50, seed=1)

    assert first.equals(again)
    assert not first.equals(other)


def test_chance_shares_as_many_facts_as_the_odds_say(case):
    """Six supporting codings, two for the rival; facts of two, three and one.

    The fact of two is shared in 8 of 15 deals, that of three in 16 of 20.
    """
    shared = variants.shuffle_facts(case, draws=4000)

    assert shared.mean() == pytest.approx(8 / 15 + 16 / 20, rel=0.03)
    assert shared.max() == 2
