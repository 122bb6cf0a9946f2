"""Units of counting: each rung cuts the same codings, and only the cut differs."""

import hand_case
from softbalancing.verdict import units
from softbalancing.verdict.assessment import count_uses


def counts(name):
    """Units of one rung that serve both sides, the theory alone and rivals alone."""
    uses = count_uses(hand_case.join(), hand_case.label()[name])["use"]
    return tuple((uses == use).sum() for use in ("both", "balancing", "rival"))


def test_each_rung_gives_the_counts_worked_out_by_hand():
    """The finer the unit, the fewer are shared: the same eight codings, five answers."""
    assert {name: counts(name) for name in hand_case.label()} == {
        "claim": (0, 3, 2),
        "work": (0, 3, 2),
        "section": (0, 2, 2),
        "fact": (1, 1, 1),
        "version_1_1": (1, 0, 1),
        "topic": (2, 0, 0),
    }


def test_claims_about_no_fact_are_in_no_unit():
    """What is left out at one rung is left out at all."""
    labels = hand_case.label()

    assert labels[hand_case.join().claim == "c6"].isna().all(axis=None)
    assert labels[hand_case.join().claim != "c6"].notna().all(axis=None)


def test_every_unit_of_the_ladder_names_the_claims_behind_it():
    """A row a unit and rung; neutral claims are behind nothing."""
    ladder = units.climb_ladder(hand_case.join(), hand_case.label()).set_index(["rung", "unit"])

    assert ladder.claims["Fact", "talks"] == "c3;c4"
    assert ladder.claims["Topic", "pacts"] == "c3;c4;c5"
    assert ladder.use["Topic", "pacts"] == "both"
    assert list(ladder.index.unique("rung")) == [units.UNITS[name] for name in hand_case.label()]
