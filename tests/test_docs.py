"""The maintainers' documentation: its figures are published, and its pages can be used."""

import re

import pytest

from built import aim, pages_of
from surfing import SIZES, visit


@pytest.fixture(scope="module")
def docs_pages(docs):
    """The pages of the documentation by their address."""
    return pages_of(docs)


def test_every_figure_of_the_documentation_is_published(root, docs, docs_pages):
    """Each call on a page gives a figure with its rows and downloads, and no other does."""
    sources = "".join(path.read_text("utf-8") for path in sorted(root.glob("docs/figures/*.md")))
    names = set(re.findall(r'name="(fig-[\w-]+)"', sources)) - {"fig-gallery-error"}
    shown = [
        name for page in docs_pages.values()
        for name in page.all("//figure[contains(@class, 'figure')]/@id")
    ]  # fmt: skip

    assert len(names) >= 19 and sorted(shown) == sorted(names)
    for kind in ("svg", "csv", "png"):
        assert {path.stem for path in docs.glob(f"figures/*.{kind}")} == names


def test_empty_selections_and_invalid_values_are_explained(docs_pages):
    """The message says what is empty or invalid, and where."""
    printed = " ".join(docs_pages["figures/gallery.html"].all("string(//main)").split())

    assert "start > '2050'" in printed
    assert re.search(r"timeline: .*'2001-13'", printed)


def test_the_documentation_has_no_dead_links(docs, docs_pages):
    """Every link within the documentation leads to a page or file, and to an anchor that exists."""
    for address, page in docs_pages.items():
        for link in page.linked():
            target = aim(address, link.partition("?")[0])
            if target is None or link.startswith("data:"):
                continue
            path, anchor = target
            assert (docs / path).exists(), f"{address}: {link}"
            if anchor and path in docs_pages:
                assert anchor in docs_pages[path].ids, f"{address}: {link}"


@pytest.mark.parametrize("width", SIZES)
def test_the_documentation_is_accessible_at_any_width(browser, docs_site, docs_pages, width):
    """Pages break no rule of WCAG, show no error and do not scroll sideways."""
    with visit(browser, docs_site, width) as visitor:
        for address in ("index.html", "figures/gallery.html", "figures/large-matrix.html"):
            visitor.open(address)
            assert not visitor.violations(), address
            assert visitor.sticking_out(SIZES[width][0]) <= 0, address
        assert not visitor.faults
