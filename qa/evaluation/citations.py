"""Citations: whether they point at the evidence, and whether they quote it as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.answer import Answer, Citation
from qa.cited import shown_citations
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.normalise import contains, word_count

MAX_QUOTE_WORDS = 120


@dataclass(frozen=True, slots=True)
class CitationCount:
    """How many citations support an answer, how many of them are right, and how exact they are.

    `parts` counts the quoted stretches of every citation that the answer shows, `exact_parts`
    those that equal their slice of the document.
    """

    citations: int
    right: int
    parts: int
    exact_parts: int


def citation_count(
    answer: Answer, question: GoldQuestion, documents: Mapping[str, str]
) -> CitationCount:
    """Count the citations of an answer; `documents` maps ids to canonical texts.

    A part in a document that is not there is not exact. A refusal has no supporting citations.
    """
    supporting = supporting_citations(answer)
    exact = [
        documents.get(citation.document, "")[part.start : part.end] == part.quote
        for citation in shown_citations(answer)
        for part in citation.parts
    ]
    right = sum(is_right(citation, question) for citation in supporting)
    return CitationCount(len(supporting), right, len(exact), sum(exact))


def is_right(citation: Citation, question: GoldQuestion) -> bool:
    """Tell whether the citation's quote supports the gold answer.

    The quote, of at most 120 words, contains a gold quote of the same document, or lies within one
    and contains an accepted short answer or an item's wording; where the gold has neither, lying
    within one is enough. All comparisons are of normalised words.
    """
    quote = citation.quote
    if word_count(quote) > MAX_QUOTE_WORDS:
        return False
    wordings = question.wordings
    answers = not wordings or any(contains(quote, wording) for wording in wordings)
    return any(
        contains(quote, evidence.quote) or (answers and contains(evidence.quote, quote))
        for evidence in question.evidence
        if evidence.doc == citation.document
    )


def supporting_citations(answer: Answer) -> tuple[Citation, ...]:
    """Return the citations of the answer and of its items, each place once, in order.

    Citations of context, of nearest passages and of other readings claim no support.
    """
    claimed = (*answer.citations, *(item.citation for item in answer.items))
    return tuple({(each.document, each.parts): each for each in claimed}.values())
