"""The ninth chapter: its numbers against known read-offs of the tables."""

import re

import pandas as pd
import pytest

from softbalancing import load
from softbalancing.hindsight import (
    bloc_shares,
    later_event_rows,
    single_value,
    vote_agreement,
    with_row_ids,
)

SIX = ["CHN", "RUS", "KAZ", "KGZ", "TJK", "UZB"]


@pytest.fixture(scope="module")
def printed():
    """What the chapter's opening cell hands to the prose, by name."""
    import myst_nb

    from conftest import ROOT

    text = (ROOT / "chapters" / "09-in-hindsight.md").read_text(encoding="utf-8")
    cell = re.search(r"```\{code-cell\} python3\n:tags: \[remove-cell\]\n(.*?)```", text, re.S)[1]
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(myst_nb, "glue", lambda name, number, display: found.setdefault(name, number))
        exec(compile(cell, "09-in-hindsight", "exec"), {})
    used = set(re.findall(r"\{glue:text\}`([\w-]+)`", text))
    assert used <= set(found), used - set(found)
    return found


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("votes-rc-1993", "37"), ("votes-rc-2000", "77"), ("votes-rc-2008", "82"),
        ("votes-ru-1993", "36"), ("votes-ru-2000", "26"), ("votes-ru-2008", "10"),
        ("gdp-six-ppp-2020", "22.4"), ("gdp-six-usd-2020", "19.2"),
        ("gdp-eight-ppp-2020", "30.2"), ("gdp-eight-usd-2020", "22.7"),
        ("crude-russia-2020", "15.0"), ("crude-cis-2020", "16.1"), ("gas-russia-2010", "0.0"),
    ],
)  # fmt: skip
def test_the_chapter_prints_what_the_tables_were_read_to_say(printed, name, number):
    """Each number that was read off independently comes out of the chapter's own cell."""
    assert printed[name] == number


def test_what_the_prose_says_of_the_order_of_things_is_so(printed):
    """Agreement rises before 2001, the gap closes, output stays beneath a third by 2020."""
    assert float(printed["votes-rc-2000"]) > 2 * float(printed["votes-rc-1993"])
    assert float(printed["gap-1993"]) > 2 * float(printed["gap-2000"]) > float(printed["gap-2008"])
    assert float(printed["gdp-nine-ppp-2020"]) < 33.3 < float(printed["gdp-nine-ppp-2024"])
    assert float(printed["gdp-eight-ppp-2024"]) < 33.3
    assert float(printed["crude-cis-2020"]) < 33.3 / 2


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
    votes = vote_agreement(load("unga_votes"))

    with pytest.raises(LookupError, match="0 rows"):
        single_value(votes, "share", a="RUS", b="CHN", year=2050)
    with pytest.raises(LookupError):
        single_value(votes, "share", a="RUS", b="CHN")


def test_what_lasted_is_a_period_and_the_rest_a_point_in_time():
    """A base in use is drawn as a bar; its dates stay as fine as their sources."""
    rows = later_event_rows(load("later_events"), {}).set_index("id")

    bases = rows.loc[["later-manas-opened", "later-k2-opened"]]
    assert list(zip(bases.start, bases.end, bases.precision, strict=True)) == [
        ("2001-12", "2014-06-03", "period"),
        ("2001-10", "2005-11-21", "period"),
    ]
    others = rows[rows.end.isna()]
    assert set(others.precision) == {"day", "month"}
    assert (others.start.str.len() == others.precision.map({"day": 10, "month": 7})).all()
