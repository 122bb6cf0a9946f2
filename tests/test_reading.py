"""A reader's own codings: judged as by hand, checked with a clear word, compared, turned."""

import json
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import hand_case
from edition.data.table_schema import InvalidInput
from edition.project.vocabulary import Vocabulary
from edition.sphinxext import page_context
from softbalancing import assess, case, load
from softbalancing.reading.assess import Reading, judge_reading
from softbalancing.reading.commands import app
from softbalancing.reading.turning import turning
from softbalancing.verdict.coding_arrays import ABSENT, CODES

TABLES = {
    **hand_case.TABLES,
    "codings": hand_case.CODINGS.assign(rationale="So it is."),
    "cuts": hand_case.CUTS,
}
UNDECIDED, THEORY, RIVALS, NEITHER = "undecided", "soft balancing", "rivals", "neither"


def judge(codings=None, **reading):
    """A reading of the case judged by hand; its codings are the case's but for some."""
    frame = TABLES["codings"].set_index(["claim", "indicator"])
    for pair, direction in (codings or {}).items():
        frame.loc[pair, "direction"] = direction
    return judge_reading(Reading(frame.reset_index(), **reading), TABLES)


def test_the_edition_as_a_reading_differs_in_nothing():
    """Counts, what is borne out and the answer are those worked out by hand."""
    verdict = judge().verdict

    assert [tuple(row.values()) for row in verdict["indicators"]] == [
        ("denial", 3, 0, 0, True), ("threat", 2, 0, 0, True), ("oil", 2, 0, 1, True),
    ]  # fmt: skip
    assert verdict["borne_out"] == {"theory": True, "rival": True}
    assert verdict["counts"] == {"both": 1, "theory": 1, "rivals": 1}
    assert (verdict["answer"], verdict["strategies_met"]) == (UNDECIDED, 1)
    assert verdict["condition_met"] and judge().changes.empty


@pytest.mark.parametrize(
    ("codings", "reading", "counts", "answer"),
    [
        ({("c4", "threat"): "undermines"}, {}, (1, 1, 1), RIVALS),
        ({("c2", "oil"): pd.NA, ("c5", "oil"): "neutral"}, {}, (0, 2, 0), THEORY),
        ({("c4", "threat"): pd.NA, ("c6", "threat"): pd.NA, ("c2", "oil"): "undermines"}, {},
         (0, 2, 1), NEITHER),  # what is not borne out is still counted
        ({}, {"left_out": ("bases",)}, (0, 1, 1), UNDECIDED),
        ({}, {"facts": {"c5": "talks"}}, (2, 0, 0), UNDECIDED),
        ({}, {"facts": {"c6": "pipes"}}, (2, 1, 0), UNDECIDED),  # it had no fact
        ({("c6", "oil"): "supports"}, {}, (1, 1, 1), UNDECIDED),  # added, about no fact
        ({}, {"choices": {"unit": "topic"}}, (2, 0, 0), UNDECIDED),
        ({}, {"choices": {"unit": "version_1_1"}}, (1, 0, 1), UNDECIDED),
        ({}, {"choices": {"rule": "plurality", "least_support": 2}}, (0, 1, 0), THEORY),
        ({}, {"choices": {"rule": "two works"}}, (0, 1, 0), THEORY),
        ({}, {"choices": {"claims": "without interpretive claims"}}, (0, 1, 2), UNDECIDED),
        ({}, {"choices": {"condition": "left out"}}, (1, 1, 1), UNDECIDED),
    ],
)  # fmt: skip
def test_a_reading_is_judged_as_by_hand(codings, reading, counts, answer):
    """Turned, taken away, added, moved, left out, and under other choices."""
    verdict = judge(codings, **reading).verdict

    assert tuple(verdict["counts"].values()) == counts
    assert verdict["answer"] == answer


def test_nothing_coded_bears_nothing_out():
    """An empty reading answers, too."""
    verdict = judge_reading(Reading(TABLES["codings"].head(0)), TABLES).verdict

    assert (verdict["answer"], tuple(verdict["counts"].values())) == (NEITHER, (0, 0, 0))


def test_changes_are_listed_with_their_reasons_and_make_the_digest():
    """A reason is the reader's where it is not the edition's; it does not enter the digest."""
    given = {"facts": {"c5": "talks", "c1": "bases"}, "left_out": ("pipes",)}
    chosen = {"choices": {"rule": "lead", "unit": "fact"}}
    judged = judge({("c1", "denial"): "neutral", ("c1", "oil"): "supports"}, **given, **chosen)
    frame = TABLES["codings"].assign(rationale="Because.")
    other = judge_reading(Reading(frame, **given), TABLES)

    columns = ["kind", "claim", "indicator", "what", "before", "after"]
    assert judged.changes[columns].agg(" ".join, axis=1).str.split().tolist() == [
        ["coding", "c1", "denial", "supports", "neutral"],
        ["coding", "c1", "oil", "supports"],
        ["fact", "c5", "pipes", "talks"],
        ["left_out", "pipes"],
        ["choice", "rule", "borne", "out", "lead"],
    ]
    assert other.digest == judge(**given).digest != judged.digest
    assert len(judged.digest) == 16


def test_claims_that_were_not_gone_through_stay_as_they_are():
    """Only the others are recoded and compared."""
    empty = TABLES["codings"].assign(direction=pd.NA)
    judged = judge_reading(Reading(empty, coded_claims=("c4",)), TABLES)

    assert judged.verdict["indicators"][0]["supports"] == 2  # c1 and c3 remain
    assert judged.agreement({"x": TABLES["codings"]})[["units", "shared"]].values.tolist() == [
        [2, 0]
    ]


def test_agreement_with_another_reading_is_that_of_the_shared_pairs():
    """Seven pairs coded by both, six alike; one by each alone."""
    mine = {("c1", "denial"): "undermines", ("c5", "oil"): pd.NA, ("c6", "oil"): "neutral"}
    row = judge(mine).agreement({"x": TABLES["codings"]}).iloc[0]

    assert (row["units"], row["shared"]) == (9, 7)
    assert row["overlap"] == pytest.approx(7 / 9)
    assert row["equal"] == pytest.approx(6 / 7)
    assert row["overlap_low"] < row["overlap"] < row["overlap_high"]
    # 14 values, of which 11 supports, 1 undermines, 2 neutral; 2 of 14 in unequal pairs.
    assert row["alpha"] == pytest.approx(1 - 13 * 2 / (14**2 - 11**2 - 1 - 2**2))


def test_what_would_turn_the_answer_as_by_hand():
    """Each of four codings turned; two withdrawn; the smallest sets for the other answers."""
    found = turning(judge())

    assert found["tried"] == {"turn": 9, "take_away": 7, "add": 20, "leave_out": 3}
    assert [(each["claim"], each["indicator"], each["answer"]) for each in found["singles"]] == [
        ("c2", "oil", THEORY), ("c4", "threat", RIVALS), ("c5", "oil", THEORY),
        ("c6", "threat", RIVALS),
    ]  # fmt: skip
    sets = {each["answer"]: each["changes"] for each in found["sets"]}
    assert sets == {THEORY: 1, RIVALS: 1, NEITHER: 2}
    away = {each["answer"]: each["changes"] for each in found["withdrawals"]}
    assert away == {THEORY: 2, RIVALS: 2, NEITHER: 4}
    assert found["exact"] and found["pairs"]["tried"] == 0
    (step,) = found["sets"][1]["steps"]
    assert (step["change"], step["codings"]) == ("turn", ["c4 threat"])


def test_additions_of_one_kind_are_one_entry_and_facts_are_left_out():
    """One coding against a threat that two support against one; all but one claim could have it."""
    found = turning(judge({("c1", "threat"): "undermines"}, left_out=("pipes",)))
    added = [each for each in found["singles"] if each["change"] == "add"]

    assert [(each["to"], each["claims"], each["claim"]) for each in added] == [
        ("undermines", 2, "c2"),  # c2 and c3: c5 is about a fact left out
        ("undermines", 3, "c1"),  # the one coding for oil that is left
    ]
    left = [each["fact"] for each in found["singles"] if each["change"] == "leave out"]
    assert left == ["bases", "talks"]


def test_a_rule_that_counts_is_tried_by_singles_and_pairs():
    """Under plurality, with one unit of each kind, taking away decides; no more is claimed."""
    found = turning(judge(choices={"rule": "plurality"}))
    names = {each["claim"] + each["indicator"] for each in found["singles"]
             if each["change"] == "take away"}  # fmt: skip

    assert not found["exact"] and found["sets"] == [] == found["withdrawals"]
    assert names == {"c1denial", "c2oil"}  # then a side has two facts, and both have none
    assert found["pairs"]["tried"] == 10  # of the five others
    assert all(len(each) == 3 for each in found["pairs"]["examples"])


def flipped(judged, wanted):
    """Whether the answer can be had by so few changed codings: all are tried."""
    wider, _ = judged.widened()
    places = range(len(wider.directions))
    for cells in combinations(places, wanted):
        for codes in product([*CODES.values(), ABSENT], repeat=wanted):
            directions = wider.directions.copy()
            directions[list(cells)] = codes
            yield directions


@pytest.mark.parametrize("seed", range(8))
def test_no_smaller_set_turns_the_answer(seed):
    """Random readings: each set turns it, and none with fewer changes, tried one by one, does."""
    lot = np.random.default_rng(seed)
    pairs = product(["c1", "c2", "c3", "c4", "c5", "c6"], ["denial", "threat", "oil"])
    words = [*CODES, pd.NA, pd.NA]
    needed = {"indicators": "half"} if seed % 2 else {}
    judged = judge({pair: words[lot.integers(5)] for pair in pairs}, choices=needed)
    wider, could_be = judged.widened()
    names = (wider.joined["claim"] + " " + wider.joined["indicator"]).tolist()
    reached = {}
    for size in (1, 2):
        tried = np.array(list(flipped(judged, size)))
        for answer in set(wider.answers(tried)):
            reached.setdefault(answer, size)

    for each in judged.turning["sets"]:
        directions = wider.directions.copy()
        for step in each["steps"]:
            free = [n for n, ok in zip(names, could_be, strict=True) if ok]
            free = [n for n in free if n.endswith(step["indicator"])]
            for name in step["codings"] or free[: step["number"]]:
                directions[names.index(name)] = CODES.get(step["to"], ABSENT)
        assert wider.answers(directions[None, :])[0] == each["answer"]
        assert reached.get(each["answer"], 3) >= min(each["changes"], 3)
    for each in judged.turning["withdrawals"]:
        gone = [name for step in each["steps"] for name in step["codings"]]
        directions = np.where(np.isin(names, gone), ABSENT, wider.directions)
        assert len(gone) == each["changes"]
        assert wider.answers(directions[None, :])[0] == each["answer"]


@pytest.fixture
def table(root, tmp_path):
    """A function that writes the edition's table, changed, and returns its path."""
    text = (root / "data" / "codings.csv").read_text(encoding="utf-8")

    def write(change=lambda text: text):
        path, content = tmp_path / "my-codings.csv", change(text)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_the_edition_read_from_a_file_is_the_edition(table):
    """The same verdict as the chapters have; its figures show its codings."""
    judged, verdict = assess(table()), case.verdict()

    assert judged.changes.empty
    assert judged.verdict["answer"] == verdict.answer
    assert judged.verdict["borne_out"] == verdict.borne_out
    facts = (verdict.facts_both, verdict.facts_balancing, verdict.facts_rival)
    assert tuple(judged.verdict["counts"].values()) == facts
    figures = assess(load("codings")).matrices()
    assert list(figures) == ["double-use", "evidence"]
    assert len(figures["evidence"].rows) == len(judged.joined.dropna(subset=["direction", "topic"]))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: "\n".join(line for line in text.split("\n") if ",,,,thesis" not in line),
        lambda text: "\n".join([*text.split("\n")[:1], *sorted(text.split("\n")[1:-1]), ""]),
    ],
    ids=["spreadsheet", "no empty rows", "sorted"],
)
def test_how_a_program_writes_the_table_changes_nothing(table, change):
    """Byte-order mark, line ends, order of rows."""
    assert assess(table(change)).digest == assess(table()).digest


FIRST = "k-1-07-perceived-aggressiveness,c-1-07,perceived-aggressiveness,undermines,"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace(",", ";"), "1: file: uses ';' as separator: save it with comm"),
        (lambda text: text.replace(",", "\t"), "1: file: uses tabs as separator: save it with"),
        (lambda text: text.encode("utf-16"), "1: file: is UTF-16: save it as UTF-8"),
        (lambda text: text.encode("utf-16-le"), "1: file: is UTF-16: save it as CSV UTF-8"),
        (lambda text: text.replace("Scholars", "Schölars", 1).encode("cp1252", "replace"),
         "2: file: is not UTF-8 (as Windows-1252 it would read '"),
        (lambda text: b"PK\3\4" + text.encode(), "1: file: is a spreadsheet file: save it as CSV"),
        (lambda text: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "1: file: is no text: save it as"),
        (lambda text: "<!DOCTYPE html>\n<p>Hello</p>\n", "1: file: has none of the columns id, "),
        (lambda text: '{"reading": 1}', "1: file: has none of the columns id, claim, indicator"),
        (lambda text: "", "1: file: is empty"),
        (lambda text: text + "x" * 10_000_000, "1: file: has 10.0 MB; a reading has less than 2"),
        (lambda text: text.replace("\n", ",,\n"), "1: column 10: has no name (and 1 more): del"),
        (lambda text: text.replace("\n", ",,\n").replace(",,\n", "\n", 1),
         "2: row: 11 cells, not 9: delete the empty ones at its end"),
        (lambda text: text.replace(FIRST, FIRST.replace("undermines", "TRUE")),
         "2: direction: 'TRUE' is not one of supports, undermines, neutral"),
        (lambda text: text.replace(FIRST, FIRST.replace("undermines", "UNDERMINES")),
         "2: direction: 'UNDERMINES' is not one of supports, undermines, neutral (nearest: under"),
        (lambda text: text.replace(FIRST, FIRST.replace("1-07", "1-77")),
         "2: claim: 'c-1-77' is not in data/claims.csv (nearest: c-1-"),
        (lambda text: text.replace("perceived-aggressiveness", "perceived-threat"),
         "2: indicator: 'perceived-threat' is not in data/indicators.csv"),
        (lambda text: text.replace("k-1-07", "k-1-08", 1), "2: id: id, claim, indicator disagree"),
        (lambda text: text + text.split("\n")[1] + "\n",
         "255: id: 'k-1-07-perceived-aggressiveness' already occurs in line 2"),
        (lambda text: text.replace('American threat."', "threat", 1), "2: file: has an unp"),
        (lambda text: text.replace("c-1-07,", "<b>c-1-07</b>,", 1), "2: claim: '<b>c-1-07</b>'"),
        (lambda text: text.replace('"Scholars', '"=HYPERLINK(1)', 1), "2: rationale: '=HYPERLIN"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named_with_line_column_and_reason(table, change, reason):
    """Nothing is judged, and the first line says what to do."""
    path = table(change)
    done = CliRunner().invoke(app, ["assess", str(path)])

    assert done.exit_code == 1 and done.stdout == ""
    assert any(line.startswith(f"{path}:{reason}") for line in done.stderr.splitlines()), (
        done.stderr[:2000]
    )
    assert len(done.stderr.splitlines()) <= 101


def test_a_reason_with_markup_stays_text(table):
    """It is the reader's own, and no page prints it as HTML."""
    path = table(lambda text: text.replace('"Scholars', '"<img src=x>', 1))
    path.write_text(path.read_text().replace(FIRST, FIRST.replace("undermines", "neutral")))

    assert assess(path).changes["reason"].item().startswith("<img src=x> explain missing")


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ("{", "1: file: holds no reading: "),
        ("[]", "1: file: holds no reading: "),
        ("[" * 100_000, "1: file: holds no reading: "),
        ('{"reading":\n{"facts": {"c-1-01":\n"us-preponderence"}}}',
         "3: facts: 'us-preponderence' is not in this edition (nearest: us-preponderance)"),
        ('{"reading": {"facts": {"c-9": "us-preponderance"}}}', "1: facts: 'c-9' is not in this"),
        ('{"reading": {"left_out": "all"}}', "1: left_out: has another form than the book writes"),
        ('{"reading": {"left_out": [["x"]]}}', "1: left_out: \"['x']\" is not in this edition"),
        ('{"reading": {"choices": {"rules": "lead"}}}', "1: choices: 'rules' is not in this edi"),
        ('{"reading": {"choices": {"rule": "Lead"}}}',
         "1: choices: rule: 'Lead' is not in this edition (nearest: lead)"),
        ('{"reading": {"choices": {"least_support": true}}}', "1: choices: least_support: 'True'"),
        ('{"coded_claims": ["c-1-999"]}', "1: coded_claims: 'c-1-999' is not in this edition"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_table_is_checked_too(table, about, reason):
    """Facts, choices and claims that this edition does not know, and what is no reading."""
    path = table()
    path.with_suffix(".json").write_text(about, encoding="utf-8")

    with pytest.raises(InvalidInput) as error:
        assess(path)

    assert str(error.value.violations[0]).startswith(f"{path.with_suffix('.json')}:{reason}")


def test_choices_beside_the_table_are_taken_and_can_be_overruled(table):
    """In a notebook what is passed goes first; what is unknown is an error."""
    path = table()
    about = {"reading": {"codings": {}, "later": 1, "choices": {"rule": "plurality"}}}
    path.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")

    assert assess(path).choices["rule"] == "plurality"
    assert assess(path, choices={"rule": "lead"}).choices["rule"] == "lead"
    with pytest.raises(InvalidInput, match="'sorted' is not in this edition"):
        assess(load("codings"), choices={"unit": "sorted"})
    with pytest.raises(InvalidInput, match="codings:2: direction: 'against' is not one of"):
        assess(load("codings").replace({"direction": {"undermines": "against"}}))


def test_the_command_says_what_follows_and_writes_the_matrices(table, tmp_path):
    """The answer, the change, what would turn it, the agreement; the same as JSON."""
    path = table(lambda text: text.replace(FIRST, FIRST.replace("undermines", "supports")))
    run = CliRunner().invoke
    words = run(app, ["assess", str(path), "--matrices", str(tmp_path / "figures")])
    found = json.loads(run(app, ["assess", str(path), "--json", "--against", str(path)]).stdout)

    assert words.stdout.startswith("Answer: undecided (the edition: undecided)\nChanges from the")
    row = next(line for line in words.stdout.splitlines() if "c-1-07" in line)
    assert row.split() == ["coding", "c-1-07", "perceived-aggressiveness", "undermines", "supports"]
    assert "Single changes that turn the answer, of" in words.stdout
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        "double-use.csv", "double-use.png", "evidence.csv", "evidence.png",
    }  # fmt: skip
    assert found["digest"] == assess(path).digest == found["against"]["digest"]
    assert found["counts"] == assess(path).verdict["counts"]
    assert [each["other"] for each in found["agreement"]][::4] == [
        "The edition",
        "The other reading",
    ]
    assert found["agreement"][-1]["alpha"] == 1


def test_a_form_has_no_directions_and_comes_back_as_a_reading(tmp_path):
    """Blind, it shows no coding; the claims of other sections stay as the edition has them."""
    path, run = tmp_path / "form.csv", CliRunner().invoke
    done = run(app, ["form", str(path), "--section", "4.2", "--blind"])
    rows, claims = pd.read_csv(path), load("claims").set_index("id")
    inside = claims.index[claims["section"].str.startswith("4.2")]

    assert done.exit_code == 0, done.output
    assert list(rows["claim"].unique()) == list(inside)
    assert len(rows) == len(inside) * len(load("indicators"))
    empty = ["direction", "version_1_1", "reader_c", "reader_d", "asserted_by", "rationale"]
    assert rows[empty].isna().all(axis=None)
    assert rows["text"].dropna().tolist() == claims.loc[inside, "claim"].tolist()
    changes = assess(path).changes
    assert set(changes["after"]) == {""} and set(changes["claim"]) <= set(inside)
    again = run(app, ["form", str(path)])
    assert again.exit_code == 1 and f"{path}: File exists: remove or rename it" in again.stderr
    assert len(pd.read_csv(path)) == len(rows)


def test_a_form_of_a_section_that_does_not_exist_names_the_nearest(tmp_path):
    """No file is left."""
    done = CliRunner().invoke(app, ["form", str(tmp_path / "form.csv"), "--section", "4.2.9"])

    assert done.exit_code == 1 and "no claims are in section '4.2.9' (nearest: 4.2" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_study_adds_files_and_scripts_to_the_pages(tmp_path, monkeypatch):
    """What lies in its folder and what its functions return is in `_static`; not in the EPUB."""
    (tmp_path / "own" / "deep").mkdir(parents=True)
    (tmp_path / "own" / "deep" / "a.js").write_text("a")
    words = Vocabulary(static=tmp_path / "own", written_files={"b.js": "platform:python_version"})
    monkeypatch.setattr(page_context.vocabulary, "current", lambda: words)
    for name in ("html", "epub"):
        app_ = SimpleNamespace(builder=SimpleNamespace(name=name), outdir=tmp_path / name)
        page_context.write_study_files(app_, None)

    written = {path.name for path in (tmp_path / "html" / "_static").rglob("*") if path.is_file()}
    assert written == {"a.js", "b.js"}
    assert not (tmp_path / "epub").exists()
