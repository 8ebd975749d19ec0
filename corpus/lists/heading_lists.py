"""Headings that act as the items of a list: four "Objective 1: …" sections under one parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.labels import Label, labels_at
from corpus.lists.announcing import announced_by_heading, announced_number
from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.sentences import sentences
from corpus.span import Span, trimmed
from corpus.stitched import read
from corpus.structure import Block, BlockKind, Section, StructuredDocument

_LABEL_END = 24  # characters at a heading's start that hold its label


def heading_lists(structured: StructuredDocument) -> tuple[ItemList, ...]:
    """Return the lists that numbered headings below one parent make, in text order.

    Their labels are of one style, begin with the first and leave none out. Headings without labels
    make a list where the parent's own text ends by leading them in ("… the following measures.").
    The lead-in is that sentence, else the parent's heading, () for the document itself.
    """
    below: dict[int, list[Section]] = {}
    for section in structured.sections:
        if section.parent is not None:
            below.setdefault(section.parent, []).append(section)
    last_block = {
        block.section: block
        for block in structured.blocks
        if block.kind is not BlockKind.HEADING and block.kind is not BlockKind.CONTENTS
    }
    found: list[ItemList] = []
    for parent, children in below.items():
        lead = _leading_sentence(structured, last_block.get(parent))
        runs = _series(structured, children) or ([children] if lead else [])
        found.extend(_list_of(structured, parent, run, lead) for run in runs if len(run) > 1)
    return tuple(sorted(found, key=lambda one: one.start))


def _leading_sentence(structured: StructuredDocument, block: Block | None) -> tuple[Span, ...]:
    """Return the last sentence of a section's own text if it says that more follows, else ()."""
    if block is None or block.kind is not BlockKind.PARAGRAPH:
        return ()
    last = sentences(structured.document.text, block.parts)[-1]
    said = read(structured.document.text, last)
    leads = said.endswith(":") or "following" in said or "as follows" in said
    return last if leads else ()


def _series(structured: StructuredDocument, children: Sequence[Section]) -> list[list[Section]]:
    """Return the runs of sections that are numbered from the first on."""
    runs: list[list[Section]] = []
    last: Label | None = None
    for section in children:
        label = _following(_labels(structured, section), last)
        if label is None:
            last = None
            continue
        if last is None or set(label.ordinal) == {1}:
            runs.append([])
        runs[-1].append(section)
        last = label
    return runs


def _following(labels: Sequence[Label], last: Label | None) -> Label | None:
    """Return the reading of a heading's label that goes on after `last`, or opens a series."""
    for label in labels:
        if not label.ordinal:
            continue
        if last is not None and label.style == last.style:
            head, tail = label.ordinal[:-1], label.ordinal[-1]
            if head == last.ordinal[:-1] and tail == last.ordinal[-1] + 1:
                return label
        if label.ordinal[-1] == 1:
            return label
    return None


def _labels(structured: StructuredDocument, section: Section) -> tuple[Label, ...]:
    if section.heading is None:
        return ()
    return labels_at(section.heading.of(structured.document.text)[:_LABEL_END])


def _list_of(
    structured: StructuredDocument,
    parent: int,
    children: Sequence[Section],
    lead: tuple[Span, ...],
) -> ItemList:
    section = structured.sections[parent]
    heading = (section.heading,) if section.heading else ()
    text = structured.document.text
    items = tuple(_items(text, structured, children))
    told = announced_number(read(text, lead) + " ", len(items)) if lead else None
    if told is None and section.path:
        told = announced_by_heading(section.path[-1], len(items))
    return ItemList(ListKind.HEADINGS, parent, lead or heading, items, told)


def _items(
    text: str, structured: StructuredDocument, children: Sequence[Section]
) -> Iterator[ListItem]:
    for child in children:
        if child.heading is None:
            continue
        labels = _labels(structured, child)
        end = child.heading.start + (labels[0].length if labels else 0)
        title = trimmed(text, end, child.heading.end)
        label = trimmed(text, child.heading.start, end)
        if title is None:
            yield ListItem((child.heading,), child.number)
        else:
            yield ListItem((title,), child.number, label)
