"""Tests between explanations: they follow from the expectations, and only from them."""

import pandas as pd
import pytest

from softbalancing import load
from softbalancing.verdict import case, expectations

THEORY = "soft-balancing"


@pytest.fixture
def table():
    """The expectations of the edition, which are of topics."""
    return load("expectations").rename(columns={"topic": "fact"})


@pytest.fixture
def coded():
    """The codings of the edition with the topics that they are about."""
    joined = case.joined_codings()
    return joined.assign(fact=joined.topic)


def test_every_fact_is_judged_under_every_explanation(table):
    """No cell of the matrix is left blank, and each judgment has its address."""
    assert set(table.explanation) == set(load("explanations").id)
    assert expectations.expectation_matrix(table).notna().all(axis=None)
    assert (table.id == "x-" + table.fact.str.removeprefix("t-") + "-" + table.explanation).all()


@pytest.mark.parametrize(
    ("stronger", "weaker", "kind"),
    [
        ("expected", "unexpected", "doubly decisive"),
        ("expected", "indifferent", "hoop"),
        ("indifferent", "unexpected", "smoking gun"),
        ("expected", "expected", "shared"),
        ("unexpected", "unexpected", "shared"),
        ("indifferent", "indifferent", "straw in the wind"),
    ],
)
def test_the_kind_of_a_test_follows_from_certainty_and_uniqueness(stronger, weaker, kind):
    """Each pair of expectations has one kind."""
    assert expectations.kind_of_test(stronger, weaker) == kind
    assert kind in expectations.KINDS


def test_a_fact_discriminates_where_the_expectations_differ(table, coded):
    """Tests that tell apart have a favored side, and the others have none."""
    tests = expectations.pairwise_tests(table, coded, theory=THEORY)

    differ = tests.theory_expects != tests.rival_expects
    assert (tests.discriminates == differ).all()
    assert tests.favors.notna().equals(differ)
    assert set(tests.kind[~differ]) <= {"shared", "straw in the wind"}
    assert len(tests) == table.fact.nunique() * (table.explanation.nunique() - 1)


def test_a_test_favors_the_side_that_expects_more(table, coded):
    """What surprises the theory and not its rival speaks for the rival."""
    tests = expectations.pairwise_tests(table, coded, theory=THEORY)

    surprising = tests[(tests.theory_expects == "unexpected") & tests.discriminates]
    assert (surprising.favors == surprising.rival).all()
    certain = tests[(tests.theory_expects == "expected") & tests.discriminates]
    assert (certain.favors == THEORY).all()


def test_the_use_is_that_of_the_codings(table, coded):
    """Recoding every claim about a fact turns its use, not its expectations."""
    recoded = coded.assign(
        direction=coded.direction.where(coded.fact != "t-us-bases", "undermines")
    )

    before, after = (expectations.compare_with_codings(table, frame) for frame in (coded, recoded))

    chosen = (table.fact == "t-us-bases") & (table.explanation == THEORY)
    assert before.use[chosen].item() == "supports"
    assert after.use[chosen].item() == "undermines"
    assert after.expectation.equals(before.expectation)
    assert (before.use[(before.supports == 0) & (before.undermines == 0)] == "silent").all()


def test_rivals_with_the_expectation_of_the_theory_are_counted():
    """A rival counts for a fact if it expects of it what the theory does."""
    frame = pd.DataFrame(
        [
            ("a", "x", "expected"),
            ("a", "y", "indifferent"),
            ("b", "x", "expected"),
            ("b", "y", "expected"),
        ],
        columns=["fact", "explanation", "expectation"],
    )

    assert expectations.count_agreeing_rivals(frame, theory="x").to_dict() == {"a": 0, "b": 1}
