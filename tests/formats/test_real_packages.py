"""Files of several formats as packages ship them; what is not on the machine is skipped.

They are looked for below `/`, where Debian's packages put them, and below the folder that
PINCITE_SAMPLES names, into which packages may be unpacked without being installed:

- Debian's `debian-policy` (a manual made by Sphinx as PDF, HTML pages with navigation, and text)
  and `debian-faq` (one made by DocBook as PDF, HTML and text): `apt-get download`, `dpkg -x`;
- the source distributions of `csvkit` 2.2.0 (public data as CSV and Excel files) and `python-docx`
  1.2.0 (Word files with tables, links and styles): `pip download --no-binary :all:`, `tar -x`.

`-rP` shows the agreement of the headings found with those that a format tells.
"""

import csv
import gzip
import logging
import os
import re
from pathlib import Path

import pypdfium2
import pytest

from corpus.document import Document, text_sha256
from corpus.loading.formats import STANDARD_FORMATS, Extract
from corpus.parsing.parser import parse
from corpus.structure import BlockKind, StructuredDocument
from tests.formats.test_real_files import agreement, told_and_found

POLICY = "usr/share/doc/debian-policy"
FAQ = "usr/share/doc/debian/FAQ"
DATA = "csvkit-2.2.0/examples/realdata"
WORD = "python_docx-1.2.0/features/steps/test_files"
FILES = (
    f"{POLICY}/policy.pdf.gz",
    f"{POLICY}/policy.txt.gz",
    f"{POLICY}/upgrading-checklist.txt.gz",
    f"{POLICY}/policy.html/ch-source.html",
    f"{POLICY}/policy.html/ch-controlfields.html",
    f"{FAQ}/debian-faq.en.pdf.gz",
    f"{FAQ}/debian-faq.en.txt.gz",
    f"{FAQ}/pkg-basics.en.html",
    f"{DATA}/FY09_EDU_Recipients_by_State.csv",
    f"{DATA}/acs2012_5yr_population.csv",
    f"{DATA}/ks_1033_data.csv",
    f"{DATA}/ne_1033_data.xlsx",
    f"{WORD}/par-hlink-frags.docx",
    f"{WORD}/par-known-styles.docx",
    f"{WORD}/blk-paras-and-tables.docx",
    "python_docx-1.2.0/README.md",
)
MANUALS = tuple(name for name in FILES if name.endswith(".pdf.gz"))
PAGES = tuple(name for name in FILES if name.endswith(".html"))
TABLES = tuple(name for name in FILES if name.endswith(".csv"))
LEAST = 0.9
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)


def data_of(name: str) -> bytes:
    """Return the bytes of a file, unpacked; skip where no package has brought it."""
    for root in ("/", os.environ.get("PINCITE_SAMPLES", "")):
        path = Path(root, name)
        if root and path.is_file():
            data = path.read_bytes()
            return gzip.decompress(data) if path.suffix == ".gz" else data
    pytest.skip(f"{name} is neither installed nor below PINCITE_SAMPLES")


def extract(name: str) -> Extract:
    suffix = Path(name.removesuffix(".gz")).suffix
    (reader,) = [each for each in STANDARD_FORMATS if suffix in each.suffixes]
    return reader.extract(data_of(name))


def structured(found: Extract) -> StructuredDocument:
    sha256 = text_sha256(found.text)
    return parse(Document("x", found.text, found.metadata, sha256, sha256, "x/1", found.marks))


def titles_of(found: Extract) -> list[str]:
    return [mark.span.of(found.text) for mark in found.marks]


def outline_of(name: str) -> list[str]:
    return [mark.get_title() for mark in pypdfium2.PdfDocument(data_of(name)).get_toc()]


def told_in(page: str) -> list[str]:
    """Return the headings of the main part of a page as they are shown."""
    main = page.partition('role="main"')[2].partition('class="sphinxsidebar"')[0] or page
    shown = (re.sub(r"<[^>]+>", "", each) for each in _HEADING.findall(main))
    return [" ".join(each.split()) for each in shown]


def f1_of(told: list[str], found: list[str], name: str) -> float:
    f1 = agreement(told, found).f1
    logging.getLogger(__name__).info(
        "%s: %d told, %d found, F1 %.3f", name, len(told), len(found), f1
    )
    return f1


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_package_is_read_and_parsed(name: str) -> None:
    found = extract(name)
    document = structured(found)
    assert document.blocks
    assert "\ufffd" not in found.text
    assert not found.warnings


def test_the_headings_of_an_underlined_text_are_those_of_its_print(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    name = f"{POLICY}/policy.txt.gz"
    assert f1_of(outline_of(f"{POLICY}/policy.pdf.gz"), titles_of(extract(name)), name) >= LEAST


@pytest.mark.parametrize("name", MANUALS)
def test_the_headings_of_a_manual_are_those_of_its_outline_and_found_without_it(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert f1_of(outline_of(name), titles_of(extract(name)), name) >= LEAST
    assert f1_of(*told_and_found(data_of(name)), f"{name} without its outline") >= LEAST


@pytest.mark.parametrize("name", PAGES)
def test_the_headings_of_a_page_are_found_and_its_navigation_is_not(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    found = extract(name)
    assert f1_of(told_in(data_of(name).decode()), titles_of(found), name) >= LEAST
    assert "Quick search" not in found.text
    assert not {"Navigation", "Table of Contents", "Next topic"} & set(titles_of(found))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_is_a_row(name: str) -> None:
    text = data_of(name).decode("utf-8-sig", errors="replace")
    rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    document = structured(extract(name))
    of_table = (BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER)
    assert sum(block.kind in of_table for block in document.blocks) == len(rows)


def test_links_in_a_word_file_keep_their_words() -> None:
    assert "Two with link to bookmark." in extract(f"{WORD}/par-hlink-frags.docx").text
