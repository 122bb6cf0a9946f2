"""A specification curve: numbers in order above, the choices behind each beneath."""

from matplotlib.ticker import MaxNLocator

from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import text_width, wrap_text
from edition.figures.trends.series import format_number
from edition.project.vocabulary import Marker

from .combinations import Curve
from .spec import CurveSpec

_SIZE, _SMALL = 12.0, 11.5
_ROW = 17.0
#: Marker of each answer, in the order of the legend.
_MARKERS: tuple[Marker, ...] = ("circle", "diamond", "square", "triangle")


class CurveChart:
    """Draws a specification curve."""

    def __init__(self, pen: Pen, curve: Curve, spec: CurveSpec) -> None:
        if len(spec.tones) > len(_MARKERS):
            raise ValueError(f"curve: tones: more than {len(_MARKERS)} answers cannot be told")
        self.pen, self.curve, self.spec = pen, curve, spec
        names = [option for options in curve.options for option in options]
        widest = max(text_width(name, _SIZE) for name in names)
        self.left = min(widest + 24, pen.page * 0.46)
        self.right = pen.page - 8.0
        self.step = (self.right - self.left) / max(len(curve.combinations), 1)

    def draw(self) -> float:
        """Draw everything and return the bottom."""
        top = self._draw_legend() + 14
        bottom = top + (130.0 if self.pen.narrow else 170.0)
        self._draw_values(top, bottom)
        return self._draw_choices(bottom + 20)

    def _x(self, position: int) -> float:
        """Return the pixel of the middle of a combination."""
        return self.left + (position + 0.5) * self.step

    def _draw_legend(self) -> float:
        """Draw what the number and the markers mean, and return the bottom."""
        y = 9.0
        for line in wrap_text(self.spec.label, _SMALL, self.pen.page - 4):
            self.pen.text(0, y, line, size=_SMALL, tone="muted")
            y += 16
        x = 6.0
        answers = [one.answer for one in self.curve.combinations]
        for (answer, tone), marker in zip(self.spec.tones.items(), _MARKERS, strict=False):
            text = f"{answer} ({answers.count(answer)})"
            if x > 6 and x + 14 + text_width(text, _SIZE, 600) > self.pen.page:
                x, y = 6.0, y + 18
            self.pen.marker(x, y + 3, marker=marker, size=7, tone=tone)
            self.pen.text(x + 9, y + 3, text, size=_SIZE, weight=600, tone=tone)
            x += 30 + text_width(text, _SIZE, 600)
        return y + 12

    def _draw_values(self, top: float, bottom: float) -> None:
        values = [one.value for one in self.curve.combinations]
        low, high = min(*values, 0.0), max(*values, 0.0)
        locator = MaxNLocator(4, steps=[1, 2, 2.5, 5, 10], min_n_ticks=2)
        ticks = [float(t) for t in locator.tick_values(low, high if high > low else low + 1)]
        span = ticks[-1] - ticks[0]

        def y(number: float) -> float:
            return bottom - (number - ticks[0]) / span * (bottom - top)

        for tick in ticks:
            is_zero = abs(tick) < span * 1e-9
            self.pen.lines([[(self.left, y(tick)), (self.right, y(tick))]],
                           tone="stone" if is_zero else "faint")  # fmt: skip
            self.pen.text(self.left - 8, y(tick), format_number(0.0 if is_zero else tick),
                          size=_SMALL, tone="muted", anchor="right")  # fmt: skip
        markers = dict(zip(self.spec.tones, _MARKERS, strict=False))
        for i, one in enumerate(self.curve.combinations):
            name = f"{format_number(one.value)}: {one.answer}\n{'; '.join(one.options)}"
            with self.pen.mark(one.url, name):
                self.pen.marker(self._x(i), y(one.value), marker=markers[one.answer], size=4.2,
                                tone=self.spec.tones[one.answer])  # fmt: skip

    def _draw_choices(self, y: float) -> float:
        """Draw a row of strokes for each option, colored by the answer; return the bottom."""
        for position, heading in enumerate(self.spec.choices.values()):
            self.pen.text(0, y, heading, size=_SMALL, weight=600, tone="muted")
            y += _ROW
            for option in self.curve.options[position]:
                lines = wrap_text(option, _SIZE, self.left - 18)
                middle = y + (len(lines) - 1) * 7.5
                for i, line in enumerate(lines):
                    self.pen.text(10, y + 15 * i, line, size=_SIZE)
                for answer, tone in self.spec.tones.items():
                    strokes = [
                        [(self._x(i), middle - 5.5), (self._x(i), middle + 5.5)]
                        for i, one in enumerate(self.curve.combinations)
                        if one.options[position] == option and one.answer == answer
                    ]
                    if strokes:
                        thick = max(min(self.step * 0.9, 3.0), 0.6)
                        self.pen.lines(strokes, tone=tone, thick=thick)
                y += _ROW + 15 * (len(lines) - 1)
            y += 7
        return y - 4
