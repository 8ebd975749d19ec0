"""A document with all that is made of it without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sketch import sketch
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures, structures
from index.generations.manifest import document_sha256


@dataclass(frozen=True, slots=True)
class CutDocument:
    """What a collection stores of a document but for its vectors; the chunks stand by start.

    `structures` are those found in it, `sketch` is of its text, `sha256` the hash of the document
    and its chunks.
    """

    structured: StructuredDocument
    structures: Structures
    chunks: tuple[Chunk, ...]
    sketch: str
    sha256: str

    def __post_init__(self) -> None:
        id_, text = self.structured.document.id, self.structured.document.text
        starts = [each.start for each in self.chunks]
        if len(set(starts)) < len(starts):
            raise ValueError(f"two chunks of {id_} have one start")
        if starts != sorted(starts):
            raise ValueError(f"the chunks of {id_} are not in order")
        for chunk in self.chunks:
            if chunk.document_id != id_ or chunk.text != text[chunk.start : chunk.end]:
                raise ValueError(f"chunk {chunk.key} is not a slice of {id_}")


def cut_document(structured: StructuredDocument, chunks: Sequence[Chunk]) -> CutDocument:
    """Return a document that was cut into chunks, in any order, with what is made of both.

    Raises ValueError if a chunk is not a slice of the document or two have one start.
    """
    ordered = tuple(sorted(chunks, key=lambda chunk: chunk.start))
    return CutDocument(
        structured,
        structures(structured),
        ordered,
        sketch(structured.document.text),
        document_sha256(structured, ordered),
    )
