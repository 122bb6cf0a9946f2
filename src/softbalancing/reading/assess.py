"""A reading judged: what it counts, what it answers, and where it differs from the edition.

A *reading* is what a reader codes otherwise; what it does not mention is as the edition has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from softbalancing.verdict.agreement import compare_values
from softbalancing.verdict.assessment import DIRECTIONS, give_answer, join_codings
from softbalancing.verdict.coding_arrays import (
    ABSENT,
    CODES,
    SUPPORTS,
    CodingArrays,
    as_arrays,
    encode_directions,
)
from softbalancing.verdict.counting_rules import RULES, Rule, Tally
from softbalancing.verdict.multiverse import INDICATORS_NEEDED, USUAL, include_claims
from softbalancing.verdict.units import UNITS, label_units

PAIR = ["claim", "indicator"]
#: What a reader may choose, with the edition's choices; a unit by its key in `UNITS`.
CHOSEN: dict[str, Any] = {name: value for name, value in USUAL.items() if name != "reading"}
CHOSEN["unit"] = next(key for key, name in UNITS.items() if name == USUAL["unit"])
#: Sign in front of each kind of change in what the digest is taken of; of codings it is ``k``.
SIGNS = {"fact": "f", "left_out": "o", "choice": "c"}
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Reading:
    """A reading.

    Attributes
    ----------
    codings : DataFrame
        All codings that the reader lets stand, as in the edition's table: ``claim``,
        ``indicator``, ``direction`` and ``rationale``.  A pair that is missing here, or has
        no direction, does not stand.
    facts : mapping of str to str
        The fact to which the reader moves a claim.
    left_out : collection of str
        Facts left out: the codings of their claims count nowhere.
    choices : mapping of str to object
        Choices other than `CHOSEN`.
    coded_claims : collection of str, optional
        The claims that the reader went through; all by default.  The others keep the codings
        of the edition, and are not compared.
    """

    codings: pd.DataFrame
    facts: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    coded_claims: tuple[str, ...] | None = None


@dataclass(frozen=True)
class JudgedReading:
    """A reading with the tables of the edition that it is about; made by `judge_reading`.

    Attributes
    ----------
    joined : DataFrame
        Every claim and indicator that the edition or the reading codes, in the order of the
        tables, joined with what they refer to (the reader's facts): ``direction`` of the
        reading and ``edition`` (``NA`` where a coding does not stand), ``rationale`` and
        ``edition_rationale``.
    counted : array of bool, shape (codings,)
        Whether each coding stands and counts, as the reader chooses and leaves out.
    arrays, labels : CodingArrays, array of int
        The same as arrays; number of each coding's unit.
    """

    reading: Reading
    tables: Tables
    joined: pd.DataFrame
    counted: NDArray
    arrays: CodingArrays
    labels: NDArray

    @property
    def choices(self) -> dict[str, Any]:
        """All choices, those of the edition where the reader makes none."""
        return CHOSEN | dict(self.reading.choices)

    @property
    def rule(self) -> Rule:
        """The rule that the reader chooses."""
        return RULES[self.choices["rule"]]

    @property
    def needed(self) -> float:
        """Share of its indicators that an explanation needs, conditions apart."""
        return INDICATORS_NEEDED[self.choices["indicators"]]

    @cached_property
    def directions(self) -> NDArray:
        """Code of each counted coding; `ABSENT` where none counts."""
        codes = np.where(self.counted, encode_directions(self.joined["direction"]), ABSENT)
        return codes.astype(np.int8)

    def tally(self, directions: NDArray) -> Tally:
        """Return the units of each variant, whose directions are a row."""
        supporting = directions == SUPPORTS
        if self.choices["condition"] == "left out":
            supporting = supporting & ~self.joined["condition"].to_numpy(dtype=bool)
        support = self.arrays.support(self.labels, supporting, works=True)
        return self.rule.tally(support, self.choices["least_support"])

    def answers(self, directions: NDArray) -> NDArray:
        """Return the answer of each variant, whose directions are a row."""
        gate = self.arrays.borne_out(directions, self.needed)
        # Where no rule decides, units need not be counted.
        by_rule = self.rule.answer(self.tally(directions)) if self.rule.wins else None
        return give_answer(*gate) if by_rule is None else give_answer(*gate, by_rule)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators: ``id``, counts of each direction, and ``met``."""
        counts = {name: (self.directions == code) @ self.arrays.indicator
                  for name, code in CODES.items()}  # fmt: skip
        frame = pd.DataFrame({"id": self.tables["indicators"]["id"], **counts})
        frame = frame.astype(dict.fromkeys(DIRECTIONS, int))
        return frame.assign(met=frame["supports"] > frame["undermines"])

    @cached_property
    def verdict(self) -> dict[str, Any]:
        """The verdict as values that JSON can hold, named as in the book's pages."""
        row, theories = self.directions[None, :], self.arrays.theories
        met, about = self.indicators["met"], self.tables["indicators"]
        strategies = about["explanation"].isin(theories) & ~about["condition"]
        borne_out = self.arrays.borne_out_each(row, self.needed)
        counts = self.tally(row)._asdict()
        return {
            "indicators": self.indicators.to_dict("records"),
            "borne_out": {name: bool(is_met[0]) for name, is_met in borne_out.items()},
            "counts": {name: int(number[0]) for name, number in counts.items()},
            "answer": str(self.answers(row)[0]),
            "strategies_met": int(met[strategies].sum()),
            "condition_met": bool(met[about["condition"]].all()),
        }

    @cached_property
    def changes(self) -> pd.DataFrame:
        """What differs from the edition.

        The columns are ``kind`` (``coding``, ``fact``, ``left_out`` or ``choice``), ``claim``,
        ``indicator``, ``what`` (the fact left out or the choice), ``before``, ``after`` and
        ``reason``; cells that do not apply are empty.
        """
        before, after = (self.joined[name].fillna("") for name in ("edition", "direction"))
        reason = self.joined["rationale"].fillna("")
        reason = reason.where(reason != self.joined["edition_rationale"].fillna(""), "")
        frame = self.joined[PAIR].assign(kind="coding", before=before, after=after, reason=reason)
        rows: list[dict[Any, Any]] = frame[before != after].to_dict("records")
        facts = self.tables["claims"].set_index("id")["fact"].fillna("")
        for claim, fact in facts.items():
            moved = self.reading.facts.get(str(claim), fact)
            if moved != fact:
                rows.append({"kind": "fact", "claim": claim, "before": fact, "after": moved})
        rows += [
            {"kind": "left_out", "what": fact}
            for fact in self.tables["facts"]["id"]
            if fact in self.reading.left_out
        ]
        rows += [
            {"kind": "choice", "what": name, "before": usual, "after": self.choices[name]}
            for name, usual in CHOSEN.items()
            if self.choices[name] != usual
        ]
        columns = ["kind", *PAIR, "what", "before", "after", "reason"]
        return pd.DataFrame(rows, columns=columns).fillna("")

    @property
    def digest(self) -> str:
        """The first 16 signs of a digest of all that bears on the verdict; reasons do not."""
        stands = self.joined.dropna(subset=["direction"])[[*PAIR, "direction"]]
        lines = ["k " + " ".join(row) for row in stands.itertuples(index=False, name=None)]
        for kind, claim, what, after in self.changes[["kind", "claim", "what", "after"]].to_numpy():
            if kind != "coding":
                lines.append(f"{SIGNS[kind]} {claim or what} {after}".rstrip())
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]

    def edition(self) -> "JudgedReading":
        """Return the edition's own reading."""
        return judge_reading(Reading(self.tables["codings"]), self.tables)

    def agreement(self, others: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Return how far this reading agrees with *others*, tables of codings by their names.

        Only the claims are compared that the reader went through.  The columns are ``other``
        and what `compare_values` returns; units are pairs of a claim and an indicator that
        either reading codes, and those of a claim are resampled together.
        """
        mine, rows = self.joined[[*PAIR, "direction"]].dropna(), []
        for name, other in others.items():
            pairs = _in_order(
                mine.merge(
                    other[[*PAIR, "direction"]].dropna(),
                    on=PAIR,
                    how="outer",
                    suffixes=("", "_other"),
                ),
                self.tables,
            )
            if self.reading.coded_claims is not None:
                pairs = pairs[pairs["claim"].isin(self.reading.coded_claims)]
            values = (pairs[name].astype("string") for name in ("direction", "direction_other"))
            if len(pairs):
                compared = compare_values(*values, values=DIRECTIONS, clusters=pairs["claim"])
                rows.append({"other": name, **compared})
        return pd.DataFrame(rows)  # fmt: skip


def judge_reading(reading: Reading, tables: Tables) -> JudgedReading:
    """Return a reading judged with the edition's *tables*, by their names.

    They are ``codings``, ``claims``, ``indicators``, ``explanations``, ``facts`` and ``cuts``.
    """
    edition, given = tables["codings"], reading.codings
    if reading.coded_claims is not None:
        kept = edition[~edition["claim"].isin(reading.coded_claims)]
        given = pd.concat([given[given["claim"].isin(reading.coded_claims)], kept])
    columns = [*PAIR, "direction", "rationale"]
    given = given.reindex(columns=columns).dropna(subset=["direction"])
    names = {"direction": "edition", "rationale": "edition_rationale"}
    pairs = edition[columns].rename(columns=names)
    pairs = _in_order(pairs.merge(given, on=PAIR, how="outer"), tables)
    claims = tables["claims"]
    moved = claims["id"].map(dict(reading.facts)).astype("string")
    claims = claims.assign(fact=moved.fillna(claims["fact"]))
    related = {name: tables[name] for name in ("indicators", "explanations", "facts")}
    joined = join_codings(pairs, claims=claims, **related)
    choices = CHOSEN | dict(reading.choices)
    counted = include_claims(joined)[choices["claims"]]
    counted &= ~joined["fact"].isin(reading.left_out).to_numpy()
    counted &= joined["direction"].notna().to_numpy()
    labels = pd.factorize(label_units(joined, tables["cuts"])[choices["unit"]])[0]
    arrays = as_arrays(joined, tables["indicators"])
    return JudgedReading(reading, tables, joined, counted, arrays, labels)


def _in_order(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return pairs of claim and indicator in the order of these two tables."""
    keys = {
        name: dict(zip(ids, range(len(ids)), strict=True))
        for name, ids in zip(
            PAIR, (tables["claims"]["id"], tables["indicators"]["id"]), strict=True
        )
    }
    order = pairs.sort_values(PAIR, key=lambda column: column.map(keys[str(column.name)]))
    return order.reset_index(drop=True)  # fmt: skip
