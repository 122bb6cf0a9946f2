"""The case as it is coded: the project's own tables, read and judged.

The functions of `assessment` are pure; these read the tables that they need, so that a
page says in one line what it shows.  Codings are those of the table, unless others are
given: those of one reader, or some that were changed to see what would move.
"""

from __future__ import annotations

import pandas as pd

from edition.data import tables
from edition.data.figure_rows import chapter_of

from . import agreement, assessment, expectations, sensitivity

SIDES = {"balancing": "Under test", "rival": "Rivals"}


def judged() -> dict[str, pd.DataFrame]:
    """The tables against which codings are judged, by their names."""
    return {name: tables.load(name) for name in ("indicators", "explanations", "facts")}


def names(table: str) -> pd.Series:
    """The names of a table's rows, by their ids."""
    return tables.load(table).set_index("id").name


def indicators() -> pd.DataFrame:
    """The table of indicators with the ``side`` of each."""
    frame = tables.load("indicators")
    family = tables.load("explanations").set_index("id").family
    return frame.assign(side=frame.explanation.map(family).map(SIDES))


def coded(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Codings with what they are about; see `assessment.coded`."""
    codings = tables.load("codings") if codings is None else codings
    about = {name: tables.load(name) for name in ("claims", "indicators", "explanations")}
    return assessment.coded(codings, **about)


def uses(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Which side each fact serves; see `assessment.uses`."""
    return assessment.uses(coded(codings), tables.load("facts"))


def verdict(codings: pd.DataFrame | None = None) -> assessment.Verdict:
    """What codings add up to; see `assessment.verdict`."""
    return assessment.verdict(coded(codings), **judged())


def worded(codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """Codings with what they are about, by name.

    Returns
    -------
    DataFrame
        The codings in their order: ``id``, ``claim`` and ``claim_text``, ``section`` and
        ``chapter``, ``direction``, ``rationale``, the names of the ``fact``, the
        ``indicator`` and the ``explanation``, whether the indicator is a ``condition``,
        the ``side`` of the explanation, and ``use``: whom the fact serves, as
        `assessment.uses` has it.
    """
    frame = coded(codings)
    about = indicators().set_index("id")
    uses = assessment.uses(frame, tables.load("facts"))
    return frame.assign(
        chapter=chapter_of(frame.section),
        use=frame.fact.map(uses.set_index("id").use),
        side=frame.indicator.map(about.side),
        condition=frame.indicator.map(about.condition),
        fact=frame.fact.map(names("facts")),
        explanation=frame.explanation.map(names("explanations")),
        indicator=frame.indicator_name,
    )


def evidence(chapter: str) -> pd.DataFrame:
    """What a chapter's claims say of the theory; facts that serve it alike stand together.

    Parameters
    ----------
    chapter : str
        The chapter's number.

    Returns
    -------
    DataFrame
        One row a coding that is not neutral: ``fact``, ``serves`` (whether as evidence of
        a perceived threat, of both or of conduct), ``indicator`` (a Categorical: the
        condition, then the strategies), ``part`` (``Condition`` or ``Strategies``),
        ``direction``, ``claim`` and ``claim_text``.  Facts that serve the condition alone
        come first, those that serve only strategies last.
    """
    about = tables.load("indicators")
    about = about[about.explanation == theory()]
    order = about.sort_values("condition", ascending=False, kind="stable").name
    frame = worded().query("chapter == @chapter and direction != 'neutral'")
    frame = frame[frame.indicator.isin(order)].dropna(subset=["fact"])
    frame = frame.assign(
        indicator=pd.Categorical(frame.indicator, order),
        part=frame.condition.map({True: "Condition", False: "Strategies"}),
    )
    threat = frame.groupby("fact").condition
    serves = threat.any().map({True: "both", False: "conduct"})
    serves = "Evidence of " + serves.mask(threat.all(), "a perceived threat")
    served = frame.groupby("fact").indicator.agg(lambda found: tuple(sorted(set(found.cat.codes))))
    frame = frame.assign(serves=frame.fact.map(serves), served=frame.fact.map(served))
    columns = ["fact", "serves", "indicator", "part", "direction", "claim", "claim_text"]
    return frame.sort_values("served", kind="stable")[columns]


def theory() -> str:
    """The explanation under test, by its id."""
    return tables.load("explanations").query("family == 'balancing'").id.item()


def expected() -> dict[str, int]:
    """The numbers in which the expectations can be told; see `expectations.counted`."""
    used = uses().set_index("id").use
    return expectations.counted(tables.load("expectations"), coded(), used, theory=theory())


def telling() -> pd.DataFrame:
    """The tests that tell the theory from a rival, by name.

    Returns
    -------
    DataFrame
        ``id``, the names of ``fact`` and ``rival``, and ``theory_expects``,
        ``rival_expects``, ``kind``, ``test`` and ``use`` as in `expectations.telling`.
    """
    every = expectations.tests(tables.load("expectations"), coded(), theory=theory())
    found = expectations.telling(every, theory=theory())
    found = found.assign(
        fact=found.fact.map(names("facts")), rival=found.rival.map(names("explanations"))
    )
    columns = ["id", "fact", "rival", "theory_expects", "rival_expects", "kind", "test", "use"]
    return found[columns]


def variants() -> dict[str, pd.DataFrame]:
    """The verdicts after changes of the codings; see `sensitivity.variants`."""
    frame, found = coded(), tables.load("agreement")
    passes = [agreement.codings_of(found, reader) for reader in ("pass_a", "pass_b")]
    readers = [coded(own).assign(fact=own.fact) for own in passes]  # they chose the facts too
    kinds = frame.claim.map(tables.load("claims").set_index("id").kind)
    return sensitivity.variants(frame, readers, kinds, **judged())
