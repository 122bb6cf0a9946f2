"""A case small enough to be judged by hand, for the tests of the verdict.

| fact | claim | work | indicator | direction |
|---|---|---|---|---|
| bases | c1 (interpretive) | ames2000 | denial | supports |
| bases | c2 | thesis | oil | supports |
| talks | c3 | ames2000, bell2001 | denial | supports |
| talks | c3 | ames2000, bell2001 | oil | neutral |
| talks | c4 | bell2001 | denial | supports |
| talks | c4 | bell2001 | threat | supports |
| pipes | c5 | thesis | oil | supports |
| none | c6 | thesis | threat | supports |

``denial`` and ``threat`` (a condition) are indicators of the theory, ``oil`` of its rival.
"""

import pandas as pd

from softbalancing.verdict import assessment, coding_arrays, units

TABLES = {
    "claims": pd.DataFrame(
        {
            "id": ["c1", "c2", "c3", "c4", "c5", "c6"],
            "section": ["4", "5", "4", "4", "5", "4"],
            "claim": ["One.", "Two.", "Three.", "Four.", "Five.", "Six."],
            "kind": ["interpretive", *["empirical"] * 5],
            "source": ["ames2000[1]", "thesis", "bell2001;ames2000[2, 5]", "bell2001[3]"]
            + ["thesis"] * 2,
            "fact": ["bases", "bases", "talks", "talks", "pipes", None],
        },
        dtype="string",
    ),
    "indicators": pd.DataFrame(
        {
            "id": ["denial", "threat", "oil"],
            "explanation": ["theory", "theory", "rival"],
            "name": ["Denial", "Threat", "Oil"],
            "condition": [False, True, False],
        }
    ),
    "explanations": pd.DataFrame({"id": ["theory", "rival"], "family": ["balancing", "rival"]}),
    "facts": pd.DataFrame(
        {"id": ["bases", "talks", "pipes"], "topic": ["troops", "pacts", "pacts"]}
    ),
}  # fmt: skip
CODINGS = pd.DataFrame(
    {
        "claim": ["c1", "c2", "c3", "c3", "c4", "c4", "c5", "c6"],
        "indicator": ["denial", "oil", "denial", "oil", "denial", "threat", "oil", "threat"],
        "direction": ["supports"] * 3 + ["neutral"] + ["supports"] * 4,
    },
    dtype="string",
)
CUTS = pd.DataFrame(
    {
        "claim": TABLES["claims"]["id"],
        "version_1_1": pd.Series(["x", "x", "x", "x", "y", None], dtype="string"),
    }
)


def join(codings: pd.DataFrame = CODINGS) -> pd.DataFrame:
    """Return codings joined with the tables."""
    return assessment.join_codings(codings, **TABLES)


def label(codings: pd.DataFrame = CODINGS) -> pd.DataFrame:
    """Return the units of codings."""
    return units.label_units(join(codings), CUTS)


def arrays(codings: pd.DataFrame = CODINGS) -> coding_arrays.CodingArrays:
    """Return codings as arrays."""
    return coding_arrays.as_arrays(join(codings), TABLES["indicators"])
