"""A second way to scan for a name, and how two scans agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.structure import BlockKind, StructuredDocument
from corpus.wording import plain
from index.protocols import Index
from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind, Coverage
from qa.ledger.specialist import Ledger
from qa.question import Question
from qa.ranking import Ranking
from qa.settings import AnswerSettings
from qa.specialists import Situation
from tests.qa_helpers import SharedLines, SharedWords

Place = tuple[str, int]  # document, block
_TITLE = re.compile(r"\b(?!The |This |For |Every |Any )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,}){1,2}\b")


def situation(question: str, index: Index, documents: tuple[str, ...] = ()) -> Situation:
    """Return a question for a specialist that needs no ranking."""
    nothing = Ranking((), (), -1.0)
    return Situation(
        Question(question, documents=documents),
        question,
        asked(question),
        nothing,
        index,
        SharedWords(),
        SharedLines(),
        AnswerSettings(),
    )


def unanswered(index: Index) -> Answer:
    """Return an answer that a specialist is to fill in."""
    return Answer(AnswerKind.NOT_FOUND, coverage=Coverage(0, index.section_count()))


def ledger(question: str, index: Index, documents: tuple[str, ...] = ()) -> Answer | None:
    """Return the ledger's answer to a question, asked of all documents or of some."""
    return Ledger().answer(situation(question, index, documents), unanswered(index))


def names_in(documents: Iterable[StructuredDocument]) -> list[str]:
    """Return the capitalised phrases of some documents, sorted."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(_TITLE.findall(document.document.text))
    return sorted(counts)


def places_naming(name: str, documents: Iterable[StructuredDocument]) -> set[Place]:
    """Return the blocks that hold the words of a name in a row, each in either number."""
    found = [re.escape(word.removesuffix("s")) + "(?:'s|’s|es|s)?" for word in name.split()]
    words = r"\W+(?:(?:the|of|and|for|to|in|on)\W+)*".join(found)
    pattern = re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
    return {
        (document.document.id, block.number)
        for document in documents
        for block in document.blocks
        if block.kind is not BlockKind.CONTENTS
        and pattern.search(plain(" ".join(part.of(document.document.text) for part in block.parts)))
    }


def places_of(answer: Answer | None, index: Index) -> set[Place]:
    """Return the blocks that an answer's items stand in."""
    return {
        (item.citation.document, block.number)
        for item in (answer.items if answer else ())
        for block in index.document(item.citation.document).blocks
        if any(part.start <= item.citation.parts[0].start < part.end for part in block.parts)
    }
