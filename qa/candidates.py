"""Candidates: the whole sentences, items and rows of a chunk that can stand as an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.placed import PlacedText, placed, shown_text
from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, StructuredDocument
from corpus.wording import plain
from qa.elements import elements

_WHOLE = frozenset(
    {
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
        BlockKind.CAPTION,
        BlockKind.GLOSSARY_ENTRY,
        BlockKind.SIGNATURE,
    }
)
_NO_ANSWER = frozenset({BlockKind.HEADING, BlockKind.CONTENTS, BlockKind.TABLE_HEADER})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a document that can be shown as an answer.

    `parts` quote it, in reading order; `shown` is what is shown of them. `context` quotes the
    lead-in of a list item or the header of a table row, which the candidate needs to be understood;
    empty where there is none.
    """

    document: StructuredDocument
    block: Block
    parts: tuple[Span, ...]
    shown: PlacedText
    context: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Return the candidate as it is shown: white space folded, marks dropped."""
        return self.shown.text


def candidates(document: StructuredDocument, chunk: Chunk) -> tuple[Candidate, ...]:
    """Return the candidates of a chunk in text order, at least one.

    They are those that overlap the chunk: list items, table rows, captions, glossary entries and
    signatures whole; paragraphs and footnotes sentence by sentence; long enumerations element by
    element. Headings, contents pages and table headers answer nothing: a chunk that holds nothing
    else stands for the block below it, and for itself where nothing stands below. What shows no
    letter or digit is left out, unless nothing else is there; then so is what shows no text without
    its marks, unless nothing else is there: then the marks are shown.
    """
    found = [
        candidate
        for block, parts in _quotable(document, chunk)
        for candidate in _candidates(document, block, parts)
    ]
    text = document.document.text
    with_words = [each for each in found if _has_words(text, each.parts)]
    with_text = with_words or [e for e in found if any(plain(p.of(text)) for p in e.parts)]
    return tuple(with_text or found)


def _has_words(text: str, parts: Sequence[Span]) -> bool:
    """Tell whether letters or digits are shown of stretches of a document."""
    return any(character.isalnum() for part in parts for character in plain(part.of(text)))


def _candidates(
    document: StructuredDocument, block: Block, parts: tuple[Span, ...]
) -> Iterator[Candidate]:
    text = document.document.text
    context = _context(document, block)
    apart = () if block.kind is BlockKind.TABLE_ROW else elements(text, parts)
    for element in apart:
        shown = placed(text, element.parts)
        yield Candidate(document, block, element.parts, shown, element.lead or context)
    if not apart:
        yield Candidate(document, block, parts, placed(text, parts), context)


def shown(document: StructuredDocument, parts: Sequence[Span]) -> str:
    """Return stretches of a document as they are displayed: one line, without marks."""
    return shown_text(document.document.text, parts)


def _quotable(
    document: StructuredDocument, chunk: Chunk
) -> Iterator[tuple[Block, tuple[Span, ...]]]:
    blocks = [document.blocks[number] for number in chunk.blocks]
    answering = [block for block in blocks if block.kind not in _NO_ANSWER]
    for block in answering:
        for parts in _units(document, block):
            if any(part.start < chunk.end and part.end > chunk.start for part in parts):
                yield block, parts
    if not answering:
        for block in _below(document, chunk) or blocks:
            for parts in _units(document, block):
                yield block, parts


def _below(document: StructuredDocument, chunk: Chunk) -> list[Block]:
    """Return the first block that can answer below a chunk in its section, subsections included."""
    end = document.sections[chunk.section].span.end
    following = document.blocks[chunk.blocks[-1] + 1 :]
    under = (block for block in following if block.start < end and block.kind not in _NO_ANSWER)
    return list(islice(under, 1))


def _units(document: StructuredDocument, block: Block) -> Iterator[tuple[Span, ...]]:
    if block.kind in _WHOLE:
        yield block.parts
    else:
        yield from sentences(document.document.text, block.parts)


def _context(document: StructuredDocument, block: Block) -> tuple[Span, ...]:
    number = block.header if block.kind is BlockKind.TABLE_ROW else block.lead_in
    if number is None:
        return ()
    above = document.blocks[number]
    if above.kind in _WHOLE or above.kind is BlockKind.TABLE_HEADER:
        return above.parts
    return sentences(document.document.text, above.parts)[-1]
