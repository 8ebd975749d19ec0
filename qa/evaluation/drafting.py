"""Suggested gold questions from what people asked and what was answered."""

from __future__ import annotations

from qa.answer import Answer, AnswerKind
from qa.evaluation.citations import MAX_QUOTE_WORDS, supporting_citations
from qa.evaluation.gold import Evidence, GoldQuestion, Status


def drafted(id: str, question: str, answer: Answer, note: str) -> GoldQuestion | None:
    """Return a question that somebody asked as a suggestion, for a person to correct.

    Its answer and its passages are those that were given; a refusal makes a question without an
    answer. `note` says where it is from. None where no citation stands in one piece or the answer
    cannot be gold.
    """
    refused = answer.kind is AnswerKind.NOT_FOUND
    evidence = tuple(
        Evidence(each.document, each.quote, "".join(each.section[-1:]))
        for each in supporting_citations(answer)
        if len(each.parts) == 1 and len(each.quote.split()) <= MAX_QUOTE_WORDS
    )
    if not refused and not evidence:
        return None
    kind = "unanswerable" if refused else "list" if answer.items else "question"
    try:
        return GoldQuestion(
            id=id,
            type=kind,
            question=question,
            history=(),
            answers=(answer.answer,) if answer.answer and not answer.items else (),
            items=tuple((item.text,) for item in answer.items),
            evidence=evidence,
            answerable=not refused,
            notes=note,
            status=Status.SUGGESTED,
        )
    except ValueError:  # nothing to compare, as in an answer of signs alone
        return None
