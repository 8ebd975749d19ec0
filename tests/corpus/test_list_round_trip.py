"""Lists found in plain text, against those that 40 Acts in Markdown declare.

The folder is named by PINCITE_EXTERNAL and holds `canada_acts/corpus/*.md`; the texts are not part
of the project. Bullets, emphasis and indentation are taken away, labels like "(a)" stay. An item
without a label reads like any paragraph once its bullet is gone, so only labelled ones count.
`-rP` shows the figures.
"""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from markdown_it import MarkdownIt

from corpus.labels import labels_at
from corpus.lists.finding import lists
from corpus.lists.item_list import ListItem, ListKind
from corpus.loading.front_matter import front_matter
from corpus.stitched import read
from corpus.wording import folded
from tests.corpus_helpers import external_acts, structured, without_marks

SEED = 7
DRAWN = 40

Item = TypeVar("Item")


def declared_items(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield the first line of each labelled item of Markdown lists with that of the item above."""
    front = front_matter(markdown)
    open_items: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown[front.end if front else 0 :]):
        if token.type == "list_item_open":
            open_items.append("")
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type == "inline" and open_items and not open_items[-1]:
            open_items[-1] = folded(token.content)
            if labels_at(token.content.lstrip("*")):
                yield open_items[-1], open_items[-2] if len(open_items) > 1 else ""


def found_items(text: str) -> Iterator[tuple[str, str]]:
    """Yield each item on a line of its own with the item above it, empty for none."""
    document = structured(text)
    seen = set()

    def shown(item: ListItem) -> str:
        parts = ((item.label,) if item.label else ()) + item.parts
        return folded(read(text, parts))

    def below(item: ListItem, parent: str) -> Iterator[tuple[str, str]]:
        seen.add(item.start)
        yield shown(item), parent
        for child in item.children:
            yield from below(child, shown(item))

    for found in lists(document):
        if found.kind is ListKind.BLOCKS:
            for item in found.items:
                if item.start not in seen:  # a nested list comes within the outer one, too
                    yield from below(item, "")


def without_list_marks(markdown: str) -> str:
    """Return the text of a Markdown file without marks, bullets and indentation."""
    return re.sub(r"^[ \t]+", "", without_marks(markdown), flags=re.MULTILINE)


def f1(declared: Counter[Item], found: Counter[Item]) -> float:
    """Return twice what both share over all that either has."""
    return 2 * (declared & found).total() / (declared.total() + found.total())


@pytest.fixture(scope="module")
def acts() -> list[Path]:
    """Return the drawn Acts; skip without them."""
    found = external_acts()
    return random.Random(SEED).sample(found, min(DRAWN, len(found)))  # noqa: S311


def test_list_items_and_their_nesting_are_found_without_marks(
    acts: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    declared: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for path in acts:
        markdown = path.read_text(encoding="utf-8")
        declared.update((path.name + item, parent) for item, parent in declared_items(markdown))
        text = without_list_marks(markdown)
        found.update((path.name + item, parent) for item, parent in found_items(text))
    items = f1(
        Counter(item for item, _ in declared.elements()),
        Counter(item for item, _ in found.elements()),
    )
    nested = f1(declared, found)
    logging.getLogger(__name__).info(
        "%d Acts, %d items: F1 %.3f, with the declared item above %.3f",
        len(acts),
        declared.total(),
        items,
        nested,
    )
    assert items >= 0.90
    assert nested >= 0.90


def test_the_items_that_markdown_declares_are_read_with_the_item_above() -> None:
    markdown = "The board may\n\n- (a) count **boats**\n  - (i) of oak\n- lines\n- (b) rest\n"
    assert list(declared_items(markdown)) == [
        ("a count boats", ""),
        ("i of oak", "a count boats"),
        ("b rest", ""),
    ]


def test_the_items_that_are_found_are_read_with_the_item_above() -> None:
    text = "The board may\n\n(a) count boats\n\n(i) of oak\n\n(ii) of steel\n\n(b) rest\n"
    assert list(found_items(text)) == [
        ("a count boats", ""),
        ("i of oak", "a count boats"),
        ("ii of steel", "a count boats"),
        ("b rest", ""),
    ]
