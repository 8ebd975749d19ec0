"""The format PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.errors import DocumentError
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.pdf.recognising import Recogniser, installed_recogniser

_MOST_PAGES = 10_000
_PICTURED = 0.4  # of a page without text: so much of it is a picture of text
_MOST_NAMED = 12  # pages in a warning


class Pdf:
    """PDF with a text layer; pages that are pictures are read where a recogniser is there.

    `recogniser` finds it, called once a file that has such pages.
    """

    name = "pdf/2"
    suffixes = (".pdf",)

    def __init__(self, recogniser: Callable[[], Recogniser | None] = installed_recogniser) -> None:
        self._recogniser = recogniser

    def extract(self, data: bytes) -> Extract:
        """Return the text in reading order with its pages, headings and tables.

        Running heads and feet are left out. Pages that are pictures of text are named in a warning.
        Raises DocumentError if the file is damaged, protected, too long or holds no text at all.
        """
        # PDFium is loaded for the first such file alone: asking starts faster without it.
        from corpus.loading.formats.pdf.about import metadata_of, page_numbers
        from corpus.loading.formats.pdf.pdfium import opened
        from corpus.loading.formats.pdf.reading import read_pages

        with opened(data) as file:
            if len(file) > _MOST_PAGES:
                raise DocumentError(f"it has {len(file)} pages; at most {_MOST_PAGES:,} are read")
            pages = [file.page(index) for index in range(len(file))]
            numbers = page_numbers(file.labels())
            pictures = [page.number for page in pages if _is_picture(page.words, page.pictured)]
            recognise = self._recogniser() if pictures else None
            recognised = {}
            if recognise is not None:
                found = ((index, recognise(file.picture(index))) for index in pictures)
                recognised = {index: text for index, text in found if text.strip()}
            bookmarks = file.bookmarks()
            metadata = metadata_of(file.metadata())
        unread = [index for index in pictures if index not in recognised]
        if not recognised and not any(page.words for page in pages):
            raise DocumentError(_nothing(len(unread)))
        warnings = _warnings(unread, sorted(recognised))
        return read_pages(pages, numbers, bookmarks, metadata, recognised, warnings)


def _is_picture(words: Sequence[object], pictured: float) -> bool:
    return not words and pictured >= _PICTURED


def _nothing(pictures: int) -> str:
    if not pictures:
        return "it has no text on its pages; remove it"
    return (
        "its pages are pictures of text, which are not read; make it searchable (OCR) and add it "
        "again, or install Tesseract"
    )


def _warnings(unread: Sequence[int], recognised: Sequence[int]) -> list[str]:
    """Return what to know of the pages that are pictures; pages are counted from 1 here."""
    told = []
    if unread:
        told.append(
            f"{_pages(unread)} pictures of text, which are not read; make them searchable (OCR) "
            "or install Tesseract"
        )
    if recognised:
        told.append(
            f"{_pages(recognised)} pictures of text, read by Tesseract: check what is cited"
        )
    return told


def _pages(indexes: Sequence[int]) -> str:
    """Return `page 3 holds`, `pages 3 and 4 hold`."""
    if len(indexes) == 1:
        return f"page {indexes[0] + 1} holds"
    names = [str(index + 1) for index in indexes[:_MOST_NAMED]]
    if len(indexes) > _MOST_NAMED:
        names.append(f"{len(indexes) - _MOST_NAMED} more")
    return f"pages {', '.join(names[:-1])} and {names[-1]} hold"
