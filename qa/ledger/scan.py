"""Every block of a collection that names a thing: an exhaustive scan, not a ranked search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from corpus.span import Span
from corpus.stitched import read
from corpus.structure import Block, BlockKind, StructuredDocument
from corpus.terms.finding import TermKind
from corpus.wording import plain
from index.protocols import Index
from qa.analysis.stems import stem
from qa.elements import elements
from qa.ledger.names import Name, Token, name, tokens

_BY_SENTENCE = frozenset({BlockKind.PARAGRAPH, BlockKind.FOOTNOTE})
_SHORT_FORMS = frozenset({TermKind.ABBREVIATION, TermKind.ALIAS})
_BRACKET = re.compile(r"\(\W{0,2}(?:the\s)?\W{0,2}[A-Z]")
_PIECE = re.compile(r"[^\W_]+")
_CHANGING = 2  # letters at the end of a stem that its words may not have: "parti", "party"
_LONGEST_ROW = 90  # words

Places = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ledger: what of a block is quoted."""

    document: StructuredDocument
    block: int
    parts: tuple[Span, ...]


def rows_naming(index: Index, wanted: Name, documents: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for every block of `documents` that names a thing, in document order.

    It is named by its words, and by its short or long form where a document explains that. Contents
    pages name nothing. A paragraph is quoted by the sentences that name the thing, a long
    enumeration by the elements, any other block whole.
    """
    direct = _naming(index, (wanted,), documents)
    names = (wanted, *_other_names(index, wanted, direct))
    found = _naming(index, names, documents) if len(names) > 1 else direct
    return tuple(Row(*place, _quoted(*place, names)) for place in _unlike(index, names, found))


def rows_near(
    index: Index, wanted: Name, documents: Sequence[str], rows: Iterable[Row], limit: int
) -> tuple[Row, ...]:
    """Return the blocks that hold most of the words of a name and are no rows, the fullest first.

    At most `limit`, each with at least half of the words; ties go in document order.
    """
    counts: dict[tuple[str, int], int] = {}
    for wanted_stem in sorted(set(wanted.stems)):
        for id_, blocks in _places(index, wanted_stem, documents).items():
            for number in blocks:
                counts[id_, number] = counts.get((id_, number), 0) + 1
    known = {(row.document.document.id, row.block) for row in rows}
    least = max(1, len(set(wanted.stems)) / 2)
    near = [(-count, *place) for place, count in counts.items() if place not in known]
    found: list[Row] = []
    for count, id_, number in sorted(near):
        if len(found) == limit or -count < least:
            break
        document = index.document(id_)
        block = document.blocks[number]
        if block.kind not in (BlockKind.CONTENTS, BlockKind.HEADING):
            found.append(Row(document, number, _quoted(document, number, (wanted,))))
    return tuple(found)


def blocks_with(index: Index, stems: Iterable[str], documents: Sequence[str]) -> Places:
    """Return by document the blocks that hold words of every stem; none for no stems."""
    found: dict[str, frozenset[int]] | None = None
    for each in sorted(set(stems)):
        places = _places(index, each, documents)
        if found is None:
            found = dict(places)
        else:
            both = {id_: found[id_] & places[id_] for id_ in found.keys() & places.keys()}
            found = {id_: blocks for id_, blocks in both.items() if blocks}
    return found or {}


def documents_with(index: Index, stems: Iterable[str], documents: Sequence[str]) -> list[str]:
    """Return the documents that hold words of every stem, anywhere, in the order given."""
    left = set(documents)
    for each in set(stems):
        left &= _places(index, each, documents).keys()
    return [id_ for id_ in documents if id_ in left]


def _places(index: Index, wanted: str, documents: Sequence[str]) -> Places:
    """Return by document the blocks that hold a word of a stem."""
    allowed = frozenset(documents)
    found: dict[str, frozenset[int]] | None = None
    for piece in _PIECE.findall(wanted):
        here: dict[str, frozenset[int]] = {}
        prefix = piece[: max(len(piece) - _CHANGING, 2)]
        occurrences = index.occurrences(prefix)
        for word in occurrences:
            if stem(word) == piece or word == piece:
                for id_, blocks in occurrences[word].items():
                    if id_ in allowed:
                        here[id_] = here.get(id_, frozenset()).union(blocks)
        found = here if found is None else {k: found[k] & here[k] for k in found.keys() & here}
    return found or {}


def _naming(
    index: Index, names: Sequence[Name], documents: Sequence[str]
) -> list[tuple[StructuredDocument, int]]:
    candidates: dict[str, set[int]] = {}
    for each in names:
        for id_, blocks in blocks_with(index, each.stems, documents).items():
            candidates.setdefault(id_, set()).update(blocks)
    return [
        (document, number)
        for id_ in sorted(candidates)
        for document in [index.document(id_)]
        for number in sorted(candidates[id_])
        if _names_it(document, document.blocks[number], names)
    ]


def _names_it(document: StructuredDocument, block: Block, names: Sequence[Name]) -> bool:
    if block.kind is BlockKind.CONTENTS:
        return False
    said = _tokens(document, block.parts)
    return any(each.is_in(said) for each in names)


def _tokens(document: StructuredDocument, parts: Sequence[Span]) -> tuple[Token, ...]:
    return tokens(plain(read(document.document.text, parts)))


def _other_names(
    index: Index, wanted: Name, places: Iterable[tuple[StructuredDocument, int]]
) -> Iterator[Name]:
    """Yield the long form of a short name, or the short one of a long name, each once.

    They are explained where the name stands beside a bracket. A short form made of words of the
    long one ("the Board") is passed over: it names other things, too.
    """
    bracketed = {
        document.document.id: document
        for document, number in places
        if _BRACKET.search(read(document.document.text, document.blocks[number].parts))
    }
    found: dict[tuple[str, ...], Name] = {}
    for id_, document in bracketed.items():
        for short, long in _short_forms(index, id_, document):
            if set(short.stems) <= set(long.stems):
                continue
            if short.stems == wanted.stems:
                found.setdefault(long.stems, long)
            elif long.stems == wanted.stems:
                found.setdefault(short.stems, short)
    yield from found.values()


def _unlike(
    index: Index, names: Sequence[Name], places: Iterable[tuple[StructuredDocument, int]]
) -> Iterator[tuple[StructuredDocument, int]]:
    """Yield the places without those where a short form that was not asked for stands for another.

    In a document that explains it otherwise, a short form names something else.
    """
    asked_stems = {each.stems for each in names}
    others: dict[str, tuple[Name, ...]] = {}
    for document, number in places:
        id_ = document.document.id
        if id_ not in others and len(names) > 1:
            own = list(_short_forms(index, id_, document))
            foreign = {
                short.stems
                for short, long in own
                if short.stems in asked_stems and long.stems not in asked_stems
            } - {short.stems for short, long in own if long.stems in asked_stems}
            others[id_] = tuple(
                each for each in names if each is names[0] or each.stems not in foreign
            )
        if len(names) == 1 or _names_it(document, document.blocks[number], others[id_]):
            yield document, number


def _short_forms(
    index: Index, id_: str, document: StructuredDocument
) -> Iterator[tuple[Name, Name]]:
    """Yield the short forms that a document explains, each with its long form."""
    text = document.document.text
    for term in index.terms(id_):
        if term.kind in _SHORT_FORMS:
            yield name(term.name.of(text)), name(plain(read(text, term.meaning)))


def _quoted(document: StructuredDocument, number: int, names: Sequence[Name]) -> tuple[Span, ...]:
    """Return what of a block is quoted."""
    block = document.blocks[number]
    if block.kind not in _BY_SENTENCE:
        return block.parts
    text = document.document.text
    units = [unit for sentence in sentences(text, block.parts) for unit in _units(text, sentence)]
    naming = [unit for unit in units if any(n.is_in(_tokens(document, unit)) for n in names)]
    if not naming:
        naming = [max(units, key=lambda unit: names[0].share_in(_tokens(document, unit)))]
    joined = tuple(part for unit in naming for part in unit)
    return joined if len(read(text, joined).split()) <= _LONGEST_ROW else naming[0]


def _units(text: str, sentence: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    return [element.parts for element in elements(text, sentence)] or [sentence]
