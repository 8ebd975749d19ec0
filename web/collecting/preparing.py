"""What many files become, made beforehand by processes side by side, on one machine or several.

Reading, cutting and embedding need nothing of the collection; only writing it does, and whoever
writes finds documents by the bytes of their files, and vectors by their texts. Which part of the
work is done or lost therefore decides how long it takes, never what is in the collection.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentError
from corpus.loading.folder import SourceFile, read_document
from index.prepared.cut_document import CutDocument
from index.prepared.documents import PreparedDocuments
from index.prepared.vectors import PreparedVectors
from index.protocols import Embedder
from web.collecting.cutting import Cutting
from web.collecting.reading import read_whole

DIED = "the process that read it died"
MadeBy = tuple[str, int, str]
_AT_ONCE = 256  # texts that are embedded before they are kept, some seconds of work


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of the work, counted from 1: whoever does all of them does all of it."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"there is no part {self.number} of {self.of}")

    def has(self, document_id: str) -> bool:
        """Tell whether a document belongs to the part; each belongs to one."""
        drawn = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(drawn[:8]) % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a file: texts that were embedded now, texts that were there, or why not."""

    path: Path
    embedded: int = 0
    known: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preparing:
    """How files are prepared: where all goes to, and how files are read and cut.

    `load` makes the model, once in each process; like all the rest, it is sent there.
    """

    store: Path
    load: Callable[[], Embedder]
    largest_file: int
    cutting: Cutting

    def prepare(self, files: Sequence[SourceFile], processes: int) -> Iterator[Prepared]:
        """Embed what has no vector yet and yield what became of each file, in no order.

        Files that may have been at work when a process died are begun again at the end, one by one;
        one whose process dies then, too, is told of. Raises DataFolderError if the disk refuses.
        """
        left, suspects = dict(enumerate(files)), dict[int, SourceFile]()
        while left:
            for number, found in self._once(left, processes):
                del left[number]
                yield found
            # Those of a process that died come first among what is left: they begin in order.
            for number in list(left)[:processes]:
                suspects[number] = left.pop(number)
        while suspects:
            for number, found in self._once(suspects, 1):
                del suspects[number]
                yield found
            for number in list(suspects)[:1]:
                lost = suspects.pop(number)
                yield Prepared(lost.path, reason=DIED)

    def _once(self, files: dict[int, SourceFile], processes: int) -> Iterator[tuple[int, Prepared]]:
        """Yield what got done until all is, or a process dies."""
        context = multiprocessing.get_context("forkserver")  # the model's threads survive no fork
        with ProcessPoolExecutor(
            processes, mp_context=context, initializer=_begin, initargs=(self,)
        ) as pool:
            asked: dict[Future[Prepared], int] = {}
            try:
                with suppress(BrokenProcessPool):  # what is not asked for is left
                    for number, each in files.items():
                        asked[pool.submit(_prepare, each)] = number
                for done in as_completed(asked):
                    if not isinstance(done.exception(), BrokenProcessPool):
                        yield asked[done], done.result()
            finally:
                pool.shutdown(cancel_futures=True)


def of_part(files: Iterable[SourceFile], part: Part) -> list[SourceFile]:
    """Return the files of a part, in order."""
    return [each for each in files if part.has(each.document_id)]


class Preparer:
    """What a process has of its own: the model, and what is in the store.

    Raises PinciteError if the model or the store is not to be had.
    """

    def __init__(self, preparing: Preparing) -> None:
        self._largest_file = preparing.largest_file
        self._cutting = preparing.cutting
        self._embedder = preparing.load()
        self._documents = PreparedDocuments(preparing.store, preparing.cutting.chunker)
        self._vectors = PreparedVectors(preparing.store, self._embedder)

    @property
    def made_by(self) -> MadeBy:
        """Return the model with its dimension, and the chunker: where they are equal, so is all."""
        return self._embedder.fingerprint, self._embedder.dimension, self._cutting.chunker

    def prepare(self, file: SourceFile) -> Prepared:
        """Put into the store what is missing of a file. Raises DataFolderError if it is full."""
        try:
            cut = self._cut(file)
        except DocumentError as error:
            return Prepared(file.path, reason=str(error))
        texts = list(dict.fromkeys(each.embed_text for each in cut.chunks))
        missing = [text for text in texts if text not in self._vectors]
        for first in range(0, len(missing), _AT_ONCE):
            some = missing[first : first + _AT_ONCE]
            self._vectors.put(some, self._embedder.embed_passages(some))
        return Prepared(file.path, len(missing), len(texts) - len(missing))

    def _cut(self, file: SourceFile) -> CutDocument:
        content, _ = read_whole(file, self._largest_file)
        cut = self._documents.get(file, content)
        if cut is None:
            cut = self._cutting.cut(read_document(file, content))
            self._documents.put(file, content, cut)
        return cut


_preparer: list[Preparer] = []  # of this process, from its beginning


def _begin(preparing: Preparing) -> None:
    _preparer[:] = [Preparer(preparing)]


def _prepare(file: SourceFile) -> Prepared:
    return _preparer[0].prepare(file)
