"""What would turn the answer of a reading: single changes, and the smallest sets of them.

Where explanations that are borne out decide alone, the smallest sets are exact: each coding bears
on one indicator, and an indicator is met or not by its margin, the codings for it less those
against it.  A coding turned moves it by two, one taken away or added by one.  Where a rule counts
units, single changes and pairs of codings taken away are tried one by one, and no more is claimed.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import ceil, inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from softbalancing.verdict.assessment import BY_GATE, UNDECIDED
from softbalancing.verdict.coding_arrays import ABSENT, CODES, SUPPORTS, UNDERMINES
from softbalancing.verdict.counting_rules import RULES

if TYPE_CHECKING:
    from .assess import JudgedReading

NEUTRAL = CODES["neutral"]
NAMES = {code: name for name, code in CODES.items()} | {ABSENT: ""}
#: Directions to which a coding can be turned; to make it neutral does what taking it away does.
TURNS = {SUPPORTS: (UNDERMINES,), UNDERMINES: (SUPPORTS,), NEUTRAL: (SUPPORTS, UNDERMINES)}
#: Pairs that are listed; all are counted.
EXAMPLES = 10
#: What is told of a single change, and of a step in a set.
SINGLE = ("change", "claim", "indicator", "fact", "from", "to", "answer")
STEP = ("indicator", "change", "from", "to", "number", "codings")
Change = dict[str, Any]
#: Number of changed codings, and what is done; infinite where nothing does it.
Costed = tuple[float, list[Change]]


def turning(judged: "JudgedReading") -> dict[str, Any]:
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
    usual, exact = judged.verdict["answer"], not RULES[judged.choices["rule"]].wins
    codes = judged.directions
    turns = [(at, to) for at in np.flatnonzero(judged.counted).tolist() for to in TURNS[codes[at]]]
    telling = np.flatnonzero(np.isin(codes, (SUPPORTS, UNDERMINES))).tolist()
    found = {
        "turn": list(_try(judged, "turn", turns)),
        "take_away": list(_try(judged, "take away", [(at, ABSENT) for at in telling])),
        "add": list(_additions(judged)), "leave_out": list(_left_out(judged)),
    }  # fmt: skip
    answers = [(gate, answer or UNDECIDED) for gate, answer in BY_GATE.items()]
    others = [each for each in answers if each[1] != usual] if exact else []
    away = [_set(judged, *each, away=True) for each in others]
    tried, turned = 0, list[list[str]]()
    if not exact:
        alone = [at for at, each in zip(telling, found["take_away"], strict=True)
                 if each["answer"] == usual]  # fmt: skip
        tried, turned = _pairs(judged, alone)
    return {
        "answer": usual, "tried": {kind: len(changes) for kind, changes in found.items()},
        "singles": _group(each for changes in found.values() for each in changes
                          if each["answer"] != usual),
        "sets": [_set(judged, *each) for each in others],
        "withdrawals": [each for each in away if each["changes"] < inf],
        "pairs": {"tried": tried, "turned": len(turned), "examples": turned[:EXAMPLES]},
        "exact": exact,
    }  # fmt: skip


def _group(changes: Iterable[Change]) -> list[Change]:
    """Return additions of one indicator, direction and answer as one, with a claim as example."""
    found: dict[object, Change] = {}
    for number, each in enumerate(changes):
        is_added = each["change"] == "add"
        key = (each["indicator"], each["to"], each["answer"]) if is_added else number
        found.setdefault(key, each | {"claims": 0})["claims"] += 1
    return list(found.values())


def _answers(judged: "JudgedReading", places: NDArray, codes: object) -> list[str]:
    """Return the answers if, in each row, the codings in these places have other directions."""
    directions = np.repeat(judged.directions[None, :], len(places), axis=0)
    np.put_along_axis(directions, places, codes, axis=1)  # type: ignore[arg-type]
    return judged.answers(directions).tolist() if len(places) else []


def _try(judged: "JudgedReading", change: str, cells: list[tuple[int, int]]) -> Iterator[Change]:
    """Give, in turn, one coding (a position) another direction."""
    claims, indicators = (judged.joined[name].tolist() for name in ("claim", "indicator"))
    places, codes = np.array(cells, dtype=int).reshape(-1, 2, 1).transpose(1, 0, 2)
    for (at, to), answer in zip(cells, _answers(judged, places, codes), strict=True):
        directions = NAMES[judged.directions[at]], NAMES[to]
        values = (change, claims[at], indicators[at], "", *directions, answer)
        yield dict(zip(SINGLE, values, strict=True))


def _additions(judged: "JudgedReading") -> Iterator[Change]:
    """Add a coding to each claim that counts and has none on an indicator."""
    wider, could_be = judged.widened()
    for on_it in wider.arrays.indicator.T == 1:
        for to in (SUPPORTS, UNDERMINES):
            places = np.flatnonzero(on_it & could_be).tolist()
            yield from _try(wider, "add", [(at, to) for at in places])


def _left_out(judged: "JudgedReading") -> Iterator[Change]:
    fact = judged.joined["fact"].fillna("").to_numpy()
    facts = [name for name in judged.tables["facts"]["id"] if name in fact[judged.counted]]
    gone = np.array([fact == name for name in facts], dtype=bool).reshape(-1, len(fact))
    answers = judged.answers(np.where(gone, ABSENT, judged.directions)).tolist()
    for name, answer in zip(facts, answers, strict=True):
        yield dict(zip(SINGLE, ("leave out", "", "", name, "", "", answer), strict=True))


def _pairs(judged: "JudgedReading", places: list[int]) -> tuple[int, list[list[str]]]:
    """Return how many pairs of codings were taken away, and those that turn the answer."""
    names = (judged.joined["claim"] + " " + judged.joined["indicator"]).tolist()
    pairs = np.array(list(combinations(places, 2)), dtype=int).reshape(-1, 2)
    turned = []
    for some in np.array_split(pairs, len(pairs) // 2000 + 1):
        answers = zip(some, _answers(judged, some, ABSENT), strict=True)
        turned += [[names[one], names[other], answer] for (one, other), answer in answers
                   if answer != judged.verdict["answer"]]  # fmt: skip
    return len(pairs), turned


def _set(
    judged: "JudgedReading", gate: tuple[bool, bool], answer: str, *, away: bool = False
) -> Change:
    """Return the fewest changes that bear the theory out or not, and a rival or none."""
    costs = []
    rivals: dict[str, bool] = {}
    for name, borne_out in judged.verdict["borne_out"].items():
        if name not in judged.arrays.theories:
            rivals[name] = borne_out
        elif borne_out != gate[0]:
            costs.append(_explanation(judged, name, gate[0], away))
    if gate[1] and not any(rivals.values()):
        costs.append(min((_explanation(judged, name, True, away) for name in rivals), key=_cost))
    elif not gate[1]:
        costs += [_explanation(judged, name, False, away) for name in rivals if rivals[name]]
    total, steps = _sum(costs)
    return {"answer": answer, "changes": total, "steps": steps}


def _cost(costed: Costed) -> float:
    return costed[0]


def _sum(costs: list[Costed]) -> Costed:
    return sum(map(_cost, costs)), [step for _, steps in costs for step in steps]


def _explanation(judged: "JudgedReading", name: str, wanted: bool, away: bool) -> Costed:
    """Return the fewest changes by which an explanation is borne out, or no longer is."""
    about, is_met = judged.tables["indicators"], judged.indicators["met"]
    own, condition = about["explanation"] == name, about["condition"]
    needed = ceil(judged.needed * int((own & ~condition).sum()))
    missing = needed - int((own & ~condition & is_met).sum())

    def costs(chosen: pd.Series) -> list[Costed]:
        return [_indicator(judged, at, away) for at in np.flatnonzero(chosen & own).tolist()]

    conditions = costs(condition & (is_met != wanted))
    others = sorted(costs(~condition & (is_met != wanted)), key=_cost)
    if wanted:
        return _sum(conditions + others[: max(0, missing)])
    enough = [_sum(others[: 1 - missing])] if 0 < 1 - missing <= len(others) else []
    return min(conditions + enough, key=_cost, default=(inf, []))


def _indicator(judged: "JudgedReading", indicator: int, away: bool) -> Costed:
    """Return the fewest changes by which an indicator is met if it is not, and the reverse."""
    row: dict[str, Any] = judged.verdict["indicators"][indicator]
    id_, supports, undermines, neutral, is_met = row.values()
    names = (judged.joined["claim"] + " " + judged.joined["indicator"]).to_numpy()
    on_it = judged.arrays.indicator[:, indicator] == 1
    margin = supports - undermines
    if is_met:
        number, before, after = (margin, SUPPORTS, ABSENT) if away else (
            ceil(margin / 2), SUPPORTS, UNDERMINES)  # fmt: skip
    elif away:
        number, before, after = 1 - margin, UNDERMINES, ABSENT
    elif undermines:  # at least as many as there are codings for it
        number, before, after = ceil((1 - margin) / 2), UNDERMINES, SUPPORTS
    else:
        number, before, after = 1, NEUTRAL if neutral else ABSENT, SUPPORTS
    if away and not supports:
        return inf, []
    change = "add" if before == ABSENT else "turn" if after != ABSENT else "take away"
    codings = [] if before == ABSENT else names[on_it & (judged.directions == before)][:number]
    values = (id_, change, NAMES[before], NAMES[after], number, list(codings))
    return number, [dict(zip(STEP, values, strict=True))]
