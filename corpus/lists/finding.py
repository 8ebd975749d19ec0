"""The lists of a document: items on lines of their own, headings that are items, lists in text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.labels import Label, labels_at
from corpus.lists.announcing import announced_by_heading, announced_number
from corpus.lists.heading_lists import heading_lists
from corpus.lists.inline_lists import inline_lists
from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.sentences import sentences
from corpus.span import Span, trimmed
from corpus.stitched import read
from corpus.structure import Block, BlockKind, StructuredDocument

_BETWEEN = frozenset({BlockKind.CAPTION, BlockKind.FOOTNOTE})  # they interrupt no list
_LABEL_END = 24  # characters at an item's start that hold its label


def lists(structured: StructuredDocument) -> tuple[ItemList, ...]:
    """Return every list of a document in the order of their first items.

    Items on lines of their own make one list with those nested in them; each nested list is also a
    list by itself, led in by the item above it, its levels counted from 0. A list goes on over
    captions and footnotes, and where a label goes on with the series of the list above it, over
    anything, into the next sections too. A list that nothing leads in takes the heading of its
    section, if that has one. Where two lists begin at one offset, the outer one is first.
    """
    found = [*_block_lists(structured), *heading_lists(structured), *inline_lists(structured)]
    order = tuple(ListKind)
    return tuple(sorted(found, key=lambda one: (one.start, order.index(one.kind))))


def _block_lists(structured: StructuredDocument) -> Iterator[ItemList]:
    tree = _Tree(structured)
    for run in _merged(_runs(structured.blocks), structured):
        outer = tree.list_of(run, structured.blocks[run[0]].lead_in)
        yield outer
        yield from tree.nested(outer)


def _runs(blocks: Iterable[Block]) -> list[list[int]]:
    """Return the numbers of the outermost items of each list, in order."""
    runs: list[list[int]] = []
    above: Block | None = None  # the item that the next one may stand beside
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM and not block.level:
            beside = above is not None and above.section == block.section
            if beside and above is not None and above.lead_in == block.lead_in:
                runs[-1].append(block.number)
            else:
                runs.append([block.number])
            above = block
        elif block.kind is not BlockKind.LIST_ITEM and block.kind not in _BETWEEN:
            above = None
    return runs


def _merged(runs: Iterable[list[int]], structured: StructuredDocument) -> list[list[int]]:
    """Return the runs, those that go on with the labels of the one before them added to it."""
    merged: list[list[int]] = []
    for run in runs:
        if merged and _goes_on(structured, merged[-1][-1], run[0]):
            merged[-1].extend(run)
        else:
            merged.append(run)
    return merged


def _goes_on(structured: StructuredDocument, last: int, first: int) -> bool:
    """Tell whether an item's label comes right after that of an item above another text."""
    blocks = structured.blocks
    if blocks[first].section - blocks[last].section > 1:
        return False
    earlier = _labels(structured, blocks[last])
    return any(
        label.style == other.style and _next(label, other)
        for label in _labels(structured, blocks[first])
        for other in earlier
    )


def _next(label: Label, other: Label) -> bool:
    return bool(label.ordinal) and label.ordinal == (*other.ordinal[:-1], other.ordinal[-1] + 1)


def _labels(structured: StructuredDocument, block: Block) -> tuple[Label, ...]:
    return labels_at(block.parts[0].of(structured.document.text)[:_LABEL_END])


class _Tree:
    """The items of a document by the item or block that leads them in."""

    def __init__(self, structured: StructuredDocument) -> None:
        self._structured = structured
        self._text = structured.document.text
        self._below: dict[int, list[int]] = {}
        for block in structured.blocks:
            if block.kind is BlockKind.LIST_ITEM and block.level and block.lead_in is not None:
                self._below.setdefault(block.lead_in, []).append(block.number)

    def list_of(self, numbers: Sequence[int], lead_in: int | None) -> ItemList:
        """Return the list that items make, with what leads them in."""
        section = self._structured.blocks[numbers[0]].section
        items = self._items(numbers, 0)
        lead = self._lead(lead_in, section)
        return ItemList(
            ListKind.BLOCKS, section, lead, items, self._announced(lead, section, len(items))
        )

    def nested(self, outer: ItemList) -> Iterator[ItemList]:
        """Yield the lists within a list, outermost first."""
        waiting = list(reversed(outer.items))
        while waiting:
            item = waiting.pop()
            waiting.extend(reversed(item.children))
            if item.children:
                lead = item.parts
                announced = announced_number(read(self._text, lead) + " ", len(item.children))
                children = tuple(_raised(child, item.level + 1) for child in item.children)
                yield ItemList(ListKind.BLOCKS, item.children[0].section, lead, children, announced)

    def _items(self, numbers: Iterable[int], level: int) -> tuple[ListItem, ...]:
        return tuple(self._item(number, level) for number in numbers)

    def _item(self, number: int, level: int) -> ListItem:
        block = self._structured.blocks[number]
        label, parts = _without_label(self._text, block.parts)
        children = self._items(self._below.get(number, ()), level + 1)
        return ListItem(parts, block.section, label, level, children)

    def _lead(self, lead_in: int | None, section: int) -> tuple[Span, ...]:
        """Return the last sentence of the block that leads in, or the heading."""
        if lead_in is not None:
            return sentences(self._text, self._structured.blocks[lead_in].parts)[-1]
        heading = self._structured.sections[section].heading
        return (heading,) if heading else ()

    def _announced(self, lead: Sequence[Span], section: int, items: int) -> int | None:
        own = self._structured.sections[section]
        is_heading = tuple(lead) == ((own.heading,) if own.heading else ())
        told = None if is_heading else announced_number(read(self._text, lead) + " ", items)
        if told is None and own.path:
            told = announced_by_heading(own.path[-1], items)
        return told


def _raised(item: ListItem, levels: int) -> ListItem:
    children = tuple(_raised(child, levels) for child in item.children)
    return replace(item, level=item.level - levels, children=children)


def _without_label(text: str, parts: Sequence[Span]) -> tuple[Span | None, tuple[Span, ...]]:
    """Return the label that the first of `parts` begins with and the parts after it.

    A block that is a label and no more, or has none, keeps all its parts.
    """
    first = parts[0]
    labels = labels_at(first.of(text)[:_LABEL_END])
    if not labels:
        return None, tuple(parts)
    end = first.start + min(labels[0].length, first.end - first.start)
    rest = trimmed(text, end, first.end)
    kept = (*((rest,) if rest else ()), *parts[1:])
    label = trimmed(text, first.start, end)
    return (label, kept) if kept and label else (None, tuple(parts))
