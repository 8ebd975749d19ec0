"""The documents that a question is put to: those it names by words of their titles, or all."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.protocols import Index
from qa.analysis.stems import stem, stems
from qa.ledger.names import name, tokens

_ANY = frozenset(
    stem(word)
    for word in "documents texts collection corpus files sources material all these your our "
    "everything document text file it them".split()
)


def in_scope(index: Index, words: str, documents: Sequence[str]) -> tuple[str, ...] | None:
    """Return the documents whose title, issuer or id has all of `words`, in the order given.

    All of them where the words are none or name no one in particular ("the documents"); None where
    no document has them.
    """
    wanted = frozenset(name(words).stems) - _ANY
    if not wanted:
        return tuple(documents)
    found = tuple(id_ for id_ in documents if _is_titled(index, id_, wanted))
    return found or None


def sections_of(index: Index, documents: Iterable[str]) -> int:
    """Return how many sections documents have together, themselves included."""
    return sum(index.summary(id_).sections for id_ in documents)


def _is_titled(index: Index, document_id: str, wanted: frozenset[str]) -> bool:
    about = index.metadata(document_id)
    said = " ".join((about.title, about.issuer, document_id.replace("-", " ").replace("_", " ")))
    # The stems of all words are had sooner than the words that carry meaning, and most titles fail.
    return wanted.issubset(stems(said)) and wanted.issubset(t.stem for t in tokens(said))
