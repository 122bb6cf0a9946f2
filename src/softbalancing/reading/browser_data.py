"""The data that pages judge a reading by: what is coded, what counts where, and the rules.

No rule is stated here; the scripts evaluate what `verdict` holds as data.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd

from edition.data import tables
from edition.project import location
from edition.project.citation_file import read_citation_file
from softbalancing.verdict.assessment import BY_GATE, DIRECTIONS, UNDECIDED, cited_works
from softbalancing.verdict.case import READINGS, theory
from softbalancing.verdict.counting_rules import RULES
from softbalancing.verdict.multiverse import CHOICES, INDICATORS_NEEDED, include_claims
from softbalancing.verdict.units import PARTS, UNITS

from .assess import CHOSEN, OPTIONS


def data_script() -> str:
    """Return the script that sets ``bookReadingData``; its arrays hold a value a row."""
    claims, codings = tables.load("claims"), tables.load("codings")
    facts, topics, cuts = (tables.load(name) for name in ("facts", "topics", "cuts"))
    indicators, explanations = tables.load("indicators"), tables.load("explanations")
    works = cited_works(claims["source"])
    about = read_citation_file(location.project_folder())
    keys = sorted({key for cell in works for key in cell.split(";")})
    cut = claims[["id"]].merge(cuts.rename(columns={"id": "row"}), left_on="id", right_on="claim",
                               how="left")  # fmt: skip
    content = {
        "edition": {
            "title": about.title, "version": about.version, "commit": about.commit,
            "date": about.build_date, "address": about.base_url,
        },
        "theory": theory(),
        "directions": DIRECTIONS,
        "undecided": UNDECIDED,
        "answers": [[*gate, answer] for gate, answer in BY_GATE.items()],
        "explanations": explanations[["id", "name", "family"]].to_dict("records"),
        "indicators": indicators[["id", "name", "explanation", "condition"]].to_dict("records"),
        "topics": {"ids": list(topics["id"]), "names": list(topics["name"])},
        "facts": {
            "ids": list(facts["id"]), "names": list(facts["name"]),
            "topic": _positions(facts["topic"], topics["id"]),
        },
        "works": keys,
        "claims": {
            "ids": list(claims["id"]), "section": list(claims["section"]),
            "kind": list(claims["kind"]), "fact": _positions(claims["fact"], facts["id"]),
            "works": [[keys.index(key) for key in cell.split(";")] for cell in works],
            "cuts": {name: _numbered(cut[name]) for name in UNITS if name in cut},
        },
        "codings": {
            "claim": _positions(codings["claim"], claims["id"]),
            "indicator": _positions(codings["indicator"], indicators["id"]),
            "final": _positions(codings["direction"], DIRECTIONS),
            **{name: _positions(codings[name], DIRECTIONS) for name in READINGS},
        },
        "readings": READINGS,
        "choices": _choices(claims.assign(work=works)),
        "rules": {
            name: {key: value for key, value in asdict(rule).items() if key in RULE_DATA}
            for name, rule in RULES.items()
        },
    }  # fmt: skip
    return _script("bookReadingData", content)


#: Attributes of a rule that are evaluated.
RULE_DATA = ("wins", "works", "weight")


def claims_script() -> str:
    """Return the script that sets ``bookReadingTexts``: the words of claims and codings."""
    claims, codings, sections = (tables.load(name) for name in ("claims", "codings", "sections"))
    content = {
        "claims": list(claims["claim"]),
        "asserted_by": list(codings["asserted_by"]),
        "rationale": list(codings["rationale"]),
        "sections": dict(zip(sections["number"], sections["title"], strict=True)),
        "definitions": list(tables.load("indicators")["definition"]),
    }
    return _script("bookReadingTexts", content)


def _choices(claims: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return each choice with its label, usual option and options (value, label and data).

    The data of a unit are the parts of its label, those of ``claims`` a sign for each claim
    (1 if it is included), and those of ``indicators`` the share needed.
    """
    data: dict[str, dict[Any, Any]] = {
        "unit": {name: PARTS.get(name) for name in UNITS},
        "claims": {name: "".join(map(str, is_in.astype(int)))
                   for name, is_in in include_claims(claims).items()},
        "indicators": dict(INDICATORS_NEEDED),
    }  # fmt: skip
    return {
        name: {
            "label": CHOICES[name], "usual": CHOSEN[name],
            "options": [[value, UNITS.get(value) or str(value).capitalize(),
                         *([data[name][value]] if name in data else [])] for value in values],
        }
        for name, values in OPTIONS.items()
    }  # fmt: skip


def _positions(values: pd.Series, known: Iterable[str]) -> list[int]:
    """Return the position of each value among the *known*; -1 where there is none."""
    return pd.Categorical(values, categories=list(known)).codes.tolist()


def _numbered(labels: pd.Series) -> list[int]:
    """Return a number for each label; -1 where there is none."""
    return pd.factorize(labels)[0].tolist()


def _script(variable: str, content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"window.{variable}={text};\n"
