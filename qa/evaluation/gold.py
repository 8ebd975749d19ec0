"""Gold questions: what is asked and what a right answer must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import GoldError
from qa.evaluation.normalise import normalised
from qa.question import Question, Turn

_ITEM_TYPES = frozenset({"aggregate", "list", "responsibility"})
_WHOLE_SUPPORT_TYPES = frozenset({"aggregate", "crossdoc", "list"})


class Status(StrEnum):
    """Whether a gold question may be scored by."""

    ACCEPTED = "accepted"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports the answer: a verbatim quote from the document `doc`.

    The quote equals the document once white space in both is folded. `section` is a heading that
    the quote stands under.
    """

    doc: str
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its accepted answers; the fields are those of the file format.

    `answers` are accepted short answers, each right on its own. `items` holds, for a question
    whose answer is a set, the accepted wordings of each element; such a question is scored by its
    items. A question with neither is judged by its evidence alone; `reference` may then hold an
    answer in free text. An unanswerable question has no answers, items or evidence. `scope_doc`
    restricts the question to one document, or is empty; `scope_docs` restricts it to several.
    `status` tells whether a person has accepted the question; one without any is accepted.
    """

    id: str
    type: str
    question: str
    history: tuple[Turn, ...]
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    answerable: bool
    notes: str = ""
    scope_doc: str = ""
    scope_docs: tuple[str, ...] = ()
    reference: str = ""
    status: Status = Status.ACCEPTED

    def __post_init__(self) -> None:
        fault = _fault(self)
        if fault:
            raise ValueError(fault)

    @property
    def wants_short_answer(self) -> bool:
        """Tell whether the question is scored by its short answers."""
        return bool(self.answers) and not self.items

    @property
    def wants_items(self) -> bool:
        """Tell whether the question is scored by its items."""
        return bool(self.items)

    @property
    def needs_all_evidence(self) -> bool:
        """Tell whether the evidence supports the answer only taken together."""
        return self.type in _WHOLE_SUPPORT_TYPES

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return every accepted answer and every accepted wording of an item."""
        return (*self.answers, *(wording for item in self.items for wording in item))

    def asked(self) -> Question:
        """Return the question as it is put to the service, with its history and its scope."""
        documents = (self.scope_doc,) if self.scope_doc else self.scope_docs
        return Question(self.question, history=self.history, documents=documents)


def check_quotes(gold: Sequence[GoldQuestion], documents: Mapping[str, str]) -> None:
    """Check that every gold quote stands in its document, white space folded in both.

    `documents` maps ids to canonical texts. Raises GoldError, naming the question, if a document
    is not there or does not hold the quote.
    """
    for fault in misquoted(gold, documents):
        raise GoldError(fault)


def misquoted(gold: Sequence[GoldQuestion], documents: Mapping[str, str]) -> Iterator[str]:
    """Say of each gold quote that does not stand in its document what is wrong, in gold order."""
    folded = {name: " ".join(text.split()) for name, text in documents.items()}
    for question in gold:
        for evidence in question.evidence:
            if evidence.doc not in folded:
                yield (
                    f"{question.id} quotes {evidence.doc!r}, which is not among the documents; "
                    "name the folder that the questions were written for"
                )
            elif " ".join(evidence.quote.split()) not in folded[evidence.doc]:
                yield (
                    f"{question.id}: the quote {evidence.quote[:60]!r} does not stand in "
                    f"{evidence.doc!r}; copy it from the document"
                )


def _fault(question: GoldQuestion) -> str:
    """Return what breaks the format in a question, or an empty string."""
    for name in ("id", "type", "question"):
        if not getattr(question, name).strip():
            return f"{name!r} is empty"
    if not all(turn.question.strip() and turn.answer.strip() for turn in question.history):
        return "a turn of the history lacks its question or its answer"
    if question.type == "followup" and not question.history:
        return "a follow-up question has no history"
    if question.scope_doc and question.scope_docs:
        return "both 'scope_doc' and 'scope_docs' are given"
    if question.answerable and question.type == "unanswerable":
        return "'answerable' is true but the type is 'unanswerable'"
    if not question.answerable:
        filled = question.answers or question.items or question.evidence
        return "an unanswerable question has answers, items or evidence" if filled else ""
    return _answer_fault(question)


def _answer_fault(question: GoldQuestion) -> str:
    if not question.evidence:
        return "an answerable question has no evidence"
    if question.type in _ITEM_TYPES and question.answers and not question.items:
        return f"a question of the type {question.type!r} has answers but no items"
    if not all(question.items):
        return "an item has no wording"
    if not all(evidence.doc.strip() for evidence in question.evidence):
        return "an evidence entry names no document"
    for text in (*question.wordings, *(evidence.quote for evidence in question.evidence)):
        if not normalised(text):
            return f"{text!r} has no word to compare"
    return ""
