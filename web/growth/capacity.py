"""What collections take: `python -m web.growth.capacity`.

It measures what reading and embedding a chunk of the shipped documents costs, takes all else from
docs/measured/growth.json and servers.json, and computes collections of other sizes, into
docs/measured/capacity.md.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.chunking import ChunkSettings, chunk
from corpus.loading.folder import SHIPPED_DOCUMENTS, list_folder, read_document
from corpus.parsing.parser import parse
from index.protocols import Embedder
from web.configuration.settings import read_settings
from web.growth.report import Figures
from web.growth.servers import Kept, read_kept, section
from web.service import load_embedder

MEASURED = Path("docs/measured")
SIZES = (1_000_000, 100_000_000)
PROCESSORS, MEMORY = 8, 64  # of a machine; gigabytes
ANSWERS = 10  # a second, of all who ask together
_HOUR = 3_600_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Ingesting:
    """Milliseconds of a processor that a chunk costs, and of how many chunks that is the mean."""

    chunks: int
    reading: float
    embedding: float


@dataclass(frozen=True, slots=True)
class Needs:
    """What a collection of so many chunks takes: processor time in milliseconds, megabytes."""

    chunks: int
    search: float
    answer: float
    ledger: float
    opening: float
    own: float
    shared: float
    disk: float


def ingesting(embedder: Embedder) -> Ingesting:
    """Measure the reading and the embedding of the shipped documents."""
    began = time.process_time()
    files = list_folder(SHIPPED_DOCUMENTS)
    documents = [parse(read_document(file, file.read_bytes())) for file in files]
    texts = [each.embed_text for one in documents for each in chunk(one, ChunkSettings())]
    read = time.process_time()
    embedder.embed_passages(texts)
    embedded = time.process_time()
    each = 1000 / len(texts)
    return Ingesting(len(texts), (read - began) * each, (embedded - read) * each)


def measured(size: Figures) -> Needs:
    """Return what a grown collection took."""
    search = size["dense"]["cpu"] + size["lexical"]["cpu"]
    return Needs(
        size["chunks"],
        search,
        size["answer"]["cpu"],
        size["ledger"]["cpu"],
        size["opening"]["cpu"],
        size["own"],
        size["shared"],
        sum(size["disk"].values()),
    )


def computed(smaller: Needs, larger: Needs, chunks: int) -> Needs:
    """Return what a collection would take by the line through two that were measured.

    An answer takes what that of the larger took, and the search of its own size in place of its
    search: the models read as much whatever the size.
    """
    share = (chunks - larger.chunks) / (larger.chunks - smaller.chunks)

    def on_line(of: Callable[[Needs], float]) -> float:
        return of(larger) + share * (of(larger) - of(smaller))

    search = on_line(lambda each: each.search)
    return Needs(
        chunks,
        search,
        larger.answer - larger.search + search,
        on_line(lambda each: each.ledger),
        on_line(lambda each: each.opening),
        on_line(lambda each: each.own),
        on_line(lambda each: each.shared),
        on_line(lambda each: each.disk),
    )


def report(
    growth: Figures, costs: Ingesting, kept: Sequence[Kept], sizes: Sequence[int] = SIZES
) -> str:
    """Return the page: what was measured, then what was computed of it; servers at the end."""
    *_, smaller, larger = [measured(each) for each in growth["sizes"]]
    writing = growth["sizes"][-1]["making"]["cpu"] * 1000 / larger.chunks
    needs = [computed(smaller, larger, size) for size in sizes]
    return "\n".join(
        (
            "# What a collection takes",
            "",
            "Written by `make capacity`. Times are those of one processor.",
            "",
            "## Measured",
            "",
            f"{growth['date']}, {growth['machine']}; reading and embedding over the shipped "
            f"documents, the rest over the two largest collections of [growth.md](growth.md).",
            "",
            *_table(
                [
                    "",
                    f"{costs.chunks:,} chunks",
                    *(f"{each.chunks:,}" for each in (smaller, larger)),
                ],
                [
                    ["reading and cutting a chunk, ms", f"{costs.reading:.2f}", "", ""],
                    ["embedding a chunk, ms", f"{costs.embedding:.1f}", "", ""],
                    ["writing a chunk into a generation, ms", "", "", f"{writing:.2f}"],
                    *([name, "", of(smaller), of(larger)] for name, of in _ROWS),
                ],
            ),
            "",
            "## Computed",
            "",
            "By a line through the two largest that were measured; nothing was tried beyond them. "
            f"Machines have {PROCESSORS} processors and {MEMORY} GB; people ask {ANSWERS} "
            "questions a second.",
            "",
            *_table(
                ["chunks", *(f"{size:,}" for size in sizes)],
                [
                    *([name, *map(of, needs)] for name, of in _ROWS),
                    *([name, *(of(each, costs, writing) for each in needs)] for name, of in _PLAN),
                ],
            ),
            "",
            *section(kept, sizes, MEMORY),
            "",
        )
    )


_ROWS: tuple[tuple[str, Callable[[Needs], str]], ...] = (
    ("dense and lexical search, ms", lambda of: f"{of.search:,.1f}"),
    ("whole answer, median, ms", lambda of: f"{of.answer:,.0f}"),
    ("every place of a name, asked first, ms", lambda of: f"{of.ledger:,.0f}"),
    ("opening, every file hashed, ms", lambda of: f"{of.opening:,.0f}"),
    ("memory of a process, MB", lambda of: f"{of.own:,.0f}"),
    ("pages of files in memory, which processes share, MB", lambda of: f"{of.shared:,.0f}"),
    ("a generation on the disk, MB", lambda of: f"{of.disk:,.0f}"),
)
_PLAN: tuple[tuple[str, Callable[[Needs, Ingesting, float], str]], ...] = (
    ("the disk while a generation is written, MB", lambda of, _c, _w: f"{2 * of.disk:,.0f}"),
    (
        "hours of a processor to read and embed",
        lambda of, costs, _: f"{of.chunks * (costs.reading + costs.embedding) / _HOUR:,.1f}",
    ),
    (
        "hours of a machine for that, all its processors at work",
        lambda of, costs, _: (
            f"{of.chunks * (costs.reading + costs.embedding) / _HOUR / PROCESSORS:,.1f}"
        ),
    ),
    (
        "hours of a processor to write a generation",
        lambda of, _, writing: f"{of.chunks * writing / _HOUR:,.1f}",
    ),
    (
        "machines for the questions",
        lambda of, _c, _w: f"{math.ceil(ANSWERS * of.answer / 1000 / PROCESSORS):,}",
    ),
    (
        "parts of the collection, for one to fit into a machine's memory with a process for each "
        "processor",
        lambda of, _c, _w: f"{_parts(of):,}",
    ),
)


def _parts(needs: Needs) -> int:
    """Return how many the collection is cut into; what every process has besides is left out."""
    return math.ceil((PROCESSORS * needs.own + needs.shared) / (MEMORY * 1000))


def _table(head: list[str], rows: Sequence[list[str]]) -> list[str]:
    return [
        f"| {' | '.join(cells)} |" for cells in (head, ["---", *["---:"] * (len(head) - 1)], *rows)
    ]


def main() -> None:
    """Measure, compute and write the page."""
    growth = json.loads((MEASURED / "growth.json").read_text(encoding="utf-8"))
    costs = ingesting(load_embedder(replace(read_settings(), threads=1)))
    page = report(growth, costs, read_kept(MEASURED / "servers.json"))
    (MEASURED / "capacity.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
