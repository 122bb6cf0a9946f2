"""The text alternative of a specification curve."""

from edition.figures.trends.series import format_number

from .combinations import Curve
from .spec import CurveSpec


def describe_curve(curve: Curve, spec: CurveSpec) -> list[str]:
    """Return the sentences of the text alternative of a specification curve."""
    answers = [one.answer for one in curve.combinations]
    counts = ", ".join(f"{answer} in {answers.count(answer)}" for answer in spec.tones)
    first, last = curve.combinations[0].value, curve.combinations[-1].value
    sizes = ", ".join(
        f"{heading} ({len(options)})"
        for heading, options in zip(spec.choices.values(), curve.options, strict=True)
    )
    return [
        f"Specification curve of {len(answers)} combinations: {counts}.",
        f"{spec.label}: from {format_number(first)} to {format_number(last)}.",
        f"Choices: {sizes}.",
    ]
