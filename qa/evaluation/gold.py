"""Gold questions: what is asked and what a right answer must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GoldError
from qa.evaluation.jsonl import read_records, record_as, write_records
from qa.evaluation.normalise import normalised
from qa.question import Question, Turn
from qa.serialise import Json, to_json

_ITEM_TYPES = frozenset({"aggregate", "list", "responsibility"})
_WHOLE_SUPPORT_TYPES = frozenset({"aggregate", "crossdoc", "list"})
_OPTIONAL: Mapping[str, Json] = {"notes": "", "scope_doc": "", "scope_docs": [], "reference": ""}


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


# The questions that the project ships, and the figures that its answers to them must hold.
SHIPPED_QUESTIONS = Path(__file__).parent / "questions"


def shipped_gold() -> tuple[GoldQuestion, ...]:
    """Return the gold questions of the project, over the documents that it ships."""
    return read_gold(SHIPPED_QUESTIONS / "dev.jsonl")


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Return the gold questions of a JSON Lines file, in file order.

    Fields that the format does not know are ignored. Raises GoldError, naming file and line, if
    the file cannot be read, holds no question, holds an id twice, or a question breaks the format.
    """
    questions: dict[str, GoldQuestion] = {}
    for place, record in read_records(path):
        try:
            question = record_as(GoldQuestion, {**_OPTIONAL, **record}, "question")
        except ValueError as error:
            raise GoldError(f"{place}: {error}; correct the question") from error
        if question.id in questions:
            raise GoldError(f"{place}: the id {question.id!r} occurs twice; give each its own")
        questions[question.id] = question
    if not questions:
        raise GoldError(f"{path} holds no question; put one JSON object on each line")
    return tuple(questions.values())


def write_gold(path: Path, gold: Iterable[GoldQuestion]) -> None:
    """Write gold questions as a file that `read_gold` reads back equal, in their order.

    Raises GoldError if the file cannot be written.
    """
    write_records(path, map(to_json, gold))


def check_quotes(gold: Sequence[GoldQuestion], documents: Mapping[str, str]) -> None:
    """Check that every gold quote stands in its document, white space folded in both.

    `documents` maps ids to canonical texts. Raises GoldError, naming the question, if a document
    is not there or does not hold the quote.
    """
    folded = {name: " ".join(text.split()) for name, text in documents.items()}
    for question in gold:
        for evidence in question.evidence:
            if evidence.doc not in folded:
                raise GoldError(
                    f"{question.id} quotes {evidence.doc!r}, which is not among the documents; "
                    "name the folder that the questions were written for"
                )
            if " ".join(evidence.quote.split()) not in folded[evidence.doc]:
                raise GoldError(
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
