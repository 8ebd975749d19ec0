"""The making of a grown collection in a data folder, as every collection is made."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from index.building import build_generation
from index.generations.data_folder import DataFolder
from index.generations.generation import Generation
from index.generations.manifest import content_sha256, corpus_sha256, editions_sha256
from index.protocols import Embedder
from web.collecting.building import build
from web.growth.copies import Copies

_BUILT = "built.json"
_CHUNKER = "copies of collections"


@dataclass(frozen=True, slots=True)
class Made:
    """What the making of a collection took: seconds, and megabytes of memory at most."""

    cpu: float
    wall: float
    memory: float


def originals(sets: Mapping[str, Path], kept: Path, embedder: Embedder) -> dict[str, Generation]:
    """Return the collections of some folders of documents, built where they are not yet kept."""
    found = {}
    for name, folder in sets.items():
        data = DataFolder(kept / name)
        if data.current_name() is None:
            build(folder, data.path, embedder)
        generation = data.open_current()
        if generation:
            found[name] = generation
    return found


def grow(copies: Copies, chunks: int, data: Path, embedder: Embedder) -> None:
    """Make a collection of so many chunks in an empty data folder, and note what it took.

    Reading, structures and vectors are those of the originals: what is timed is the writing of the
    catalogue, the words and the vectors, with the switch to the new generation.
    """
    planned = copies.up_to(chunks)
    corpus = corpus_sha256({copy.id: copy.sha256 for copy in planned})
    made_by = (embedder.fingerprint, embedder.dimension, _CHUNKER)
    content = content_sha256(*made_by, corpus, editions_sha256(()))
    begin, wall = time.process_time(), time.perf_counter()
    folder = DataFolder(data)
    with ExitStack() as stack:
        locked = stack.enter_context(folder.locked())
        path = stack.enter_context(locked.new_generation(content, embedder.dimension))
        build_generation(path, map(copies.contents, planned), (), embedder, _CHUNKER)
    took = Made(
        time.process_time() - begin,
        time.perf_counter() - wall,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
    (data / _BUILT).write_text(json.dumps(asdict(took)), encoding="ascii")


def is_made(data: Path) -> bool:
    """Tell whether a collection is kept from before."""
    return (data / _BUILT).exists()


def made(data: Path) -> Made:
    """Return what the making of a kept collection took."""
    return Made(**json.loads((data / _BUILT).read_text(encoding="ascii")))
