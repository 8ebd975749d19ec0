"""Chunks: what is embedded and searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.markers import BULLETS
from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from corpus.tokens import count_tokens
from corpus.wording import plain

_BULLETS = frozenset(f"{BULLETS}O0")
_LONGEST_SENTENCE = 4  # budgets
_WORD = re.compile(r"\S+")
_REMARK = re.compile(r"\([^()]{1,120}\)")  # after a sentence's end, it belongs to that sentence
_UNSEARCHED = frozenset({BlockKind.CONTENTS})


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """How large chunks are, in tokens of their text.

    A section's blocks are gathered up to `budget`; a block larger than that is cut between
    sentences, and a sentence larger than that stands alone, but for a remark in brackets after it,
    such as the term in another language after a definition. What goes on for more than four times
    the budget without an end is no sentence and is cut between words.
    """

    budget: int = 80

    def __str__(self) -> str:
        return f"sections/2 budget={self.budget}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of whole sentences of one block."""

    block: int
    start: int
    end: int
    tokens: int


def chunk(
    document: StructuredDocument,
    settings: ChunkSettings,
    count: Callable[[str], int] = count_tokens,
) -> tuple[Chunk, ...]:
    """Return the chunks of a document in text order.

    A chunk never crosses a section, holds whole sentences and does not overlap another. Headings
    are in the heading path of `embed_text`; contents pages are left out. A document of headings
    alone has one chunk per heading.
    """
    return tuple(_chunks(document, settings, count))


def _chunks(
    document: StructuredDocument, settings: ChunkSettings, count: Callable[[str], int]
) -> Iterator[Chunk]:
    for section, blocks in _by_section(document):
        open_pieces: list[_Piece] = []
        size = 0
        for piece in _pieces(document, blocks, settings.budget, count):
            apart = open_pieces and _lies_apart(open_pieces[-1], piece, document)
            if open_pieces and (size + piece.tokens > settings.budget or apart):
                yield _make(document, section, open_pieces)
                open_pieces, size = [], 0
            open_pieces.append(piece)
            size += piece.tokens
        if open_pieces:
            yield _make(document, section, open_pieces)


def _by_section(document: StructuredDocument) -> Iterator[tuple[Section, list[Block]]]:
    """Yield runs of blocks of one section; a heading counts only where nothing stands under it."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind in _UNSEARCHED:
            continue
        if run and run[-1].section != block.section:
            yield document.sections[run[-1].section], run
            run = []
        if run and run[-1].kind is BlockKind.HEADING:
            run = []
        run.append(block)
    if run:
        yield document.sections[run[-1].section], run


def _pieces(
    document: StructuredDocument,
    blocks: Sequence[Block],
    budget: int,
    count: Callable[[str], int],
) -> Iterator[_Piece]:
    """Yield the pieces in text order: a caption within a block lies between the block's parts."""
    text = document.document.text
    stretches = [
        (part, block.number) for block in blocks for part in _stretches(block, text, budget, count)
    ]
    for part, number in sorted(stretches):
        yield _Piece(number, part.start, part.end, count(part.of(text)))


def _stretches(block: Block, text: str, budget: int, count: Callable[[str], int]) -> list[Span]:
    """Return the parts of a block, cut between sentences where they exceed the budget."""
    spans: list[Span] = []
    for part in block.parts:
        if count(part.of(text)) <= budget:
            spans.append(part)
            continue
        whole = [sentence for (sentence,) in sentences(text, (part,))]
        units = [piece for span in whole for piece in _readable(span, text, budget, count)]
        spans.extend(_packed(units, text, budget, count))
    return spans


def _readable(span: Span, text: str, budget: int, count: Callable[[str], int]) -> list[Span]:
    """Return a sentence, or stretches of it if it is far too long to be one."""
    if count(span.of(text)) <= _LONGEST_SENTENCE * budget:
        return [span]
    words = [
        Span(start, min(start + budget, match.end()))
        for match in _WORD.finditer(text, span.start, span.end)
        for start in range(match.start(), match.end(), budget)
    ]
    return _packed(words, text, budget, count)


def _packed(
    units: Sequence[Span], text: str, budget: int, count: Callable[[str], int]
) -> list[Span]:
    """Return stretches of whole units, as many in each as the budget holds, one at least.

    What stands in brackets after a unit never opens a stretch.
    """
    spans: list[Span] = []
    start, end, size = units[0].start, units[0].start, 0
    for unit in units:
        tokens = count(unit.of(text))
        if size and size + tokens > budget and not _REMARK.fullmatch(unit.of(text)):
            spans.append(Span(start, end))
            start, size = unit.start, 0
        end = unit.end
        size += tokens
    return [*spans, Span(start, end)]


def _lies_apart(last: _Piece, piece: _Piece, document: StructuredDocument) -> bool:
    """Tell whether something that is not in the chunk lies between two pieces."""
    between = document.document.text[last.end : piece.start]
    return any(not sign.isspace() and sign not in _BULLETS for sign in between)


def _make(document: StructuredDocument, section: Section, pieces: Sequence[_Piece]) -> Chunk:
    text = document.document.text
    start, end = pieces[0].start, pieces[-1].end
    blocks = tuple(dict.fromkeys(piece.block for piece in pieces))
    path = (document.document.metadata.title, *section.path)
    header = document.blocks[blocks[0]].header
    apart = document.blocks[header].parts if header is not None and header not in blocks else ()
    return Chunk(
        document_id=document.document.id,
        section=section.number,
        blocks=blocks,
        start=start,
        end=end,
        text=text[start:end],
        embed_text="\n".join(
            (
                " › ".join(dict.fromkeys(path)),
                *(plain(part.of(text)) for part in apart),
                plain(text[start:end]),
            )
        ),
    )
