"""Where the words that begin alike stand: read word by word, as each may stand in any document."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager

import sqlalchemy as sa

from index.catalogue import tables

_PLACES_BETWEEN = (
    sa.select(tables.words.c.word, tables.words.c.document_id)
    .where(
        tables.words.c.word >= sa.bindparam("first"), tables.words.c.word <= sa.bindparam("last")
    )
    .order_by(tables.words.c.word)
)

Connect = Callable[[], AbstractContextManager[sa.Connection]]
Places = Mapping[str, tuple[int, ...]]


class Occurrences(Mapping[str, Places]):
    """The blocks of the words that begin with a prefix, by word and by document, both sorted.

    The words are read at once, by one step from each to the next, and the places of a word
    whenever they are asked for. Words are in lower case; none begins with an empty prefix. What
    stands in `hidden` documents is left out.
    """

    def __init__(self, connect: Connect, prefix: str, hidden: Collection[str] = ()) -> None:
        self._connect = connect
        self._hidden = hidden
        between = {"first": prefix, "last": prefix + chr(sys.maxunicode)}
        self._words: dict[str, None] = {}
        if prefix:
            with connect() as connection:
                if hidden:
                    places = connection.execute(_PLACES_BETWEEN, between)
                    self._words = dict.fromkeys(word for word, id_ in places if id_ not in hidden)
                else:
                    found = connection.execute(tables.WORDS_BETWEEN, between)
                    self._words = dict.fromkeys(found.scalars())

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, word: str) -> Places:
        if word not in self._words:
            raise KeyError(word)
        with self._connect() as connection:
            found = connection.execute(tables.PLACES_OF_WORD, {"word": word}).all()
        return {
            id_: tuple(map(int, blocks.split())) for id_, blocks in found if id_ not in self._hidden
        }
