"""From a folder of documents to a collection, doing only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.chunking import ChunkSettings
from corpus.errors import DocumentError
from corpus.loading.folder import LARGEST_FILE, list_folder, read_document
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat
from index.generations.origins import Origin
from index.generations.storage import ALL_IN_FILES, Storage
from index.protocols import Embedder
from index.writer import IndexWriter
from web.collecting.cutting import Cutting
from web.collecting.reading import origin_of, read_whole
from web.collecting.session import described, said_of
from web.collecting.uploads import is_sent, sent_files


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: document ids added or replaced, unchanged and removed, each sorted.

    `superseded` are those in whose place a newer edition answers.
    """

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    superseded: tuple[str, ...] = ()


def build(
    folder: Path,
    data: Path,
    embedder: Embedder,
    *,
    formats: Sequence[DocumentFormat] = STANDARD_FORMATS,
    chunks: ChunkSettings | None = None,
    largest_file: int = LARGEST_FILE,
    on_document: Callable[[str], None] = lambda _id: None,
    storage: Storage = ALL_IN_FILES,
) -> Built:
    """Make the collection in `data` hold exactly the documents of a folder, and those sent to it.

    What people said about a document that stays, or whose file was renamed, goes before what its
    file says of it.
    A document is parsed and embedded only if it, the parser's code or the chunk settings changed;
    `on_document` is told its id before that. Nothing is written when a document cannot be read or
    has more than `largest_file` bytes. Raises DocumentError, also for a folder without documents,
    or DataFolderError.
    """
    cutting = Cutting(chunks or ChunkSettings())
    added, unchanged = [], []
    origins: dict[str, Origin] = {}
    kept: dict[str, Mapping[str, str]] = {}
    renamed: dict[str, str] = {}
    chunker = cutting.chunker
    with IndexWriter(data, embedder, chunker=chunker, recover=True, storage=storage) as writer:
        files = list_folder(folder, formats)
        if not files:
            endings = ", ".join(suffix for each in formats for suffix in each.suffixes)
            raise DocumentError(f"{folder} holds no document; files that end in {endings} are read")
        files = (*files, *sent_files(writer.origins, data, formats, files))
        ids = {file.document_id for file in files}
        gone = {sha256: id_ for id_, sha256 in writer.sources().items() if id_ not in ids}
        for file in files:
            content, seen = read_whole(file, largest_file)
            document = read_document(file, content)
            origins[str(file.path.absolute())] = origin_of(file, seen, document)
            said = said_of(document, writer.origins, gone)
            if said:
                kept[document.id] = said
            if document.source_sha256 in gone:
                renamed[gone[document.source_sha256]] = document.id
            document = described(document, said)
            if writer.holds(document):
                unchanged.append(document.id)
                continue
            on_document(document.id)
            cutting.add(document, writer)
            added.append(document.id)
        removed = sorted(set(writer.document_ids()) - ids)
        writer.remove(removed)
        sent = [path for path in origins if is_sent(path, data)]
        writer.origins = replace(
            writer.origins.of_documents(ids, renamed),
            places=(str(folder.absolute()), *sent),
            files=origins,
            left_out=frozenset(),
            described=kept,
            refused={},
        )
        superseded = tuple(each.document for each in writer.superseded())
    return Built(tuple(added), tuple(unchanged), tuple(removed), superseded)
