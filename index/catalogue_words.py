"""Where the words that begin alike stand: read word by word, as each may stand in any document."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from index import tables

Places = Mapping[str, tuple[int, ...]]


class Occurrences(Mapping[str, Places]):
    """The blocks of the words that begin with a prefix, by word and by document, both sorted.

    The words are read at once, by one step from each to the next, and the places of a word
    whenever they are asked for. Words are in lower case; none begins with an empty prefix.
    """

    def __init__(self, engine: sa.Engine, prefix: str) -> None:
        self._engine = engine
        between = {"first": prefix, "last": prefix + chr(sys.maxunicode)}
        self._words: dict[str, None] = {}
        if prefix:
            with engine.connect() as connection:
                found = connection.execute(tables.WORDS_BETWEEN, between)
                self._words = dict.fromkeys(found.scalars())

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, word: str) -> Places:
        if word not in self._words:
            raise KeyError(word)
        with self._engine.connect() as connection:
            found = connection.execute(tables.PLACES_OF_WORD, {"word": word}).all()
        return {id_: tuple(map(int, blocks.split())) for id_, blocks in found}
