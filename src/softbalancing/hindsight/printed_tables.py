"""Tables that chapter 9 prints: votes by measure, period and pair, with their bounds."""

from collections.abc import Mapping, Sequence

import pandas as pd

from edition.data.number_format import format_decimal

from .predictions import OUTCOMES, score_predictions


def _bounded(rows: pd.DataFrame, value: str) -> list[str]:
    """Return shares or changes in percent with their bounds: ``9.1 [2.1, 16.6]``."""
    numbers = 100 * rows[[value, "low", "high"]].to_numpy()
    return ["{} [{}, {}]".format(*(format_decimal(n, 1) for n in row)) for row in numbers]


def similarity_table(levels: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return how alike a pair votes by each measure, one row a period.

    The arguments are the pair's rows in the results of `period_levels` and `gap_rows`; the
    gap of a period is the mean of its years.
    """
    texts = levels.assign(
        text=_bounded(levels, "value"), title=levels["statistic"].str.capitalize()
    )
    periods = texts.pivot(index=["first", "last", "votes"], columns="title", values="text")
    frame = periods[["Identical", "Half credit", "Opposite"]].reset_index()
    means = [
        gaps.loc[gaps["year"].between(first, last), "gap"].mean()
        for first, last in zip(frame["first"], frame["last"], strict=True)
    ]
    frame.insert(0, "Years", frame.pop("first").astype(str) + "–" + frame.pop("last").astype(str))
    return frame.rename(columns={"votes": "Votes"}).assign(
        Gap=[format_decimal(n, 2) for n in means]
    )


def pair_table(levels: pd.DataFrame, pairs: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Return identical votes in percent, with the number of votes, by pair and period."""
    rows = levels[levels["statistic"] == "identical"]
    names = [pairs.get(pair) for pair in zip(rows["a"], rows["b"], strict=True)]
    rows = rows.assign(
        Pair=pd.Categorical(names, list(pairs.values())),
        years=rows["first"].astype(str) + "–" + rows["last"].astype(str),
        text=[f"{100 * n:.0f} ({v})" for n, v in zip(rows["value"], rows["votes"], strict=True)],
    )
    table = rows.pivot_table(
        index="Pair", columns="years", values="text", aggfunc="first", observed=True
    )
    return table.reset_index()


def comparison_table(comparisons: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Return the changes between periods by each measure, with the wider bounds."""
    texts = comparisons.assign(text=_bounded(comparisons, "change"))
    cells = texts.pivot(index="measure", columns="statistic", values="text")
    labels = measures.set_index("id")["label"].loc[lambda known: known.index.isin(cells.index)]
    columns = ["identical", "half credit", "opposite", "identical beside the region"]
    cells = cells.loc[labels.index, columns].rename(columns=str.capitalize).fillna("")
    cells.insert(0, "Change", labels)
    return cells


def break_table(breaks: Mapping[str, pd.DataFrame], years: Sequence[int]) -> pd.DataFrame:
    """Return the F of a break, with its p, at chosen years and at the strongest other year.

    The breaks are the result of `breaks_beside`; the last row has the bound of each F. The p
    holds for a year that was chosen beforehand, so the strongest other year has none.
    """
    columns = {}
    for name, rows in breaks.items():
        known = rows.set_index("year")
        at = known.reindex(pd.Index(years))
        cells = [
            f"{f:.1f} (p {'< 0.01' if p < 0.01 else f'{p:.2f}'})" if f >= 0 else "–"
            for f, p in zip(at["f"], at["p"], strict=True)
        ]
        other = known.drop(index=list(years), errors="ignore")["f"]
        best = f"{other.max():.1f} ({other.idxmax()})"
        columns[name] = [*cells, best, f"{rows['bound'].iloc[0]:.1f}"]
    labels = [*map(str, years), "Strongest other year", "Exceeded by chance in 5 of 100"]
    return pd.DataFrame({"New level from": labels} | columns)


def score_table(
    predictions: pd.DataFrame, variants: Mapping[str, Mapping[str, str]], names: Mapping[str, str]
) -> pd.DataFrame:
    """Return how many predictions were met, not met and undecided, by way of scoring and judge.

    The variants are findings, as `score_predictions` takes them, by the label of a way of
    scoring; the names are headings, by explanation.
    """
    rows = []
    for label, findings in variants.items():
        for judge, scored in score_predictions(predictions, findings).groupby("judge"):
            counts = scored.value_counts(["explanation", "outcome"]).unstack(fill_value=0)
            counts = counts.reindex(columns=OUTCOMES, fill_value=0)
            cells = {name: " / ".join(map(str, counts.loc[key])) for key, name in names.items()}
            rows.append({"Scored": label, "Judge": str(judge)[-1].upper()} | cells)
    return pd.DataFrame(rows)
