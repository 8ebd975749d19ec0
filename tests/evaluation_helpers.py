"""Gold questions, answers and predictions that a reader can check by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qa.answer import Answer, AnswerKind, Citation, Item, Part, Passage
from qa.evaluation.gold import Evidence, GoldQuestion
from qa.evaluation.prediction import Prediction
from qa.question import Turn

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "qa" / "evaluation" / "questions" / "dev.jsonl"


def gold_question(
    id: str = "gold-001",
    *,
    type: str = "date",
    question: str = "When was it set up?",
    history: tuple[Turn, ...] = (),
    answers: Sequence[str] = (),
    items: Sequence[Sequence[str]] = (),
    evidence: Sequence[tuple[str, str]] = (("doc", "It was set up in September 1995."),),
    scope_doc: str = "",
) -> GoldQuestion:
    """Return an answerable question; evidence is given as pairs of document id and quote."""
    return GoldQuestion(
        id=id,
        type=type,
        question=question,
        history=history,
        answers=tuple(answers),
        items=tuple(tuple(wordings) for wordings in items),
        evidence=tuple(Evidence(doc, quote, "Heading") for doc, quote in evidence),
        answerable=True,
        scope_doc=scope_doc,
    )


def unanswerable(id: str = "gold-900") -> GoldQuestion:
    return GoldQuestion(id, "unanswerable", "Who paid for it?", (), (), (), (), answerable=False)


def citation(*quotes: str, document: str = "doc", start: int = 0) -> Citation:
    """Return a citation of quotes that follow one another from `start`, a character apart."""
    parts = []
    for quote in quotes:
        parts.append(Part(start, start + len(quote), quote))
        start += len(quote) + 1
    return Citation(document, "Title", "", ("Heading",), None, tuple(parts), "", "", "00", "link")


def answered(
    text: str = "It was set up in September 1995.",
    *,
    short: str = "",
    cited: Sequence[Citation] = (),
    confidence: float = 0.5,
) -> Answer:
    """Return an answer in running text; it cites its own text unless told otherwise."""
    citations = tuple(cited) or (citation(text),)
    return Answer(
        AnswerKind.SPAN, answer=short, text=text, citations=citations, confidence=confidence
    )


def listed(*items: str) -> Answer:
    """Return a list answer whose items are each cited where they stand: one after another."""
    cited = tuple(citation(item, start=100 * number) for number, item in enumerate(items))
    pairs = zip(items, cited, strict=True)
    return Answer(
        AnswerKind.LIST,
        items=tuple(Item(text, place) for text, place in pairs),
        citations=cited,
    )


REFUSAL = Answer(AnswerKind.NOT_FOUND)


def passage(text: str, *, document: str = "doc", start: int = 0) -> Passage:
    return Passage(document, start, start + len(text), text)


def prediction(
    id: str = "gold-001",
    answer: Answer | None = None,
    passages: Sequence[Passage] = (),
    seconds: float = 0.5,
) -> Prediction:
    return Prediction(id, answered() if answer is None else answer, tuple(passages), seconds)
