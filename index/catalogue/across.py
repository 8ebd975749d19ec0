"""What the catalogue knows across documents, with or without some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa

from corpus.block_words import words_in
from corpus.editions import Candidate, Editions, first_day
from corpus.stitched import read
from corpus.structure_json import kind_from_json
from corpus.terms.finding import TermKind
from corpus.wording import plain
from index.catalogue import tables
from index.catalogue.words import Connect, Occurrences

_BATCH = 1000  # values in one IN (...)

_TERMS = sa.select(
    tables.documents.c.id, tables.documents.c.text, tables.structures.c.content
).where(
    tables.structures.c.document_id == tables.documents.c.id,
    tables.structures.c.kind == "terms",
    tables.structures.c.content != "[]",
)
_DOCUMENTS_WITH = sa.select(tables.words.c.document_id).where(
    tables.words.c.word == sa.bindparam("word")
)

_Value = TypeVar("_Value")


class AcrossDocuments:
    """Questions to a catalogue that go over many documents; safe from many threads.

    What is `hidden` is left out of the answer. What needs all documents is read at the first call
    alone, as a catalogue never changes.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    @cached_property
    def editions(self) -> Editions:
        """Return what stands in the place of what, and the day of each document."""
        d = tables.documents.c
        with self._connect() as connection:
            dated = connection.execute(sa.select(d.id, *tables.METADATA))
            days = {row.id: first_day(tables.metadata_of(row)) for row in dated}
            rows = connection.execute(
                sa.select(tables.superseded).order_by(tables.superseded.c.document_id)
            )
            gone = {each.document: each for each in map(tables.superseded_of, rows)}
        return Editions(gone, days)

    def candidates(self, document_ids: Collection[str]) -> dict[str, Candidate]:
        """Return by id what may make each of some documents an edition of another."""
        d = tables.documents.c
        found: dict[str, Candidate] = {}
        with self._connect() as connection:
            for batch in batches(document_ids):
                wanted = sa.select(d.id, d.sketch, *tables.METADATA).where(d.id.in_(batch))
                for row in connection.execute(wanted):
                    found[row.id] = Candidate(tables.metadata_of(row), row.sketch)
        return found

    def short_forms(self, hidden: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations that the documents introduce with their long forms, sorted."""
        known = ((short, long) for short, long, id_ in self._short_forms if id_ not in hidden)
        return tuple(dict.fromkeys(known))

    def occurrences(self, prefix: str, hidden: Collection[str] = ()) -> Occurrences:
        """Return the blocks of every word that begins with `prefix`, by word and document."""
        return Occurrences(self._connect, prefix, hidden)

    def stands_outside(self, word: str, hidden: Collection[str]) -> bool:
        """Tell whether a word in lower case stands in a text or title outside of some documents."""
        if any(id_ not in hidden for id_ in self._title_words.get(word, ())):
            return True
        with self._connect() as connection:
            there = connection.execute(_DOCUMENTS_WITH, {"word": word})
            return any(id_ not in hidden for (id_,) in there)

    @cached_property
    def _title_words(self) -> dict[str, list[str]]:
        """Return by word the documents in whose title it stands."""
        d = tables.documents.c
        found: dict[str, list[str]] = {}
        with self._connect() as connection:
            for id_, title in connection.execute(sa.select(d.id, d.title)):
                for word in words_in(title):
                    found.setdefault(word, []).append(id_)
        return found

    @cached_property
    def _short_forms(self) -> tuple[tuple[str, str, str], ...]:
        """Return the abbreviations with their long forms and documents, sorted."""
        found: set[tuple[str, str, str]] = set()
        with self._connect() as connection:
            for id_, text, content in connection.execute(_TERMS):
                found.update(
                    (term.name.of(text), plain(read(text, term.meaning)), id_)
                    for term in kind_from_json("terms", content).terms
                    if term.kind is TermKind.ABBREVIATION
                )
        return tuple(sorted(found))


def batches(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Yield lists of at most as many values as one query may hold."""
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch
