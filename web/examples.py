"""Example questions, made from the headings of whatever the collection holds."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from corpus.labels import labels_at
from corpus.structure import BlockKind, Section, StructuredDocument
from corpus.wording import plain, words

_FEWEST_WORDS = 2
_MOST_WORDS = 7
_SHORTEST_SECTION = 80  # characters of text that stand directly under the heading


def examples(documents: Iterable[StructuredDocument], most: int = 4) -> tuple[str, ...]:
    """Return questions about headings, at most `most`, one from each document before a second.

    A heading serves if it is a phrase of two to seven words that no other section is called, with
    some text of its own below. The choice is by a checksum, so that equal collections show equal
    questions; documents take turns in the order given.
    """
    by_document = [_titles(document) for document in documents]
    seen = Counter(title.lower() for titles in by_document for title in titles)
    chosen = (
        sorted((title for title in titles if seen[title.lower()] == 1), key=_checksum)
        for titles in by_document
    )
    turns = chain.from_iterable(zip_longest(*chosen))
    return tuple(f"What does “{title}” cover?" for title in turns if title)[:most]


def _titles(document: StructuredDocument) -> list[str]:
    unread = {b.section for b in document.blocks if b.kind is BlockKind.CONTENTS}
    return [
        title
        for section in document.sections[1:]
        if section.number not in unread and section.path
        if _own_length(document.sections, section) >= _SHORTEST_SECTION
        if _serves(title := _unlabelled(section.path[-1]))
    ]


def _unlabelled(title: str) -> str:
    """Return a heading without its number; empty for that of a note, a table or a figure."""
    found = labels_at(title)
    if not found:
        return plain(title).strip(" .:–—-")
    return "" if found[0].style.startswith("note") else _unlabelled(title[found[0].length :])


def _serves(title: str) -> bool:
    if not _FEWEST_WORDS <= len(words(title)) <= _MOST_WORDS:
        return False
    return title[0].isupper() and not title.isupper() and not set(title) & set('“”"()')


def _own_length(sections: Sequence[Section], section: Section) -> int:
    following = section.number + 1
    ends = sections[following].span.start if following < len(sections) else section.span.end
    return min(ends, section.span.end) - section.span.start


def _checksum(title: str) -> tuple[int, str]:
    return (zlib.crc32(title.encode("utf-8", "replace")), title)
