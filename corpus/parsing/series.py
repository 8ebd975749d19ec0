"""Blocks that are numbered in one series: (a), (b), (c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.labels import Label, labels_at
from corpus.parsing.rawblock import RawBlock
from corpus.structure import BlockKind

_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_LABEL_END = 24  # characters at a block's start that hold its label


def series_agreed(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Return the blocks with each label read by its neighbours and each series of one kind.

    `(i)` after `(h)` is a letter, elsewhere a number. The first of a series decides whether all
    are paragraphs or items: below a lead that ends with a colon it is an item, and a capitalised
    opening of a sentence that another series completes ("(1) The board may") is a paragraph unless
    something leads it in.
    """
    out: list[RawBlock] = []
    open_series: dict[str, tuple[Label, BlockKind]] = {}
    for number, block in enumerate(blocks):
        if out and block.section != out[-1].section:
            open_series.clear()
        labels = labels_at(block.text[:_LABEL_END]) if _is_numbered(block) else ()
        if labels:
            label = _reading(labels, open_series)
            opens = label.style not in open_series or set(label.ordinal) == {1}
            own = block.kind
            if _is_led(out, block):
                own = BlockKind.LIST_ITEM
            elif _opens_a_sentence(block, label, blocks[number + 1 : number + 2]):
                own = BlockKind.PARAGRAPH
            kind = own if opens or block.bulleted else open_series[label.style][1]
            open_series[label.style] = (label, kind)
            block = replace(block, mark=label.style, kind=kind)
        out.append(block)
    return out


def _is_led(above: Sequence[RawBlock], block: RawBlock) -> bool:
    return bool(above) and above[-1].section == block.section and above[-1].text.endswith(":")


def _opens_a_sentence(block: RawBlock, label: Label, below: Sequence[RawBlock]) -> bool:
    """Tell whether a block is a numbered sentence whose end is a series of other labels below."""
    rest = block.text[label.length :].lstrip()
    return (
        not block.bulleted
        and rest[:1].isupper()
        and not rest.endswith(";")
        and bool(below)
        and below[0].section == block.section
        and _is_numbered(below[0])
        and below[0].mark != label.style
    )


def _is_numbered(block: RawBlock) -> bool:
    return block.kind in _NUMBERED and block.mark not in ("", "date", "bullet")


def _reading(labels: Sequence[Label], open_series: dict[str, tuple[Label, BlockKind]]) -> Label:
    for label in labels:
        earlier = open_series.get(label.style)
        if earlier is not None and label.succeeds(earlier[0]):
            return label
    return labels[0]
