"""Passages: hits widened to what a reader needs around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, StructuredDocument
from qa.answer import Passage

LONGEST_PASSAGE = 200  # words
MOST_PASSAGES = 10


def passages(
    chunks: Iterable[Chunk], document_of: Callable[[str], StructuredDocument]
) -> tuple[Passage, ...]:
    """Return the passages around ranked chunks, best first, at most ten.

    A chunk that lies within an earlier passage adds none.
    """
    found: list[Passage] = []
    for chunk in chunks:
        if any(_holds(passage, chunk) for passage in found):
            continue
        document = document_of(chunk.document_id)
        span = widened(document, chunk)
        found.append(
            Passage(chunk.document_id, span.start, span.end, span.of(document.document.text))
        )
        if len(found) == MOST_PASSAGES:
            break
    return tuple(found)


def widened(document: StructuredDocument, chunk: Chunk) -> Span:
    """Return the chunk with whole sentences around it, never beyond its section.

    Sentences before and after are added in turn while the passage has at most 200 words; the
    section's heading is added where it stands directly above. A chunk that is part of a sentence
    stands alone: that sentence was too long even for a chunk.
    """
    text = document.document.text
    around = _around(document, chunk)
    units = _units(text, around)
    span = Span(chunk.start, chunk.end)
    if any(_cuts(span, unit) for unit in units):
        return span
    before = [unit for unit in units if unit.end <= chunk.start]
    after = [unit for unit in units if unit.start >= chunk.end]
    after.reverse()
    grew = True
    while grew:
        grew = False
        for side in (before, after):
            if not side:
                continue
            wider = Span(min(span.start, side[-1].start), max(span.end, side[-1].end))
            if _fits(text, wider):
                span, grew = wider, True
                side.pop()
            else:
                side.clear()
    top = around[0]
    if top.kind is BlockKind.HEADING:
        wider = Span(min(top.start, span.start), span.end)
        if _fits(text, wider):
            span = wider
    return span


def _around(document: StructuredDocument, chunk: Chunk) -> Sequence[Block]:
    """Return the blocks of the chunk's section, heading included, with nothing else between them.

    Where a subsection, a table or a contents page lies between, only those on the chunk's side of
    it count.
    """
    blocks = document.blocks
    low = high = chunk.blocks[0]
    while low > 0 and _goes_with(chunk, blocks[low - 1]):
        low -= 1
    while high + 1 < len(blocks) and _goes_with(chunk, blocks[high + 1]):
        high += 1
    return blocks[low : high + 1]


def _goes_with(chunk: Chunk, block: Block) -> bool:
    return block.section == chunk.section and block.kind is not BlockKind.CONTENTS


def _units(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the sentences of blocks in text order, headings left out."""
    return sorted(
        part
        for block in blocks
        if block.kind is not BlockKind.HEADING
        for unit in sentences(text, block.parts)
        for part in unit
    )


def _cuts(span: Span, unit: Span) -> bool:
    apart = unit.end <= span.start or span.end <= unit.start
    within = span.start <= unit.start and unit.end <= span.end
    return not apart and not within


def _fits(text: str, span: Span) -> bool:
    return len(span.of(text).split()) <= LONGEST_PASSAGE


def _holds(passage: Passage, chunk: Chunk) -> bool:
    return (
        passage.document == chunk.document_id
        and passage.start <= chunk.start
        and chunk.end <= passage.end
    )
