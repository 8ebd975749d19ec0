"""Documents written for the tests, and what their structure is asked for."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document, Metadata, text_sha256
from corpus.loading.formats import Markdown
from corpus.parsing.contents import find_contents
from corpus.parsing.headings import found_headings
from corpus.parsing.lines import lines_of
from corpus.parsing.outline import outline
from corpus.parsing.parser import parse
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from corpus.wording import folded


def words_of(text: str) -> int:
    """Count words in place of tokens: budgets that a reader can check by eye."""
    return len(text.split())


def text_document(text: str) -> Document:
    """Return a plain-text document called `plan`."""
    sha256 = text_sha256(text)
    return Document("plan", text, Metadata(title="Plan"), sha256, sha256, "text/2")


def markdown_document(text: str) -> Document:
    """Return a Markdown document called `plan`."""
    extract = Markdown().extract(text.encode())
    sha256 = text_sha256(extract.text)
    metadata = Metadata(title=extract.metadata.title or "Plan")
    return Document("plan", extract.text, metadata, sha256, sha256, "markdown/2", extract.marks)


def structured(text: str) -> StructuredDocument:
    """Return the structure of a plain text."""
    return parse(text_document(text))


def structured_markdown(text: str) -> StructuredDocument:
    """Return the structure of a Markdown text."""
    return parse(markdown_document(text))


def chunks_of(text: str, budget: int) -> tuple[Chunk, ...]:
    """Return the chunks of a plain text, with a budget counted in words."""
    return chunk(structured(text), ChunkSettings(budget), words_of)


def tree(document: StructuredDocument) -> list[str]:
    """Return the titles of the sections in reading order, two spaces of indent per level."""
    return [
        "  " * (section.level - 1) + section.path[-1]
        for section in document.sections
        if section.heading
    ]


def shown(document: StructuredDocument, block: Block) -> str:
    """Return the text of a block, its parts joined by ` … `, white space folded."""
    text = document.document.text
    return " … ".join(" ".join(part.of(text).split()) for part in block.parts)


def texts(document: StructuredDocument, *kinds: BlockKind) -> list[str]:
    """Return the texts of the blocks of some kinds, or of all, in reading order."""
    return [shown(document, block) for block in document.blocks if not kinds or block.kind in kinds]


def kinds(document: StructuredDocument) -> list[BlockKind]:
    """Return the kinds of the blocks that are no headings, in reading order."""
    return [block.kind for block in document.blocks if block.kind is not BlockKind.HEADING]


def block_of(document: StructuredDocument, beginning: str) -> Block:
    """Return the one block whose text begins so."""
    (found,) = [block for block in document.blocks if shown(document, block).startswith(beginning)]
    return found


def lead_in_of(document: StructuredDocument, beginning: str) -> str:
    """Return the text of the block that leads in the item that begins so, empty for none."""
    lead_in = block_of(document, beginning).lead_in
    return "" if lead_in is None else shown(document, document.blocks[lead_in])


def header_of(document: StructuredDocument, beginning: str) -> str:
    """Return the text of the header of the row that begins so, empty for none."""
    header = block_of(document, beginning).header
    return "" if header is None else shown(document, document.blocks[header])


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many headings were declared, found, and both; and both with the declared parent."""

    declared: int
    found: int
    shared: int
    shared_with_parent: int

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.declared + other.declared,
            self.found + other.found,
            self.shared + other.shared,
            self.shared_with_parent + other.shared_with_parent,
        )

    @property
    def f1(self) -> float:
        """Return the F1 of the heading lines; 1.0 where there are none."""
        return _f1(self.shared, self.declared, self.found)

    @property
    def f1_with_parent(self) -> float:
        """Return the F1 of the headings that have the declared parent among their ancestors."""
        return _f1(self.shared_with_parent, self.declared, self.found)


def heading_agreement(markdown: str) -> Agreement:
    """Compare the headings that a Markdown text declares with those found without its marks."""
    declared = _declared_headings(markdown)
    text = without_marks(markdown)
    lines = lines_of(text)
    sections = outline(found_headings(lines, find_contents(lines)), text)
    found = Counter(_title(section) for section in sections if section.heading)
    named = Counter(title for title, _ in declared)
    left = Counter(declared)
    shared_with_parent = 0
    for section in sections[1:]:
        above = next(
            (name for name in _titles_above(sections, section) if left[_title(section), name] > 0),
            None,
        )
        if above is not None:
            left[_title(section), above] -= 1
            shared_with_parent += 1
    return Agreement(len(declared), found.total(), (named & found).total(), shared_with_parent)


def without_marks(markdown: str) -> str:
    """Return a Markdown text as a converter to plain text would leave it."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    text = re.sub(r"^\s*</?(details|summary)>\s*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"</?summary>", "", text)
    text = re.sub(r"^#+\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^>\s?", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(\s*)- ", r"\1", text, flags=re.MULTILINE)
    return text.replace("*", "")


def _declared_headings(markdown: str) -> list[tuple[str, str]]:
    """Return the titles of `#` lines with the title above each, folded; empty for none above."""
    found = []
    open_titles: list[tuple[int, str]] = []
    for match in re.finditer(r"^(#+)\s+(.*)$", markdown, re.MULTILINE):
        level, title = len(match[1]), folded(match[2])
        while open_titles and open_titles[-1][0] >= level:
            open_titles.pop()
        if title:
            found.append((title, open_titles[-1][1] if open_titles else ""))
        open_titles.append((level, title))
    return found


def _titles_above(sections: Sequence[Section], section: Section) -> list[str]:
    names = []
    parent = section.parent
    while parent:
        names.append(_title(sections[parent]))
        parent = sections[parent].parent
    return [*names, ""]


def _title(section: Section) -> str:
    return folded(section.path[-1]) if section.path else ""


def _f1(shared: int, declared: int, found: int) -> float:
    return 2 * shared / (declared + found) if declared + found else 1.0


def external_acts() -> list[Path]:
    """Return the Acts of the folder that PINCITE_EXTERNAL names, by name; skip without them."""
    folder = os.environ.get("PINCITE_EXTERNAL")
    if not folder:
        pytest.skip("PINCITE_EXTERNAL names no folder with canada_acts/corpus/*.md")
    found = sorted(Path(folder, "canada_acts", "corpus").glob("*.md"))
    if not found:
        pytest.skip(f"{folder} holds no canada_acts/corpus/*.md")
    return found
