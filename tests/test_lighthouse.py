"""Lighthouse's verdict on real pages, in what does not depend on the speed of the machine.

Performance does: its causes are tested in test_light.py, its scores printed by ``make bench``.
"""

import pytest

from auditing import TIMELESS, audit, faults, scores

PAGES = [
    "index.html",
    "chapters/04-case-for.html",
    "apparatus/tables/events.html",
    "search.html",
]


@pytest.mark.parametrize("address", PAGES)
def test_lighthouse_finds_nothing(site, address):
    """Accessibility, best practices and being found are worth 100 of 100."""
    report = audit(f"{site}/{address}")

    assert scores(report) == dict.fromkeys(TIMELESS, 100), faults(report)
