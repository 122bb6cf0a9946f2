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


@pytest.fixture(scope="module")
def table(combinations, tried):
    """What followed from each change, for each rule."""
    return sensitivity.tabulate_changes(combinations, tried).set_index(["change", "rule"])


def test_every_kind_of_change_is_tried_and_named(table, tried):
    """None is forgotten in the table, and the answers to which it turns add up."""
    changes = [words for name, words in sensitivity.CHANGES.items() if name != "none"]
    words = {*changes, *sensitivity.CHOICE_WORDS.values(), sensitivity.TWO_CHOICES}

    assert set(tried) == set(sensitivity.CHANGES)
    assert set(table.index.get_level_values("change")) == words
    assert set(sensitivity.CHOICE_WORDS) == set(multiverse.CHOICES)
    counts = table.to.str.findall(r"[0-9]+").map(lambda found: sum(map(int, found)))
    assert (counts == table.turned).all()


def test_the_table_tells_how_few_codings_turn_the_answer(table):
    """Of six claims two turn the count of facts, and none the rule of the edition."""
    row = table.loc["One claim left out", "lead"]
    assert (row.tried, row.turned, row.to, row.codings) == (6, 2, "soft balancing (2)", 1)
    assert row.examples == "c1; c2"
    assert table.turned["One claim left out", "borne out"] == 0
    assert pd.isna(table.codings["One claim left out", "borne out"])
    assert table.examples["One cited work left out", "borne out"] == "thesis"


def test_one_choice_at_a_time_leaves_the_others_as_the_edition_has_them(table):
    """By the edition's rule another unit or ties change nothing, fewer claims do."""
    units = table.loc["Another unit of counting", "borne out"]
    assert (units.tried, units.turned) == (5, 0)
    claims = table.loc["Some claims left out", "borne out"]
    assert (claims.turned, claims.codings) == (1, 0)
    assert claims.examples == "claims included with a source besides the thesis"
    assert table.turned["Another unit of counting", "plurality"] == 2  # claim and work
    ties = table.loc["Ties given to a side"]
    assert (ties.tried == 2).all()
    assert ties.turned.to_dict() == {"borne out": 0, "lead": 1, "plurality": 2}


def test_of_two_choices_those_count_that_turn_the_answer_only_together(table, combinations):
    """By lead the rival's ties turn nothing, nor does half of the indicators, nor do both."""
    usual = pd.Series({**multiverse.USUAL, "rule": "lead"})
    other = combinations[list(multiverse.CHOICES)] != usual
    answers = combinations.assign(names=other.apply(lambda row: tuple(row[row].index), axis=1))
    single = answers[other.sum(axis=1) == 1]
    calm = {
        (name, row[name])
        for name in multiverse.CHOICES
        for _, row in single[single.names == (name,)].iterrows()
        if row.answer == "undecided"
    }
    pairs = [
        row.answer
        for _, row in answers[other.sum(axis=1) == 2].iterrows()
        if all((name, row[name]) in calm for name in row.names)
    ]

    row = table.loc[sensitivity.TWO_CHOICES, "lead"]
    assert row.tried == len(pairs) > 0
    assert row.turned == sum(answer != "undecided" for answer in pairs)


def test_what_takes_least_comes_first(table):
    """Choices that touch no coding, then one coding, then more; and only what turns it."""
    ordered = sensitivity.what_would_change(table.reset_index())

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
