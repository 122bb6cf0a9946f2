"""What the browser makes of a reading equals what Python makes of it, to the last digit."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from softbalancing import load
from softbalancing.reading.assess import JudgedReading, Reading, judge_reading
from softbalancing.reading.browser_data import claims_script, data_script
from softbalancing.reading.turning import turning
from softbalancing.verdict import assessment, coding_arrays, units
from softbalancing.verdict.case import READINGS
from softbalancing.verdict.counting_rules import RULES
from softbalancing.verdict.multiverse import INDICATORS_NEEDED, LEAST_SUPPORT, include_claims

STATIC = Path(__file__).parent.parent / "src" / "softbalancing" / "reading" / "static"
SCRIPTS = ("reading-core.js", "reading-measures.js", "reading-files.js")
DIRECTIONS = [*assessment.DIRECTIONS, ""]
CASES = 10_000


@pytest.fixture(scope="module")
def page(browser) -> Iterator:
    """A page of a real browser that holds the scripts and the data, and nothing else."""
    opened = browser.new_page()
    opened.set_content("<!doctype html><title>Reading</title>")
    for script in SCRIPTS:
        opened.add_script_tag(path=STATIC / script)
    for text in (data_script(), claims_script()):
        opened.add_script_tag(content=text)
    opened.evaluate(
        "Object.assign(window, {core: bookReadingCore, data: bookReadingData,"
        " texts: bookReadingTexts})"
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ids() -> dict[str, list[str]]:
    """The ids of claims, indicators and facts, in the order of their tables."""
    return {name: list(load(name)["id"]) for name in ("claims", "indicators", "facts")}


def random_readings(ids: dict[str, list[str]], number: int, seed: int = 16) -> list[dict]:
    """Readings drawn by lot: up to 80 codings, six claims moved, six facts left out, any choices.

    Half of the codings fall on rows that the edition has, so that both kinds of change occur, and
    each reader leans to some directions, so that all answers occur.
    """
    lot = np.random.default_rng(seed)
    claims, indicators, facts = ids["claims"], ids["indicators"], ids["facts"]
    rows = [" ".join(row) for row in load("codings")[["claim", "indicator"]].to_numpy()]
    options = {
        "unit": list(units.UNITS),
        "rule": list(RULES),
        "least_support": list(LEAST_SUPPORT),
        "claims": list(include_claims(load("claims").assign(work=""))),
        "condition": ["counted", "left out"],
        "indicators": list(INDICATORS_NEEDED),
    }

    def some(values: list[str], most: int) -> list[str]:
        return [values[at] for at in lot.integers(0, len(values), lot.integers(0, most + 1))]

    def one() -> dict:
        pairs = zip(some(claims, 40), lot.integers(0, len(indicators), 40), strict=False)
        keys = some(rows, 40) + [f"{claim} {indicators[at]}" for claim, at in pairs]
        leaning = lot.dirichlet(np.ones(4)).cumsum()
        given = np.minimum(np.searchsorted(leaning, lot.random(len(keys))), 3)
        return {
            "codings": {
                key: {"direction": DIRECTIONS[at]} for key, at in zip(keys, given, strict=True)
            },
            "facts": {claim: facts[lot.integers(len(facts))] for claim in some(claims, 6)},
            "left_out": sorted(set(some(facts, 6))),
            "choices": {name: each[lot.integers(len(each))] for name, each in options.items()},
        }

    return [one() for _ in range(number)]


class Python:
    """The verdict of readings in Python, thousands at once; the browser judges one by one."""

    def __init__(self, ids: dict[str, list[str]]):
        self.ids = ids
        tables = {
            name: load(name)
            for name in ("claims", "indicators", "explanations", "facts", "codings")
        }
        about = {name: tables[name] for name in ("claims", "indicators", "explanations", "facts")}
        everything = pd.DataFrame(
            product(ids["claims"], ids["indicators"]), columns=["claim", "indicator"]
        )
        self.joined = assessment.join_codings(everything, **about)
        self.arrays = coding_arrays.as_arrays(self.joined, tables["indicators"])
        final = everything.merge(tables["codings"][["claim", "indicator", "direction"]], how="left")
        self.final = coding_arrays.encode_directions(final["direction"])
        self.included = include_claims(self.joined)
        self.condition = self.joined["condition"].to_numpy(bool)
        self.place = {f"{c} {i}": at for at, (c, i) in enumerate(everything.to_numpy())}
        self.width = len(ids["indicators"])
        self.fact = pd.Categorical(tables["claims"]["fact"], categories=ids["facts"]).codes
        # Every claim about every fact, and about none: the labels of all units.
        claims = self.joined.iloc[:: self.width].drop(columns=["fact", "topic"])
        facts = tables["facts"].set_index("id")["topic"].rename_axis("fact").reset_index()
        facts.loc[len(facts)] = pd.NA
        crossed = claims.merge(facts, how="cross")
        labels = units.label_units(crossed, load("cuts"))
        shape = (len(ids["claims"]), len(ids["facts"]) + 1)
        self.labels = {name: pd.factorize(labels[name])[0].reshape(shape) for name in labels}

    def judge(self, readings: list[dict]) -> list[list]:
        """Return for each reading answer, counts, indicators met and counts by indicator."""
        frame = pd.DataFrame([reading["choices"] for reading in readings])
        judged: dict[int, list] = {}
        for (unit, rule, needed), group in frame.groupby(["unit", "rule", "indicators"]):
            for start in range(0, len(group), 200):
                part = group.index[start : start + 200]
                rows = self._judge_alike(
                    [readings[at] for at in part], str(unit), str(rule), str(needed)
                )
                judged |= dict(zip(part, rows, strict=True))
        return [judged[at] for at in range(len(readings))]

    def _judge_alike(self, readings: list[dict], unit: str, rule: str, needed: str) -> list[list]:
        size = len(readings)
        directions = np.tile(self.final, (size, 1))
        fact = np.tile(self.fact, (size, 1))
        counted = np.ones(directions.shape, dtype=bool)
        position = {name: at for at, name in enumerate(self.ids["facts"])}
        claim_at = {name: at for at, name in enumerate(self.ids["claims"])}
        for row, reading in enumerate(readings):
            for key, coding in reading["codings"].items():
                directions[row, self.place[key]] = DIRECTIONS.index(coding["direction"] or "")
            for claim, to in reading["facts"].items():
                fact[row, claim_at[claim]] = position[to]
            out = np.isin(fact[row], [position[name] for name in reading["left_out"]])
            directions[row, out.repeat(self.width)] = coding_arrays.ABSENT
            directions[row, ~self.included[reading["choices"]["claims"]]] = coding_arrays.ABSENT
            counted[row] = ~self.condition | (reading["choices"]["condition"] == "counted")
        directions[directions == len(assessment.DIRECTIONS)] = coding_arrays.ABSENT
        labels = self.labels[unit][np.arange(fact.shape[1]), fact].repeat(self.width, axis=1)
        supporting = (directions == coding_arrays.SUPPORTS) & counted
        support = self.arrays.support(labels, supporting, works=True)
        least = np.array([reading["choices"]["least_support"] for reading in readings])[:, None]
        tally = RULES[rule].tally(support, least)
        gate = self.arrays.borne_out(directions, INDICATORS_NEEDED[needed])
        answers = assessment.give_answer(*gate, RULES[rule].answer(tally))
        by_indicator = np.stack(
            [(directions == code) @ self.arrays.indicator for code in range(3)], axis=2
        ).astype(int)
        return [
            [str(answer), *map(int, counts), [bool(x), bool(y)], rows.tolist()]
            for answer, counts, x, y, rows in zip(
                answers, np.array(tally).T, *gate, by_indicator, strict=True
            )
        ]


JUDGE_ALL = """text => JSON.stringify(JSON.parse(text).map(given => {
  const {answer, counts, borneOut, indicators} = core.assess(data, core.clean(data, given));
  const rival = Object.entries(borneOut).some(([id, out]) => id !== data.theory && out);
  return [answer, counts.both, counts.theory, counts.rivals, [borneOut[data.theory], rival],
    indicators.map(({supports, undermines, neutral}) => [supports, undermines, neutral])];
}))"""


def test_ten_thousand_readings_are_judged_alike(page, ids):
    """Whatever is recoded, moved, left out or chosen: answer and all counts are Python's."""
    readings = random_readings(ids, CASES)

    here = Python(ids).judge(readings)
    there = json.loads(page.evaluate(JUDGE_ALL, json.dumps(readings)))

    differing = [at for at in range(CASES) if here[at] != there[at]]
    assert not differing, [(readings[at], here[at], there[at]) for at in differing[:2]]
    assert {row[0] for row in here} == set(assessment.ANSWERS)
    assert all(min(sum(1 for row in here if row[at]), CASES) > CASES / 10 for at in (1, 2, 3))


def python_reading(given: dict, tables: dict[str, pd.DataFrame]) -> JudgedReading:
    """The same reading, judged by the package."""
    codings = tables["codings"].set_index(["claim", "indicator"])["direction"].copy()
    for key, coding in given["codings"].items():
        codings.loc[tuple(key.split(" "))] = coding["direction"] or pd.NA
    whole = {name: given[name] for name in ("facts", "choices")}
    return judge_reading(
        Reading(codings.reset_index(), left_out=tuple(given["left_out"]), **whole), tables
    )


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """The tables that a reading is judged with."""
    names = ("codings", "claims", "indicators", "explanations", "facts", "cuts")
    return {name: load(name) for name in names}


def same_numbers(here: dict, there: dict) -> bool:
    """Whether two rows of measures are equal to 1e-9; what is undefined in both is equal."""
    return here.keys() == there.keys() and all(
        (there[name] is None and np.isnan(value)) or abs(value - (there[name] or 0)) < 1e-9
        for name, value in here.items()
    )


def test_agreement_and_its_interval_are_pythons(page, ids, tables):
    """Overlap, share and alpha with other readers, and their bounds, agree to 1e-9."""
    readers = {
        name: tables["codings"].assign(direction=tables["codings"][name]) for name in READINGS
    }
    for given in random_readings(ids, 6, seed=3):
        judged = python_reading(given, tables)
        here = judged.agreement(readers).set_index("other").T.to_dict()
        there = page.evaluate(
            """([given, readers]) => readers.map(name => {
                 const codes = core.codesOf(data, core.clean(data, given));
                 return core.agreement(data, codes, core.columnCodes(data, name)); })""",
            [given, list(readers)],
        )
        for name, row in zip(readers, there, strict=True):
            assert same_numbers(here[name], row), (name, here[name], row)
        assert judged.digest == page.evaluate("given => core.digest(data, given)", given)
        changes = page.evaluate("g => core.changes(data, core.clean(data, g)).length", given)
        assert len(judged.changes) == changes


def test_what_would_turn_the_answer_is_pythons(page, ids, tables):
    """Single changes, smallest sets and pairs are the same, for rules that count units too."""
    readings = random_readings(ids, 4, seed=5)
    rules = ("borne out", "plurality", "borne out", "borne out")
    for given, rule in zip(readings, rules, strict=True):
        given["choices"] |= {"rule": rule}
        here = turning(python_reading(given, tables))
        there = page.evaluate("given => core.turning(data, core.clean(data, given))", given)
        assert json.loads(json.dumps(here)) == there


EMPTY = """() => {  // everything that the edition codes is taken away
  const reading = core.blank(), name = at => data.indicators[data.codings.indicator[at]].id;
  data.codings.claim.forEach((claim, row) => { if (data.codings.final[row] >= 0)
    reading.codings[`${data.claims.ids[claim]} ${name(row)}`] = {direction: ""}; });
  window.empty = reading; window.neutral = structuredClone(reading);
  for (const key in neutral.codings) neutral.codings[key].direction = "neutral";
  return [empty, neutral].map(each => core.assess(data, core.clean(data, each))); }"""

ONE_EACH = """rule => {  // a claim supports each indicator; 5 facts for the theory, 5 for rivals
  const reading = structuredClone(empty), about = new Map();
  data.claims.fact.forEach((fact, claim) => {
    if (fact >= 0 && !about.has(fact)) about.set(fact, claim); });
  const claims = [...about.values()];
  let theory = 0, rivals = 0;
  data.indicators.forEach(({id, explanation}) => {
    const claim = explanation === data.theory ? claims[theory++] : claims[5 + rivals++ % 5];
    reading.codings[`${data.claims.ids[claim]} ${id}`] = {direction: "supports"}; });
  reading.choices = {rule};
  const {answer, counts} = core.assess(data, core.clean(data, reading));
  return [answer, counts.both, counts.theory, counts.rivals]; }"""


def test_nothing_coded_all_neutral_and_ties(page):
    """By hand: without support nothing is borne out; as many for each side decide nothing."""
    for verdict in page.evaluate(EMPTY):
        assert verdict["answer"] == "neither" and set(verdict["counts"].values()) == {0}
        assert not verdict["strategiesMet"] and not verdict["conditionMet"]
        assert not any(verdict["borneOut"].values())
    expected = {
        "borne out": "undecided", "lead": "soft balancing", "plurality": "undecided",
        "majority": "undecided", "weighted": None, "two works": None,
    }  # fmt: skip
    for rule, answer in expected.items():
        got = page.evaluate(ONE_EACH, rule)
        assert got[1:] == [0, 5, 5] if answer else got[1] == 0
        assert answer in (None, got[0])
    tie = page.evaluate(
        """() => { const reading = core.blank(), id = data.indicators[0].id;
          const {supports, undermines} = core.assess(data, reading).indicators[0];
          data.claims.ids.filter(claim => !core.directionOf(data, reading, claim, id))
            .slice(0, supports - undermines).forEach(claim => {
              reading.codings[`${claim} ${id}`] = {direction: "undermines"}; });
          return core.assess(data, reading).indicators[0]; }"""
    )
    assert tie["supports"] == tie["undermines"] > 0 and not tie["met"]


# Links and files ------------------------------------------------------------------------------

SAID = 'Because “x”, <img src=x onerror="alert(1)">\nand = more; 中文'


def test_a_reading_survives_its_link_and_its_files(page, ids):
    """What is saved comes back: changes, reasons in any script, moves, facts left out, choices."""
    for given in random_readings(ids, 8, seed=7):
        for coding in given["codings"].values():
            coding["reason"] = SAID
        given = page.evaluate("given => core.clean(data, given)", given)
        link = page.evaluate("given => core.toLink(data, given)", {**given, "codings": dict(
            list(given["codings"].items())[:3])})  # fmt: skip
        back = page.evaluate("link => core.fromLink(data, link)", link)
        assert back["unknown"] == [] and back["reading"]["facts"] == given["facts"]
        assert all(each["reason"] == SAID for each in back["reading"]["codings"].values())
        read = page.evaluate(
            """given => core.fromCsv(data, texts, core.toCsv(data, texts, given),
                 core.fromSidecar(core.toSidecar(data, given)).about)""",
            given,
        )
        assert read["reading"] == given and read["unknown"] == []


def test_the_unchanged_reading_is_the_table_of_codings(page, root):
    """Saved without a change, the file is data/codings.csv byte for byte."""
    saved = page.evaluate("() => core.toCsv(data, texts, core.blank())")
    assert saved == (root / "data" / "codings.csv").read_text(encoding="utf-8")


def test_a_link_that_was_cut_altered_or_made_up_is_refused(page):
    """Whatever is cut or changed is named; ids and values are checked; nothing is thrown."""
    make = "given => core.toLink(data, given)"
    key = "c-1-07 perceived-aggressiveness"
    link = page.evaluate(make, {"codings": {key: {"direction": "neutral", "reason": SAID}}})
    read = "links => links.map(link => core.fromLink(data, link))"
    cut = [link[:at] for at in range(9, len(link) - 1)]
    altered = [link[:at] + ("A" if link[at] != "A" else "B") + link[at + 1 :]
               for at in range(9, link.index("."))]  # fmt: skip
    for each in page.evaluate(read, cut + altered):
        assert set(each) == {"fault"} and "link" in each["fault"]
    hostile = page.evaluate(
        """() => { const {toLink} = core; return [
          '{"__proto__": {"direction": "supports"}, "constructor": 1}', '{"c-1-07 x": null}',
          '[1, 2]', '{"c-1-07 perceived-aggressiveness": {"direction": ["supports"]}}',
        ].map(text => { const given = {codings: JSON.parse(text), facts: {"c-1-07": "<b>"},
          left_out: [null, {}, "x"], choices: {rule: "none", unit: {}, "__proto__": 1}};
          const {reading, unknown} = core.check(data, given);
          return [reading, unknown.length, ({}).direction]; }); }"""
    )
    blank = page.evaluate("() => core.blank()")
    assert all(reading == blank and unknown > 3 for reading, unknown, *_ in hostile)
    much = {"codings": {key: {"direction": "neutral", "reason": "a" * 5000}}}
    assert page.evaluate("g => core.clean(data, g)", much)["codings"][key]["reason"] == "a" * 1000
    formula = {"codings": {key: {"direction": "neutral", "reason": " =1+1\ud800\x07"}}}
    assert page.evaluate("g => core.clean(data, g)", formula)["codings"][key]["reason"] == "1+1"
    many = """() => core.toLink(data, {codings: Object.fromEntries(data.claims.ids.map(id =>
        [`${id} trade-development`, {direction: "supports"}]))})"""
    assert page.evaluate(many) is None


CSV = "id,claim,indicator,direction,rationale\nk,c-1-07,perceived-aggressiveness,{}\n"


@pytest.mark.parametrize(
    "written",
    [
        CSV.format("supports,mine").encode("utf-8-sig"),
        CSV.format("supports,mine").replace("\n", "\r\n").encode(),
        CSV.format("supports,mine").replace(",", ";").encode(),
        CSV.format("supports,mine").replace(",", "\t").encode("utf-16"),
        CSV.format("supports,mine").encode("utf-16-be"),
        CSV.format("supports,mine").replace("\n", ",,,\n").encode(),
        CSV.format("supports,mine").replace("\n", "\r").encode("cp1252"),
        (CSV.format('supports,"mine"') + ",,,,\n\n").encode(),
    ],
    ids=[
        "BOM",
        "CRLF",
        "semicolons",
        "UTF-16",
        "UTF-16 without BOM",
        "columns",
        "CR",
        "blank rows",
    ],
)
def test_files_of_spreadsheets_are_read(page, written):
    """Marks, line ends, separators, encodings and empty columns of spreadsheets do not matter."""
    read = page.evaluate(READ, list(written))
    key = "c-1-07 perceived-aggressiveness"
    assert read["reading"]["codings"][key] == {"direction": "supports", "reason": "mine"}
    assert len(read["reading"]["codings"]) > 100  # rows that the file lacks are taken away


READ = """bytes => { const {text, fault} = core.decode(new Uint8Array(bytes));
  return fault ? {fault} : core.fromCsv(data, texts, text); }"""


@pytest.mark.parametrize(
    ("written", "line", "column", "said"),
    [
        (CSV.format("TRUE,"), 2, "direction", "“TRUE” is not one of supports, undermines, neutral"),
        (CSV.format("suports,"), 2, "direction", "nearest: supports"),
        (CSV.format("supports,") + "k,c-1-07,perceived-aggressiveness,neutral,\n", 3, "claim",
         "stands in line 2 already"),
        (CSV.format("supports,,beyond"), 2, "", "“beyond” stands beyond the last column"),
        (CSV.format('supports,"open'), 2, "", "never closed"),
        (CSV.replace("c-1-07", "c-9-99").format("supports,"), 2, "claim", "not in this edition"),
        (CSV.replace("perceived-aggressiveness", "").format("supports,"), 2, "indicator", "empty"),
        ("claim,indicator\nc-1-07,x\n", 1, "", "the column “direction” is missing"),
        ("Dear reader,\nthis is a letter.\n", 1, "", "this is not a table of codings"),
        ("", 1, "", "this is not a table of codings"),
        ("claim,indicator,direction\n", 2, "", "the table has no rows"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_with_its_place(page, written, line, column, said):
    """Each breach is told with line and column, and then nothing of the file is taken."""
    read = page.evaluate(READ, list(written.encode()))
    assert set(read) == {"faults"}
    (fault,) = read["faults"]
    assert (fault["line"], fault["column"]) == (line, column) and said in fault["reason"]


def test_what_an_older_edition_knew_is_left_out_and_named(page):
    """Claims and indicators that this edition lacks are listed; the rest of the file is read."""
    text = CSV.format("supports,mine") + "k,c-1-7,perceived-aggressiveness,supports,\n"
    read = page.evaluate(READ, list(text.encode()))
    assert "c-1-07 perceived-aggressiveness" in read["reading"]["codings"]
    assert read["unknown"] == ["line 3, claim: “c-1-7” is not in this edition (nearest: c-1-07)"]


def test_workbooks_pictures_and_huge_files_are_refused(page):
    """A workbook is told to be saved as CSV; what is no text, or far too large, is not read."""
    faults = page.evaluate(
        """() => [[0x50, 0x4b, 3, 4, 0], [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 0, 1, 1]]
          .map(bytes => core.decode(new Uint8Array(bytes)).fault)
          .concat(core.decode(new Uint8Array(1e7)).fault)"""
    )
    for fault, said in zip(faults, ("Save the sheet as CSV", "not a text", "10.0 MB"), strict=True):
        assert said in fault
