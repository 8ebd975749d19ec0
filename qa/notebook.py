"""A collection for notebooks and scripts: open it, ask it, search it, close it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import QuestionError
from qa.answer import Answer
from qa.opening import Pincite, opened
from qa.question import Question, Turn
from qa.searching.hits import SearchHits, SearchQuestion
from qa.searching.search import search
from qa.settings import DEFAULT_MODELS, AnswerSettings, Models

_DEFAULT = SearchQuestion("")


def open_collection(
    data: str | Path, models: Models = DEFAULT_MODELS, threshold: float | None = None
) -> Collection:
    """Open the collection of a data folder, which `pincite build` made.

    `models` are those it was built with, where they are other than the packaged ones; `threshold`
    is how sure, from 0 to 1, an answer must be to be given. No environment variable is read.
    Raises DataFolderError if there is no collection and ModelError if a model is missing.
    """
    answering = AnswerSettings() if threshold is None else AnswerSettings(threshold=threshold)
    with ExitStack() as closing:
        pincite = closing.enter_context(opened(Path(data), models, answering))
        return Collection(pincite, closing.pop_all())


class Collection:
    """An open collection, to be closed by `close` or at the end of a `with` block.

    It stays with the state that it was opened at until `refresh`. Safe from many threads.
    """

    def __init__(self, pincite: Pincite, closing: ExitStack) -> None:
        self._pincite = pincite
        self._closing = closing

    def ask(
        self,
        text: str,
        *,
        history: Sequence[tuple[str, Answer | str]] = (),
        documents: Sequence[str] = (),
        as_of: str = "",
    ) -> Answer:
        """Return the answer to a question, a refusal included; every other door gives the same.

        `history` holds the questions before it, oldest first, each with its answer or the text of
        it; `documents` are the ids to ask in, none for all. With `as_of`, a day like 2025-12-31,
        the editions in force on it answer. Raises QuestionError if the question is empty or too
        long, the day is none, a document is not in the collection, or what should be a list of ids
        or of pairs is none.
        """
        question = Question(text, tuple(map(_turn, history)), _ids(documents), as_of)
        return self._pincite.answers.ask(question)

    def search(
        self,
        text: str,
        *,
        documents: Sequence[str] = (),
        as_of: str = "",
        offset: int = _DEFAULT.offset,
        limit: int = _DEFAULT.limit,
    ) -> SearchHits:
        """Return where a phrase in quotation marks, or words together, stand; raises as `ask`.

        `documents` and `as_of` are as there. At most `limit` hits, from 1 to 100, from the one
        numbered `offset` on, counted from 0.
        """
        wanted = SearchQuestion(text, _ids(documents), offset, limit, as_of)
        return search(self._pincite.index, wanted)

    def documents(self) -> dict[str, str]:
        """Return the titles of the documents by id, sorted by it; a title that lacks is the id."""
        index = self._pincite.index.snapshot()
        return {id_: index.metadata(id_).title or id_ for id_ in index.document_ids()}

    def text(self, document: str) -> str:
        """Return the canonical text of a document, which the offsets of citations count in.

        Raises KeyError if there is no such document.
        """
        return self._pincite.index.document(document).document.text

    def refresh(self) -> None:
        """Go on with what was built meanwhile. Raises DataFolderError if it cannot be used."""
        self._pincite.refresh()

    def close(self) -> None:
        """Close the collection; twice is allowed, and nothing can be asked afterwards."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _ids(documents: Sequence[str]) -> tuple[str, ...]:
    # A text is a sequence of texts, too: each letter would be taken for an id.
    if isinstance(documents, str):
        raise QuestionError(f"documents is the text {documents!r}; give a list of ids")
    return tuple(documents)


def _turn(turn: object) -> Turn:
    match turn:
        case (str() as asked, Answer() as told):
            return Turn(asked, told.text)
        case (str() as asked, str() as text):
            return Turn(asked, text)
    raise QuestionError(f"{turn!r} is no turn of a history; give pairs of question and answer")
