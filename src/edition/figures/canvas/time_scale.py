"""A linear scale of decimal years, and its ticks."""

from dataclasses import dataclass
from math import ceil, floor

from matplotlib.ticker import MaxNLocator

from edition.data.partial_dates import format_date

from .text_metrics import text_width

#: Least distance between the labels of two ticks, in pixels.
_GAP = 14


@dataclass(frozen=True)
class TimeScale:
    """Maps decimal years from `first` to `last` to pixels from `left` to `right`."""

    first: float
    last: float
    left: float
    right: float

    @property
    def pixels_per_year(self) -> float:
        """Pixels per year."""
        return (self.right - self.left) / (self.last - self.first)

    @property
    def origin(self) -> float:
        """The decimal year at pixel 0."""
        return self.first - self.left / self.pixels_per_year

    def px(self, time: float) -> float:
        """Return the pixel of a decimal year."""
        return self.left + (time - self.first) * self.pixels_per_year

    def ticks(self, size: float, *, months: bool = True) -> list[tuple[float, str]]:
        """Return decimal year and label of each tick, as many as have room in letters of `size`.

        A span of up to three years has ticks at `months`.
        """
        per_year = 12 if months and self.last - self.first <= 3 else 1
        first, last = self.first * per_year, self.last * per_year
        label = text_width("Sep 2000" if per_year == 12 else str(round(self.last)), size) + _GAP
        count = max(round((self.right - self.left) / label), 1)
        steps = [1, 3, 6, 10] if per_year == 12 else [1, 2, 2.5, 5, 10]
        locator = MaxNLocator(count, steps=steps, integer=True, min_n_ticks=1)
        values = [round(value) for value in locator.tick_values(first, last)]
        return [
            (value / per_year, _month(value) if per_year == 12 else str(value))
            for value in values
            if first - 1e-6 <= value <= last + 1e-6
        ]


def _month(months: int) -> str:
    """Return the label of a month, counted from the year 0."""
    return format_date(f"{months // 12:04d}-{months % 12 + 1:02d}", short=True)


def rounded_span(first: float, last: float) -> tuple[float, float]:
    """Round a span outwards to whole years, or to whole months if it is at most two years."""
    grain = 12 if last - first <= 2 else 1
    first, last = floor(first * grain + 1e-9) / grain, ceil(last * grain - 1e-9) / grain
    return (first, last) if last > first else (first, first + 1 / grain)
