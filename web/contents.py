"""A document's headings as a tree, for its table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure import Section


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, the section it opens and the headings below it."""

    section: int
    title: str
    below: tuple[Entry, ...]


def contents(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """Return the outermost headings with those below them, in reading order.

    A heading without words to show is left out, and what stands below it with it; () if there
    are no headings.
    """
    children: dict[int, list[Section]] = {}
    for section in sections[1:]:
        children.setdefault(section.parent or 0, []).append(section)

    def below(number: int) -> tuple[Entry, ...]:
        return tuple(
            Entry(section.number, section.path[-1], below(section.number))
            for section in children.get(number, ())
            if section.heading is not None and len(section.path) > len(sections[number].path)
        )

    return below(0)
