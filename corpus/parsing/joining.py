"""Sentences that a page break, a caption or a footnote cuts in two, rejoined.

A block that does not close is continued by the first one after it that goes on in mid-sentence;
what lies between them is a caption or a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.parsing.kinds import PICTURE_GAP
from corpus.parsing.rawblock import RawBlock
from corpus.structure import BlockKind
from corpus.wording import (
    adjacent_words,
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
_LONGEST_NAME = 30
_LONGEST_REST_OF_NAME = 6
_FARTHEST_REST_OF_NAME = 2
_CUTTABLE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.GLOSSARY_ENTRY}
)


def rejoined(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with halves put together, in order of their first part.

    A joined block has one part per half. Blocks found between two halves become captions, unless
    they are footnotes. Nothing is joined across sections.
    """
    return _Joiner(blocks, text).join()


class _Joiner:
    """Goes through the blocks once and takes the halves that belong to an earlier one."""

    def __init__(self, blocks: Sequence[RawBlock], text: str) -> None:
        self._blocks = list(blocks)
        self._taken = [False] * len(blocks)
        self._written_together = adjacent_words(text)

    def join(self) -> list[RawBlock]:
        """Return the joined blocks."""
        return [
            self._completed(number)
            for number in range(len(self._blocks))
            if not self._taken[number]
        ]

    def _completed(self, number: int) -> RawBlock:
        """Return a block with all that goes on with it, which is taken."""
        pieces = [self._blocks[number]]
        length = len(words(pieces[0].text))
        begin = number + 1
        while True:
            while begin < len(self._blocks) and self._taken[begin]:
                begin += 1
            near = self._near(begin, pieces[0].section)
            half = self._continuation(pieces, length, near)
            if half is None:
                break
            for between in near[: near.index(half)]:
                if self._blocks[between].kind is BlockKind.PARAGRAPH:
                    caption = replace(self._blocks[between], kind=BlockKind.CAPTION)
                    self._blocks[between] = caption
            self._taken[half] = True
            pieces.append(self._blocks[half])
            length += len(words(pieces[-1].text))
        if len(pieces) == 1:
            return pieces[0]
        parts = tuple(part for piece in pieces for part in piece.parts)
        return replace(pieces[0], parts=parts, text=" ".join(piece.text for piece in pieces))

    def _near(self, begin: int, section: int) -> list[int]:
        """Return the next blocks of a section that no other block has taken."""
        near: list[int] = []
        while begin < len(self._blocks) and len(near) <= _FARTHEST:
            if self._blocks[begin].section != section:
                break
            if not self._taken[begin]:
                near.append(begin)
            begin += 1
        return near

    def _continuation(
        self, pieces: Sequence[RawBlock], length: int, near: Sequence[int]
    ) -> int | None:
        """Return the number of the block that goes on with `pieces`, of `length` words, or None."""
        block, last = pieces[0], pieces[-1]
        if block.kind not in _CUTTABLE or is_closed(last.text) or not near:
            return None
        below = self._blocks[near[0]]
        name = " ".join(piece.text for piece in pieces) if length <= _LONGEST_NAME else ""
        if _goes_on(below):
            return near[0]
        if (rest := self._rest_of_name(name, near)) is not None:
            return rest
        cut = ends_mid_phrase(last.text)
        if not cut and length < _SHORTEST_PROSE:
            return None
        for other in near:
            if _goes_on(self._blocks[other]):
                return other
            if not _can_lie_between(self._blocks[other]):
                break
        running = below.kind is BlockKind.PARAGRAPH and not below.mark
        prose = block.kind is BlockKind.PARAGRAPH and length >= _LONG_PROSE
        stops = prose and last.text[-1].isalnum() and ends_sentence(below.text)
        return near[0] if running and (cut or stops) else None

    def _rest_of_name(self, name: str, near: Sequence[int]) -> int | None:
        """Return the short line that completes a name which the text writes in one piece elsewhere.

        Another name that is cut as well may lie between them.
        """
        if not name or not reads_as_title(name):
            return None
        last_word = words(name)[-1]
        for other in near[:_FARTHEST_REST_OF_NAME]:
            candidate = self._blocks[other]
            if candidate.kind is not BlockKind.PARAGRAPH or candidate.mark:
                return None
            rest = words(candidate.text)
            if not rest or is_closed(candidate.text):
                return None
            if (
                len(rest) <= _LONGEST_REST_OF_NAME
                and reads_as_title(candidate.text)
                and (last_word, rest[0]) in self._written_together
            ):
                return other
        return None


def _goes_on(candidate: RawBlock) -> bool:
    """Tell whether a block begins in mid-sentence."""
    return (
        candidate.kind is BlockKind.PARAGRAPH
        and not candidate.mark
        and starts_lower(candidate.text)
    )


def _can_lie_between(block: RawBlock) -> bool:
    """Tell whether a block can be a caption or note: no running text that follows without a gap."""
    if block.kind is BlockKind.PARAGRAPH:
        return not block.mark and (not ends_sentence(block.text) or block.gap >= PICTURE_GAP)
    return block.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE)
