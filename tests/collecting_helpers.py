"""Folders of small documents, and collections of them, for the tests of what adds to them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

from corpus.loading.formats import PlainText
from index.embedded import EmbeddedIndex
from tests.fakes import HashedWords
from tests.index_helpers import ALL, generation_of
from web.collecting.adding import Collector
from web.collecting.events import What

HARBOURS = "Harbours\n\nThe port of Bergen opened in 1070.\n"
RIVERS = "Rivers\n\nThe Glomma is 621 km long.\n"
LAKES = "Lakes\n\nLake Femund is 60 km long.\n"
_TIMES = count(1_500_000_000)  # seconds since 1970


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write files, each at a time of its own that is long past, so that it can be relied on."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        settled = next(_TIMES)
        os.utime(path, (settled, settled))
    return folder


def collector(tmp_path: Path, embedder: HashedWords | None = None) -> Collector:
    return Collector(tmp_path / "data", embedder or HashedWords(), formats=(PlainText(),))


def document_ids(tmp_path: Path) -> tuple[str, ...]:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        return index.document_ids()


def contents(tmp_path: Path, question: str) -> tuple[object, ...]:
    """Return the hash, a question's passages and what is stored in a collection.

    Of the catalogue that is all but when a document came in.
    """
    generation = generation_of(tmp_path / "data")
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        found = index.search(question, 9, ALL)
        vectors = (generation / "vectors.faiss").read_bytes()
        return index.manifest.content_sha256, found, vectors, *_dump(generation)


def _dump(generation: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(generation / "catalogue.sqlite", folder)
        with closing(sqlite3.connect(copy)) as catalogue:
            catalogue.execute("UPDATE documents SET indexed = ''")
            return list(catalogue.iterdump())


def text_of(tmp_path: Path, document_id: str) -> str:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        return index.document(document_id).document.text


def files_that_hold(tmp_path: Path, words: str) -> list[str]:
    """Return the files of the current generation in which words stand, in any case."""
    wanted = words.lower().encode()
    current = generation_of(tmp_path / "data")
    return [
        path.name
        for path in current.rglob("*")
        if path.is_file() and wanted in path.read_bytes().lower()
    ]


CHANGING = (What.ADDED, What.CHANGED, What.REMOVED)
