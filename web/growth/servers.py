"""What a collection takes in PostgreSQL and Milvus: `make servers`.

It measures the collection of the settings, whose catalogue must be in PostgreSQL, and prints an
entry for docs/measured/servers.json, from which `web.growth.capacity` computes other sizes.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import DataFolderError
from index.building import headings_of
from index.catalogue.catalogue import Catalogue
from index.catalogue.postgresql import PostgresqlCatalogues
from index.databases.postgresql import Postgresql
from index.databases.sizes import schema_bytes
from index.rows.milvus_rows import as_words
from web.configuration.settings import Settings, read_settings
from web.storing import data_folder

STATES = 3  # the newest, the one before, and the one that is being written
DIMENSION = 384  # of the packaged models
LINKS = 64  # of a vector in the lowest layer of a graph with M 32
HEADROOM = 1.7  # what Milvus' sizing tool told for its example, by what Milvus' formula gives
_NUMBER, _POSTING = 4, 8  # bytes of a number; of a row's number with its weight
_REGISTER = "pincite_collection"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a collection was found to take.

    `catalogue` and `register` are bytes in PostgreSQL with all indexes, of one generation and of
    all that the collection has. `words` are the different stems of a chunk and of its headings,
    `text` is the bytes of all its stems as Milvus stores them, both the mean.
    """

    documents: int
    chunks: int
    catalogue: int
    register: int
    words: float
    text: float


def kept(settings: Settings) -> Kept:
    """Measure the collection of the settings. Raises DataFolderError if there is none."""
    generation = data_folder(settings).open_current()
    if generation is None:
        raise DataFolderError("There is no collection to measure; run `pincite build` to make one.")
    server = Postgresql(settings.catalogue, "PINCITE_CATALOGUE")
    (named,) = PostgresqlCatalogues(server).names(generation.name).values()
    catalogue = schema_bytes(server, str(json.loads(named)["schema"]))
    register = schema_bytes(server, _REGISTER)
    words, text = _stems(generation.catalogue)
    found = generation.manifest
    generation.catalogue.close()
    return Kept(
        found.documents,
        found.chunks,
        catalogue,
        register,
        round(words / found.chunks, 1),
        round(text / found.chunks, 1),
    )


def row_bytes(of: Kept) -> float:
    """Return the bytes of a chunk in Milvus' memory by its own formula, words and texts added.

    Milvus counts the numbers of a vector and of its links, four bytes each
    (https://milvus.io/docs/index-explained.md).
    """
    return _NUMBER * (DIMENSION + LINKS) + _POSTING * of.words + of.text


def read_kept(file: Path) -> tuple[Kept, ...]:
    """Return what was measured, as docs/measured/servers.json has it."""
    return tuple(Kept(**each) for each in json.loads(file.read_text(encoding="utf-8")))


def section(found: Sequence[Kept], sizes: Sequence[int], memory: int) -> list[str]:
    """Return the lines of the page: what was measured, then what is computed from the largest.

    `memory` is that of a machine, in gigabytes.
    """
    largest = max(found, key=lambda each: each.chunks)
    of_rows, of_catalogue = row_bytes(largest), largest.catalogue / largest.chunks

    def in_all(each: float, size: int) -> float:
        """Return the gigabytes of all states at so many bytes a chunk."""
        return STATES * each * size / 1e9

    return [
        "## In PostgreSQL and Milvus, measured",
        "",
        "In PostgreSQL 15, by `pg_total_relation_size`.",
        "",
        _row("", *(f"{each.chunks:,} chunks" for each in found)),
        _row("---", *["---:"] * len(found)),
        _row("documents", *(f"{each.documents:,}" for each in found)),
        _row(
            "a state of the catalogue, bytes a chunk",
            *(f"{each.catalogue / each.chunks:,.0f}" for each in found),
        ),
        _row(
            "the register and files beside it, bytes a chunk",
            *(f"{each.register / each.chunks:,.0f}" for each in found),
        ),
        _row("different stems of a chunk and its headings", *(f"{each.words}" for each in found)),
        _row("bytes of all its stems", *(f"{each.text:,.0f}" for each in found)),
        "",
        "## In PostgreSQL and Milvus, computed",
        "",
        f"From the larger one, for {STATES} states, as during an update. No Milvus was measured: "
        f"its memory is {HEADROOM} times what its own formula gives, {of_rows:,.0f} bytes a chunk; "
        "its disk, rows and indexes each once, what was dropped in the last hours not counted.",
        "",
        _row("chunks", *(f"{size:,}" for size in sizes)),
        _row("---", *["---:"] * len(sizes)),
        _row("memory of Milvus, GB", *(f"{HEADROOM * in_all(of_rows, n):,.0f}" for n in sizes)),
        _row(
            f"machines of {memory} GB for that",
            *(f"{math.ceil(HEADROOM * in_all(of_rows, n) / memory):,}" for n in sizes),
        ),
        _row(
            "disk of Milvus, GB",
            *(f"{2 * in_all(of_rows, n):,.0f}" for n in sizes),
        ),
        _row("disk of PostgreSQL, GB", *(f"{in_all(of_catalogue, n):,.0f}" for n in sizes)),
    ]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _stems(catalogue: Catalogue) -> tuple[int, int]:
    """Return how many different stems the fields of all chunks have, and the bytes of all."""
    words = text = 0
    for id_ in catalogue.entries:
        chunks = catalogue.chunks_of(id_)
        headings = headings_of(catalogue.document(id_), chunks)
        for field in (*headings, *(each.text for each in chunks)):
            stems = as_words(field)
            words += len(set(stems.split()))
            text += len(stems)
    return words, text


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(asdict(kept(read_settings())))}\n")
