"""Members named on lines of their own, made into list items.

"Members: Chief of the Bureau" with titles on the lines below it, or a line that ends with a colon
above such lines, is a list without bullets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.markers import name_length
from corpus.parsing.rawblock import RawBlock
from corpus.span import Span
from corpus.structure import BlockKind
from corpus.wording import ends_sentence, reads_as_title

_FEWEST_MEMBERS = 2
_MARK = "member"


def rosters_as_items(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Return the blocks with the members of each roster as list items below their lead.

    The lead ("Members:") and the member on its line become two blocks.
    """
    out: list[RawBlock] = []
    number = 0
    while number < len(blocks):
        block = blocks[number]
        lead = _lead_length(block)
        members = _members(blocks, number + 1) if lead else ()
        if len(members) >= _FEWEST_MEMBERS:
            out.extend(_lead_and_first(block, lead))
            out.extend(replace(m, kind=BlockKind.LIST_ITEM, mark=_MARK) for m in members)
            number += 1 + len(members)
        else:
            out.append(block)
            number += 1
    return out


def _members(blocks: Sequence[RawBlock], number: int) -> Sequence[RawBlock]:
    last = number
    while last < len(blocks) and _is_member(blocks[last]):
        if blocks[last].section != blocks[number - 1].section:
            break
        last += 1
    return blocks[number:last]


def _is_member(block: RawBlock) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and not block.mark
        and not ends_sentence(block.text)
        and not name_length(block.text)
        and reads_as_title(block.text)
    )


def _lead_length(block: RawBlock) -> int:
    """Return how many characters of a block lead in a roster, 0 if none do.

    A lead that goes on after an interruption is none: it would be no longer one stretch of text.
    """
    if block.kind is not BlockKind.PARAGRAPH:
        return 0
    if block.text.endswith(":"):
        return len(block.text)
    named = name_length(block.text)
    first = block.parts[0]
    is_lead = 0 < named < first.end - first.start and reads_as_title(block.text[named:])
    return named if is_lead else 0


def _lead_and_first(block: RawBlock, length: int) -> list[RawBlock]:
    if length == len(block.text):
        return [block]
    first = block.parts[0]
    cut = first.start + length
    lead = block.text[:length].rstrip()
    return [
        replace(block, parts=(Span(first.start, first.start + len(lead)),), text=lead),
        replace(
            block,
            kind=BlockKind.LIST_ITEM,
            parts=(Span(cut, first.end), *block.parts[1:]),
            text=block.text[length:],
            mark=_MARK,
        ),
    ]
