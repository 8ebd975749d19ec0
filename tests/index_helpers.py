"""Small documents, collections and a writer process for the tests of the index."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from corpus.document import Document, HeadingMark, Metadata, text_sha256
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from index.embedded import EmbeddedIndex
from index.generation import current_name, generations_folder
from index.protocols import Vectors
from index.ranked import Hit, SearchFilter
from index.writer import IndexWriter
from tests.fakes import HashedWords

CHUNKER = "one sentence a chunk"
ALL = SearchFilter()
Texts = Mapping[str, Sequence[str]]

TRADE: Texts = {
    "trade": (
        "The customs agreement with Hong Kong was signed in 2003.",
        "Tariffs on fish were abolished.",
        "A joint committee meets twice a year.",
    ),
    "coast": (
        "The Coast Guard carries out rescue at sea.",
        "Patrol boats watch over fish stocks.",
    ),
}
OTHER: Texts = {
    "coast": ("The Coast Guard was merged with the Navy.",),
    "health": ("The agency reports to the WHO each spring.", "Hospitals keep a register."),
}


class CountingEmbedder(HashedWords):
    """The fake embedder, remembering which passages it was asked for."""

    def __init__(self, dimension: int = 64, name: str = "hashed-words") -> None:
        super().__init__(dimension, name)
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return super().embed_passages(texts)


def structured(
    id_: str, sentences: Sequence[str], heading: str = "Scope"
) -> tuple[StructuredDocument, tuple[Chunk, ...]]:
    """Return a document of one headed section, with a block and a chunk for each sentence."""
    text = "\n".join((heading, *sentences)) + "\n"
    title = Span(0, len(heading))
    spans = []
    start = len(heading) + 1
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    sections = (
        Section(0, None, 0, None, (), Span(0, len(text))),
        Section(1, 0, 1, title, (heading,), Span(0, len(text))),
    )
    blocks = [Block(0, BlockKind.HEADING, 1, (title,))]
    blocks += [
        Block(n, BlockKind.LIST_ITEM, 1, (span,), lead_in=0, level=n % 2)
        for n, span in enumerate(spans, start=1)
    ]
    document = Document(
        id=id_,
        text=text,
        metadata=Metadata(title=f"On {id_}", issuer="Council", date="2003-06-29", edition="2nd"),
        source_sha256=text_sha256(f"source of {text}"),
        text_sha256=text_sha256(text),
        extractor="text/1",
        marks=(HeadingMark(title, 1),),
    )
    chunks = tuple(
        Chunk(id_, 1, (n,), s.start, s.end, s.of(text), f"{heading}: {s.of(text)}")
        for n, s in enumerate(spans, start=1)
    )
    return StructuredDocument(document, sections, tuple(blocks)), chunks


def build(folder: Path, texts: Texts, embedder: HashedWords | None = None) -> Path:
    """Make `texts` the whole collection of the folder and return the folder."""
    with IndexWriter(folder, embedder or HashedWords(), chunker=CHUNKER) as writer:
        writer.remove(set(writer.document_ids()) - set(texts))
        for id_, sentences in texts.items():
            writer.add(*structured(id_, sentences))
    return folder


def opened(folder: Path) -> EmbeddedIndex:
    """Open the folder with the fake embedder."""
    return EmbeddedIndex.open(folder, HashedWords())


def generation_of(folder: Path) -> Path:
    """Return the folder of the generation in use."""
    name = current_name(folder)
    assert name is not None
    return generations_folder(folder) / name


def texts_of(hits: Iterable[Hit]) -> list[str]:
    return [hit.chunk.text for hit in hits]


def write_for_ever(folder: Path) -> None:
    """Switch the collection between two states until killed, a line out after each."""
    for texts in cycle((TRADE, OTHER)):
        build(folder, texts)
        sys.stdout.write("switched\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
