"""Lists within running text, labelled or joined by commas, at their place in the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from corpus.labels import labels_at
from corpus.lists.announcing import announced_number
from corpus.lists.enumerations import Enumeration, enumerations
from corpus.lists.inline_labels import LabelledItem, labelled_items
from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.responsibility.body_names import listing_names, undivided_names
from corpus.sentences import sentences
from corpus.span import Span
from corpus.stitched import Stitched, stitched
from corpus.structure import Block, BlockKind, StructuredDocument

_READ = frozenset(
    {
        *(BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE),
        *(BlockKind.GLOSSARY_ENTRY, BlockKind.CAPTION, BlockKind.TABLE_ROW),
    }
)
_LABEL_END = 24  # characters at an item's start that hold its label
_QUOTED_END = re.compile(r"[!?][”\"’]\Z")
_CELL = re.compile(r"[^\s|](?:[^|\t\n]*[^\s|])?")
_POINTS_BELOW = re.compile(r"\b(?:the following|as follows|below)\b", re.IGNORECASE)
_REMARK = re.compile(r"\s*\(([^()]{1,80})\)")


def inline_lists(structured: StructuredDocument) -> tuple[ItemList, ...]:
    """Return the lists within paragraphs, items, notes, captions and glossary entries.

    They stand in the order of their first items; a list within an item of another follows it.
    "The following" of a sentence that leads in the items below announces those and none in itself.
    """
    undivided = undivided_names(structured.document.text)
    leading = {block.lead_in for block in structured.blocks}
    found: list[ItemList] = []
    for block in structured.blocks:
        if block.kind in _READ:
            reader = _BlockReader(structured.document.text, block, undivided)
            found.extend(reader.lists(leads_in=block.number in leading))
    return tuple(sorted(found, key=lambda one: (one.start, -_end(one))))


def _end(one: ItemList) -> int:
    return one.items[-1].parts[-1].end


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence; a quoted title like “Help!” ends none in a list."""
    found: list[tuple[int, int]] = []
    for span, *_ in sentences(text, [Span(0, len(text))]):
        if (
            found
            and ";" in span.of(text)
            and _QUOTED_END.fullmatch(text[found[-1][1] - 2 : found[-1][1]])
        ):
            found[-1] = (found[-1][0], span.end)
        else:
            found.append((span.start, span.end))
    return found


def _cells(text: str) -> list[tuple[int, int]]:
    """Return start and end of each cell of a table row that says anything."""
    return [match.span() for match in _CELL.finditer(text)]


class _BlockReader:
    """Reads one block, its parts stitched together."""

    def __init__(self, source: str, block: Block, undivided: frozenset[str]) -> None:
        self._place: Stitched = stitched(source, block.parts)
        self._section = block.section
        self._undivided = undivided
        text = self._place.text
        self._sentences = _cells(text) if block.kind is BlockKind.TABLE_ROW else _sentences(text)
        labels = labels_at(text[:_LABEL_END]) if block.kind is BlockKind.LIST_ITEM else ()
        self._label_end = labels[0].length if labels else 0

    def lists(self, *, leads_in: bool) -> Iterator[ItemList]:
        """Yield the lists of the block; where it `leads_in` others, its last sentence does."""
        text = self._place.text
        last = self._sentences[-1][0] if leads_in and self._sentences else len(text)
        labelled = labelled_items(text, [end for _, end in self._sentences])
        cuts = {start for start, _ in self._sentences}
        cuts.update(
            offset for items in labelled for item in items for offset in (*item.label, *item.words)
        )
        starts = sorted(cuts)
        for items in labelled:
            first = items[0].label[0]
            above = bisect_left(starts, first) - 1
            yield self._of_labelled(items, (starts[above] if above >= 0 else first, first))
        for stretch, end in self._stretches(starts):
            start = max(stretch, min(self._label_end, end))  # the label is of the item it opens
            names = list(listing_names(text[start:end], self._undivided))
            for found in enumerations(text[start:end], names):
                if stretch >= last and _POINTS_BELOW.search(text, start, start + found.lead_end):
                    continue
                yield self._of_series(found, start)

    def _stretches(self, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the sentences, parted where labelled items begin and end."""
        for start, end in self._sentences:
            inner = starts[bisect_right(starts, start) : bisect_left(starts, end)]
            yield from zip([start, *inner], [*inner, end], strict=True)

    def _of_labelled(self, items: Sequence[LabelledItem], lead: tuple[int, int]) -> ItemList:
        """Return a labelled list; `lead` is what stands before it, in its sentence or above."""
        return ItemList(
            ListKind.LABELLED,
            self._section,
            self._place.spans(*lead),
            tuple(
                ListItem(
                    self._place.spans(*item.words),
                    self._section,
                    self._place.spans(*item.label)[0],
                )
                for item in items
            ),
            self._announced(lead, items[-1].words[1], len(items)),
        )

    def _of_series(self, found: Enumeration, offset: int) -> ItemList:
        lead = (offset, offset + found.lead_end)
        return ItemList(
            ListKind.NAMED if found.is_named else ListKind.SERIES,
            self._section,
            self._place.spans(*lead),
            tuple(
                ListItem(self._place.spans(begin + offset, end + offset), self._section)
                for begin, end in found.items
            ),
            self._announced(lead, found.items[-1][1] + offset, len(found.items)),
        )

    def _announced(self, lead: tuple[int, int], end: int, items: int) -> int | None:
        """Return the number told before the list, or in a remark in brackets right after it."""
        told = announced_number(self._place.text[slice(*lead)] + " ", items)
        remark = _REMARK.match(self._place.text, end)
        if told is None and remark is not None:
            told = announced_number(f" {remark[1]} ", items)
        return told
