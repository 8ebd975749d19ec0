"""Sentences that a page break, a caption or a footnote cuts in two, rejoined.

A block that does not close is continued by the first one after it that goes on in mid-sentence;
what lies between them is a caption or a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import PICTURE_GAP, RawBlock
from corpus.structure import BlockKind
from corpus.wording import (
    ends_mid_phrase,
    ends_sentence,
    is_closed,
    reads_as_title,
    starts_lower,
    words,
)

_FARTHEST = 4  # blocks that may lie between the two halves
_SHORTEST_PROSE = 12
_LONG_PROSE = 20
_CUTTABLE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.GLOSSARY_ENTRY}
)


def rejoined(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with halves put together, in order of their first part.

    A joined block has one part per half. Blocks found between two halves become captions, unless
    they are footnotes.
    """
    out = list(blocks)
    number = 0
    while number < len(out):
        block = out[number]
        other = _continuation(out, number, text)
        if other is None:
            number += 1
            continue
        half = out.pop(other)
        out[number] = replace(
            block, parts=(*block.parts, *half.parts), text=f"{block.text} {half.text}"
        )
        for between in range(number + 1, other):
            if out[between].kind is BlockKind.PARAGRAPH:
                out[between] = replace(out[between], kind=BlockKind.CAPTION)
    return out


def _continuation(blocks: Sequence[RawBlock], number: int, text: str) -> int | None:
    """Return the block that goes on with block `number`, or None."""
    block = blocks[number]
    if block.kind not in _CUTTABLE or is_closed(block.text) or number + 1 == len(blocks):
        return None
    below = blocks[number + 1]
    if _goes_on(below) or _completes_name(block, below, text):
        return number + 1
    cut = ends_mid_phrase(block.text)
    if not cut and len(words(block.text)) < _SHORTEST_PROSE:
        return None
    for other in range(number + 1, min(number + 2 + _FARTHEST, len(blocks))):
        if _goes_on(blocks[other]):
            return other
        if not _can_lie_between(blocks[other]):
            break
    running = below.kind is BlockKind.PARAGRAPH and not below.mark
    return number + 1 if running and (cut or _is_cut_prose(block, below)) else None


def _goes_on(candidate: RawBlock) -> bool:
    """Tell whether a block begins in mid-sentence."""
    return (
        candidate.kind is BlockKind.PARAGRAPH
        and not candidate.mark
        and starts_lower(candidate.text)
    )


def _is_cut_prose(block: RawBlock, candidate: RawBlock) -> bool:
    """Tell whether long running text stops in mid-air and running text follows."""
    prose = block.kind is BlockKind.PARAGRAPH and len(words(block.text)) >= _LONG_PROSE
    return prose and block.text[-1].isalnum() and ends_sentence(candidate.text)


def _can_lie_between(block: RawBlock) -> bool:
    """Tell whether a block can be a caption or note: no running text that follows without a gap."""
    if block.kind is BlockKind.PARAGRAPH:
        return not block.mark and (not ends_sentence(block.text) or block.gap >= PICTURE_GAP)
    return block.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE)


def _completes_name(block: RawBlock, candidate: RawBlock, text: str) -> bool:
    """Tell whether a short line completes a name that the text writes in one piece elsewhere."""
    if candidate.kind is not BlockKind.PARAGRAPH or candidate.mark:
        return False
    if not reads_as_title(block.text) or not reads_as_title(candidate.text):
        return False
    above, below = words(block.text), words(candidate.text)
    if not above or not below or len(below) > 6:
        return False
    return f"{above[-1]} {below[0]}" in text
