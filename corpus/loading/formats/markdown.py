"""Markdown."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it import MarkdownIt

from corpus.document import HeadingMark, Metadata
from corpus.loading.formats.decoding import recognised
from corpus.loading.formats.extract import Extract
from corpus.loading.front_matter import FrontMatter, front_matter
from corpus.span import Span, trimmed

_LINE_END = re.compile(r"\r\n|\n|\r")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")


class Markdown:
    """CommonMark: `#` and underlined headings are declared; front matter holds metadata."""

    name = "markdown/1"
    suffixes = (".md", ".markdown")

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes with the headings and what the front matter tells."""
        found = recognised(data)
        text = found.text
        front = front_matter(text) or FrontMatter(0, Metadata())
        return Extract(
            text,
            _heading_marks(text, front.end),
            front.metadata,
            warnings=found.warnings,
            encoding=found.encoding,
        )


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
