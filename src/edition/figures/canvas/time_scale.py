"""Which years, months or centuries stand on an axis of time."""

from dataclasses import dataclass
from math import ceil, floor

from edition.data.partial_dates import words, year_words

from .text_metrics import width

_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_MONTHS = (1, 2, 3, 6)


@dataclass(frozen=True)
class Scale:
    """Time from `first` to `last` on the pixels from `left` to `right`."""

    first: float
    last: float
    left: float
    right: float

    @property
    def per_year(self):
        """Pixels a year."""
        return (self.right - self.left) / (self.last - self.first)

    @property
    def origin(self):
        """The time at pixel 0."""
        return self.first - self.left / self.per_year

    def px(self, time):
        """Return the pixel of a moment."""
        return self.left + (time - self.first) * self.per_year

    def ticks(self, size):
        """Return moments with their names, as many as can be read in letters of `size`."""
        room = (self.last - self.first) / (self.right - self.left)
        if (self.last - self.first) <= 3:
            steps = [s for s in _MONTHS if s / 12 > room * (width("Sep 2000", size) + 14)]
            if steps:
                return _months(self.first, self.last, steps[0])
        widest = max(width(year_words(round(t)), size) for t in (self.first, self.last))
        step = next((s for s in _YEARS if s > room * (widest + 14)), _YEARS[-1])
        years = range(ceil(self.first / step - 1e-9) * step, floor(self.last) + 1, step)
        if step > 1:
            # There is no year 0: round years before our era lie one later than they are counted.
            years = [year + 1 if year <= 0 else year for year in years]
        return [(float(year), year_words(year)) for year in years]


def domain(first, last):
    """Round a span outwards to whole years, or to whole months where it is short."""
    grain = 12 if last - first <= 2 else 1
    first, last = floor(first * grain + 1e-9) / grain, ceil(last * grain - 1e-9) / grain
    return (first, last) if last > first else (first, first + 1 / grain)


def _months(first, last, step):
    start, stop = ceil(first * 12 / step - 1e-6) * step, floor(last * 12 + 1e-6)
    return [
        (month / 12, words(f"{month // 12:04d}-{month % 12 + 1:02d}", short=True))
        for month in range(start, stop + 1, step)
    ]
