"""What a question reads of a large collection: what was found for it, not all that there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.structure import StructuredDocument
from index.ranked import Ranked, SearchFilter
from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, Shelf, parsed

DOCUMENTS = 600
FEW = 120  # documents
# Finds ten chunks, and refuses whatever shares fewer than four longer words with a passage.
NARROW = replace(BY_OVERLAP, depth=10, least_logit=4.0)


class CountingShelf(Shelf):
    """A shelf that counts how often a document is taken from it."""

    def __init__(self, *documents: StructuredDocument) -> None:
        super().__init__(*documents)
        self.read = 0
        self._occurrences: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}

    def document(self, document_id: str) -> StructuredDocument:
        self.read += 1
        return super().document(document_id)

    def search(self, query: str, k: int, filter: SearchFilter, also: str = "") -> Ranked:
        """Search as a shelf does, by a look at every document, which is not counted."""
        read = self.read
        found = super().search(query, k, filter, also)
        self.read = read
        return found

    def occurrences(self, prefix: str) -> dict[str, dict[str, tuple[int, ...]]]:
        if prefix not in self._occurrences:
            self._occurrences[prefix] = super().occurrences(prefix)
        return self._occurrences[prefix]


@pytest.fixture(scope="module")
def shelf() -> CountingShelf:
    """Return many documents that all name the same council."""
    titles = [f"Harbour Rules {number:03}" for number in range(DOCUMENTS)]
    text = "1. Quays\n\nThe Pilot Council (PC) keeps the quays and counts the boats."
    return CountingShelf(*(parsed(f"{title}\n\n{text}\n", title) for title in titles))


def answered(shelf: CountingShelf, question: str) -> Answer:
    shelf.read = 0
    return AnswerService(shelf, SharedWords(), SharedLines(), NARROW).ask(Question(question))


def test_an_answer_reads_the_documents_that_were_found(shelf: CountingShelf) -> None:
    answer = answered(shelf, "Who keeps the quays and counts the boats for the council?")
    assert answer.kind is AnswerKind.SPAN
    assert shelf.read <= FEW


def test_a_refusal_does_not_look_up_what_is_named_everywhere(shelf: CountingShelf) -> None:
    answer = answered(shelf, "When did the Pilot Council sail to Brazil?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert not any("Pilot Council" in each for each in answer.suggestions)
    assert shelf.read <= FEW


def test_a_document_is_found_by_its_title_without_reading_the_others(shelf: CountingShelf) -> None:
    answer = answered(shelf, "What is the document “Harbour Rules 217” about?")
    assert answer.citations[0].document == "Harbour Rules 217"
    assert shelf.read <= FEW
