"""A document's headings, for its table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.span import Span
from corpus.structure import Section


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, the section that it opens and its depth among the headings shown, from 1."""

    section: int
    title: str
    level: int


def contents(sections: Sequence[Section], shown: Span | None = None) -> tuple[Entry, ...]:
    """Return the headings in reading order; each is at most one level below the one before.

    A heading without words to show is left out, and what stands below it with it; () if there
    are no headings. Of the headings outside `shown`, if it is given, none is returned, and what
    stands below them is at their level.
    """
    levels = {0: 0}
    entries: list[Entry] = []
    for section in sections[1:]:
        parent = section.parent or 0
        has_words = len(section.path) > len(sections[parent].path)
        if parent not in levels or section.heading is None or not has_words:
            continue
        if shown is None or shown.start <= section.heading.start < shown.end:
            levels[section.number] = levels[parent] + 1
            entries.append(Entry(section.number, section.path[-1], levels[section.number]))
        else:
            levels[section.number] = levels[parent]
    return tuple(entries)
