"""Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import HeadingMark, Metadata
from corpus.loading.formats.decoding import recognised
from corpus.loading.formats.extract import Extract
from corpus.loading.front_matter import FrontMatter, front_matter
from corpus.span import Span, trimmed

_LINE_END = re.compile(r"\r\n|\n|\r")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_SENTENCE_ENDS = tuple(".,;:!?。，；：！？")
_EMPHASIS = frozenset({"strong_open", "strong_close", "em_open", "em_close"})


class Markdown:
    """CommonMark: `#` and underlined headings are declared; front matter holds metadata.

    A paragraph that is one line in bold type, as marginal notes of laws are, heads what follows it:
    one level below the heading above, unless that line ends as a sentence does, stands above
    another heading or has no heading above it.
    """

    name = "markdown/2"
    suffixes = (".md", ".markdown")

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes with the headings and what the front matter tells."""
        found = recognised(data)
        text = found.text
        front = front_matter(text) or FrontMatter(0, Metadata())
        return Extract(
            text,
            tuple(_heading_marks(text, front.end)),
            front.metadata,
            warnings=found.warnings,
            encoding=found.encoding,
        )


def _heading_marks(text: str, start: int) -> Iterator[HeadingMark]:
    """Yield the headings outside of quotes, lists and code, in text order."""
    starts = [start, *(match.end() for match in _LINE_END.finditer(text, start)), len(text)]
    above = 0
    # The parser counts lines at "\n" alone.
    tokens = MarkdownIt("commonmark").parse(_LINE_END.sub("\n", text[start:]))
    for at, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        first, last = token.map
        if token.type == "heading_open":
            above = int(token.tag[1:])
            if token.markup.startswith("#"):
                span = _title(text, starts[first], starts[first + 1])
            else:
                span = trimmed(text, starts[first], starts[last - 1])  # without the underline
            if span is not None and tokens[at + 1].content:
                yield HeadingMark(span, above)
        elif above and last == first + 1 and _is_bold_title(tokens, at):
            span = trimmed(text, starts[first], starts[last])
            if span is not None:
                yield HeadingMark(span, above + 1)


def _is_bold_title(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the block at a token is a line in bold type that heads the block after it."""
    if not _is_bold(tokens, at) or tokens[at + 1].content.rstrip("*_").endswith(_SENTENCE_ENDS):
        return False
    after = at + 3  # the paragraph's inline content and its end lie between
    return (
        after < len(tokens) and tokens[after].type != "heading_open" and not _is_bold(tokens, after)
    )


def _is_bold(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the block at a token is a paragraph in bold type throughout."""
    if tokens[at].type != "paragraph_open":
        return False
    depth = 0
    for part in tokens[at + 1].children or ():
        depth += part.nesting if part.type in {"strong_open", "strong_close"} else 0
        if not depth and part.type not in _EMPHASIS and part.content.strip():
            return False
    return True


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
