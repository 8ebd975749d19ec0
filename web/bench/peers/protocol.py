"""What the bench and a system in an environment of its own say to each other.

Each line of standard input and output is one JSON object: first a `Task`, which is answered by
`Ready`; then questions one by one, each answered by `Found`. The end of the input ends the process.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """What is made ready before questions come.

    `documents` maps ids to texts. `embedder` and `reranker` are folders of models, as
    sentence-transformers reads them, whose weights are `model.onnx`; `prefix` goes before a
    question that is embedded. `candidates` passages are read by the reranker, `passages` returned.
    """

    documents: Mapping[str, str]
    embedder: str
    reranker: str
    prefix: str
    candidates: int
    passages: int


@dataclass(frozen=True, slots=True)
class Ready:
    """That questions may come. `built` is how many seconds the index took."""

    built: float


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: `documents[document][start:end]`, in code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """The passages for a question, best first, and the seconds it took.

    `wall` is by the clock, `processor` summed over the threads.
    """

    passages: tuple[Place, ...]
    wall: float
    processor: float


Retrieve = Callable[[str], "list[Place]"]


def serve(prepare: Callable[[Task], Retrieve]) -> None:
    """Do the task of standard input, then find passages for each question until it ends.

    What a library prints goes to standard error: standard output is for answers alone.
    """
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        task = Task(**json.loads(sys.stdin.readline()))
        begin = time.perf_counter()
        retrieve = prepare(task)
        _tell(answers.write, Ready(time.perf_counter() - begin))
        answers.flush()
        for line in sys.stdin:
            question = json.loads(line)["question"]
            wall, processor = time.perf_counter(), time.process_time()
            passages = tuple(retrieve(question))
            _tell(
                answers.write,
                Found(passages, time.perf_counter() - wall, time.process_time() - processor),
            )
            answers.flush()


def found_in(line: str) -> Found:
    """Return what a line tells of a question. Raises ValueError if it is none."""
    try:
        record = json.loads(line)
        places = tuple(Place(**place) for place in record["passages"])
        return Found(places, float(record["wall"]), float(record["processor"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a peer does not tell what it found: {line!r}") from error


def ready_in(line: str) -> Ready:
    """Return what a line tells of a system that is ready. Raises ValueError if it is none."""
    try:
        return Ready(float(json.loads(line)["built"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a peer does not tell that it is ready: {line!r}") from error


def line_of(record: Task | Ready | Found) -> str:
    """Return a record as a line, its end included."""
    return json.dumps(asdict(record)) + "\n"


def question_line(question: str) -> str:
    """Return a question as a line, its end included."""
    return json.dumps({"question": question}) + "\n"


def _tell(write: Callable[[str], int], record: Ready | Found) -> None:
    write(line_of(record))
