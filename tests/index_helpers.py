"""Small documents, collections and disks for the tests of the index."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.document import Document, HeadingMark, Metadata, text_sha256
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.generations.sealed import sealed, unsealed
from index.generations.storage import ALL_IN_FILES, Storage
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
# The chunks of each collection above by its documents, which tell the two apart.
CHUNKS_OF_STATE = {tuple(sorted(texts)): sum(map(len, texts.values())) for texts in (TRADE, OTHER)}


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
        extractor="text/2",
        marks=(HeadingMark(title, 1),),
    )
    chunks = tuple(
        Chunk(id_, 1, (n,), s.start, s.end, s.of(text), f"{heading}: {s.of(text)}")
        for n, s in enumerate(spans, start=1)
    )
    return StructuredDocument(document, sections, tuple(blocks)), chunks


def build(
    folder: Path,
    texts: Texts,
    embedder: HashedWords | None = None,
    storage: Storage = ALL_IN_FILES,
) -> Path:
    """Make `texts` the whole collection of the folder and return the folder."""
    model = embedder or HashedWords()
    with IndexWriter(folder, model, chunker=CHUNKER, storage=storage) as writer:
        writer.remove(set(writer.document_ids()) - set(texts))
        for id_, sentences in texts.items():
            writer.add(*structured(id_, sentences))
    return folder


def opened(folder: Path, storage: Storage = ALL_IN_FILES) -> EmbeddedIndex:
    """Open the folder with the fake embedder."""
    return EmbeddedIndex.open(folder, HashedWords(), storage)


def generation_of(folder: Path, storage: Storage = ALL_IN_FILES) -> Path:
    """Return the folder of the generation in use."""
    found = DataFolder(folder, storage).current()
    assert found is not None
    return found


def rewrite_manifest(folder: Path, **fields: object) -> None:
    """Let the generation in use say of itself what it would if it were another."""
    path = generation_of(folder) / "manifest.json"
    path.write_bytes(sealed(unsealed(path.read_bytes()) | fields))


def search_whole_state(index: EmbeddedIndex) -> tuple[str, ...]:
    """Search for everything and return the documents found, a whole state of the two above."""
    hits = index.search("the coast guard", 100, ALL).dense
    for hit in hits:
        text = index.document(hit.chunk.document_id).document.text
        assert text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
    documents = tuple(sorted({hit.chunk.document_id for hit in hits}))
    assert documents == index.document_ids()
    assert len(hits) == CHUNKS_OF_STATE[documents]
    return documents


def texts_of(hits: Iterable[Hit]) -> list[str]:
    return [hit.chunk.text for hit in hits]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Refuse to this process every write beyond `size` bytes of a file, as a full disk would."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
