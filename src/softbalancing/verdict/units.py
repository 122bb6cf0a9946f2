"""Units of counting: the rungs of a ladder from the single claim to the coarsest topic.

How many units serve both sides depends on where the line between two units is drawn (the
modifiable unit problem).  So the codings are labeled by every unit that can be defended.
"""

import pandas as pd

from .assessment import count_uses

#: Name of each unit, from the finest to the coarsest.
UNITS = {
    "claim": "Claim",
    "work": "Fact and cited work",
    "section": "Fact and section",
    "fact": "Fact",
    "reader_c": "Fact, cut of reader C",
    "reader_d": "Fact, cut of reader D",
    "version_1_1": "Fact, cut of version 1.1.0",
    "topic": "Topic",
}
#: What makes up the label of a unit that follows the edition's facts; others are cuts of claims.
PARTS = {
    "claim": ("claim",),
    "work": ("fact", "work"),
    "section": ("fact", "section"),
    "fact": ("fact",),
    "topic": ("topic",),
}


def label_units(joined: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """Return the label that each unit of counting gives to each of the *joined* codings.

    The table of cuts has ``claim`` and, for each other cut of the claims into facts, a column
    of labels.  The result has a column for each key of `UNITS` that the tables allow; ``NA``
    where the claim is about no fact.
    """
    cut = cuts.set_index("claim")
    labels: dict[str, pd.Series] = {}
    for name in UNITS:
        if name in cut:
            labels[name] = joined["claim"].map(cut[name])
        elif name in PARTS:
            first, *others = (joined[part] for part in PARTS[name])
            label = first.mask(joined["fact"].isna())
            for part in others:
                label = label + " | " + part
            labels[name] = label
    return pd.DataFrame(labels)


def climb_ladder(joined: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return every unit of every rung with the side that it serves; see `label_units`.

    The columns are ``rung`` (a value of `UNITS`), ``unit``, ``use`` (``both``, ``balancing`` or
    ``rival``) and ``claims`` (ids of the claims that support a side, joined by ``;``).
    """
    supporting = joined["direction"] == "supports"
    rungs = []
    for name, labels in units.items():
        uses = count_uses(joined, labels).query("use != 'none'")
        claims = joined.loc[supporting, "claim"].groupby(labels[supporting]).unique()
        behind = uses["unit"].map(claims).map(";".join)
        rungs.append(uses.assign(rung=UNITS[str(name)], claims=behind))
    return pd.concat(rungs, ignore_index=True)[["rung", "unit", "use", "claims"]]
