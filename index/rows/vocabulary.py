"""The words of a collection, found again by their stems and from misspelt forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import tantivy

from index.rows.tantivy_folder import LONGEST_WORD, FolderReader, FolderWriter, stems

MAX_SLIPS = 2
_NEAREST = 64  # words that a look-up returns at the most


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stem", tokenizer_name="raw", index_option="basic")
    builder.add_float_field("share", fast=True)
    return builder.build()


class VocabularyWriter(FolderWriter):
    """Builds the vocabulary of a new generation in an empty folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _schema())
        self._counts: Counter[str] = Counter()

    def add(self, counts: Mapping[str, int]) -> None:
        """Count words in lower case so many times more."""
        self._counts.update(counts)

    def _finish(self) -> None:
        counted = [(-n, word) for word, n in self._counts.items() if len(word) <= LONGEST_WORD]
        total = self._counts.total()
        # The commonest first: look-ups that match too many return the first ones.
        for count, word in sorted(counted):
            entry = tantivy.Document()
            entry.add_text("word", word)
            entry.add_text("stem", _stem(word))
            entry.add_float("share", -count / total)
            self._put(entry)


class Vocabulary(FolderReader):
    """The distinct words of a collection, as a `VocabularyWriter` wrote them."""

    def holds(self, word: str) -> bool:
        """Tell whether a word of the vocabulary has the stem of `word`.

        Case, accents, and British or American spelling make no difference.
        """
        return bool(self._places_of_stem(word, 1))

    def of_stem(self, word: str) -> tuple[str, ...]:
        """Return the words of the vocabulary with the stem of `word`, at most 64, the commonest."""
        found = self._places_of_stem(word, _NEAREST)
        return tuple(self._searcher.doc(place)["word"][0] for place in found)

    def _places_of_stem(self, word: str, most: int) -> list[tantivy.DocAddress]:
        if len(word) > LONGEST_WORD:
            return []
        wanted = tantivy.Query.term_query(self._schema, "stem", _stem(word.lower()), "basic")
        return [place for _, place in self._searcher.search(wanted, most, count=False).hits]

    def near(self, word: str, slips: int) -> dict[str, float]:
        """Return the words at most `slips` away from `word`, itself included, with their shares.

        A slip is a letter more, less or other, or two neighbouring letters swapped, and no place is
        changed twice (optimal string alignment). A share is the part of all counted words that a
        word makes up. At most 64, the commonest, which come first; words in lower case are near
        words in lower case. Raises ValueError unless `slips` is 0 to 2.
        """
        if not 0 <= slips <= MAX_SLIPS:
            raise ValueError(f"{slips} slips cannot be looked for; ask for 0 to {MAX_SLIPS}")
        if not word or len(word) > LONGEST_WORD:
            return {}
        wanted = tantivy.Query.fuzzy_term_query(
            self._schema, "word", word, distance=slips, transposition_cost_one=True
        )
        found = [place for _, place in self._searcher.search(wanted, _NEAREST, count=False).hits]
        shares = self._searcher.fast_field_values("share", found)
        return {
            self._searcher.doc(place)["word"][0]: float(share)
            for place, share in zip(found, shares, strict=True)
            if share is not None
        }


def _stem(word: str) -> str:
    return " ".join(stems(word))
