"""How a chapter begins and ends: place in the argument, reading time, its map, what follows."""

import pytest

from built import has_class, rows, text
from edition.sphinxext.chapter_opening import WORDS_PER_MINUTE


@pytest.fixture(scope="module")
def outline(root) -> dict[str, dict[str, str]]:
    """The rows of the outline by the address of their section."""
    return {row["label"]: row for row in rows(root, "outline")}


@pytest.fixture(scope="module")
def chapters(pages) -> dict[str, object]:
    """The chapters in their order."""
    return {name: page for name, page in sorted(pages.items()) if name.startswith("chapters/")}


def sections(page) -> list[str]:
    """The addresses of a page's numbered sections, the chapter itself first."""
    found = page.all(f"//main//section[*/*[{has_class('section-number')}]]")
    return [section.get("id") for section in found]


def test_every_numbered_section_has_its_line(outline, chapters):
    """The outline names the sections of the book, each once, in the order of the book."""
    assert list(outline) == [id_ for page in chapters.values() for id_ in sections(page)]
    for page in chapters.values():
        chapter, *parts = sections(page)
        assert outline[chapter]["step"] and outline[chapter]["line"].endswith("?")
        assert not any(outline[part]["step"] for part in parts)


def test_a_chapter_shows_where_it_stands_in_the_argument(outline, chapters):
    """Above its title stand the steps of the argument, each a link, its own marked."""
    names = [row["step"] for row in outline.values() if row["step"]]
    for number, (name, page) in enumerate(chapters.items()):
        links = page.all("//main//nav[@class='argument']//a")
        assert [text(link) for link in links] == names
        assert [link.get("aria-current") for link in links].index("page") == number
        for link, address in zip(links, chapters, strict=True):
            assert link.get("href") in (
                address.removeprefix("chapters/"), f"#{sections(page)[0]}"
            )  # fmt: skip
        assert page.html.index('class="argument"') < page.html.index("<h1"), name


def test_its_map_leads_to_every_section_and_figure(outline, chapters):
    """One line for each section, in the outline's words, and each figure with its title."""
    for name, page in chapters.items():
        expected = []
        chapter = page.at(sections(page)[0])
        for part in chapter.iter("section", "figure"):
            id_ = part.get("id")
            if part.tag == "section" and part is not chapter and id_ in outline:
                number = text(part.xpath(f".//*[{has_class('section-number')}]")[0])
                expected.append((f"#{id_}", f"{number} {outline[id_]['line']}"))
            elif part.tag == "figure":
                number = text(part.xpath(f".//*[{has_class('caption-number')}]")[0])
                title = text(part.xpath(f".//*[{has_class('figure-title')}]")[0])
                expected.append((f"#{id_}", f"{number} {title}"))
        shown = page.all("//main//nav[@class='chapter-map']//a")
        assert [(link.get("href"), text(link)) for link in shown] == expected, name


def test_the_reading_time_follows_from_the_words(chapters):
    """Each word is counted once: a note's copy in the margin costs no time."""
    for name, page in chapters.items():
        beside = f"ancestor::figure or ancestor::details or self::*[{has_class('cited-in')}]"
        paragraphs = page.all(f"//main//article//p[not({beside})]")
        shown = [text(each, "sidenote visually-hidden") for each in paragraphs]
        count = sum(len(each.split()) for each in shown)
        said = text(page.all(f"//main//p[{has_class('chapter-meta')}]")[0])
        minutes = int(said.split(" · ")[1].split()[0])
        assert abs(minutes - count / WORDS_PER_MINUTE) < 0.7, f"{name}: {count} words"


def test_it_says_what_it_retells(root, chapters):
    """Beneath the title stands the page of the thesis, or that the edition added the chapter."""
    printed = {row["chapter"]: row["page"] for row in rows(root, "sections") if row["level"] == "1"}
    for name, page in chapters.items():
        said = text(page.all(f"//main//p[{has_class('chapter-meta')}]")[0])
        first = printed.get(name.removeprefix("chapters/").removesuffix(".html"))
        assert (f"from page {first} on" if first else "Added by the edition") in said


def test_a_chapter_ends_with_the_question_of_the_next(outline, pages, chapters):
    """The link to what follows names the next chapter and asks what it asks."""
    before = [pages["index.html"], *chapters.values()]
    for page, following in zip(before, chapters.values(), strict=False):
        link = page.all(f"//main//a[{has_class('turn-next')}]")[0]
        chapter = sections(following)[0]
        assert text(link.find("span[@class='turn-question']")) == outline[chapter]["line"]
    last = before[-1].all(f"//main//*[{has_class('turn-question')}]")
    assert not last
