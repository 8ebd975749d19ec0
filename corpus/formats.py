"""Formats that documents come in, each with a reader from bytes to canonical text.

Another format is one more object with `suffixes`, `name` and `extract`, given to
`corpus.folder.read_folder`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

import yaml
from markdown_it import MarkdownIt

from corpus.document import HeadingMark, Metadata
from corpus.errors import DocumentError
from corpus.span import Span, trimmed

_BOM = "\ufeff"


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
        """Return the decoded bytes with the headings and the front matter's title and dates."""
        text = decoded(data)
        front = _FRONT_MATTER.match(text)
        body_start = front.end() if front else 0
        marks = _heading_marks(text, body_start)
        metadata = _front_matter(front["yaml"]) if front else Metadata()
        return Extract(text, marks, metadata)


STANDARD_FORMATS: tuple[DocumentFormat, ...] = (PlainText(), Markdown())

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\n|\r")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text without a byte order mark. Raises DocumentError if they are not."""
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start}); save it as UTF-8 and add it again"
        ) from error


def _heading_marks(text: str, start: int) -> tuple[HeadingMark, ...]:
    starts = [start, *(match.end() for match in _LINE_END.finditer(text, start)), len(text)]
    marks = []
    for token in MarkdownIt("commonmark").parse(_same_line_ends(text[start:])):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        first, last = token.map
        begin = starts[first]
        if token.markup.startswith("#"):
            end = starts[first + 1] if first + 1 < len(starts) else len(text)
            hashes = _HASHES.match(text, begin)
            begin = hashes.end() if hashes else begin
            end = begin + len(_CLOSING_HASHES.sub("", text[begin:end].rstrip()))
        else:
            end = starts[last - 1]  # the line of dashes is not part of the title
        span = trimmed(text, begin, end)
        if span is not None:
            marks.append(HeadingMark(span, int(token.tag[1:])))
    return tuple(marks)


def _same_line_ends(text: str) -> str:
    return _LINE_END.sub("\n", text)


def _front_matter(source: str) -> Metadata:
    try:
        fields = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise DocumentError(f"its front matter is not YAML: {error}".splitlines()[0]) from error
    if not isinstance(fields, dict):
        return Metadata()
    return Metadata(**{
        name: _one_line(fields[key])
        for name, keys in _FIELDS.items()
        for key in keys
        if isinstance(fields.get(key), (str, int, float)) or hasattr(fields.get(key), "isoformat")
    })


_FIELDS = {
    "title": ("title",),
    "issuer": ("issuer", "publisher", "author"),
    "date": ("date", "published"),
    "edition": ("edition", "version"),
    "language": ("language", "lang"),
    "source": ("source", "url"),
}


def _one_line(value: object) -> str:
    return " ".join(str(value).split())
