"""A reading judged: what it counts, what it answers, and where it differs from the edition.

A *reading* is what a reader codes otherwise; what it does not mention is as the edition has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from edition.figures import publish
from softbalancing.verdict.agreement import compare_values
from softbalancing.verdict.assessment import DIRECTIONS, count_uses, give_answer, join_codings
from softbalancing.verdict.case import READINGS, SIDES
from softbalancing.verdict.coding_arrays import (
    ABSENT,
    CODES,
    SUPPORTS,
    CodingArrays,
    as_arrays,
    encode_directions,
)
from softbalancing.verdict.counting_rules import RULES, Tally
from softbalancing.verdict.multiverse import INDICATORS_NEEDED, LEAST_SUPPORT, USUAL, include_claims
from softbalancing.verdict.units import UNITS, label_units

from .turning import turning as find_turning

PAIR = ["claim", "indicator"]
#: Tables of the edition that a reading is judged with.
TABLES = ("codings", "claims", "indicators", "explanations", "facts", "topics", "cuts")
Tables = Mapping[str, pd.DataFrame]
#: What there is to choose from, and the edition's choices; a unit by its key in `UNITS`.
OPTIONS: dict[str, list[Any]] = {
    "unit": list(UNITS), "rule": list(RULES), "least_support": list(LEAST_SUPPORT),
    "claims": list(include_claims(pd.DataFrame(columns=["kind", "work"]))),
    "condition": ["counted", "left out"], "indicators": list(INDICATORS_NEEDED),
}  # fmt: skip
CHOSEN = {name: USUAL[name] for name in OPTIONS} | {
    "unit": next(key for key, name in UNITS.items() if name == USUAL["unit"])
}
#: Sign in front of each kind of change in what the digest is taken of; of codings it is ``k``.
SIGNS = {"fact": "f", "left_out": "o", "choice": "c"}


@dataclass(frozen=True)
class Reading:
    """A reading.

    Attributes
    ----------
    codings : DataFrame
        All codings that the reader lets stand: ``claim``, ``indicator``, ``direction`` and, if
        given, ``rationale``.  What is missing here, or has no direction, does not stand.
    facts : mapping of str to str
        The fact to which the reader moves a claim.
    left_out : collection of str
        Facts left out: the codings of their claims count nowhere.
    choices : mapping of str to object
        Choices other than those of the edition, out of `OPTIONS`.
    coded_claims : collection of str, optional
        The claims that the reader went through; all by default.  The others keep the codings
        of the edition, and are not compared.
    edition : mapping of str to str
        ``title``, ``version`` and ``commit`` of the edition that it was made with, if known.
    """

    codings: pd.DataFrame
    facts: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    coded_claims: tuple[str, ...] | None = None
    edition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class JudgedReading:
    """A reading, judged with the tables of the edition; made by `judge_reading`.

    Attributes
    ----------
    joined : DataFrame
        Every claim and indicator that the edition or the reading codes, in the order of the
        tables, joined with what they refer to: ``direction`` and ``rationale`` of the reading,
        and the edition's as ``before`` and ``rationale_before``.
    choices : dict
        All choices, those of the edition where the reader makes none.
    directions, labels : array of int, shape (codings,)
        Code of each coding that counts (else `ABSENT`), and number of its unit.
    """

    reading: Reading
    tables: Tables
    joined: pd.DataFrame
    choices: dict[str, Any]
    arrays: CodingArrays
    directions: NDArray
    labels: NDArray

    @property
    def counted(self) -> NDArray:
        """Whether each coding stands and counts."""
        return self.directions != ABSENT

    @property
    def needed(self) -> float:
        """Share of its indicators that an explanation needs, conditions apart."""
        return INDICATORS_NEEDED[self.choices["indicators"]]

    def tally(self, directions: NDArray) -> Tally:
        """Return the units of each variant, whose directions are a row."""
        supporting = directions == SUPPORTS
        if self.choices["condition"] == "left out":
            supporting = supporting & ~self.joined["condition"].to_numpy(dtype=bool)
        support = self.arrays.support(self.labels, supporting, works=True)
        return RULES[self.choices["rule"]].tally(support, self.choices["least_support"])

    def answers(self, directions: NDArray) -> NDArray:
        """Return the answer of each variant, whose directions are a row."""
        gate, rule = self.arrays.borne_out(directions, self.needed), RULES[self.choices["rule"]]
        # Units are counted only for a rule that looks at them.
        return give_answer(*gate, *([rule.answer(self.tally(directions))] if rule.wins else []))

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators: ``id``, counts of each direction, and ``met``."""
        counts = {name: (self.directions == code) @ self.arrays.indicator.astype(int)
                  for name, code in CODES.items()}  # fmt: skip
        frame = pd.DataFrame({"id": self.tables["indicators"]["id"], **counts})
        return frame.assign(met=frame["supports"] > frame["undermines"])

    @cached_property
    def verdict(self) -> dict[str, Any]:
        """The verdict as values that JSON can hold, named as on the book's page."""
        row, about = self.directions[None, :], self.tables["indicators"]
        strategies = about["explanation"].isin(self.arrays.theories) & ~about["condition"]
        borne_out = self.arrays.borne_out_each(row, self.needed)
        return {
            "indicators": self.indicators.to_dict("records"),
            "borne_out": {name: bool(is_met[0]) for name, is_met in borne_out.items()},
            "counts": {name: int(n[0]) for name, n in self.tally(row)._asdict().items()},
            "answer": str(self.answers(row)[0]),
            "strategies_met": int(self.indicators.loc[strategies, "met"].sum()),
            "condition_met": bool(self.indicators.loc[about["condition"], "met"].all()),
        }

    @cached_property
    def changes(self) -> pd.DataFrame:
        """What differs from the edition; cells that do not apply are empty.

        The columns are ``kind`` (``coding``, ``fact``, ``left_out`` or ``choice``), ``claim``,
        ``indicator``, ``what`` (the fact left out or the choice), ``before``, ``after`` and
        ``reason``.
        """
        columns = ["kind", *PAIR, "what", "before", "after", "reason"]
        coded = self.joined.rename(columns={"direction": "after", "rationale": "reason"})
        coded = coded[[*PAIR, "before", "after", "reason", "rationale_before"]].fillna("")
        own = coded["reason"] != coded["rationale_before"]
        coded = coded.assign(kind="coding", reason=coded["reason"].where(own, ""))
        rows: list[dict[Any, Any]] = coded[coded["before"] != coded["after"]].to_dict("records")
        about, facts = self.tables["claims"][["id", "fact"]].fillna(""), self.reading.facts
        rows += [
            {"kind": "fact", "claim": claim, "before": fact, "after": facts[claim]}
            for claim, fact in zip(about["id"], about["fact"], strict=True)
            if facts.get(claim, fact) != fact
        ]
        rows += [
            {"kind": "left_out", "what": fact}
            for fact in self.tables["facts"]["id"]
            if fact in self.reading.left_out
        ]
        rows += [{"kind": "choice", "what": name, "before": value, "after": self.choices[name]}
                 for name, value in CHOSEN.items() if self.choices[name] != value]  # fmt: skip
        return pd.DataFrame(rows, columns=columns).fillna("")  # fmt: skip

    @property
    def digest(self) -> str:
        """The first 16 signs of a digest of all that bears on the verdict; reasons do not."""
        stands = self.joined.dropna(subset=["direction"])[[*PAIR, "direction"]]
        lines = ["k " + " ".join(row) for row in stands.itertuples(index=False, name=None)]
        others = self.changes.query("kind != 'coding'")[["kind", "claim", "what", "after"]]
        for kind, *words in others.itertuples(index=False, name=None):
            lines.append(" ".join(str(word) for word in (SIGNS[kind], *words) if word != ""))
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]

    @cached_property
    def turning(self) -> dict[str, Any]:
        """What would turn the answer; see `softbalancing.reading.turning`."""
        return find_turning(self)

    def edition(self) -> "JudgedReading":
        """Return the edition's own reading."""
        return judge_reading(Reading(self.tables["codings"]), self.tables)

    def widened(self) -> tuple["JudgedReading", NDArray]:
        """Return the same with every claim on every indicator, and which of these could be added.

        What could be has no direction and would count.
        """
        stands = self.joined.dropna(subset=["direction"])[[*PAIR, "direction"]]
        ids = (self.tables[name]["id"] for name in ("claims", "indicators"))
        codings = pd.DataFrame(product(*ids), columns=PAIR).merge(stands, how="left", on=PAIR)
        is_new = codings["direction"].isna().to_numpy()
        codings["direction"] = codings["direction"].fillna("supports")
        reading = replace(self.reading, codings=codings, coded_claims=None)
        wider = judge_reading(reading, self.tables)
        could_be = is_new & wider.counted
        wider.directions[is_new] = ABSENT
        return wider, could_be

    def agreement(self, others: Mapping[str, pd.DataFrame] | None = None) -> pd.DataFrame:
        """Return how far this reading agrees with others, by default the edition's (`readings`).

        Only the claims are compared that the reader went through.  The columns are ``other``
        and what `compare_values` returns; units are pairs of a claim and an indicator that
        either reading codes, and those of a claim are resampled together.
        """
        mine, rows = self.joined[[*PAIR, "direction"]].dropna(), []
        for name, theirs in (others or readings(self.tables)).items():
            theirs = theirs[[*PAIR, "direction"]].dropna()
            pairs = mine.merge(theirs, on=PAIR, how="outer", suffixes=("", "_theirs"))
            if self.reading.coded_claims is not None:
                pairs = pairs[pairs["claim"].isin(self.reading.coded_claims)]
            pairs = _in_order(pairs, self.tables)
            values = (pairs[key].astype("string") for key in ("direction", "direction_theirs"))
            if len(pairs):
                found = compare_values(*values, values=DIRECTIONS, clusters=pairs["claim"])
                rows.append({"other": name, **found})
        return pd.DataFrame(rows)

    def matrices(self) -> dict[str, publish.PublishedFigure]:
        """Return two figures: ``double-use`` (topics that serve both sides), ``evidence`` (all)."""
        rows = self.joined[self.counted].dropna(subset=["topic"])
        uses = count_uses(rows, rows["topic"]).set_index("unit")["use"]
        about = {name: self.tables[name].set_index("id") for name in ("topics", "explanations")}
        sides = self.tables["indicators"].set_index("name")["explanation"].map(
            about["explanations"]["family"]).map(SIDES)  # fmt: skip
        frame = rows[["claim", "direction", "section"]].assign(
            topic=rows["topic"].map(about["topics"]["name"]), indicator=rows["indicator_name"],
            side=rows["family"].map(SIDES), use=rows["topic"].map(uses),
        ).sort_values("side", ascending=False, kind="stable")  # fmt: skip
        shared = frame.query("use == 'both' and direction != 'neutral'")
        title = f"{(uses == 'both').sum()} of {(uses != 'none').sum()} topics serve both sides"
        caption = f"Codings of a reader, {self.digest}: the answer is “{self.verdict['answer']}”."
        return {
            name: publish.matrix(
                part, rows="topic", columns="indicator", direction="direction", pale=False,
                column_groups={str(key): side for key, side in sides.items()}, unit="codings",
                name=f"fig-reading-{name}", table="claims", layer="coded", title=title,
                caption=caption,
            )
            for name, part in (("double-use", shared), ("evidence", frame))
        }  # fmt: skip


def readings(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the edition's codings and those of each of its readings, by their names."""
    codings = tables["codings"]
    others = {name: codings.assign(direction=codings[key]) for key, name in READINGS.items()}
    return {"The edition": codings, **others}


def judge_reading(reading: Reading, tables: Tables) -> JudgedReading:
    """Return a reading judged with the edition's tables, those of `TABLES` by their names."""
    columns = [*PAIR, "direction", "rationale"]
    edition, given = (each.reindex(columns=columns).astype("string")
                      for each in (tables["codings"], reading.codings))  # fmt: skip
    if reading.coded_claims is not None:
        mine, kept = (each["claim"].isin(reading.coded_claims) for each in (given, edition))
        given = pd.concat([given[mine], edition[~kept]])
    given = given.dropna(subset=["direction"])
    before = {"direction": "before", "rationale": "rationale_before"}
    pairs = edition.rename(columns=before).merge(given, on=PAIR, how="outer")
    moved = tables["claims"]["id"].map(dict(reading.facts)).astype("string")
    claims = tables["claims"].assign(fact=moved.fillna(tables["claims"]["fact"]))
    related = {name: tables[name] for name in ("indicators", "explanations", "facts")}
    joined = join_codings(_in_order(pairs, tables), claims=claims, **related)
    choices: dict[str, Any] = CHOSEN | dict(reading.choices)
    counted = include_claims(joined)[str(choices["claims"])]
    counted &= ~joined["fact"].isin(reading.left_out).to_numpy()
    codes = np.where(counted, encode_directions(joined["direction"]), ABSENT)
    labels = pd.factorize(label_units(joined, tables["cuts"])[choices["unit"]])[0]
    arrays = as_arrays(joined, tables["indicators"])
    return JudgedReading(reading, tables, joined, choices, arrays, codes.astype(np.int8), labels)


def _in_order(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return pairs of claim and indicator in the order of these two tables."""
    places = [pd.Index(tables[f"{name}s"]["id"]).get_indexer(pairs[name]) for name in PAIR]
    return pairs.iloc[np.lexsort(places[::-1])].reset_index(drop=True)
