"""A collection of any size, made from a smaller one by copies that vary."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count as count_up

import numpy as np

from corpus.document import text_sha256
from corpus.structure import Chunk
from index.building import Contents
from index.generations.generation import Generation
from index.protocols import Vectors
from web.growth.varying import Varying

_SEED = 20
_PAIRS = 3000  # of neighbours, whose differences are drawn from
_BATCH = 250
_SAME = 0.9995  # cosine from which two passages count as one


@dataclass(frozen=True, slots=True)
class Copy:
    """A document of a grown collection; number 0 is the original itself, under another id."""

    generation: Generation
    original: str
    id: str
    number: int

    @property
    def sha256(self) -> str:
        """Return a hash that tells it from every other document."""
        own = self.generation.catalogue.entries[self.original].content_sha256
        return hashlib.sha256(f"{self.id} {own}".encode()).hexdigest()


class Copies:
    """The documents of some collections, then varied copies of them without end.

    `collections` are given by a name that becomes part of the ids. A copy has about one word in
    seven exchanged outside its headings, and keeps the structure that was found in the original.
    Its vectors are not those of its text, as embedding a million passages takes most of a day: to
    each vector of the original the difference between a real passage and its nearest neighbour is
    added, another one each time.
    """

    def __init__(self, collections: Mapping[str, Generation]) -> None:
        self._collections = dict(sorted(collections.items()))
        self._varying = Varying(
            generation.catalogue.document(id_).document.text
            for generation in self._collections.values()
            for id_ in generation.catalogue.entries
        )
        self._differences = _differences(
            np.concatenate([_vectors(each) for each in self._collections.values()])
        )

    def up_to(self, chunks: int) -> tuple[Copy, ...]:
        """Return the documents, in the order of their ids, that together have so many chunks.

        There are more chunks only by a part of the last document. The same collections give the
        same documents, and a larger number the same and others behind them.
        """
        originals = sorted(
            (f"{name}-{id_}", id_, generation)
            for name, generation in self._collections.items()
            for id_ in generation.catalogue.entries
        )
        found: list[Copy] = []
        endless = ((number, *each) for number in count_up() for each in originals)
        count = 0
        while count < chunks:
            number, new_id, id_, generation = next(endless)
            found.append(Copy(generation, id_, f"{number:04}-{new_id}", number))
            count += generation.catalogue.entries[id_].row_count
        return tuple(found)

    def contents(self, copy: Copy) -> Contents:
        """Return what a generation stores of a document."""
        catalogue = copy.generation.catalogue
        structured, chunks = catalogue.document(copy.original), catalogue.chunks_of(copy.original)
        text = structured.document.text
        vectors = copy.generation.rows.vectors(catalogue.rows_of([copy.original]))
        if copy.number:
            headings = [each.heading for each in structured.sections if each.heading]
            text = self._varying.vary(text, headings, copy.id)
            drawn = np.random.default_rng((_SEED, zlib.crc32(copy.id.encode())))
            which = drawn.integers(0, len(self._differences), len(vectors))
            vectors = _unit(vectors + self._differences[which])
        document = replace(
            structured.document, id=copy.id, text=text, text_sha256=text_sha256(text)
        )
        return Contents(
            replace(structured, document=document),
            catalogue.structures(copy.original),
            tuple(_chunk(each, copy.id, text) for each in chunks),
            vectors,
            sketch="",
            sha256=copy.sha256,
            indexed="",
        )


def _chunk(chunk: Chunk, document_id: str, text: str) -> Chunk:
    own = text[chunk.start : chunk.end]
    heading = chunk.embed_text.partition("\n")[0]
    embedded = f"{heading}\n{' '.join(own.split())}"
    return replace(chunk, document_id=document_id, text=own, embed_text=embedded)


def _vectors(generation: Generation) -> Vectors:
    return generation.rows.vectors(np.arange(len(generation.rows)))


def _differences(vectors: Vectors) -> Vectors:
    """Return what parts some passages from their nearest neighbours, shape (pairs, dimension)."""
    drawn = np.random.default_rng(_SEED)
    ones = drawn.choice(len(vectors), min(_PAIRS, len(vectors)), replace=False)
    found = []
    for some in np.array_split(ones, max(1, len(ones) // _BATCH)):
        likeness = vectors[some] @ vectors.T
        likeness[likeness > _SAME] = -1.0
        found.append(vectors[likeness.argmax(axis=1)] - vectors[some])
    differences: Vectors = np.concatenate(found)
    return differences


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit
