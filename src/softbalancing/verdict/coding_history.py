"""How the codings came about: the verdict at each stage, and what became of each row."""

from collections.abc import Mapping

import pandas as pd

from .assessment import compute_verdict

#: What became of a unit of the first round, by the first letters of its name.
FATES = {"x": "merged into another row", "a": "no row of its own", "b": "no row of its own"}
#: Why there is a row that neither reader had.
ADDED = {
    "claims": "added after the first round",
    "codings": "made when the two readings were reconciled; why is not recorded",
}
#: Readers of a unit, by whether the first and the second recorded it.
READERS = {(True, True): "both", (True, False): "A", (False, True): "B"}
TRACED = ["table", "unit", "readers", "fate", "claim", "after", "before", "reason"]
#: Why, where the repository does not tell.
NOT_RECORDED = "not recorded; the wording of the passes was not kept"


def summarize_stages(stages: Mapping[str, pd.DataFrame], **tables: pd.DataFrame) -> pd.DataFrame:
    """Return the verdict at each stage of the coding, from its joined codings and two tables.

    The columns are ``stage``, ``codings`` (their number), ``both``, ``theory`` and ``rivals``
    (facts, as they were cut at that stage), ``borne_out`` (ids of the explanations, joined by
    ``; ``) and ``answer``.
    """
    rows = []
    for stage, joined in stages.items():
        verdict = compute_verdict(joined, **tables)
        borne_out = [name for name, is_met in verdict.borne_out.items() if is_met]
        rows.append(
            {
                "stage": stage,
                "codings": len(joined),
                "both": verdict.facts_both,
                "theory": verdict.facts_balancing,
                "rivals": verdict.facts_rival,
                "borne_out": "; ".join(borne_out),
                "answer": verdict.answer,
            }
        )
    return pd.DataFrame(rows)


def trace_units(agreement: pd.DataFrame, claims: pd.Series, codings: pd.DataFrame) -> pd.DataFrame:
    """Return what became of every claim and coding that a reader of the first round recorded.

    The table of agreement is in the order of the text; the ids of the claims are those of
    today, the codings those to which the two readings were reconciled.

    Returns
    -------
    DataFrame
        Claims, then codings, in the order of the table, and after either what no reader had:
        ``table``, ``unit``, ``readers`` (``A``, ``B``, ``both`` or ``none``), ``fate``
        (``kept``, ``coding not kept`` if only its claim is, a value of `FATES`, or ``added``),
        ``claim`` (today's id), ``after`` and ``before`` (the claims between which a claim
        without a row of its own stands, as far as the order of the table tells: ``NA`` at the
        ends of a section, and where the rows around it are of other sections) and ``reason``
        (``NA`` if kept).
    """
    pairs = codings["claim"] + "." + codings["indicator"]
    frames = []
    for table, ids in (("claims", claims), ("codings", pairs)):
        rows = agreement[agreement["table"] == table]
        read = rows.groupby("unit", sort=False)[["pass_a", "pass_b"]].count() > 0
        frame = pd.DataFrame({"unit": pd.Series(read.index, dtype="string")})
        frame["readers"] = [READERS[pair] for pair in read.itertuples(index=False, name=None)]
        more = pd.DataFrame({"unit": ids[~ids.isin(frame["unit"])], "readers": "none"})
        frame = pd.concat([frame, more], ignore_index=True).assign(table=table)
        claim = frame["unit"].str.extract(r"^((?:[abx]\.)?[^.]+)")[0]
        frame["claim"] = claim.where(claim.isin(claims))
        fate = claim.str.partition(".")[0].map(FATES).fillna("coding not kept")
        kept, added = frame["unit"].isin(ids), frame["readers"] == "none"
        frame["fate"] = fate.mask(kept, "kept").mask(added, "added")
        reason = pd.Series(NOT_RECORDED, frame.index, dtype="string")
        frames.append(frame.assign(reason=reason.mask(kept).mask(added, ADDED[table])))
    section = frames[0]["unit"].str.extract(r"(c(?:-\d)+)-\d\d$")[0]
    claim = frames[0]["claim"].mask(frames[0]["fate"] == "added")
    around = claim.groupby(section.ne(section.shift()).fillna(True).cumsum())
    frames[0]["after"], frames[0]["before"] = (
        each.mask(frames[0]["claim"].notna()) for each in (around.ffill(), around.bfill())
    )
    return pd.concat(frames, ignore_index=True)[TRACED]
