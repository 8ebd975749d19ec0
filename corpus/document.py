"""A document as it was received: its canonical text and what is known about it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass

from corpus.span import Span


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading that the format itself declares: a `#` line, a style, an `<h2>`.

    `span` covers the title without the mark; `level` is 1 for the outermost.
    """

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of the source: `offset` is where its text begins, `number` what a citation names it.

    It is None for a page that the source gives another name than a number ("iv"). A page without
    text begins where the next one does.
    """

    offset: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document; an empty string where nothing is.

    `date` and `edition` are shown as given. `language` is a BCP 47 tag.
    """

    title: str = ""
    issuer: str = ""
    date: str = ""
    edition: str = ""
    language: str = "en"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a collection.

    `text` is the canonical text that every offset counts in. `source_sha256` is of the bytes
    received, `text_sha256` of the canonical text in UTF-8. `extractor` names the format reader and
    its version (`text/2`). `marks` are the headings that the format declares, in text order; when
    there are none, headings are found from numbering and layout. `pages` are the pages of the
    source in text order, () where it has none.
    """

    id: str
    text: str
    metadata: Metadata
    source_sha256: str
    text_sha256: str
    extractor: str
    marks: tuple[HeadingMark, ...] = ()
    pages: tuple[PageStart, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or not self.text.strip():
            raise ValueError("a document has an id and some text")

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that an offset lies on; None before the first or for none.

        Where several pages begin at one offset, all but the last of them are without text.
        """
        after = bisect_right(self.pages, offset, key=lambda page: page.offset)
        return self.pages[after - 1].number if after else None


def text_sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
