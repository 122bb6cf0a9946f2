"""Compare figures with bare Matplotlib, and measure how their times grow with the rows.

Times are those of the processor, which depend less on the load of the machine.
"""

import math
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edition import load
from edition import matrix as draw_matrix
from edition import timeline as draw_timeline
from softbalancing.verdict import case

ROOT = Path(__file__).parent.parent
WANTED = 1.5  # ratio of our time to that of bare Matplotlib
Draw = Callable[[pd.DataFrame], Figure]


def main(quick: bool = False) -> None:
    """Print both measurements for timelines and matrices."""
    runs, sizes = (1, [100, 1000]) if quick else (5, [100, 300, 1000, 3000, 10_000])
    print("Figures, drawn and written as SVG, against bare Matplotlib with as many artists:")
    events, codings = load("events", ROOT), fact_codings()
    against_bare(f"timeline of all {len(events)} events", timeline, events, runs)
    against_bare(f"matrix of all {len(codings)} codings", matrix, codings, runs)
    print("Figures, drawn from ever more rows:")
    grows("timeline", timeline, many_events, sizes)
    grows("matrix", matrix, many_codings, sizes)


def timeline(events: pd.DataFrame) -> Figure:
    """Draw a timeline with a lane for each kind of event."""
    canvas = Figure()
    draw_timeline(events, lane="kind", ax=canvas.add_axes((0, 0, 1, 1)))
    return canvas


def matrix(codings: pd.DataFrame) -> Figure:
    """Draw a matrix of facts and indicators, grouped by the sides of the argument."""
    canvas = Figure()
    draw_matrix(
        codings,
        rows="fact",
        columns="indicator",
        direction="direction",
        column_groups="family",
        ax=canvas.add_axes((0, 0, 1, 1)),
    )
    return canvas


def fact_codings() -> pd.DataFrame:
    """Return the codings of all claims that are about a fact."""
    coded = case.joined_codings()
    return coded[coded.fact.notna()].sort_values("family", kind="stable")


def bare(drawn: Figure) -> Figure:
    """Draw as many lines, patches, collections and texts as a figure has, by Matplotlib alone."""
    width, height = drawn.get_size_inches()
    axes, canvas = drawn.axes[0], Figure(figsize=(width, height))
    plain = canvas.add_axes((0, 0, 1, 1))
    for n in range(len(axes.lines)):
        plain.plot([n, n + 1], [n, n], marker="o")
    for n in range(len(axes.patches)):
        plain.add_patch(Rectangle((n, n), 1, 1))
    for n in range(len(axes.collections)):
        plain.vlines(range(9), n, n + 1)
    for text in axes.texts:
        plain.text(*text.get_position(), text.get_text(), parse_math=False)
    return canvas


def against_bare(name: str, draw: Draw, rows: pd.DataFrame, runs: int) -> None:
    """Print the time of a figure, that of bare Matplotlib, and their ratio."""
    model = draw(rows)

    def seconds(make: Callable[[], Figure]) -> float:
        start = time.process_time()
        make().savefig(os.devnull, format="svg")
        return time.process_time() - start

    pairs = [(seconds(lambda: draw(rows)), seconds(lambda: bare(model))) for _ in range(runs)]
    ours, theirs = (min(each) for each in zip(*pairs, strict=True))
    print(f"  {name:<28} {ours:6.2f} s, bare {theirs:6.2f} s: ", end="")
    print(f"{ours / theirs:.2f} times  (wanted: below {WANTED})")


def grows(name: str, draw: Draw, make: Callable[[int], pd.DataFrame], sizes: list[int]) -> None:
    """Print the time for each number of rows, and the exponent: 1 is linear growth."""
    taken = []
    draw(make(10))  # fonts are read once
    for size in sizes:
        rows = make(size)
        start = time.process_time()
        draw(rows)
        taken.append(time.process_time() - start)
        print(f"  {name:<9} {size:6} rows  {taken[-1]:7.3f} s")
    logs = [[math.log(value) for value in each] for each in (sizes, taken)]
    print(f"  {name:<9} exponent {statistics.linear_regression(*logs).slope:.2f}")


def many_events(size: int) -> pd.DataFrame:
    """Return synthetic events over twenty years, of three kinds."""
    count = range(size)
    return pd.DataFrame(
        {
            "id": [f"e{n}" for n in count],
            "start": [str(1989 + n % 20) for n in count],
            "end": pd.NA,
            "precision": "year",
            "label": [f"Event number {n}" for n in count],
            "kind": [("talks", "treaty", "crisis")[n % 3] for n in count],
        }
    )


def many_codings(size: int) -> pd.DataFrame:
    """Return synthetic codings of twenty indicators and a tenth as many facts."""
    count = range(size)
    return pd.DataFrame(
        {
            "claim": [f"c{n}" for n in count],
            "fact": [f"State of affairs {n // 10}" for n in count],
            "indicator": [f"indicator {n * 7 % 20}" for n in count],
            "direction": [("supports", "undermines", "neutral")[n % 3] for n in count],
            "family": ["balancing" if n * 7 % 20 < 10 else "rival" for n in count],
        }
    )


if __name__ == "__main__":
    main()
