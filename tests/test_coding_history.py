"""The history of the codings: each stage judged, no row lost from sight."""

import pandas as pd
import pytest

import hand_case
from softbalancing import load
from softbalancing.verdict import coding_history


def test_each_stage_has_the_verdict_of_its_codings():
    """The case judged by hand, before and after its rival lost all support."""
    joined = hand_case.join()
    stages = {"before": joined, "after": joined[joined.indicator != "oil"]}

    rows = coding_history.summarize_stages(stages, **hand_case.TABLES).set_index("stage")

    assert rows.loc["before", ["codings", "both", "theory", "rivals"]].tolist() == [8, 1, 1, 1]
    assert rows.loc["after", ["codings", "both", "theory", "rivals"]].tolist() == [5, 0, 2, 0]
    assert rows.borne_out.tolist() == ["theory; rival", "theory"]
    assert rows.answer["after"] == "soft balancing"


def passes(*rows):
    """Rows of the table of agreement, from table, unit and both readers' values."""
    columns = ["table", "unit", "pass_a", "pass_b"]
    return pd.DataFrame(rows, columns=columns, dtype="string")


@pytest.fixture
def trace():
    """What became of a few units."""
    agreement = passes(
        ("claims", "c-1-01", "x", "x"),
        ("claims", "a.c-1-02", "x", None),
        ("claims", "x.c-1-02", "x", "x"),
        ("claims", "c-1-03", None, "x"),
        ("claims", "b.c-2-07", None, "x"),
        ("claims", "c-1-04", "x", "x"),
        ("codings", "c-1-01.oil", "supports", "supports"),
        ("codings", "c-1-01.denial", "supports", None),
        ("codings", "a.c-1-02.oil", "supports", None),
    )
    codings = pd.DataFrame({"claim": ["c-1-01", "c-1-04"], "indicator": ["oil", "oil"]})
    claims = pd.Series(["c-1-01", "c-1-03", "c-1-04", "c-1-05"], dtype="string")
    return coding_history.trace_units(agreement, claims, codings).set_index("unit")


def test_every_unit_has_a_fate(trace):
    """Kept, merged, dropped with its claim or without it, or made by no reader."""
    assert trace.fate.to_dict() == {
        "c-1-01": "kept", "a.c-1-02": "no row of its own", "x.c-1-02": "merged into another row",
        "c-1-03": "kept", "b.c-2-07": "no row of its own", "c-1-04": "kept", "c-1-05": "added",
        "c-1-01.oil": "kept", "c-1-01.denial": "coding not kept",
        "a.c-1-02.oil": "no row of its own", "c-1-04.oil": "added",
    }  # fmt: skip
    assert trace.readers["a.c-1-02"] == "A" and trace.readers["c-1-03"] == "B"
    assert trace.readers["x.c-1-02"] == "both" and trace.readers["c-1-05"] == "none"


def test_a_row_that_is_gone_is_placed_between_its_neighbors_where_the_table_tells(trace):
    """Not across the border of a section, nor where a row stands out of the text's order."""
    assert (trace.after["x.c-1-02"], trace.before["x.c-1-02"]) == ("c-1-01", "c-1-03")
    assert pd.isna(trace.after["b.c-2-07"]) and pd.isna(trace.before["b.c-2-07"])
    assert pd.isna(trace.after["c-1-03"])


def test_a_reason_is_given_where_it_is_known_and_else_said_to_be_unknown(trace):
    """What was kept needs none; what was added says when."""
    assert pd.isna(trace.reason["c-1-01"])
    assert trace.reason["x.c-1-02"] == coding_history.NOT_RECORDED
    assert trace.reason["c-1-05"] == "added after the first round"
    assert "not recorded" in trace.reason["c-1-04.oil"]


def test_no_row_of_the_first_round_is_lost():
    """All units of the table, and all claims of today, once."""
    table, claims = load("agreement"), load("claims").id
    trace = coding_history.trace_units(table, claims, load("codings"))

    units = trace[trace.readers != "none"]
    assert set(units.unit[units.table == "claims"]) == set(table.unit[table.table == "claims"])
    assert set(units.unit[units.table == "codings"]) == set(table.unit[table.table == "codings"])
    assert sorted(trace[trace.table == "claims"].claim.dropna()) == sorted(claims)
