"""Words of chunks and their headings, ranked by BM25."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import tantivy

from index.rows.rows import RowHit, best_rows
from index.rows.tantivy_folder import (
    ANALYSER,
    FolderReader,
    FolderWriter,
    analyser,
    one_spelling_of,
    stems,
)

# All chunks of a section share its headings: they tell which section a question is about but not
# which of its chunks answers, so a word in a heading weighs half as much as one in the body.
HEADING_WEIGHT = 0.5

_FUNCTION_WORDS = """
a about after again all also am an and any are as at be because been before being between both
but by can could d did do does doing done during each either else for from further had has
have having he her here hers herself him himself his how i if in into is it its itself just ll
many may me might more most much must my myself neither no nor not of off on once only or
other our ours ourselves out over own per please re s same shall she should since so some such
t tell than that the their theirs them themselves then there these they this those through to
too under until up upon us ve very was we were what when where whether which while who whom
whose why will with within without would you your yours yourself yourselves
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    builder.add_text_field("heading", tokenizer_name=ANALYSER, index_option="freq")
    builder.add_text_field("body", tokenizer_name=ANALYSER, index_option="freq")
    return builder.build()


def query_words(query: str) -> tuple[str, ...]:
    """Return the stems to look for, each once, in the order of the question.

    Function words are left out unless nothing else remains. One in capitals ("WHO", "US") is a
    name and stays, unless the whole question is in capitals.
    """
    words = analyser(stem=False).analyze(query)
    shouted = query.upper() == query
    content = [word for word in words if not _is_function_word(word, shouted)]
    return tuple(dict.fromkeys(stems(" ".join(content or words))))


def _is_function_word(word: str, shouted: bool) -> bool:
    is_name = word.isupper() and len(word) > 1 and not shouted
    return word.lower() in FUNCTION_WORDS and not is_name


class TermWriter(FolderWriter):
    """Builds the index of a new generation in an empty folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _schema())

    def add(self, row: int, document_id: str, heading: str, body: str) -> None:
        """Add a chunk under a row that is not yet taken."""
        chunk = tantivy.Document()
        chunk.add_text("document", document_id)
        chunk.add_unsigned("row", row)
        chunk.add_text("heading", one_spelling_of(heading))
        chunk.add_text("body", one_spelling_of(body))
        self._put(chunk)


class TermIndex(FolderReader):
    """The words of every chunk, as a `TermWriter` wrote them."""

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(
        self,
        query: str,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows that match any word of `query` best by BM25 (Robertson et al., 1994).

        Heading and body are scored apart and added. Only chunks of `documents` are returned, None
        meaning all, and none of those that are `hidden`; word statistics are always those of the
        whole collection. Order: score descending, then row ascending. Any characters may stand in
        `query`, none of them is an operator; without a word in it the result is empty.
        """
        words = query_words(query)
        if not words or (documents is not None and not documents):
            return ()
        wanted = self._any_of(words)
        if documents is not None:
            wanted = self._within(wanted, documents)
        if hidden:
            wanted = self._without(wanted, hidden)

        def fetch(n: int) -> list[RowHit]:
            found = self._searcher.search(wanted, n, count=False).hits
            rows = self._searcher.fast_field_values("row", [place for _, place in found])
            return [
                RowHit(int(row), float(score))
                for row, (score, _) in zip(rows, found, strict=True)
                if row is not None
            ]

        return best_rows(fetch, k, len(self))

    def _any_of(self, words: tuple[str, ...]) -> tantivy.Query:
        clauses = []
        for word in words:
            body = tantivy.Query.term_query(self._schema, "body", word, "freq")
            heading = tantivy.Query.term_query(self._schema, "heading", word, "freq")
            clauses.append((tantivy.Occur.Should, body))
            clauses.append(
                (tantivy.Occur.Should, tantivy.Query.boost_query(heading, HEADING_WEIGHT))
            )
        return tantivy.Query.boolean_query(clauses)

    def _within(self, query: tantivy.Query, documents: Collection[str]) -> tantivy.Query:
        members = self._of(documents)
        # Weightless, so that a score is the same with the filter and without it.
        weightless = tantivy.Query.const_score_query(members, 0.0)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, weightless)])

    def _without(self, query: tantivy.Query, documents: Collection[str]) -> tantivy.Query:
        occur = tantivy.Occur
        return tantivy.Query.boolean_query(
            [(occur.Must, query), (occur.MustNot, self._of(documents))]
        )

    def _of(self, documents: Collection[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, "document", sorted(documents))
