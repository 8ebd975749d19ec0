"""The rows of generations in Milvus, a collection for each."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from corpus.errors import DamagedError, UnreachableError
from index.protocols import Vectors
from index.rows.files import ELSEWHERE_FILE
from index.rows.milvus_rows import (
    BODY,
    DOCUMENT,
    HEADING,
    LONGEST_TEXT,
    ROW,
    VECTOR,
    MilvusRows,
    as_words,
    scored,
)
from index.rows.milvus_server import MilvusServer
from index.rows.store import Documents
from index.rows.vectors import EXACT_UP_TO

_TEXTS = (HEADING, BODY)
_INDEXED = (VECTOR, DOCUMENT, *map(scored, _TEXTS))
_BATCH_ROWS, _BATCH_CHARACTERS = 1000, 8_000_000  # sent in one call; Milvus takes 64 MB
_BUILDING = 3600.0  # seconds that the making of an index may take
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0  # seconds between two looks at whether it is made
_WRITING = 120.0  # seconds that a batch may take
_SPARSE: Final = {
    # Compares all, and with the constants of tantivy.
    "inverted_index_algo": "DAAT_MAXSCORE",
    "bm25_k1": 1.2,
    "bm25_b": 0.75,
}


class MilvusStore:
    """Keeps the rows of a generation in a collection of Milvus.

    The generation's folder has a file that names the collection, written before the collection is
    made: whoever deletes the folder knows what to drop.
    """

    def __init__(self, server: MilvusServer) -> None:
        self._server = server

    def holds(self, folder: Path) -> bool:
        """Return whether the rows are in Milvus."""
        return (folder / ELSEWHERE_FILE).exists()

    def names(self, dimension: int) -> Mapping[str, bytes]:
        """Return a file that names a collection like no other."""
        told = {"collection": f"pincite_{secrets.token_hex(8)}", "dimension": dimension}
        return {ELSEWHERE_FILE: json.dumps(told).encode("ascii")}

    @contextmanager
    def create(self, folder: Path, dimension: int) -> Iterator[MilvusRowWriter]:
        """Begin the collection. Raises UnreachableError if Milvus refuses."""
        name, _ = _named(folder)
        writer = MilvusRowWriter(self._server, name, dimension)
        yield writer
        writer.finish()

    def open(self, folder: Path, documents: Documents) -> MilvusRows:
        """Open the collection of a generation.

        Raises DamagedError if there is none, and UnreachableError if Milvus does not answer.
        """
        name, dimension = _named(folder)
        if not self._has(name):
            raise DamagedError(
                f"Milvus at {self._server.place} has lost the collection {name} of {folder}; run "
                "`pincite doctor --repair`."
            )
        # Milvus Lite forgets at its end what was loaded, and a server may have been told to.
        self._server.call(
            lambda client, seconds: client.load_collection(name, timeout=seconds), _WRITING
        )
        numbers = {id_: number for number, id_ in enumerate(documents.entries)}
        return MilvusRows(self._server, name, dimension, _count(self._server, name), numbers)

    def is_whole(self, folder: Path, rows: int) -> bool:
        """Return whether the collection is there, with so many rows."""
        if not self.holds(folder):
            return True
        name, _ = _named(folder)
        return self._has(name) and _count(self._server, name) == rows

    def drop(self, folder: Path) -> None:
        """Drop the collection of a generation, if it has one."""
        if self.holds(folder):
            name, _ = _named(folder)
            if self._has(name):
                self._server.call(
                    lambda client, seconds: client.drop_collection(name, timeout=seconds)
                )

    def _has(self, name: str) -> bool:
        return self._server.call(
            lambda client, seconds: bool(client.has_collection(name, timeout=seconds))
        )


class MilvusRowWriter:
    """Fills a collection, which nobody searches yet."""

    def __init__(self, server: MilvusServer, collection: str, dimension: int) -> None:
        self._server, self._collection = server, collection
        self._rows = self._documents = self._characters = 0
        self._waiting: list[dict[str, object]] = []
        server.call(
            lambda client, seconds: client.create_collection(
                collection, schema=_schema(client, dimension), timeout=seconds
            ),
            _WRITING,
        )

    def __len__(self) -> int:
        return self._rows

    def add(
        self, document_id: str, headings: Sequence[str], bodies: Sequence[str], vectors: Vectors
    ) -> None:
        """Add the chunks of a document, known by its number here, not by `document_id`."""
        del document_id
        for heading, body, vector in zip(headings, bodies, vectors, strict=True):
            texts = {HEADING: as_words(heading), BODY: as_words(body)}
            at = {ROW: self._rows, DOCUMENT: self._documents, VECTOR: vector}
            self._waiting.append({**at, **texts})
            self._rows += 1
            self._characters += sum(map(len, texts.values()))
            if len(self._waiting) >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
                self._send()
        self._documents += 1

    def finish(self) -> None:
        """Make the indexes and load them: only then is all of it to be seen by every search."""
        self._send()
        name, dense = self._collection, "FLAT" if self._rows <= EXACT_UP_TO else "HNSW"
        self._server.call(lambda client, seconds: client.flush(name, timeout=seconds), _BUILDING)
        self._server.call(
            lambda client, seconds: client.create_index(
                # The client's own waiting knows no end.
                name,
                _indexes(client, dense),
                timeout=seconds,
                sync=False,
            ),
            _WRITING,
        )
        self._wait_for_indexes(monotonic() + _BUILDING)
        self._server.call(
            lambda client, seconds: client.load_collection(name, timeout=seconds), _BUILDING
        )

    def _wait_for_indexes(self, end: float) -> None:
        pause = _FIRST_PAUSE
        for name in _INDEXED:
            while not self._is_indexed(name):
                if monotonic() > end:
                    raise UnreachableError(
                        f"Milvus at {self._server.place} is still not done with its indexes after "
                        f"{_BUILDING:.0f} seconds; try again when it has less to do."
                    )
                sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _is_indexed(self, name: str) -> bool:
        told: Any = self._server.call(
            lambda client, seconds: client.describe_index(self._collection, name, timeout=seconds)
        )
        return bool(told and told.get("state") == "Finished" and not told["pending_index_rows"])

    def _send(self) -> None:
        if self._waiting:
            rows = self._waiting
            self._server.call(
                lambda client, seconds: client.insert(self._collection, rows, timeout=seconds),
                _WRITING,
            )
        self._waiting, self._characters = [], 0


def _named(folder: Path) -> tuple[str, int]:
    """Return the name and the dimension of a generation's collection."""
    path = folder / ELSEWHERE_FILE
    try:
        told = json.loads(path.read_bytes())
        return str(told["collection"]), int(told["dimension"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"{path} is damaged; run `pincite doctor --repair`.") from error


def _count(server: MilvusServer, name: str) -> int:
    found: Any = server.call(
        lambda client, seconds: client.query(
            name,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=seconds,
        )
    )
    return int(found[0]["count(*)"])


def _schema(client: Any, dimension: int) -> Any:
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field(ROW, DataType.INT64, is_primary=True)
    schema.add_field(DOCUMENT, DataType.INT64)
    schema.add_field(VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
    for text in _TEXTS:
        schema.add_field(
            text,
            DataType.VARCHAR,
            max_length=LONGEST_TEXT,
            enable_analyzer=True,
            analyzer_params={"tokenizer": "standard"},
        )
        schema.add_field(scored(text), DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name=f"{text}_bm25",
                function_type=FunctionType.BM25,
                input_field_names=[text],
                output_field_names=[scored(text)],
            )
        )
    return schema


def _indexes(client: Any, dense: str) -> Any:
    indexes = client.prepare_index_params()
    graph = {"M": 32, "efConstruction": 360} if dense == "HNSW" else {}
    indexes.add_index(VECTOR, index_name=VECTOR, index_type=dense, metric_type="IP", params=graph)
    indexes.add_index(DOCUMENT, index_name=DOCUMENT, index_type="INVERTED")
    for text in _TEXTS:
        indexes.add_index(
            scored(text),
            index_name=scored(text),
            index_type="SPARSE_INVERTED_INDEX",
            metric_type="BM25",
            params=_SPARSE,
        )
    return indexes
