"""What a format reader gives, and what a format is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from corpus.document import HeadingMark, Metadata, PageStart


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format reader finds: the canonical text, declared headings, metadata if any.

    `pages` are in text order, () for a format without pages. `warnings` are sentences on what could
    not be read though the rest could ("page 3 holds a picture of text"). `encoding` is
    that of a text file, empty for UTF-8.
    """

    text: str
    marks: tuple[HeadingMark, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[PageStart, ...] = ()
    warnings: tuple[str, ...] = ()
    encoding: str = ""


class DocumentFormat(Protocol):
    """A format that documents may come in."""

    @property
    def name(self) -> str:
        """Name the reader and its version; a new version makes a new edition of the text."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the file name endings it reads, in lower case, with the dot."""

    def extract(self, data: bytes) -> Extract:
        """Return the text of a file. Raises DocumentError if it cannot be read."""
