"""What would turn the answer of a reading: single changes, and the smallest sets of them.

Where explanations that are borne out decide alone, the smallest sets are exact: each coding bears
on one indicator, and an indicator is met or not by its margin, the codings for it less those
against it.  A coding turned moves it by two, one taken away or added by one.  Where a rule counts
units, single changes and pairs of codings taken away are tried one by one, and no more is claimed.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import ceil, inf
from typing import Any

import numpy as np
import pandas as pd

from softbalancing.verdict.assessment import BY_GATE, UNDECIDED
from softbalancing.verdict.coding_arrays import ABSENT, CODES, SUPPORTS, UNDERMINES

from .assess import PAIR, JudgedReading, judge_reading

NEUTRAL = CODES["neutral"]
NAMES = {code: name for name, code in CODES.items()} | {ABSENT: ""}
#: Directions to which a coding can be turned; to make it neutral does what taking it away does.
TURNS = {SUPPORTS: (UNDERMINES,), UNDERMINES: (SUPPORTS,), NEUTRAL: (SUPPORTS, UNDERMINES)}
#: Pairs that are listed; all are counted.
EXAMPLES = 10
Change = dict[str, Any]
#: Number of changed codings, and what is done; infinite where nothing does it.
Costed = tuple[float, list[Change]]


def turning(judged: JudgedReading) -> dict[str, Any]:
    """Return what would turn the answer, as values that JSON can hold.

    Returns
    -------
    dict
        ``answer``; ``tried``, the single changes of each kind tried; ``singles``, those that turn
        it (``change``, ``claim``, ``indicator``, ``fact``, ``from``, ``to``, ``claims``, the
        number of claims on which a coding so added turns it, and ``answer``); ``sets`` and
        ``withdrawals``, the smallest sets for each other answer, by any changes and by taking
        codings away alone (``answer``, ``changes``, ``steps``); ``pairs`` of codings taken away
        of which neither turns it alone (``tried``, ``turned``, ``examples``); and ``exact``,
        whether the sets are the smallest of all.
    """
    usual, exact = judged.verdict["answer"], not judged.rule.wins
    tried: dict[str, int] = {}
    singles: list[Change] = []
    for kind, changes in (
        ("turn", _turned(judged)),
        ("take_away", _taken_away(judged)),
        ("add", _added(judged)),
        ("leave_out", _left_out(judged)),
    ):
        of_kind = list(changes)
        tried[kind] = len(of_kind)
        singles += _group([each for each in of_kind if each["answer"] != usual])
    targets = [(gate, answer or UNDECIDED) for gate, answer in BY_GATE.items()]
    others = [each for each in targets if each[1] != usual] if exact else []
    return {
        "answer": usual, "tried": tried, "singles": singles,
        "sets": [_set(judged, *each) for each in others],
        "withdrawals": [found for each in others
                        if (found := _set(judged, *each, only_away=True))["changes"] < inf],
        "pairs": {"tried": 0, "turned": 0, "examples": []} if exact else _pairs(judged),
        "exact": exact,
    }  # fmt: skip


def _change(change: str, answer: object, **about: Any) -> Change:
    empty = {"claim": "", "indicator": "", "fact": "", "from": "", "to": "", "claims": 1}
    return {"change": change, **empty, **about, "answer": str(answer)}


def _group(changes: list[Change]) -> list[Change]:
    """Return additions of one indicator, direction and answer as one, with a claim as example."""
    found: dict[object, Change] = {}
    for position, each in enumerate(changes):
        is_added = each["change"] == "add"
        key = (each["indicator"], each["to"], each["answer"]) if is_added else position
        if key in found:
            found[key]["claims"] += 1
        else:
            found[key] = each
    return list(found.values())


def _vary(judged: JudgedReading, cells: list[tuple[int, int]]) -> list[str]:
    """Return the answers if, in turn, one coding (a position) has another direction."""
    directions = np.tile(judged.directions, (len(cells), 1))
    if cells:
        positions, codes = np.array(cells).T
        directions[np.arange(len(cells)), positions] = codes
    return judged.answers(directions).tolist() if cells else []


def _tried(judged: JudgedReading, change: str, cells: list[tuple[int, int]]) -> Iterator[Change]:
    claims, indicators = (judged.joined[name].tolist() for name in PAIR)
    for (position, code), answer in zip(cells, _vary(judged, cells), strict=True):
        yield _change(
            change,
            answer,
            claim=claims[position],
            indicator=indicators[position],
            **{"from": NAMES[int(judged.directions[position])], "to": NAMES[code]},
        )


def _turned(judged: JudgedReading) -> Iterator[Change]:
    cells = [(position, to) for position, code in enumerate(judged.directions) if code != ABSENT
             for to in TURNS[code]]  # fmt: skip
    return _tried(judged, "turn", cells)


def _decisive(judged: JudgedReading) -> list[int]:
    """Return the positions of the counted codings that have a direction other than neutral."""
    return np.flatnonzero(np.isin(judged.directions, (SUPPORTS, UNDERMINES))).tolist()


def _taken_away(judged: JudgedReading) -> Iterator[Change]:
    return _tried(judged, "take away", [(each, ABSENT) for each in _decisive(judged)])


def _added(judged: JudgedReading) -> Iterator[Change]:
    """Add a coding to each claim that counts and has none on an indicator."""
    stands = judged.joined.dropna(subset=["direction"])[[*PAIR, "direction"]]
    ids = (judged.tables[name]["id"] for name in ("claims", "indicators"))
    everything = pd.DataFrame(product(*ids), columns=PAIR).merge(stands, how="left", on=PAIR)
    is_new = everything["direction"].isna().to_numpy()
    codings = everything.fillna({"direction": "supports"})
    reading = replace(judged.reading, codings=codings, coded_claims=None)
    wider = judge_reading(reading, judged.tables)
    free = is_new & wider.counted
    wider.directions[is_new] = ABSENT
    for indicator in wider.arrays.indicator.T == 1:
        for to in (SUPPORTS, UNDERMINES):
            cells = [(position, to) for position in np.flatnonzero(indicator & free).tolist()]
            yield from _tried(wider, "add", cells)


def _left_out(judged: JudgedReading) -> Iterator[Change]:
    fact = judged.joined["fact"].fillna("").to_numpy()
    used = set(judged.joined.loc[judged.directions != ABSENT, "fact"].dropna())
    facts = [name for name in judged.tables["facts"]["id"] if name in used]
    gone = np.array([fact == name for name in facts], dtype=bool).reshape(len(facts), len(fact))
    answers = judged.answers(np.where(gone, ABSENT, judged.directions)) if facts else ()
    for name, answer in zip(facts, answers, strict=True):
        yield _change("leave out", answer, fact=name)


def _pairs(judged: JudgedReading) -> dict[str, Any]:
    """Try all pairs of codings taken away, but those of which one turns the answer alone."""
    usual, positions = judged.verdict["answer"], _decisive(judged)
    alone = _vary(judged, [(each, ABSENT) for each in positions])
    kept = [each for each, answer in zip(positions, alone, strict=True) if answer == usual]
    pairs = np.array(list(combinations(kept, 2)), dtype=int).reshape(-1, 2)
    names = (judged.joined["claim"] + " " + judged.joined["indicator"]).tolist()
    turned = []
    for some in np.array_split(pairs, len(pairs) // 2000 + 1):
        directions = np.tile(judged.directions, (len(some), 1))
        np.put_along_axis(directions, some, ABSENT, axis=1)
        answers = judged.answers(directions) if len(some) else np.empty(0, dtype=str)
        turned += [[names[first], names[second], str(answer)]
                   for (first, second), answer in zip(some, answers, strict=True)
                   if answer != usual]  # fmt: skip
    return {"tried": len(pairs), "turned": len(turned), "examples": turned[:EXAMPLES]}


def _set(
    judged: JudgedReading, gate: tuple[bool, bool], answer: str, *, only_away: bool = False
) -> Change:
    """Return the fewest changes that bear the theory out or not, and a rival or none."""
    borne_out, theories = judged.verdict["borne_out"], judged.arrays.theories
    rivals = [name for name in borne_out if name not in theories]
    costs = [_explanation(judged, name, gate[0], only_away) for name in borne_out
             if name in theories and borne_out[name] != gate[0]]  # fmt: skip
    standing = [name for name in rivals if borne_out[name]]
    if gate[1] and not standing:
        costs.append(min((_explanation(judged, name, True, only_away) for name in rivals),
                         key=_cost))  # fmt: skip
    elif not gate[1]:
        costs += [_explanation(judged, name, False, only_away) for name in standing]
    total, steps = _sum(costs)
    return {"answer": answer, "changes": total, "steps": steps}


def _cost(costed: Costed) -> float:
    return costed[0]


def _sum(costs: list[Costed]) -> Costed:
    return sum(map(_cost, costs)), [step for _, steps in costs for step in steps]


def _explanation(judged: JudgedReading, name: str, borne_out: bool, only_away: bool) -> Costed:
    """Return the fewest changes by which an explanation is borne out, or no longer is."""
    about = judged.tables["indicators"]
    own, condition = about["explanation"] == name, about["condition"]
    is_met = judged.indicators["met"]
    needed = ceil(judged.needed * int((own & ~condition).sum()))
    missing = needed - int((own & ~condition & is_met).sum())

    def costs(chosen: pd.Series) -> list[Costed]:
        return [_indicator(judged, each, only_away) for each in np.flatnonzero(chosen).tolist()]

    if borne_out:
        others = sorted(costs(own & ~condition & ~is_met), key=_cost)
        return _sum([*costs(own & condition & ~is_met), *others[: max(0, missing)]])
    conditions = costs(own & condition & is_met)
    others = sorted(costs(own & ~condition & is_met), key=_cost)
    number = 1 - missing
    ways = [*conditions, *([_sum(others[:number])] if 0 < number <= len(others) else [])]
    return min(ways, key=_cost, default=(inf, []))


def _indicator(judged: JudgedReading, indicator: int, only_away: bool) -> Costed:
    """Return the fewest changes by which an indicator is met if it is not, and the reverse."""
    row = judged.indicators.iloc[indicator]
    margin = int(row["supports"] - row["undermines"])
    names = (judged.joined["claim"] + " " + judged.joined["indicator"]).to_numpy()
    on_it = judged.arrays.indicator[:, indicator] == 1

    def step(change: str, number: int, before: int, after: int) -> Change:
        codings = names[on_it & (judged.directions == before)] if before != ABSENT else []
        return {
            "indicator": row["id"],
            "change": change,
            "from": NAMES[before],
            "to": NAMES[after],
            "number": number,
            "codings": list(codings[:number]),
        }

    if only_away:
        if margin <= 0 and not row["supports"]:
            return inf, []
        number = margin if margin > 0 else 1 - margin
        return number, [step("take away", number, SUPPORTS if margin > 0 else UNDERMINES, ABSENT)]
    if margin > 0:
        number = ceil(margin / 2)
        return number, [step("turn", number, SUPPORTS, UNDERMINES)]
    gain = 1 - margin
    turned = min(int(row["undermines"]), ceil(gain / 2))
    rest = max(0, gain - 2 * turned)
    neutral = min(int(row["neutral"]), rest)
    steps = [
        step("turn", turned, UNDERMINES, SUPPORTS),
        step("turn", neutral, NEUTRAL, SUPPORTS),
        step("add", rest - neutral, ABSENT, SUPPORTS),
    ]
    steps = [each for each in steps if each["number"]]
    return turned + rest, steps  # fmt: skip
