"""What a question costs a grown collection, part by part."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from index.generations.data_folder import DataFolder
from index.generations.generation import Generation
from index.protocols import Embedder, Vectors
from index.rows.files import VECTORS_FILE, FileRows
from index.rows.rows import RowHit, Rows
from index.rows.vectors import VectorIndex
from qa.question import Question
from qa.settings import AnswerSettings
from web.configuration.settings import Settings
from web.growth.questions import longest_question
from web.service import load_embedder, opened

_TIMES = 3  # each part of a search, for each question
_ANSWERED = 24  # questions that are answered whole
_HIDDEN = 100  # one document in so many is left out by the filter that hides
_NEAREST = 10  # hits that recall is of
_BATCH = 50_000
_EVERY_VECTOR = 10**9
_Given = TypeVar("_Given")


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of the processor, and of the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Costs:
    """What one collection costs; times are medians over the questions.

    `opening` compares every file with its hash. `dense` is the search that is used, `exact` one
    that looks at every vector, `hidden` one that leaves out a document in a hundred, `one` one in a
    single document. `longest` is the lexical search of the longest question that may be asked.
    `catalogue` is the reading of the chunks that were found. `ledger` is a question for all places
    of a name. `recall` is the share of the ten nearest that `dense` finds. `own` and `shared` are
    megabytes of memory after all this: the process's own, and pages of files; `disk` is by file.
    """

    chunks: int
    documents: int
    opening: Taken
    embedding: Taken
    dense: Taken
    exact: Taken
    hidden: Taken
    one: Taken
    lexical: Taken
    longest: Taken
    catalogue: Taken
    answer: Taken
    slowest: Taken
    ledger: Taken
    recall: float
    own: float
    shared: float
    disk: dict[str, float]


def measured(settings: Settings, data: Path, texts: Sequence[str], name: str) -> Costs:
    """Measure the collection of a data folder, which there must be, with some questions.

    The places of `name` are asked for.
    """
    embedder = load_embedder(settings)
    folder = DataFolder(data)
    generations: list[Generation | None] = []
    opening = _each([folder], lambda each: generations.append(each.open_current()))
    generation = generations[0]
    if generation is None:
        raise ValueError(f"there is no collection in {data}")
    kept = generation.rows
    if not isinstance(kept, FileRows):
        raise ValueError(f"{data} keeps its rows elsewhere")
    k = AnswerSettings().depth
    path = folder.generations / generation.name
    vectors = [embedder.embed_query(text) for text in texts]
    dense, lexical = kept.vector_index, kept.term_index
    exact = VectorIndex.load(path / VECTORS_FILE, _EVERY_VECTOR)
    seen, single = _filters(generation)
    found = [
        (*dense.search(vector, k), *lexical.search(text, k))
        for vector, text in zip(vectors, texts, strict=True)
    ]
    rows = [{hit.row for hit in hits} for hits in found]
    parts = {
        "embedding": _each(texts, embedder.embed_query),
        "dense": _each(vectors, lambda each: dense.search(each, k)),
        "exact": _each(vectors, lambda each: exact.search(each, k)),
        "hidden": _each(vectors, lambda each: dense.search(each, k, seen)),
        "one": _each(vectors, lambda each: dense.search(each, k, single)),
        "lexical": _each(texts, lambda each: lexical.search(each, k)),
        "longest": _each([longest_question(texts)], lambda each: lexical.search(each, k)),
        "catalogue": _each(rows, generation.catalogue.chunks),
    }
    recall = _recall(dense, exact, vectors)
    generation.catalogue.close()
    answers, ledger = _answers(replace(settings, data=data), embedder, texts, name)
    return Costs(
        chunks=generation.manifest.chunks,
        documents=generation.manifest.documents,
        opening=opening[0],
        **{name: _median(taken) for name, taken in parts.items()},
        answer=_median(answers),
        slowest=max(answers, key=lambda each: each.cpu),
        ledger=ledger,
        recall=recall,
        own=_memory("RssAnon"),
        shared=_memory("RssFile"),
        disk=_sizes(path),
    )


def _answers(
    settings: Settings, embedder: Embedder, texts: Sequence[str], name: str
) -> tuple[list[Taken], Taken]:
    """Return what some answers take, and the ledger of a name, the first time that it is asked."""
    with opened(settings, embedder) as pincite:
        some = texts[:: max(1, len(texts) // _ANSWERED)]
        ledger = _once(pincite.answers.ask, Question(f"Where is {name} mentioned?"))
        pincite.answers.ask(Question(some[0]))
        return [_once(pincite.answers.ask, Question(each)) for each in some], ledger


def _filters(generation: Generation) -> tuple[Rows, Rows]:
    """Return the rows that a filter lets through: all but a hundredth, and those of a document."""
    catalogue = generation.catalogue
    ids = list(catalogue.entries)
    hidden = set(ids[::_HIDDEN])
    shown = catalogue.rows_of(id_ for id_ in ids if id_ not in hidden)
    return shown, catalogue.rows_of(ids[:1])


def _recall(used: VectorIndex, exact: VectorIndex, vectors: Sequence[Vectors]) -> float:
    def rows(hits: Sequence[RowHit]) -> set[int]:
        return {hit.row for hit in hits}

    shares = []
    for vector in vectors:
        nearest = rows(exact.search(vector, _NEAREST))
        shares.append(len(nearest & rows(used.search(vector, _NEAREST))) / len(nearest))
    return statistics.mean(shares)


def _each(values: Sequence[_Given], work: Callable[[_Given], object]) -> list[Taken]:
    """Return what the work takes for each value, the median of several times."""
    return [_median([_once(work, each) for _ in range(_TIMES)]) for each in values]


def _once(work: Callable[[_Given], object], given: _Given) -> Taken:
    cpu, wall = time.process_time(), time.perf_counter()
    work(given)
    return Taken(1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall))


def _median(taken: Iterable[Taken]) -> Taken:
    cpu, wall = zip(*((each.cpu, each.wall) for each in taken), strict=True)
    return Taken(statistics.median(cpu), statistics.median(wall))


def _memory(kind: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(f"{kind}:"))
    return int(line.split()[1]) / 1024


def _sizes(folder: Path) -> dict[str, float]:
    """Return the megabytes of the files and folders of a generation, by name."""
    sizes: dict[str, float] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).parts[0]
            sizes[name] = sizes.get(name, 0.0) + path.stat().st_size / 1e6
    return sizes
