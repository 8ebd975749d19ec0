"""Blocks that are numbered in one series: (a), (b), (c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.labels import Label, labels_at
from corpus.rawblock import RawBlock
from corpus.structure import BlockKind

_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_LABEL_END = 24  # characters at a block's start that hold its label


def series_agreed(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Return the blocks with each label read by its neighbours and each series of one kind.

    `(i)` after `(h)` is a letter, elsewhere a number. The first of a series decides whether all
    are paragraphs or items; below a lead that ends with a colon it is an item.
    """
    out: list[RawBlock] = []
    open_series: dict[str, tuple[Label, BlockKind]] = {}
    for block in blocks:
        if out and block.section != out[-1].section:
            open_series.clear()
        labels = labels_at(block.text[:_LABEL_END]) if _is_numbered(block) else ()
        if labels:
            label = _reading(labels, open_series)
            opens = label.style not in open_series or set(label.ordinal) == {1}
            led = bool(out) and out[-1].section == block.section and out[-1].text.endswith(":")
            own = BlockKind.LIST_ITEM if led else block.kind
            kind = own if opens or block.bulleted else open_series[label.style][1]
            open_series[label.style] = (label, kind)
            block = replace(block, mark=label.style, kind=kind)
        out.append(block)
    return out


def _is_numbered(block: RawBlock) -> bool:
    return block.kind in _NUMBERED and block.mark not in ("", "date", "bullet")


def _reading(labels: Sequence[Label], open_series: dict[str, tuple[Label, BlockKind]]) -> Label:
    for label in labels:
        earlier = open_series.get(label.style)
        if earlier is not None and label.succeeds(earlier[0]):
            return label
    return labels[0]
