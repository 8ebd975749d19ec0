"""Files that other programs wrote, as they lie on many machines; absent ones are skipped."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from corpus.document import Document, text_sha256
from corpus.errors import DocumentError
from corpus.loading.formats import STANDARD_FORMATS, Docx, Extract, Pdf
from corpus.loading.formats.pdf.about import metadata_of
from corpus.loading.formats.pdf.pdfium import opened
from corpus.loading.formats.pdf.reading import read_pages
from corpus.parsing.parser import parse
from tests.corpus_helpers import Agreement

DOC = Path("/usr/share/doc")
PDFS = (
    DOC / "shared-mime-info/shared-mime-info-spec.pdf",
    DOC / "libtasn1-doc/libtasn1.pdf",
)
PAGES = (
    DOC / "python3/python-policy.html",
    DOC / "base-passwd/users-and-groups.html",
    DOC / "libffi8/html/The-Basics.html",
    DOC / "libffi8/html/Structures.html",
    DOC / "libffi8/html/Thread-Safety.html",
    DOC / "libxslt1-dev/html/html/libxslt-templates.html",
    DOC / "libxslt1-dev/html/APIchunk7.html",
    DOC / "zlib1g-dev/examples/zlib_how.html",
    DOC / "libjs-underscore/index.html",
)


def read(path: Path) -> Extract:
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    (reader,) = [each for each in STANDARD_FORMATS if path.suffix in each.suffixes]
    return reader.extract(path.read_bytes())


def titles(found: list[str]) -> Counter[str]:
    """Return titles without their numbers, which outlines often lack, and an "I" or "A" behind."""
    number = r"(?:Chapter [\w-]+|(?:Appendix )?(?:\d+|[A-Z]))(?:\.\d+)*\.?"
    plain = (re.sub(rf"^(?:{number} )+", "", title, flags=re.IGNORECASE) for title in found)
    return Counter("".join(re.findall(r"\w+", title.lower())) for title in plain)


def agreement(told: list[str], found: list[str]) -> Agreement:
    """Return how many titles are told, found and both, whatever their level."""
    shared = (titles(told) & titles(found)).total()
    return Agreement(len(told), len(found), shared, shared)


def told_and_found(data: bytes) -> tuple[list[str], list[str]]:
    """Return the titles that the outline of a PDF file tells, and those found without it."""
    with opened(data) as file:
        pages = [file.page(index) for index in range(len(file))]
        told = [bookmark.title for bookmark in file.bookmarks()]
        about = metadata_of(file.metadata())
    extract = read_pages(pages, range(len(pages)), [], about, {}, [])
    return told, [mark.span.of(extract.text) for mark in extract.marks]


@pytest.mark.parametrize("path", [*PDFS, *PAGES], ids=lambda path: path.name)
def test_a_real_file_is_read_and_parsed(path: Path) -> None:
    extract = read(path)
    sha256 = text_sha256(extract.text)
    document = Document("x", extract.text, extract.metadata, sha256, sha256, "x/1", extract.marks)
    structured = parse(document)
    assert len(structured.sections) > 1
    assert len(extract.text.split()) > 50
    assert "\ufffd" not in extract.text


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_the_headings_that_a_real_outline_tells_are_found(path: Path) -> None:
    extract = read(path)
    told = [mark.get_title() for mark in pypdfium2.PdfDocument(path).get_toc()]
    found = [mark.span.of(extract.text) for mark in extract.marks]
    assert agreement(told, found).f1 >= 0.9


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_the_headings_of_a_real_file_are_found_without_its_outline(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    assert agreement(*told_and_found(path.read_bytes())).f1 >= 0.9


def test_the_pages_of_a_real_file_hold_what_is_printed_on_them() -> None:
    extract = read(PDFS[1])
    starts = {page.number: page.offset for page in extract.pages}
    assert extract.text[starts[2] : starts[3]].startswith("2 ASN.1 structure handling")
    assert extract.pages[0].number is None


def test_the_template_of_a_word_processor_holds_no_text() -> None:
    spec = find_spec("docx")
    assert spec is not None
    assert spec.origin is not None
    template = Path(spec.origin).parent / "templates" / "default.docx"
    assert Docx().extract(template.read_bytes()).text == ""


def test_a_web_page_called_pdf_is_refused() -> None:
    if not PAGES[0].exists():
        pytest.skip(f"{PAGES[0]} is not on this machine")
    with pytest.raises(DocumentError, match="no PDF file"):
        Pdf().extract(PAGES[0].read_bytes())
