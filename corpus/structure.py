"""What a document is made of: its tree of sections and its blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Document
from corpus.span import Span


class BlockKind(StrEnum):
    """What a block is, which decides how it may be read and quoted."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    GLOSSARY_ENTRY = "glossary_entry"
    CONTENTS = "contents"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, subsections included.

    `number` is the position in reading order; section 0 is the document itself and has no heading
    and no parent. `level` is the depth in the tree (0 for the document). `path` holds the titles
    from the outermost heading to this one, cleaned for display. `span` runs from the heading to
    the end of the last subsection.
    """

    number: int
    parent: int | None
    level: int
    heading: Span | None
    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of layout: a paragraph, a list item, a table row.

    `number` is the position in reading order and `section` the section it stands in. `parts` are
    the stretches of text that belong together, in reading order: more than one where a page break,
    a caption or a footnote cuts the block in two. `lead_in` is the block that introduces a list
    item ("The members are:") or the item above a nested one; `header` the header row of a table
    row; None where there is none. `level` is the nesting depth of a list item, 0 for the outermost
    and for every other kind.
    """

    number: int
    kind: BlockKind
    section: int
    parts: tuple[Span, ...]
    lead_in: int | None = None
    header: int | None = None
    level: int = 0

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a block has at least one part")

    @property
    def start(self) -> int:
        """Return the offset of the block's first character."""
        return self.parts[0].start


@dataclass(frozen=True, slots=True)
class StructuredDocument:
    """A document with its sections and blocks, both indexed by their `number`."""

    document: Document
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded and searched: whole sentences of one section.

    `[start, end)` is the slice `text` of the document; `section` and `blocks` number the section
    and the blocks that it holds. `embed_text` is the heading path below the document's title on the
    first line, then the header of a table whose rows the chunk holds, then the cleaned text. Chunks
    order by document id, then start; the same document never has two chunks with one start.
    """

    document_id: str
    section: int
    blocks: tuple[int, ...]
    start: int
    end: int
    text: str
    embed_text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text.strip():
            raise ValueError(f"chunk {self.document_id}:{self.start} is not its slice")

    @property
    def key(self) -> tuple[str, int]:
        """Return what identifies the chunk within an index generation and breaks ties."""
        return (self.document_id, self.start)
