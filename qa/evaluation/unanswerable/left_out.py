"""Questions whose document is left out: asked of the others, they have no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.unanswerable.holdings import Holdings, Window

# From here on a window elsewhere may say what was asked: it holds an accepted answer and so much of
# the question, or, with no answer, nearly all of it.
_MAY_ANSWER = 0.35
_SAYS_IT_ALL = 0.8
_FEWEST_STEMS = 2


def left_out(gold: Sequence[GoldQuestion], holdings: Holdings) -> tuple[GoldQuestion, ...]:
    """Return the answerable questions put to all documents but their own, in their order.

    Each is unanswerable, with the id of its original and `-left-out` behind it, and has the other
    documents in `scope_docs`. A question is dropped if its evidence lies in several documents, if
    another document holds an accepted answer together with a good part of the question's words, or
    nearly all of these without it, and if fewer than two of them are known to the collection.
    """
    documents = tuple(dict.fromkeys(window.document for window in holdings.windows))
    return tuple(
        replace(
            question,
            id=f"{question.id}-left-out",
            type="unanswerable",
            answers=(),
            items=(),
            evidence=(),
            answerable=False,
            notes=f"kind: document left out; near: {own}; why: {own} alone answers it",
            scope_doc="",
            scope_docs=tuple(each for each in documents if each != own),
            reference="",
        )
        for question in gold
        if question.answerable and not question.scope_doc
        for own in sorted({evidence.doc for evidence in question.evidence})[:1]
        if not _answered_elsewhere(question, own, holdings)
    )


def _answered_elsewhere(question: GoldQuestion, own: str, holdings: Holdings) -> bool:
    if any(evidence.doc != own for evidence in question.evidence):
        return True
    # A follow-up is told by its history, too.
    told = " ".join([*(turn.question for turn in question.history), question.question])
    roots = holdings.known(told)

    def answers(window: Window) -> bool:
        return any(window.names(wording) for wording in question.wordings)

    return (
        len(roots) < _FEWEST_STEMS
        or holdings.nearest(roots, answers, outside={own}) >= _MAY_ANSWER
        or holdings.nearest(roots, lambda _: True, outside={own}) >= _SAYS_IT_ALL
    )
