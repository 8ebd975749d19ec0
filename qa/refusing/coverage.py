"""What of a question a collection, a document and a passage do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.stitched import read
from corpus.structure import Chunk, StructuredDocument
from corpus.terms.finding import TermKind
from corpus.wording import plain
from index.protocols import Index
from qa.analysis.agreement import Evidence
from qa.analysis.asked import Asked
from qa.analysis.stems import stem, stems
from qa.ledger.names import tokens
from qa.passages import widened
from qa.refusing.locating import AskedPart, Located, PartKind, located, parts_of

_SHORT_FORMS = frozenset({TermKind.ABBREVIATION, TermKind.ALIAS})


@dataclass(frozen=True, slots=True)
class Lacking:
    """The parts of a question that a text lacks, each kind in the order of the question.

    `words` are the content words that belong to no name.
    """

    names: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names) + len(self.years) + len(self.numbers) + len(self.words)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What of a question is not held, from the widest to the narrowest.

    `collection`: by none of the documents searched; `document`: not by that of the passage;
    `passage`: not by the passage, the headings above it and the document's title and issuer.
    `unknown` are the words of the collection's missing names that stand in none of its documents.
    """

    collection: Lacking
    document: Lacking
    passage: Lacking
    unknown: tuple[str, ...]


def coverage(asked: Asked, index: Index, documents: Sequence[str], chunk: Chunk) -> Uncovered:
    """Return what of a question `documents`, a chunk's document and its passage do not hold.

    The passage is the chunk with the sentences around it, see `qa.passages.widened`.
    """
    return uncovered(located(asked, index, documents), index, chunk)


def uncovered(parts: Sequence[Located], index: Index, chunk: Chunk) -> Uncovered:
    """Return what of the parts of a question is not held, seen from a chunk.

    A part that a document explains as short or long for another is held where the other is.
    """
    id_ = chunk.document_id
    document = index.document(id_)
    around = Evidence.of(around_passage(document, chunk))
    about = document.document.metadata
    titled = Evidence.of(f"{about.title}\n{about.issuer}")
    others = _other_forms(index, document)
    in_document = {part: id_ in part.documents or _holds(titled, part, others) for part in parts}
    return Uncovered(
        _lacking(parts, lambda part: bool(part.documents) or in_document[part]),
        _lacking(parts, in_document.__getitem__),
        _lacking(parts, lambda part: _holds(around, part, others)),
        tuple(word for part in parts if not in_document[part] for word in part.unknown),
    )


def unsupported(asked: Asked, index: Index, document_id: str, text: str) -> Lacking:
    """Return what of a question a text of a document does not hold, wherever else it stands."""
    document = index.document(document_id)
    evidence, others = Evidence.of(text), _other_forms(index, document)
    return _lacking(parts_of(asked), lambda part: _holds(evidence, part, others))


def around_passage(document: StructuredDocument, chunk: Chunk) -> str:
    """Return the title and issuer of a document, the headings above a chunk and its passage."""
    about = document.document.metadata
    path = document.sections[chunk.section].path
    passage = widened(document, chunk).of(document.document.text)
    header = chunk.embed_text.partition("\n")[2]  # holds the header of a table, too
    return "\n".join((about.title, about.issuer, *path, header, passage))


_Part = TypeVar("_Part", bound=AskedPart)


def _lacking(parts: Iterable[_Part], is_held: Callable[[_Part], bool]) -> Lacking:
    lacking = [part for part in parts if not is_held(part)]

    def of(kind: PartKind) -> tuple[str, ...]:
        return tuple(part.text for part in lacking if part.kind is kind)

    return Lacking(of(PartKind.NAME), of(PartKind.YEAR), of(PartKind.NUMBER), of(PartKind.WORD))


_Forms = dict[tuple[str, ...], list[str]]


def _other_forms(index: Index, document: StructuredDocument) -> _Forms:
    """Return the other names of whatever a document explains as short for something, by stems."""
    text = document.document.text
    found: _Forms = {}
    for term in index.terms(document.document.id):
        if term.kind in _SHORT_FORMS:
            short, long = term.name.of(text), plain(read(text, term.meaning))
            found.setdefault(tuple(stems(short)), []).append(long)
            found.setdefault(tuple(stems(long)), []).append(short)
    return found


def _holds(evidence: Evidence, part: AskedPart, others: _Forms) -> bool:
    match part.kind:
        case PartKind.YEAR:
            return part.text in evidence.years
        case PartKind.NUMBER:
            return part.text in evidence.numbers
        case PartKind.NAME:
            forms = [part.text, *others.get(tuple(stems(part.text)), ())]
            return any(_supports(evidence, form) for form in forms)
        case PartKind.WORD:
            forms = others.get((stem(part.text),), [])
            is_there = stem(part.text) in evidence.stems
            return is_there or any(_supports(evidence, form) for form in forms)


def _supports(evidence: Evidence, form: str) -> bool:
    """Tell whether a text names something by its words that carry meaning, or by initials."""
    return evidence.supports_name(" ".join(token.word for token in tokens(form)))
