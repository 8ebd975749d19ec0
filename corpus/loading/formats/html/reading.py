"""From a page to its canonical text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.document import Metadata
from corpus.labels import labels_at
from corpus.loading.formats.cleaning import clean, raised
from corpus.loading.formats.counting import written
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.html.about import metadata_of
from corpus.loading.formats.html.content import TEXT, Content, content_of
from corpus.loading.formats.html.tables import data_table, shown
from corpus.loading.formats.writing import TextWriter

_HEADING = re.compile(r"h[1-6]")
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "header", "hr", "main", "p", "pre"),
        *("section", "summary", "table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th"),
    )
)
_LISTS = frozenset({"ul", "ol"})
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_NOTE = re.compile(r"\[?\d{1,3}\]?")


@dataclass(slots=True)
class _OpenList:
    """A list while it is read: the number of its next item, and how numbers are written."""

    ordered: bool
    next: int
    style: str


def read_html(text: str) -> Extract:
    """Return the text of a page's content with its headings, lists and tables."""
    tree = LexborHTMLParser(text)
    content = content_of(tree)
    if content is None:
        return Extract("", metadata=metadata_of(tree, ""))
    reader = _Reader(content)
    reader.read()
    return reader.extract(tree)


class _Reader:
    """Goes through the elements once and writes a block wherever one ends."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._writer = TextWriter()
        self._inline: list[str] = []
        self._lists: list[_OpenList] = []
        self._label: str | None = None  # of an item whose text is still to come
        self._preformatted = 0
        self._passed: LexborNode | None = None  # a table that is written already
        self._titles: list[str] = []

    def read(self) -> None:
        """Write the whole content."""
        for node, begins in self._content.walk():
            if self._passed is not None:
                if not begins and node.mem_id == self._passed.mem_id:
                    self._passed = None
            elif node.tag == TEXT:
                if begins:
                    self._inline.append(node.text_content or "")
            elif begins:
                self._open(node)
            else:
                self._close(node)
        self._flush()

    def extract(self, tree: LexborHTMLParser) -> Extract:
        """Return what was written, and what the page says of itself."""
        only = self._titles[0] if len(self._titles) == 1 else ""
        metadata: Metadata = metadata_of(tree, only)
        return self._writer.extract(metadata)

    def _open(self, node: LexborNode) -> None:
        name = node.tag or ""
        if name == "br":
            self._inline.append("\n")
        elif name == "table":
            self._flush()
            self._table(node)
        elif name == "sup":
            self._raised(node)
        elif name in _LISTS:
            self._flush()
            self._lists.append(_opened(node))
        elif name == "li":
            self._flush()
            self._label = self._next_label(node)
        elif name in _BLOCKS or _HEADING.fullmatch(name):
            self._flush()
            self._preformatted += name == "pre"

    def _close(self, node: LexborNode) -> None:
        name = node.tag or ""
        if _HEADING.fullmatch(name):
            self._heading(int(name[1]))
        elif name in _LISTS:
            self._flush()
            self._lists.pop()
            self._label = None
        elif name == "li":
            self._flush()
            self._label = None
        elif name in _BLOCKS:
            self._flush()
            self._preformatted -= name == "pre"

    def _heading(self, level: int) -> None:
        title = "".join(self._inline)
        self._inline.clear()
        if level == 1 and clean(title):
            self._titles.append(title)
        self._writer.heading(title, level)

    def _flush(self) -> None:
        """Write the text gathered so far as an item or as paragraphs."""
        text = "".join(self._inline)
        self._inline.clear()
        if not text.strip():
            return
        if self._label is not None:
            self._writer.item(text, len(self._lists) - 1, self._label)
            self._label = None
            return
        # Two line breaks, or a blank line of preformatted text, part paragraphs.
        if not self._preformatted:
            text = re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", text)
        for paragraph in _BLANK_LINE.split(text) if self._preformatted else [text]:
            self._writer.paragraph(paragraph)

    def _table(self, table: LexborNode) -> None:
        found = data_table(table, self._content.left_out)
        if found is None:
            return
        self._passed = table
        self._label = None
        self._writer.paragraph(found.caption)
        self._writer.table(found.rows, headed=found.headed)

    def _raised(self, node: LexborNode) -> None:
        """Write the number of a note; other raised text stays as it is."""
        text = clean(shown(node, self._content.left_out))
        if _NOTE.fullmatch(text):
            self._passed = node
            before = "".join(self._inline[-1:])
            self._inline.append(raised(before, int(text.strip("[]"))))

    def _next_label(self, node: LexborNode) -> str:
        if not self._lists or not self._lists[-1].ordered:
            return "-"
        mine = self._lists[-1]
        given = (node.attributes.get("value") or "").strip()
        if given.isascii() and given.isdigit() and len(given) < 9:
            mine.next = int(given)
        label = f"{written(mine.next, mine.style)}."
        mine.next += 1
        own = labels_at(clean(shown(node, self._content.left_out)[:40]))
        return "" if own and not own[0].style.startswith("bare") else label


def _opened(node: LexborNode) -> _OpenList:
    start = (node.attributes.get("start") or "").strip()
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
    style = _STYLES.get(node.attributes.get("type") or "", "decimal")
    return _OpenList(node.tag == "ol", first, style)
