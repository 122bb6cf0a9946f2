"""The e-book is sound, says what it is, and needs no second execution."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

INSTALL = "sudo apt-get install epubcheck"
NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def epub(formats: Path) -> Path:
    """The e-book."""
    return formats / "edition.epub"


@pytest.fixture(scope="module")
def pages(epub: Path) -> dict[str, bytes]:
    """Every file of the e-book by its name."""
    with zipfile.ZipFile(epub) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def epubcheck() -> list[str]:
    """The command that runs EPUBCheck, wherever it is installed."""
    found = shutil.which("epubcheck")
    assert found, f"EPUBCheck is needed: {INSTALL}"
    # Debian's is the archive itself, which a kernel without binfmt_misc cannot run.
    archive = zipfile.is_zipfile(found)
    brief = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # compiles less: it ends so soon
    return ["java", *brief, "-jar", str(Path(found).resolve())] if archive else [found]


def test_epubcheck_finds_nothing(epub):
    """The e-book is what the standard says one is: no error, no warning."""
    done = subprocess.run([*epubcheck(), str(epub)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "WARNING" not in done.stderr, done.stderr[-3000:]


def test_it_names_itself_and_its_source(pages):
    """A library shows the title, the contributors, the language and the thesis as the source."""
    package = etree.fromstring(pages["content.opf"])

    def said(name):
        return package.findtext(f".//dc:{name}", namespaces=NAMES)

    assert said("title").startswith("Soft Balancing in Central Asia")
    assert said("creator") == "The contributors to the edition"
    assert said("language") == "en"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said("identifier"))
    assert said("source").startswith("Bergfeldt, Henrik (2008): Is Soft Balancing")


def test_contents_lead_to_every_section(pages):
    """The reader's contents name chapters and sections with their numbers."""
    nav = " ".join("".join(etree.fromstring(pages["nav.xhtml"]).itertext()).split())
    for title in ("1 Introduction", "4.2.1 Territorial Denial", "Glossary"):
        assert title in nav


def test_figures_say_what_they_show(pages):
    """Every drawing has a title and a description, and stands in a figure with a caption."""
    count = 0
    for name in filter(lambda name: name.endswith(".xhtml"), pages):
        for svg in etree.fromstring(pages[name]).iter(f"{{{NAMES['s']}}}svg"):
            count += 1
            assert svg.findtext("s:title", namespaces=NAMES)
            assert svg.findtext("s:desc", namespaces=NAMES)
            figure = next(svg.iterancestors("{*}figure"))
            assert "".join(figure.find("{*}figcaption").itertext()).strip().startswith("Figure ")
    assert count > 20


def test_a_claim_leads_to_its_record(pages):
    """The mark behind a sentence leads to the claim with its source."""
    chapter = pages["chapters/04-case-for.xhtml"].decode()
    assert 'href="../apparatus/tables/claims.xhtml#c-4-2-1-03"' in chapter
    assert 'id="c-4-2-1-03"' in pages["apparatus/tables/claims.xhtml"].decode()


def test_code_stays_outside(pages):
    """A reader of the book meets no program."""
    assert not [name for name in pages if b"publish.timeline(" in pages[name]]
    assert not [name for name in pages if name.endswith(".js")]
