"""The documents that a question names by words of their titles."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

from collections.abc import Sequence

from index.protocols import Index
from qa.analysis.stems import stem
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
    found = tuple(id_ for id_ in documents if wanted <= _title_stems(index, id_))
    return found or None


def _title_stems(index: Index, document_id: str) -> frozenset[str]:
    about = index.metadata(document_id)
    said = " ".join((about.title, about.issuer, document_id.replace("-", " ").replace("_", " ")))
    return frozenset(token.stem for token in tokens(said))
