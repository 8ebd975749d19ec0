"""A tantivy index in a folder: its way onto the disk, its way back, and how words are read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

import tantivy

from corpus.errors import DataFolderError
from corpus.spelling import one_spelling

ANALYSER = "words"
LONGEST_WORD = 40  # characters
_LETTERS = re.compile(r"[A-Za-z]{4,}")  # shorter words have one spelling
_WRITER_MEMORY = 256_000_000  # most bytes that words may take before they go to the disk


def analyser(*, stem: bool) -> tantivy.TextAnalyzer:
    """Return the analyser of texts and questions: letters and digits, long words left out.

    With `stem`, words are lower case, without accents and reduced to their English stem.
    """
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(
        tantivy.Filter.remove_long(LONGEST_WORD)
    )
    if stem:
        words = words.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
        words = words.filter(tantivy.Filter.stemmer("english"))
    return words.build()


def one_spelling_of(text: str) -> str:
    """Return `text` with British and American spellings made one, for the analyser.

    Words that have such a form come in lower case, all else stays as it is.
    """
    return _LETTERS.sub(_respelt, text)


def _respelt(match: re.Match[str]) -> str:
    word = match.group()
    lowered = word.lower()
    common = one_spelling(lowered)
    return word if common == lowered else common


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text`, in order, as the indexes hold them."""
    found: list[str] = analyser(stem=True).analyze(one_spelling_of(text))
    return found


class FolderWriter:
    """Builds a tantivy index in an empty folder.

    Used in a `with` statement: a clean exit writes everything to the folder. When the statement is
    left, nothing writes there any more. Every use raises DataFolderError if the disk refuses. One
    thread and one commit: what is written depends on what is put and its order alone.
    """

    def __init__(self, folder: Path, schema: tantivy.Schema) -> None:
        self._folder = folder
        with self._refusals_wrapped():
            index = tantivy.Index(schema, path=str(folder), reuse=False)
            index.register_tokenizer(ANALYSER, analyser(stem=True))
            self._writer = index.writer(_WRITER_MEMORY, num_threads=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
                with self._refusals_wrapped():
                    self._writer.commit()
        finally:
            # Its threads would outlive the writer and go on writing. One that fails harms nothing:
            # what is committed stays, the rest is thrown away.
            with suppress(ValueError, OSError):
                self._writer.wait_merging_threads()
        for lock in self._folder.glob("*.lock"):
            lock.unlink()

    def _finish(self) -> None:
        """Put what has been held back, before a clean exit commits."""

    def _put(self, document: tantivy.Document) -> None:
        with self._refusals_wrapped():
            self._writer.add_document(document)

    @contextmanager
    def _refusals_wrapped(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            raise DataFolderError(
                f"{self._folder} cannot be written ({error}); is the disk full?"
            ) from error


class FolderReader:
    """A tantivy index, opened for reading; safe from many threads.

    It holds its files open: they may be deleted while it is in use.
    """

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what a `FolderWriter` wrote, which needs no permission to write there.

        Raises DataFolderError if it is no such folder.
        """
        return cls(_opened(folder))


def _opened(folder: Path) -> tantivy.Index:
    with _linked(folder) as links:
        try:
            index = tantivy.Index.open(links)
            index.config_reader("manual")
            # The searcher opens the files while the links exist.
            index.searcher()
        except (ValueError, OSError) as error:
            raise DataFolderError(
                f"{folder} is not a readable index of words; run `pincite doctor --repair`."
            ) from error
        return index


@contextmanager
def _linked(folder: Path) -> Iterator[str]:
    """Lend a folder of links to the files of another.

    Tantivy takes a lock in the folder that it opens, by writing a file, even in order to read.
    """
    try:
        links = Path(mkdtemp(prefix="pincite-"))
    except OSError as error:
        raise DataFolderError(
            "No folder for temporary files can be written to; set TMPDIR to one that can."
        ) from error
    try:
        for path in folder.resolve().glob("*"):
            (links / path.name).symlink_to(path)
        yield str(links)
    finally:
        # A thread of tantivy takes the lock once more: its file can come after the first sweep.
        for _ in range(2):
            shutil.rmtree(links, ignore_errors=True)
