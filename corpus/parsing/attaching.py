"""Blocks that stand apart in the text but say one thing, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.markers import is_term
from corpus.parsing.rawblock import RawBlock
from corpus.structure import BlockKind
from corpus.wording import words

_PARENTHESIS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\.?")
_LONGEST_LEAD = 12  # words
_REMARKED = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW}
)
_LEADING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def attached(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with leads, remarks and terms joined to what they belong to.

    "Members:" or "(a) The Bureau:" takes the paragraph below it, a line in brackets belongs to the
    block above it, and a term on a line of its own makes a glossary entry with its definition.
    """
    joined: list[RawBlock] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above is None or not _may_attach(above, block):
            joined.append(block)
        elif _is_remark(above, block) or _is_led(above):
            joined[-1] = above.joined_with(block, text)
        elif above.kind is BlockKind.PARAGRAPH and is_term(above.text):
            entry = above.joined_with(block, text)
            joined[-1] = replace(entry, kind=BlockKind.GLOSSARY_ENTRY)
        else:
            joined.append(block)
    return joined


def _may_attach(above: RawBlock, block: RawBlock) -> bool:
    plain_paragraph = block.kind is BlockKind.PARAGRAPH and not block.mark
    return plain_paragraph and above.section == block.section


def _is_remark(above: RawBlock, block: RawBlock) -> bool:
    return above.kind in _REMARKED and _PARENTHESIS.fullmatch(block.text) is not None


def _is_led(above: RawBlock) -> bool:
    return (
        above.kind in _LEADING
        and above.text.endswith(":")
        and len(words(above.text)) <= _LONGEST_LEAD
    )
