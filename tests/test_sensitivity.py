"""What would change the conclusion: told in tables whose numbers are those of the variants."""

import pandas as pd
import pytest

import hand_case
from softbalancing.verdict import assessment, multiverse, sensitivity, variants


@pytest.fixture(scope="module")
def case():
    """The case judged by hand, counted by facts."""
    joined = hand_case.join()
    return variants.coded_case(joined, joined["fact"], hand_case.TABLES["indicators"])


@pytest.fixture(scope="module")
def tried(case):
    """All changes of it; its three readings are alike but for one coding."""
    coded = case.joined["direction"]
    other = coded.mask(case.joined["claim"] == "c2")
    readings = pd.DataFrame({"old": coded, "c": coded, "d": other})
    authors = {"Ames": ["ames2000"], "Bell": ["bell2001"]}
    return sensitivity.try_changes(case, readings, authors)


@pytest.fixture(scope="module")
def combinations():
    """Its multiverse."""
    readings = pd.DataFrame({"Final": hand_case.CODINGS["direction"]})
    indicators = hand_case.TABLES["indicators"]
    joined = hand_case.join()
    return multiverse.compute_multiverse(joined, hand_case.label(), readings, indicators)


def test_every_kind_of_change_is_tried_and_named(tried):
    """None is forgotten in the table."""
    table = sensitivity.tabulate_changes(tried)

    assert list(tried) == list(sensitivity.CHANGES)
    assert set(table.change) == set(sensitivity.CHANGES.values())
    assert (table[list(assessment.ANSWERS)].sum(axis=1) == table.tried).all()


def test_the_table_tells_how_few_codings_turn_the_answer(tried):
    """Of six claims two turn the count of facts, and none the rule of the edition."""
    table = sensitivity.tabulate_changes(tried).set_index(["change", "rule"])

    row = table.loc["One claim left out", "lead"]
    assert (row.tried, row.turned, row["soft balancing"], row.codings) == (6, 2, 2, 1)
    assert row.examples == "c1; c2"
    assert table.turned["One claim left out", "borne out"] == 0
    assert pd.isna(table.codings["One claim left out", "borne out"])
    assert table.examples["One cited work left out", "borne out"] == "thesis"


def test_one_choice_at_a_time_leaves_the_others_as_the_edition_has_them(combinations):
    """By the edition's rule another unit changes nothing, fewer claims do."""
    table = sensitivity.change_one_choice(combinations).set_index(["change", "rule"])

    units = table.loc["Another unit of counting", "borne out"]
    assert (units.tried, units.turned) == (5, 0)
    claims = table.loc["Some claims left out", "borne out"]
    assert (claims.turned, claims.codings) == (1, 0)
    assert claims.examples == "with a source besides the thesis"
    assert table.turned["Another unit of counting", "plurality"] == 2  # claim and work


def test_what_takes_least_comes_first(tried, combinations):
    """Choices that touch no coding, then one coding, then more; and only what turns it."""
    ordered = sensitivity.what_would_change(
        sensitivity.tabulate_changes(tried), sensitivity.change_one_choice(combinations)
    )

    assert ordered.codings.is_monotonic_increasing
    assert ordered.codings[0] == 0
    assert (ordered.turned > 0).all()


def test_the_fewest_codings_are_those_of_the_weakest_indicators():
    """Two must go for either side, of threat or of oil, and leaving them out does it."""
    indicators = hand_case.TABLES["indicators"]
    support = assessment.count_support(hand_case.join(), indicators)

    fewest = sensitivity.fewest_codings(support, "theory").set_index("answer")

    assert fewest.codings.to_dict() == {"rivals": 2, "soft balancing": 2, "neither": 4}
    assert fewest.indicators["neither"] == "threat; oil"
    kept = hand_case.CODINGS[hand_case.CODINGS.indicator != "threat"]
    verdict = assessment.compute_verdict(hand_case.join(kept), **hand_case.TABLES)
    assert verdict.answer == "rivals"
