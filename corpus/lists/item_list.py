"""What an enumeration is made of, wherever it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span


class ListKind(StrEnum):
    """How a list shows in the text.

    `BLOCKS` are items on lines of their own, `HEADINGS` the headings below one parent. Within a
    sentence, `LABELLED` items carry labels, `NAMED` ones follow a phrase that announces them or a
    colon, `SERIES` ones are only joined by commas and "and".
    """

    BLOCKS = "blocks"
    HEADINGS = "headings"
    LABELLED = "labelled"
    NAMED = "named"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list.

    `parts` are its own words, without bullet, label, separators and the items below it, in order:
    more than one where a page break cuts it. `label` is its number or letter, None for none.
    `level` is the nesting depth, 0 for the outermost; `children` are the items right below it, in
    order. `section` numbers the section that it stands in or, as a heading, opens.
    """

    parts: tuple[Span, ...]
    section: int
    label: Span | None = None
    level: int = 0
    children: tuple[ListItem, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("an item has at least one part")

    @property
    def start(self) -> int:
        """Return the offset of the item's first character, its label included."""
        return self.label.start if self.label else self.parts[0].start


@dataclass(frozen=True, slots=True)
class ItemList:
    """An enumeration of at least two items, or one that a lead-in announces, in text order.

    `lead_in` is the sentence, the item above or the heading that introduces the list; within a
    sentence, what of it stands before the first item; () for none. `section` numbers the section
    where the list begins. `announced` is the number of items that lead-in, heading or a remark
    after the last item tells ("the following five measures"), None where none does: it need not
    agree with the items found.
    """

    kind: ListKind
    section: int
    lead_in: tuple[Span, ...]
    items: tuple[ListItem, ...]
    announced: int | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("a list has at least one item")

    @property
    def start(self) -> int:
        """Return the offset of the first item."""
        return self.items[0].start

    @property
    def is_continued(self) -> bool:
        """Tell whether the list goes on in a section other than that it begins in.

        Never so for headings, each of which opens its own.
        """
        if self.kind is ListKind.HEADINGS:
            return False
        return any(item.section != self.section for item in self.items)

    def all_items(self) -> Iterator[ListItem]:
        """Yield the items of every level in text order."""
        waiting = list(reversed(self.items))
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children))
