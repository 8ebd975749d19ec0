"""The terms that a document explains: abbreviations, definitions, glossary entries, other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span
from corpus.structure import Block, BlockKind, StructuredDocument
from corpus.terms.definitions import (
    Definition,
    apposed_definition,
    explained_in_brackets,
    glossary_definition,
    opened_definitions,
    said_of_known,
)
from corpus.terms.short_names import short_names


class TermKind(StrEnum):
    """How a document explains a term."""

    ABBREVIATION = "abbreviation"
    DEFINITION = "definition"
    GLOSSARY = "glossary"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what the document says it means.

    `name` is the term as it stands there, without quotation marks; `meaning` the long form, the
    other name or the words that define it, in one or more stretches. `block` and `section` number
    where the name stands.
    """

    name: Span
    kind: TermKind
    meaning: tuple[Span, ...]
    block: int
    section: int


def terms(structured: StructuredDocument) -> tuple[Term, ...]:
    """Return the terms that a document explains, in text order; one that it explains twice, twice.

    Abbreviations and other names stand in brackets beside what they stand for; definitions open
    a block or a sentence, follow a name in brackets or stand in brackets themselves; glossary
    entries have their term on a line of its own. Contents pages explain nothing.
    """
    text = structured.document.text
    read = [block for block in structured.blocks if block.kind is not BlockKind.CONTENTS]
    found: list[Term] = []
    for block in read:
        found.extend(_named_in(text, block))
        if block.kind is BlockKind.GLOSSARY_ENTRY:
            entry = glossary_definition(text, block.parts)
            found.extend(_terms(block, TermKind.GLOSSARY, [entry]))
    known = frozenset(term.name.of(text) for term in found)
    below = _points(read)
    for block in read:
        if block.kind in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW, BlockKind.HEADING):
            continue
        opened = opened_definitions(text, block.parts, below.get(block.number, ()), known)
        said = said_of_known(text, block.parts, known)
        found.extend(_terms(block, TermKind.DEFINITION, [*opened, *said]))
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda term: (term.name, term.kind, term.meaning)))


def _named_in(text: str, block: Block) -> Iterator[Term]:
    """Yield the names that brackets in a block introduce, and what is said of them beside these."""
    for part in block.parts:
        for short in short_names(text, part.start, part.end):
            kind = TermKind.ABBREVIATION if short.by_initials else TermKind.ALIAS
            yield Term(short.name, kind, (short.meaning,), block.number, block.section)
            apposed = apposed_definition(text, short.name, part.end)
            yield from _terms(block, TermKind.DEFINITION, [apposed])
        explained = explained_in_brackets(text, part.start, part.end)
        yield from _terms(block, TermKind.DEFINITION, explained)


def _terms(
    block: Block, kind: TermKind, definitions: Iterable[Definition | None]
) -> Iterator[Term]:
    for definition in definitions:
        if definition is not None:
            yield Term(definition.name, kind, definition.meaning, block.number, block.section)


def _points(blocks: Sequence[Block]) -> dict[int, list[Span]]:
    """Return the stretches of the items below each block, those below them included, in order."""
    points: dict[int, list[Span]] = defaultdict(list)
    lead: dict[int, int | None] = {block.number: block.lead_in for block in blocks}
    for block in blocks:
        above = block.lead_in
        while above is not None:
            points[above].extend(block.parts)
            above = lead.get(above)
    return points
