"""A specification curve shows the result of each combination of choices, in order."""

import pandas as pd
import pytest

from edition.figures import draw
from edition.figures.curves.spec import CurveSpec
from edition.figures.figure_kind import describe_figure
from edition.figures.kinds import CURVE

ROWS = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "unit": pd.Categorical(["fine", "coarse", "fine", "coarse"], ["fine", "coarse"]),
        "rule": ["strict", "strict", "lenient", "lenient"],
        "value": [0.5, -0.25, 0.75, None],
        "answer": ["yes", "no", "yes", "no"],
    }
)
OPTIONS = {
    "value": "value", "answer": "answer", "choices": {"unit": "Unit", "rule": "Rule"},
    "tones": {"yes": "blue", "no": "amber"}, "label": "Lead",
}  # fmt: skip


def marks(ax):
    """The points of the curve: position, number and what a screen reader is told."""
    lines = [line for line in ax.lines if line.get_gid()]
    return [(line.get_xdata()[1], line.get_ydata()[1], line.get_label()) for line in lines]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_results_stand_in_order_from_the_least_to_the_greatest(layout):
    """Points run from left to right and upward; a combination without a result is left out."""
    points = marks(draw.curve(ROWS, layout=layout, **OPTIONS))
    assert [name.partition(":")[0] for _, _, name in points] == ["−0.25", "0.5", "0.75"]
    assert [x for x, _, _ in points] == sorted(x for x, _, _ in points)
    assert [y for _, y, _ in points] == sorted((y for _, y, _ in points), reverse=True)


def test_each_point_tells_its_answer_and_its_choices():
    """The first line is the result, the second the options behind it."""
    names = [name for _, _, name in marks(draw.curve(ROWS, **OPTIONS))]
    assert names[0] == "−0.25: no\ncoarse; strict" and names[2] == "0.75: yes\nfine; lenient"


def test_strokes_beneath_stand_under_the_results_that_have_the_option():
    """The option *fine* has strokes under the second and third result, in the color of yes."""
    ax = draw.curve(ROWS, **OPTIONS)
    at = [x for x, _, _ in marks(ax)]
    label = next(text for text in ax.texts if text.get_text() == "fine")
    strokes = {
        round(segment[0][0], 3)
        for lines in ax.collections
        for segment in lines.get_segments()
        if segment[0][0] == segment[1][0]
        and segment[0][1] < label.get_position()[1] < segment[1][1]
    }
    assert strokes == {round(x, 3) for x in at[1:]}


def test_the_legend_counts_the_answers():
    """Each answer stands with the number of combinations that give it."""
    texts = [text.get_text() for text in draw.curve(ROWS, **OPTIONS).texts]
    assert "yes (2)" in texts and "no (1)" in texts


def test_the_text_alternative_counts_answers_and_choices():
    """It names the answers, the range of the number and the choices."""
    alt = describe_figure(CURVE, ROWS, CurveSpec(**OPTIONS))
    assert alt == (
        "Specification curve of 3 combinations: yes in 2, no in 1. Lead: from −0.25 to 0.75. "
        "Choices: Unit (2), Rule (2)."
    )


def test_an_answer_without_a_color_is_named():
    """The error names the row and the answers that have one."""
    rows = ROWS.assign(answer=["yes", "maybe", "yes", "no"])
    with pytest.raises(ValueError, match=r"tones: 'maybe' is not one of yes, no \(row b\)"):
        draw.curve(rows, **OPTIONS)
