"""Formats that documents come in, each with a reader from bytes to canonical text.

Another format is one more object with `suffixes`, `name` and `extract`, given to
`corpus.folder.read_folder`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from markdown_it import MarkdownIt

from corpus.document import HeadingMark, Metadata
from corpus.errors import DocumentError
from corpus.loading.front_matter import front_matter
from corpus.span import Span, trimmed

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format reader finds: the canonical text, declared headings, metadata if any."""

    text: str
    marks: tuple[HeadingMark, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)


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


class PlainText:
    """UTF-8 text as it is; its headings are found from numbering and layout."""

    name = "text/1"
    suffixes = (".txt",)

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes, byte order mark dropped, line ends kept."""
        return Extract(decoded(data))


class Markdown:
    """CommonMark: `#` and underlined headings are declared; front matter holds metadata."""

    name = "markdown/1"
    suffixes = (".md", ".markdown")

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes with the headings and what the front matter tells."""
        text = decoded(data)
        front = front_matter(text)
        if front is None:
            return Extract(text, _heading_marks(text, 0))
        return Extract(text, _heading_marks(text, front.end), front.metadata)


STANDARD_FORMATS: tuple[DocumentFormat, ...] = (PlainText(), Markdown())


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text, byte order mark dropped. Raises DocumentError if they are not."""
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start}); save it as UTF-8 and add it again"
        ) from error


def _heading_marks(text: str, start: int) -> tuple[HeadingMark, ...]:
    """Return the headings outside of quotes, lists and code, in text order."""
    starts = [start, *(match.end() for match in _LINE_END.finditer(text, start)), len(text)]
    marks = []
    # The parser counts lines at "\n" alone.
    tokens = MarkdownIt("commonmark").parse(_LINE_END.sub("\n", text[start:]))
    for token, content in pairwise(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        first, last = token.map
        if token.markup.startswith("#"):
            span = _title(text, starts[first], starts[first + 1])
        else:
            span = trimmed(text, starts[first], starts[last - 1])  # without the underline
        if span is not None and content.content:
            marks.append(HeadingMark(span, int(token.tag[1:])))
    return tuple(marks)


def _title(text: str, start: int, end: int) -> Span | None:
    """Return a `#` line's title, without the hashes before it and after it."""
    hashes = _HASHES.match(text, start, end)
    if hashes is None:
        return None
    line = text[hashes.end() : end].rstrip()
    bare = line.rstrip("#")
    if bare.endswith((" ", "\t")):
        line = bare
    return trimmed(text, hashes.end(), hashes.end() + len(line))
