"""From a document to its structure: sections and blocks, related to each other."""

from __future__ import annotations

from corpus.document import Document
from corpus.loading.front_matter import body_start
from corpus.parsing.attaching import attached
from corpus.parsing.blocks import raw_blocks
from corpus.parsing.chronicle import entries_apart, remarks_as_items
from corpus.parsing.contents import find_contents
from corpus.parsing.heading import marked_headings
from corpus.parsing.headings import found_headings
from corpus.parsing.joining import rejoined
from corpus.parsing.lines import lines_of
from corpus.parsing.outline import outline, section_at
from corpus.parsing.relations import related
from corpus.parsing.roster import rosters_as_items
from corpus.parsing.rows import cells, whole_rows
from corpus.parsing.series import series_agreed
from corpus.structure import StructuredDocument

__all__ = ["cells", "parse", "section_at"]


def parse(document: Document) -> StructuredDocument:
    """Return the sections and blocks of a document; every offset counts in its text.

    Declared headings are taken as they are; a document that declares its title alone has the
    headings that numbering and layout show below it.
    """
    text = document.text
    lines = lines_of(text, body_start(document))
    contents = find_contents(lines)
    headings = marked_headings(text, document.marks)
    if len(headings) < 2:
        below = headings[-1].span.end if headings else -1
        found = found_headings(lines, contents)
        headings += tuple(heading for heading in found if heading.span.start > below)
    sections = outline(headings, text)
    blocks = raw_blocks(text, lines, headings, contents, sections)
    blocks = whole_rows(series_agreed(attached(blocks, text)), text)
    blocks = rejoined(entries_apart(blocks, text), text)
    blocks = remarks_as_items(rosters_as_items(blocks))
    return StructuredDocument(document, sections, related(blocks))
